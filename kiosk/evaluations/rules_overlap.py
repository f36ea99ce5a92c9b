"""Decide which sums may stand beside each other when anybody can know what each is made of; pure.

Which procurements a category, a unit or a half-year has is no secret. So one part of the answers
minus another tells what is left, although they are parts of different divisions: a unit whose
answers are nearly all of one category tells the few others. And so on, by any number of steps.

Here everything shown is an equation between the smallest pieces (one half-year, category and
unit), and what can be computed is what is a combination of equations. A sum is let in only if no
combination then holds between 1 and k-1 answers.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

# The smallest pieces: half-year or period, category and unit.
Piece = tuple[str, str, str]
Row = dict[int, int]  # an equation: its classes by number, and how often each is in it

# Counted in whole numbers below this prime: as exact as fractions, and ten times as fast. That a
# number of ours would be a multiple of it is less likely than that the machine errs.
PRIME = 2**61 - 1
# How long to look for a combination that tells too much, in single multiplications. Who has not
# shown by then that there is none lets nothing in: some tenths of a second, once for new answers.
MOST_WORK = 80_000


class Sums:
    """Be the sums that are shown, and know what follows from them."""

    def __init__(self, weights: Mapping[Piece, int], k: int) -> None:
        """Begin with nothing shown; weights say how many answers each piece holds."""
        self.k, self.left = k, MOST_WORK
        self._weights = {piece: weight for piece, weight in weights.items() if weight}
        # In which of the sums each piece is, one bit each. Pieces that are in the same ones are one
        # class: no combination of sums tells them apart.
        self._in = dict.fromkeys(self._weights, 0)
        self._classes = Counter({0: sum(self._weights.values())})
        self._number = 0
        # Then no combination at all can hold too few.
        self._all_large = all(weight >= k for weight in self._weights.values())

    def show(self, pieces: Iterable[Piece]) -> None:
        """Show the sum of these pieces, whatever follows."""
        inside = [piece for piece in pieces if piece in self._in]
        self._take(inside, self._split(inside))

    def admit(self, pieces: Iterable[Piece]) -> bool:
        """Show the sum of these pieces if nothing too small follows; tell whether it is shown."""
        if self._all_large:
            return True
        inside = [piece for piece in pieces if piece in self._in]
        classes = self._split(inside)
        if min(classes.values(), default=self.k) < self.k and self._tells(classes):
            return False
        self._take(inside, classes)
        return True

    def _split(self, pieces: list[Piece]) -> Counter[int]:
        """Return the classes there are when the sum of these pieces is shown too."""
        classes, bit = self._classes.copy(), 1 << self._number
        for piece in pieces:
            weight = self._weights[piece]
            classes[self._in[piece]] -= weight
            classes[self._in[piece] | bit] += weight
        return +classes  # those that hold anything

    def _take(self, pieces: list[Piece], classes: Counter[int]) -> None:
        bit = 1 << self._number
        for piece in pieces:
            self._in[piece] |= bit
        self._classes = classes
        self._number += 1

    def _tells(self, classes: Mapping[int, int]) -> bool:
        """Tell whether a combination of all sums holds fewer than k; yes if that takes too long."""
        self.left -= 4 * len(classes)  # to write the equations down
        if self.left <= 0:
            return True
        # The largest first, so that a combination that does without them all is seen at once.
        order = sorted(classes, key=lambda mask: (-classes[mask], mask))
        weights = [classes[mask] for mask in order]
        search = _Search(weights, self.left)
        large = sum(weight >= self.k for weight in weights)
        try:
            few = search.small_rows(self._equations(order), large)
            found = bool(few) and search.finds(few, self.k - 1, frozenset())
        except TimeoutError:
            found = True
        self.left = search.left
        return found

    def _equations(self, order: list[int]) -> list[Row]:
        rows: list[Row] = [{} for _ in range(self._number + 1)]
        for place, mask in enumerate(order):
            while mask:
                rows[(mask & -mask).bit_length() - 1][place] = 1
                mask &= mask - 1
        return sorted(rows, key=len)


class _Search:
    """Look for a combination of equations that holds few answers."""

    def __init__(self, weights: list[int], left: int) -> None:
        self.weights, self.left = weights, left

    def small_rows(self, rows: list[Row], large: int) -> list[Row]:
        """Return what every combination of only small classes is a combination of."""
        known: dict[int, Row] = {}
        for row in rows:
            while row and (first := min(row)) in known:
                self.subtract(row, known[first], first)
            if row:
                known[min(row)] = row
        return [row for first, row in known.items() if first >= large]

    def finds(self, rows: list[Row], most: int, inside: frozenset[int]) -> bool:
        """Tell whether a combination holds at most so many besides what is inside.

        One class at a time: either the combination does without it, or it counts.
        """
        self.work(sum(map(len, rows)))
        rests = [self.weigh(row, inside) for row in rows]
        if min(rests) <= most:
            return True
        row = rows[rests.index(min(rests))]
        place = min(one for one in row if one not in inside)
        without = self.without(rows, place)
        if without and self.finds(without, most, inside):
            return True
        weight = self.weights[place]
        return weight <= most and self.finds(rows, most - weight, inside | {place})

    def without(self, rows: list[Row], place: int) -> list[Row]:
        """Return the combinations of the rows that do without a class."""
        pivot = next(row for row in rows if place in row)
        kept = [dict(row) for row in rows if row is not pivot]
        for row in kept:
            if place in row:
                self.subtract(row, pivot, place)
        return kept

    def subtract(self, row: Row, other: Row, place: int) -> None:
        """Take the other equation from this one as often as makes the place vanish."""
        self.work(len(other))
        times = row[place] * pow(other[place], -1, PRIME) % PRIME
        for one, value in other.items():
            new = (row.get(one, 0) - times * value) % PRIME
            if new:
                row[one] = new
            else:
                row.pop(one, None)

    def weigh(self, row: Row, inside: frozenset[int]) -> int:
        """Return how many answers an equation holds besides what is inside."""
        return sum(self.weights[place] for place in row if place not in inside)

    def work(self, number: int) -> None:
        """Count what is done; raise TimeoutError when it is too much."""
        self.left -= number
        if self.left < 0:
            raise TimeoutError
