"""Decide which figures of the report may be shown; everything that is shown asks here.

Every figure rests on a table of how many answered, group by period; suppression.protect says
which cells of it may be seen. Here the tables are kept from telling on one another.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from kiosk.evaluations.report_tally import INDEX, RESPONSES, ByTime, Tally
from kiosk.evaluations.rules_overlap import Piece, Sums
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
        if key not in self._groups and attribute in KNOWN:
            self._groups |= {(figure, name): own for name, own in self._known(figure).items()}
        elif key not in self._groups:
            self._groups[key] = self._own(figure, attribute)
        own = self._groups[key]
        if figure != RESPONSES:  # who is hidden among all is hidden everywhere
            own &= self.groups(RESPONSES, attribute)
        for item in self.tally.area_items.get(figure, ()):
            own &= self.groups(item, attribute)
        return own

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
        """Return what may be shown of groups that nobody else knows who belongs to."""
        rows = self.tally.by_period(figure, attribute)
        # In one order whatever order the rows were read in: of two equally large groups the same
        # is hidden each time, else both would be seen sooner or later.
        counts = {row: _numbers(rows[row]) for row in sorted(rows)}
        return protect_rows(counts, self._columns(figure), self.k)

    def _known(self, figure: str) -> dict[str, Cover]:
        """Return what may be shown by category and by unit, beside everything else of the figure.

        The largest are let in first, categories before units.
        """
        pieces, everybody = self._pieces(figure), self._columns(figure)
        sums = Sums(pieces, self.k)
        views = [one for one in (*self.tally.keys, ALL) if everybody.shows("", one)]
        inside = {view: [one for one in pieces if self._is_in(one, view)] for view in views}
        for view in views:
            sums.show(inside[view])
        if figure == INDEX:
            for halves in self.stretches().values():
                if self.tally.period_of[halves[0]] in views:
                    sums.show(one for one in pieces if one[0] in halves)
        return {
            name: self._admitted(sums, pieces, inside, place) for place, name in enumerate(KNOWN, 1)
        }

    def _admitted(
        self, sums: Sums, pieces: Mapping[Piece, int], inside: Mapping[str, list[Piece]], place: int
    ) -> Cover:
        """Return in which views each value of one attribute may be shown."""
        parts: dict[tuple[str, str], list[Piece]] = {}
        for view, here in inside.items():
            for one in here:
                if one[place]:
                    parts.setdefault((one[place], view), []).append(one)
        sizes = {key: sum(pieces[one] for one in part) for key, part in parts.items()}
        order = sorted(parts, key=lambda key: (-sizes[key], key))
        shown = {key for key in order if sizes[key] >= self.k and sums.admit(parts[key])}
        return Cover(
            frozenset(key for key in shown if key[1] != ALL),
            frozenset(value for value, view in shown if view == ALL),
        )

    def _pieces(self, figure: str) -> Mapping[Piece, int]:
        """Return how many there are of each half-year, category and unit.

        Only the index is shown by half-year; of other figures a piece is of a whole period.
        """
        pieces = self.tally.pieces(figure)
        if figure == INDEX:
            return pieces
        found: Counter[Piece] = Counter()
        for (half, category, unit), n in pieces.items():
            found[self.tally.period_of[half], category, unit] += n
        return found

    def _is_in(self, piece: Piece, view: str) -> bool:
        return view in (ALL, self.tally.period_of.get(piece[0], piece[0]))


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
