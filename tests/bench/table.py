"""The one table: what, measured, ratio, budget, ok or over."""

from __future__ import annotations

import statistics
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Row:
    """One budget of the design's section 8 and what was measured."""

    what: str
    measured: str
    ratio: float | None  # of the budget's own kind; None where the budget is no ratio
    budget: str
    ok: bool


class Table:
    """All rows of a run."""

    def __init__(self) -> None:
        self.rows: list[Row] = []

    def most(self, what: str, value: float, budget: float, unit: str, digits: int = 0) -> None:
        """Add a value that may be at most its budget; its ratio is the share of it used."""
        measured = f"{value:,.{digits}f} {unit}".strip()
        limit = f"≤ {budget:g} {unit}".strip()
        self.rows.append(
            Row(what, measured, value / budget if budget else None, limit, value <= budget)
        )

    def ratio(self, what: str, measured: str, ratio: float, least: float) -> None:
        self.rows.append(Row(what, measured, ratio, f"≥ {least:g}", ratio >= least))

    def weights(self, found: dict[str, float]) -> None:
        self.most("Way in, HTML + CSS compressed", found["check_in_page"] / 1000, 10, "kB", 1)
        self.most("Room with a question, HTML + CSS", found["room_page"] / 1000, 10, "kB", 1)
        what = "First visit, from the code to the stream: everything"
        self.most(what, found["whole_bytes"] / 1000, 32, "kB", 1)
        self.most("Requests until one can check in", found["way_in_requests"], 6, "")
        self.most("Requests of the room, opened afresh, with stream", found["room_requests"], 6, "")

    def rates(self, found: dict[str, list[dict[str, float]]]) -> None:
        for name in ("vote", "check_in", "page"):
            ratios = [
                one["per_second"] / plain["per_second"]
                for one, plain in zip(found[name], found["hello"], strict=True)
            ]
            mine = statistics.median(one["per_second"] for one in found[name])
            plain = statistics.median(one["per_second"] for one in found["hello"])
            cpu = statistics.median(one["cpu_ms"] for one in found[name])
            what = {"vote": "A vote", "check_in": "A check-in", "page": "A page"}[name]
            measured = f"{mine:,.0f}/s of {plain:,.0f}/s ({cpu:.2f} ms)"
            self.ratio(f"{what} against a bare hello", measured, statistics.median(ratios), 0.6)
        wrong = sum(one["wrong"] for many in found.values() for one in many)
        self.most("  answers that were not the expected ones", wrong, 0, "")

    def crowd(self, phones: int, found: dict[str, Any], large: bool) -> None:
        vote, screen, last = (250, 400, 300) if large else (150, 250, 150)
        name, told = f"{phones:,}".replace(",", " "), sum(found["confirmed"].values())
        self.most(f"{name} phones: all in and following", found["check_in_seconds"], 30, "s", 1)
        self.most("  open streams missing", phones - found["streams"], 0, "")
        p50 = f" (p50 {1000 * found['vote_p50']:.0f})"
        self.most(f"  vote p99{p50}", 1000 * found["vote_p99"], vote, "ms")
        p50 = f" (p50 {1000 * found['screen_confirmed_p50']:.0f})"
        value = 1000 * found["screen_confirmed_p99"]
        self.most(f"  confirmed vote → screen p99{p50}", value, screen, "ms")
        p50 = f" (median {1000 * found['opening_median']:.0f})"
        self.most(f"  opening → last phone{p50}", 1000 * found["opening_last"], last, "ms")
        self.most("  all voted within", found["voting_seconds"], 5, "s", 1)
        errors = found["error_count"] + found["unreached"] + found["streams_lost"]
        self.most("  errors, phones not reached, streams lost", errors, 0, "")
        self.most("  phones without a confirmed vote", phones - told, 0, "")
        self.most("  confirmed votes that are not in the table", found["lost"], 0, "")
        self.most("  more votes than phones", max(0, found["stored"] - phones), 0, "")
        if large:
            self.most(f"  memory with {found['streams']} streams", found["megabytes"], 220, "MB")
        self.most(f"  stop with {found['staying']} streams open", found["stop_seconds"], 3, "s", 2)

    def rehearsal(self, people: int, phones: int, found: dict[str, Any]) -> None:
        """Add what a wall saw of pretended people, and real phones beside them, as of a crowd."""
        name = f"{people:,}".replace(",", " ")
        self.most(f"{name} pretended attendees: all in", found["arrived_seconds"], 75, "s", 0)
        self.most("  not in", people - found["checked_in"], 0, "")
        self.most(
            "  more who do not vote than one in eight",
            max(0, people * 7 // 8 - found["votes"]),
            0,
            "",
        )
        p50 = f" (p50 {1000 * found['screen_p50']:.0f})"
        self.most(f"  vote on disk → screen p99{p50}", 1000 * found["screen_p99"], 250, "ms")
        p50 = f" (p50 {1000 * found['real_p50']:.0f}, alone p99 {1000 * found['alone_p99']:.0f})"
        what = f"  {phones} real phones beside them: vote p99{p50}"
        self.most(what, 1000 * found["real_p99"], 150, "ms")
        self.most("  real phones without a confirmed vote", phones - found["real_votes"], 0, "")
        self.most("  errors", len(found["errors"]), 0, "")

    def start(self, seconds: list[float], idle: float) -> None:
        self.most("Start to first answer (median)", statistics.median(seconds), 1.5, "s", 2)
        self.most("Memory, idle", idle, 90, "MB")

    def commits(self, found: dict[str, float]) -> None:
        measured = f"{found['grouped']:,.0f}/s of {found['single']:,.0f}/s"
        ratio = found["grouped"] / found["single"]
        self.ratio("Votes committed, grouped against one by one", measured, ratio, 3)
        self.most("  lost", found["lost"], 0, "")

    def report(self, procurements: int, responses: int, found: dict[str, float]) -> None:
        sizes = f"{procurements:,} procurements and {responses:,} responses"
        self.most(f"Report over {sizes}", found["first"], 1, "s", 2)

    def text(self) -> str:
        """Return the table as lines for a terminal."""
        head = ("what", "measured", "ratio", "budget", "")
        body = [
            (r.what, r.measured, "" if r.ratio is None else f"{r.ratio:.2f}", r.budget,
             "ok" if r.ok else "OVER")
            for r in self.rows
        ]  # fmt: skip
        widths = [max(len(row[i]) for row in [head, *body]) for i in range(5)]
        lines = [
            f"{a:<{widths[0]}}  {b:>{widths[1]}}  {c:>{widths[2]}}  {d:<{widths[3]}}  {e}".rstrip()
            for a, b, c, d, e in [head, *body]
        ]
        return "\n".join([lines[0], "-" * len(lines[0]), *lines[1:]])

    def as_dicts(self) -> list[dict[str, Any]]:
        return [asdict(row) for row in self.rows]
