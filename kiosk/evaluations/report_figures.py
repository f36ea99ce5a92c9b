"""Give the figures of the report; one that may not be shown is "few" and has no number at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from kiosk.evaluations.report_columns import Responses
from kiosk.evaluations.report_cover import Cover, Covers, protect_row, protect_rows, without
from kiosk.evaluations.report_tally import INDEX, RESPONSES, Sum, Tally, added, in_view
from kiosk.evaluations.rules_report import (
    ALL,
    ASKED,
    BANDS,
    INDEX_ITEMS,
    NO_GROUP,
    Attribute,
    Group,
)
from kiosk.questions.form import OUTCOME, Item
from kiosk.questions.index import mean_index
from kiosk.questions.kinds import UNKNOWN
from kiosk.questions.thresholds import effective_threshold

State = Literal["shown", "few", "none"]
Rows = dict[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Figure:
    """Be one mean: what it is and how many it is built on; both 0 unless it is shown."""

    state: State
    value: float = 0.0
    n: int = 0

    @property
    def whole(self) -> int:
        """Return the value without decimals, halves rounded up."""
        return int(self.value + 0.5)


@dataclass(frozen=True, slots=True)
class Distribution:
    """Be how many gave each answer; None where that is not shown."""

    state: State
    n: int = 0
    rows: tuple[tuple[str, int | None], ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """Be one point of the trend: its half-years, its index, and which wordings were asked."""

    name: str
    halves: tuple[str, ...]
    index: Figure
    versions: frozenset[int]


FEW, NONE = Figure("few"), Figure("none")
TOO_FEW, NOBODY = Distribution("few"), Distribution("none")


class Figures:
    """Be everything the report can show of the responses."""

    def __init__(self, responses: Responses, k: int) -> None:
        """Begin with nothing worked out."""
        self.responses, self.k = responses, effective_threshold(k)
        self.tally = Tally(responses, self.k)
        self.covers = Covers(self.tally)

    @property
    def views(self) -> list[str]:
        """Return what may be looked at: each period, the latest first, and all together."""
        keys = self.tally.keys[::-1]
        return [*keys, ALL] if len(keys) > 1 else keys

    @property
    def areas(self) -> dict[str, list[str]]:
        """Return the rated questions of each area."""
        return self.tally.area_items

    def halves(self, view: str) -> list[str]:
        """Return the half-years of a view, in order."""
        return [half for half, key in self.tally.period_of.items() if view in (ALL, key)]

    def values(self, attribute: Attribute) -> list[str]:
        """Return the groups of an attribute: every answer there is, or what is on record."""
        if attribute not in ASKED:
            found = self.tally.by_period(RESPONSES, attribute)
            return sorted((one for one in found if one), key=str.casefold)
        item = self.responses.items.get(attribute)
        return [one for one in (item.spec.option_ids if item else ()) if one not in NO_GROUP]

    def may_show(self, group: Group, view: str) -> bool:
        """Tell whether a group is large enough, and far enough from others, to be seen."""
        return self.covers.groups(RESPONSES, group.attribute).shows(group.value, view)

    def responses_in(self, view: str) -> int:
        """Return how many responses a view is of."""
        return in_view(self.tally.by_period(RESPONSES).get("", {}), view)[0]

    def index(self, view: str, group: Group | None = None) -> Figure:
        """Return the index of everybody, or of a group."""
        return _figure(self._sum(INDEX, view, group), self._shows(INDEX, view, group), _index)

    def item(self, item_id: str, view: str) -> Figure:
        """Return the mean of one question on its own scale, from 1."""
        if self._banned(self.responses.items[item_id]):
            return FEW
        return _figure(self._sum(item_id, view, None), self._shows(item_id, view, None), _mean)

    def area(self, area: str, view: str, group: Group | None = None) -> Figure:
        """Return the index of an area: the mean of its questions, each weighing the same."""
        n = self._sum(area, view, group)[0]
        sums = [self._sum(item, view, group) for item in self.areas[area]]
        parts = [_item_index(one) for one in sums if one[0]]
        whole = sum(parts, Fraction()) / len(parts) if parts else Fraction()
        return _figure((n, 0), self._shows(area, view, group), lambda _: whole)

    def distribution(self, item_id: str, view: str) -> Distribution:
        """Return how many gave each answer to a choice, "don't know" among them."""
        spec = self.responses.items[item_id].spec
        names = [*spec.option_ids, *([UNKNOWN] if spec.allow_unknown else [])]
        rows = dict(enumerate(self.responses.options(spec)))
        return self._distribution(item_id, view, names, rows, several=spec.takes_several)

    def bands(self, item_id: str, view: str) -> Distribution:
        """Return how many rated a question low, middle and high."""
        steps = self.responses.steps(self.responses.items[item_id].spec)
        rows = {code: _band(step) for code, step in enumerate(steps)}
        names = [str(place) for place in range(len(BANDS))]
        return self._distribution(item_id, view, names, rows, several=False)

    @cached_property
    def trend(self) -> list[Point]:
        """Return the index over time, the earliest first; later half-years with too few wait."""
        sums, cover = self.tally.by_half(INDEX).get("", {}), self.covers.everybody(INDEX)
        found = []
        for name, halves in self.covers.stretches().items():
            total: Sum = (0, 0)
            for half in halves:
                total = added(total, sums.get(half, (0, 0)))
            shown = cover.shows("", self.tally.period_of[halves[0]])
            asked = (one.version for one in self.responses.chunks if one.half in halves)
            found.append(Point(name, halves, _figure(total, shown, _index), frozenset(asked)))
        return found

    def _sum(self, figure: str, view: str, group: Group | None) -> Sum:
        attribute, value = (group.attribute, group.value) if group else ("", "")
        return in_view(self.tally.by_period(figure, attribute).get(value, {}), view)

    def _shows(self, figure: str, view: str, group: Group | None) -> bool:
        if not self.covers.everybody(figure).shows("", view):
            return False
        if group is None:
            return True
        if group.value not in self.tally.by_period(figure, group.attribute):  # nobody of it
            return self.covers.groups(RESPONSES, group.attribute).shows(group.value, view)
        return self.covers.groups(figure, group.attribute).shows(group.value, view)

    def _distribution(
        self, item_id: str, view: str, names: Sequence[str], rows: Rows, several: bool
    ) -> Distribution:
        counts = self.tally.answers(item_id, rows)
        answered = counts.pop("")
        zero = dict.fromkeys(answered, 0)
        table = {name: counts.get(name, zero) for name in names}
        banned = self._banned(self.responses.items[item_id])
        known = without(protect_row(answered, self.k), answered, banned, self.k)
        if not known.shows("", view):
            return TOO_FEW
        n = sum(answered.values()) if view == ALL else answered[view]
        if n == 0:
            return NOBODY
        covers = self._row_covers(table, answered, known, several)
        cells = {
            name: in_view({p: (c, 0) for p, c in table[name].items()}, view)[0] for name in names
        }
        shown = tuple((one, cells[one] if covers[one].shows(one, view) else None) for one in names)
        return Distribution("shown", n, shown)

    def _row_covers(
        self,
        table: dict[str, dict[str, int]],
        answered: dict[str, int],
        known: Cover,
        several: bool,
    ) -> dict[str, Cover]:
        """Return what may be shown of each row; of several choices each is a table of its own.

        Where one may give several answers, a row and the others who answered make up a table.
        """
        if not several:
            cover = protect_rows(table, known, self.k)
            return dict.fromkeys(table, cover)
        return {
            name: protect_rows(
                {name: row, "": {p: answered[p] - n for p, n in row.items()}}, known, self.k
            )
            for name, row in table.items()
        }

    def _banned(self, item: Item) -> set[str]:
        """Return the views in which a follow-up would tell how many a hidden outcome has.

        Who is asked it depends on the outcome. That is known already if the outcomes asked hold
        all that are hidden, or none of them.
        """
        if not item.outcomes or item.area or item.id in INDEX_ITEMS:
            return set()
        cover = self.covers.groups(RESPONSES, OUTCOME)
        rows = self.tally.by_half(RESPONSES, OUTCOME)
        found = set()
        for view in (*self.tally.keys, ALL):
            hidden = {row for row in rows if not cover.shows(row, view)}
            if hidden & set(item.outcomes) and hidden - set(item.outcomes):
                found.add(view)
        return found


def _figure(sums: Sum, shown: bool, value: Callable[[Sum], Fraction]) -> Figure:
    if not shown:
        return FEW
    return Figure("shown", float(value(sums)), sums[0]) if sums[0] else NONE


def _index(sums: Sum) -> Fraction:
    n, total = sums
    return mean_index(total, len(INDEX_ITEMS) * n)


def _item_index(sums: Sum) -> Fraction:
    n, total = sums
    return mean_index(total, n)


def _mean(sums: Sum) -> Fraction:
    n, total = sums
    return Fraction(total, n)


def _band(step: int) -> tuple[str, ...]:
    return tuple(str(place) for place, (low, high) in enumerate(BANDS) if low <= step <= high)
