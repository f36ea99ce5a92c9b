"""Decide which figures of a table may be shown, so that no small one can be computed.

A small figure is one built on fewer than k answers, and at least one. Hiding it is not enough:
total minus the rest would tell it. So others are hidden with it, until the largest number that a
reader could think of for a small figure, knowing everything shown and that nothing is below zero,
is at least k. That is the same as saying: any sum of hidden figures that can be computed at all,
in whatever way, holds no answer or at least k. (network.py says why.)
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.questions.network import Network
from kiosk.questions.thresholds import effective_threshold

Row = TypeVar("Row", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Shown(Generic[Row, Column]):
    """Be what may be shown of a table; whatever is not in it may not.

    Of a column that is not shown no cell is. `everything` is the total of all columns.
    """

    cells: frozenset[tuple[Row, Column]]
    rows: frozenset[Row]
    columns: frozenset[Column]
    everything: bool

    def cell(self, row: Row, column: Column) -> bool:
        """Tell whether the cell may be shown."""
        return (row, column) in self.cells

    def total(self, row: Row) -> bool:
        """Tell whether the total of the row, over all columns, may be shown."""
        return row in self.rows

    def column(self, column: Column) -> bool:
        """Tell whether the total of the column may be shown."""
        return column in self.columns


def protect(counts: Mapping[Row, Mapping[Column, int]], k: int) -> Shown[Row, Column]:
    """Return what may be shown of the counts; a cell that is left out counts as zero.

    Totals of columns are shown, as long as each holds at least k answers or none. A column with
    fewer is hidden with all its cells, and its total protected like a cell: then the total of all
    columns, or another column, may have to go too. Raise ValueError for a negative count.
    """
    columns = list(dict.fromkeys(column for row in counts.values() for column in row))
    table = _Table([[row.get(one, 0) for one in columns] for row in counts.values()], len(columns))
    table.protect(effective_threshold(k))
    rows = list(counts)
    return Shown(
        cells=frozenset(
            (row, column)
            for row, numbers in zip(rows, table.cells, strict=True)
            for column, number in zip(columns, numbers, strict=True)
            if not table.network.arcs[number].hidden
        ),
        rows=frozenset(row for row, n in zip(rows, table.rows, strict=True) if table.is_shown(n)),
        columns=frozenset(
            one for one, n in zip(columns, table.columns, strict=True) if table.is_shown(n)
        ),
        everything=table.is_shown(table.everything),
    )


def protect_row(counts: Mapping[Row, int], k: int) -> set[Row]:
    """Return which of the counts may be shown beside their sum; none if the sum is too small."""
    shown = protect({key: {"": count} for key, count in counts.items()}, k)
    return {key for key in counts if shown.cell(key, "")}


class _Table:
    """Be a table of counts as a network, and hide in it what must be hidden."""

    def __init__(self, counts: Sequence[Sequence[int]], width: int) -> None:
        if any(count < 0 for row in counts for count in row):
            raise ValueError("a count is negative")
        height = len(counts)
        # The corner is two nodes, with the total of everything between them.
        before, after = height + width, height + width + 1
        sums = [sum(row[column] for row in counts) for column in range(width)]
        self.network = Network(height + width + 2)
        add = self.network.add
        self.cells = [
            [add(row, height + column, n, n + 1) for column, n in enumerate(numbers)]
            for row, numbers in enumerate(counts)
        ]
        self.rows = [add(before, row, sum(n), sum(n) + 1) for row, n in enumerate(counts)]
        self.columns = [add(height + column, after, n, None) for column, n in enumerate(sums)]
        self.everything = add(after, before, sum(sums), None)

    def is_shown(self, number: int) -> bool:
        """Tell whether the figure is still shown."""
        return not self.network.arcs[number].hidden

    def protect(self, k: int) -> None:
        """Hide what is small, then what would tell it, then show again what tells nothing."""
        arcs = self.network.arcs
        small = [number for number, arc in enumerate(arcs) if 0 < arc.count < k]
        if any(number in self.columns for number in small):
            self._let_totals_go()
        for number in small:
            self._hide(number)
            arcs[number].kept = True
        # The smallest need the most room, and what makes it for them does for others too.
        for number in sorted(small, key=lambda one: arcs[one].count):
            for other in self.network.make_room(number, k - arcs[number].count):
                self._hide(other)
        while self._show_again(k):
            pass

    def _let_totals_go(self) -> None:
        for number in self.columns:
            # Its cells go with it.
            self.network.arcs[number].price = 2 * self.network.arcs[number].count + len(self.rows)
        everything = self.network.arcs[self.everything]
        everything.price = everything.count + 1

    def _hide(self, number: int) -> None:
        self.network.hide(number)
        if number in self.columns:
            for row in self.cells:
                cell = row[self.columns.index(number)]
                self.network.hide(cell)
                self.network.arcs[cell].kept = True
            self.network.arcs[number].kept = True

    def _show_again(self, k: int) -> bool:
        """Show hidden figures, the largest first, that tell nothing more; say if there were any."""
        arcs = self.network.arcs
        hidden = [number for number, arc in enumerate(arcs) if arc.hidden and not arc.kept]
        found = [
            number
            for number in sorted(hidden, key=lambda one: -arcs[one].count)
            if self._tells_nothing(number, k)
        ]
        return bool(found)

    def _tells_nothing(self, number: int, k: int) -> bool:
        """Show the figure if every sum around it stays large enough or it was known anyway."""
        more, less = (self.network.room(number, grows, k) for grows in (True, False))
        known = more == 0 and min(less, self.network.arcs[number].count) == 0
        if known or min(more, less) >= k:
            self.network.show(number)
            return True
        return False


@dataclass(frozen=True, slots=True)
class Period:
    """Be a year, or years that were too small alone, that figures are shown for.

    `key` is "2026" or "2025-2026". `halves_shown` says that each half-year in it holds enough
    responses to stand alone on the trend.
    """

    key: str
    half_years: tuple[str, ...]
    n: int
    halves_shown: bool


def periods(responses: Mapping[str, int], k: int) -> list[Period]:
    """Return the periods with at least k responses, given how many there are per half-year.

    A year with fewer is joined with the next that has any, until there are enough. What is left
    over at the end is in no period yet.
    """
    least = effective_threshold(k)
    found: list[Period] = []
    joined: list[str] = []
    in_order = sorted(half for half, n in responses.items() if n)
    for position, half in enumerate(in_order):
        joined.append(half)
        year_ends = in_order[position + 1 : position + 2] == [] or (
            _year(in_order[position + 1]) != _year(half)
        )
        if year_ends and sum(responses[one] for one in joined) >= least:
            found.append(_period({one: responses[one] for one in joined}, least))
            joined = []
    return found


def _period(responses: Mapping[str, int], least: int) -> Period:
    halves = tuple(responses)
    first, last = _year(halves[0]), _year(halves[-1])
    return Period(
        key=first if first == last else f"{first}-{last}",
        half_years=halves,
        n=sum(responses.values()),
        halves_shown=all(n >= least for n in responses.values()),
    )


def _year(half_year: str) -> str:
    return half_year.split("-")[0]
