"""Decide which figures of the report may be shown; everything that is shown asks here.

Every figure rests on a table of how many answered, group by period; suppression.protect says
which cells of it may be seen. Here the tables are kept from telling on one another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kiosk.evaluations import rules_overlap as overlap
from kiosk.evaluations.report_tally import INDEX, RESPONSES, ByTime, Tally
from kiosk.evaluations.rules_report import ALL, KNOWN
from kiosk.questions.suppression import Shown, protect

REST = ""  # periods that are not shown apart, together; those who belong to no group


@dataclass(frozen=True, slots=True)
class Cover:
    """Say which cells of a table, and which totals of its rows, may be shown."""

    cells: frozenset[tuple[str, str]]
    totals: frozenset[str]

    def shows(self, row: str, view: str) -> bool:
        """Tell whether a row may be seen in a period, or in all of them together."""
        return row in self.totals if view == ALL else (row, view) in self.cells

    def __and__(self, other: "Cover") -> "Cover":
        """Return what both show: to hide more tells nothing."""
        return Cover(self.cells & other.cells, self.totals & other.totals)


class Covers:
    """Be what may be shown of a tally, worked out as it is asked for."""

    def __init__(self, tally: Tally) -> None:
        """Begin with nothing worked out."""
        self.tally, self.k = tally, tally.k
        self._groups: dict[tuple[str, str], Cover] = {}
        self._everybody: dict[str, Cover] = {}

    def everybody(self, figure: str) -> Cover:
        """Return in which periods a figure of everybody is shown; its only row is ""."""
        if figure not in self._everybody:
            own = self._columns(figure)
            for item in self.tally.area_items.get(figure, ()):  # no mean of few inside another
                own &= self.everybody(item)
            self._everybody[figure] = own
        return self._everybody[figure]

    def groups(self, figure: str, attribute: str) -> Cover:
        """Return what may be shown of a figure, group by period."""
        key = (figure, attribute)
        if key not in self._groups:
            own = self._own(figure, attribute)
            if figure != RESPONSES:  # who is hidden among all is hidden everywhere
                own &= self.groups(RESPONSES, attribute)
            for item in self.tally.area_items.get(figure, ()):
                own &= self.groups(item, attribute)
            self._groups[key] = own
        return self._groups[key]

    def stretches(self) -> dict[str, tuple[str, ...]]:
        """Return the half-years that stand together as one point of the trend, by its name.

        The name is the half-year where it stands alone, else the period.
        """
        sums = self.tally.by_half(INDEX).get("", {})
        found: dict[str, tuple[str, ...]] = {}
        for period in self.tally.periods:
            numbers = [sums.get(half, (0, 0))[0] for half in period.half_years]
            if period.halves_shown and all(n == 0 or n >= self.k for n in numbers):
                found |= {half: (half,) for half in period.half_years}
            else:
                found[period.key] = period.half_years
        return found

    def _columns(self, figure: str) -> Cover:
        return protect_row(_numbers(self.tally.by_period(figure).get("", {})), self.k)

    def _own(self, figure: str, attribute: str) -> Cover:
        known = self._columns(figure)
        rows = self.tally.by_period(figure, attribute)
        cover = protect_rows({row: _numbers(cells) for row, cells in rows.items()}, known, self.k)
        if attribute not in KNOWN:
            return cover
        pieces = self.tally.pieces(figure)
        gone = {
            view: self._too_close(cover, figure, attribute, view, pieces)
            for view in (*self.tally.keys, ALL)
        }
        cells = frozenset((row, period) for row, period in cover.cells if row not in gone[period])
        return Cover(cells, cover.totals - gone[ALL])

    def _too_close(
        self,
        cover: Cover,
        figure: str,
        attribute: str,
        view: str,
        pieces: Mapping[overlap.Piece, int],
    ) -> set[str]:
        """Return the groups that differ by few from parts of time, or units from categories."""
        period_of = self.tally.period_of
        here = {one: n for one, n in pieces.items() if view in (ALL, period_of[one[0]])}
        times = self._times(figure)
        divisions = [overlap.divide(here, lambda one: times[one[0]])]
        if attribute == "unit":
            other = self.groups(figure, "category")
            divisions.append(
                overlap.divide(here, lambda one: one[1] if other.shows(one[1], view) else REST)
            )
        place = 1 if attribute == "category" else 2
        parts = overlap.divide(here, lambda one: one[place])
        hidden = {row for row in parts if row == REST or not cover.shows(row, view)}
        return overlap.keep_apart(
            parts, hidden, [list(one.values()) for one in divisions], here, self.k
        )

    def _times(self, figure: str) -> dict[str, str]:
        """Return, by half-year, the shortest time that stands by itself for this figure."""
        if figure != INDEX:
            return self.tally.period_of
        return {half: name for name, halves in self.stretches().items() for half in halves}


def protect_row(counts: Mapping[str, int], k: int) -> Cover:
    """Return which periods, and whether their total, may be shown of counts by period."""
    shown: Shown[str, str] = protect({"": counts}, k)
    return Cover(
        frozenset(("", period) for period in counts if shown.column(period)),
        frozenset({""} if shown.everything else ()),
    )


def protect_rows(counts: Mapping[str, Mapping[str, int]], known: Cover, k: int) -> Cover:
    """Return what may be shown of counts by row and period, in the periods that are shown at all.

    `known` says for which periods the total is shown. Those where it is not are one column here
    if the total of all periods is shown, so that no row minus the rest of it tells them.
    """
    periods = {period for _, period in known.cells}
    total_shown = bool(known.totals)

    def columns(cells: Mapping[str, int]) -> dict[str, int]:
        kept = {period: n for period, n in cells.items() if period in periods}
        rest = sum(n for period, n in cells.items() if period not in periods)
        return kept | ({REST: rest} if rest and total_shown else {})

    shown: Shown[str, str] = protect({row: columns(cells) for row, cells in counts.items()}, k)
    cells = frozenset((row, period) for row, period in shown.cells if period in periods)
    return Cover(cells, shown.rows if total_shown else frozenset())


def without(cover: Cover, counts: Mapping[str, int], banned: Collection[str], k: int) -> Cover:
    """Return the cover of one row without the periods banned, and what goes with them.

    What is no longer shown must hold k answers or none, as long as the total is shown.
    """
    shown = {period for _, period in cover.cells} - set(banned)
    totals = cover.totals - ({""} if ALL in banned else set())
    while totals and shown and 0 < sum(counts.values()) - sum(counts[one] for one in shown) < k:
        shown.discard(min(shown, key=lambda one: (counts[one], one)))
    return Cover(frozenset(("", period) for period in shown), totals)


def _numbers(cells: ByTime) -> dict[str, int]:
    return {key: n for key, (n, _) in cells.items()}
