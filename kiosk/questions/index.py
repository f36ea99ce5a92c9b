"""Compute the satisfaction index and the area indexes of the bidder evaluation.

Source of the form: the ACSI formula with equal weights, on three questions from 1 to 10 (domain
section 2). "Vet inte" is None here and is left out of numerator and denominator.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

# Ids of the labels that views must print with the figures: "Index enligt NKI-modellen, lika
# vikter. Inte SKR:s NUI." and the same for an area.
INDEX_LABEL = "index_nki_equal_weights"
AREA_LABEL = "index_area_equal_weights"

LOWEST, HIGHEST = 1, 10

Ratings = tuple[int | None, int | None, int | None]


@dataclass(frozen=True, slots=True)
class Index:
    """Be an index from 0 to 100 and the number of respondents it is built on."""

    value: float
    n: int

    @property
    def whole(self) -> int:
        """Return the value as it is shown: no decimals, halves rounded up."""
        return int(self.value + 0.5)


def respondent_index(ratings: Ratings) -> float | None:
    """Return one respondent's index, or None unless all three questions were rated."""
    total = _respondent(ratings)
    return None if total is None else float(total)


def group_index(respondents: Iterable[Ratings]) -> Index | None:
    """Return the mean of the respondents' indexes, or None if nobody rated all three."""
    values = [value for one in respondents if (value := _respondent(one)) is not None]
    return Index(float(sum(values) / len(values)), len(values)) if values else None


def item_index(ratings: Iterable[int | None]) -> Index | None:
    """Return (mean - 1) / 9 * 100 of one item's ratings, or None if nobody rated it."""
    values = _rated(ratings)
    return Index(float(_item(values)), len(values)) if values else None


def area_index(respondents: Iterable[Iterable[int | None]]) -> Index | None:
    """Return the mean of the area's items, or None if nobody rated any of them.

    Each respondent is a row with one rating per item. Items weigh the same however many rated
    them; an item that nobody rated is left out. `n` is those who rated at least one item.
    """
    rows = [tuple(row) for row in respondents]
    columns = (_rated(column) for column in zip(*rows, strict=True))
    items = [_item(column) for column in columns if column]
    n = sum(1 for row in rows if any(rating is not None for rating in row))
    return Index(float(sum(items) / len(items)), n) if items else None


def mean_index(total: int, n: int) -> Fraction:
    """Return (mean - 1) / 9 * 100 of n ratings with that sum, exactly.

    Of respondents who rated all three questions it is their mean index, with all their ratings.
    """
    return (Fraction(total, n) - 1) / 9 * 100


def scale_value(index: float) -> float:
    """Return the mean on the ten-point scale that an index stands for (85 stands for 8.65)."""
    return 1 + index * 9 / 100


def _respondent(ratings: Ratings) -> Fraction | None:
    values = _rated(ratings)
    return Fraction(sum(values) - 3, 27) * 100 if len(values) == 3 else None


def _item(values: list[int]) -> Fraction:
    return mean_index(sum(values), len(values))


def _rated(ratings: Iterable[int | None]) -> list[int]:
    values = [rating for rating in ratings if rating is not None]
    if not all(LOWEST <= value <= HIGHEST for value in values):
        raise ValueError("a rating lies outside 1 to 10")
    return values
