"""Somebody who has only the published table, a pencil and patience: knows nothing of our code.

The unknowns are the cells. Every figure that is shown is an equation between them; what can be
computed is what is a combination of the equations, found by exact elimination.
"""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product
from typing import Any

from kiosk.questions.suppression import Shown

Counts = Mapping[Any, Mapping[Any, int]]
Vector = tuple[int, ...]


class Reader:
    """A reader of one table, told only what may be shown of it."""

    def __init__(self, counts: Counts, shown: Shown[Any, Any]) -> None:
        self.rows = list(counts)
        self.columns = list(dict.fromkeys(column for row in counts.values() for column in row))
        self.places = list(product(self.rows, self.columns))
        # One equation per figure that is shown: which cells it is the sum of, and its value.
        self.equations = [
            (cells, sum(counts[row].get(column, 0) for row, column in cells))
            for cells in self._shown_sums(shown)
        ]
        self._basis = _echelon([self.vector(cells) for cells, _ in self.equations])

    def _shown_sums(self, shown: Shown[Any, Any]) -> Iterator[list[tuple[Hashable, Hashable]]]:
        yield from ([place] for place in self.places if shown.cell(*place))
        for row in self.rows:
            if shown.total(row):
                yield self.row(row)
        for column in self.columns:
            if shown.column(column):
                yield self.column(column)
        if shown.everything:
            yield self.places

    def row(self, row: Any) -> list[tuple[Any, Any]]:
        return [place for place in self.places if place[0] == row]

    def column(self, column: Any) -> list[tuple[Any, Any]]:
        return [place for place in self.places if place[1] == column]

    def vector(self, cells: Sequence[tuple[Any, Any]]) -> Vector:
        return tuple(int(place in cells) for place in self.places)

    def can_compute(self, cells: Sequence[tuple[Any, Any]]) -> bool:
        """Say whether the sum of the cells follows from the equations."""
        return not any(_reduce([Fraction(x) for x in self.vector(cells)], self._basis))

    def possible(self, most: int) -> Iterator[dict[tuple[Any, Any], int]]:
        """Yield every table without negative numbers, no cell above `most`, that fits."""
        yield from self._fill({}, most)

    def _fill(
        self, table: dict[tuple[Any, Any], int], most: int
    ) -> Iterator[dict[tuple[Any, Any], int]]:
        if len(table) == len(self.places):
            yield dict(table)
            return
        place = self.places[len(table)]
        for value in range(most + 1):
            table[place] = value
            if all(_fits(cells, value, table) for cells, value in self.equations):
                yield from self._fill(table, most)
            del table[place]


def _fits(cells: Sequence[tuple[Any, Any]], value: int, table: Mapping[Any, int]) -> bool:
    known = [table[cell] for cell in cells if cell in table]
    return sum(known) <= value and (len(known) < len(cells) or sum(known) == value)


def _echelon(vectors: list[Vector]) -> dict[int, list[Fraction]]:
    basis: dict[int, list[Fraction]] = {}
    for vector in vectors:
        rest = _reduce([Fraction(x) for x in vector], basis)
        pivot = next((i for i, x in enumerate(rest) if x), None)
        if pivot is not None:
            basis[pivot] = [x / rest[pivot] for x in rest]
    return basis


def _reduce(vector: list[Fraction], basis: Mapping[int, list[Fraction]]) -> list[Fraction]:
    # From left to right: what a step puts into later places is taken out by later steps.
    for place in range(len(vector)):
        if vector[place] and place in basis:
            factor = vector[place]
            vector = [x - factor * y for x, y in zip(vector, basis[place], strict=True)]
    return vector
