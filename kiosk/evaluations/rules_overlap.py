"""Decide which sums may stand beside each other when anybody can know what each is made of; pure.

Which procurements a category, a unit or a half-year has is no secret. So one part of the answers
minus another tells what is left, although they are parts of different divisions: a unit whose
answers are nearly all of one category tells the few others. And so on, by any number of steps.

Here everything shown is an equation between the smallest pieces (one half-year, category and
unit), and what can be computed is what is a combination of equations. A sum is let in only if no
combination then holds between 1 and k-1 answers.
"""

from collections.abc import Iterable, Mapping

# The smallest pieces: half-year or period, category and unit.
Piece = tuple[str, str, str]
Row = dict[int, int]  # an equation: its pieces by number, and how often each is in it

# Counted in whole numbers below this prime: as exact as fractions, and ten times as fast. That a
# number of ours would be a multiple of it is less likely than that the machine errs.
PRIME = 2**61 - 1
# How long to look for a combination that tells too much; who has not shown that there is none by
# then lets nothing in.
MOST_STEPS = 4000


class Sums:
    """Be the sums that are shown, and know what follows from them."""

    def __init__(self, weights: Mapping[Piece, int], k: int) -> None:
        """Begin with nothing shown; weights say how many answers each piece holds."""
        self.k, self.steps = k, MOST_STEPS
        # What holds enough comes first, so that an equation that keeps none of it is seen at once.
        order = sorted((one for one in weights if weights[one]), key=lambda one: -weights[one])
        self._place = {piece: place for place, piece in enumerate(order)}
        self._weights = [weights[piece] for piece in order]
        self._large = sum(weight >= k for weight in self._weights)
        self._rows: dict[int, Row] = {}

    def show(self, pieces: Iterable[Piece]) -> None:
        """Show the sum of these pieces, whatever follows."""
        row = self._reduced(pieces)
        if row:
            self._rows[min(row)] = row

    def admit(self, pieces: Iterable[Piece]) -> bool:
        """Show the sum of these pieces if nothing too small follows; tell whether it is shown."""
        if self._large == len(self._weights):
            return True  # no combination at all can hold too few
        row = self._reduced(pieces)
        if row and min(row) >= self._large:
            few = [known for place, known in self._rows.items() if place >= self._large]
            if self._tells([*few, row], self.k - 1, frozenset()):
                return False
        if row:  # else it followed already
            self._rows[min(row)] = row
        return True

    def _reduced(self, pieces: Iterable[Piece]) -> Row:
        """Return what a sum adds to what is known."""
        row = {self._place[one]: 1 for one in pieces if one in self._place}
        for place in range(len(self._weights)):
            if place in row and place in self._rows:
                _subtract(row, self._rows[place], place)
        return row

    def _tells(self, rows: list[Row], left: int, inside: frozenset[int]) -> bool:
        """Tell whether a combination of the rows holds at most `left` besides what is inside.

        One piece at a time: either the combination does without it, or it counts.
        """
        self.steps -= 1
        rests = [self._weigh(row, inside) for row in rows]
        if min(rests) <= left or self.steps < 0:
            return True
        row = rows[rests.index(min(rests))]
        piece = min(place for place in row if place not in inside)
        without = _without(rows, piece)
        if without and self._tells(without, left, inside):
            return True
        weight = self._weights[piece]
        return weight <= left and self._tells(rows, left - weight, inside | {piece})

    def _weigh(self, row: Row, inside: frozenset[int]) -> int:
        return sum(self._weights[place] for place in row if place not in inside)


def _subtract(row: Row, other: Row, place: int) -> None:
    """Take the other equation from this one as often as makes the place vanish."""
    times = row[place] * pow(other[place], -1, PRIME) % PRIME
    for one, value in other.items():
        new = (row.get(one, 0) - times * value) % PRIME
        if new:
            row[one] = new
        else:
            row.pop(one, None)


def _without(rows: list[Row], place: int) -> list[Row]:
    """Return the combinations of the rows that do without a piece."""
    pivot = next(row for row in rows if place in row)
    kept = [dict(row) for row in rows if row is not pivot]
    for row in kept:
        if place in row:
            _subtract(row, pivot, place)
    return kept
