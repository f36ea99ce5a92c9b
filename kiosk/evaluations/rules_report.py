"""Decide what a report is about: its period, its group, its half-years; pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from kiosk.questions.form import Item
from kiosk.questions.kinds import comparable

ALL = "all"  # every period that can be shown, together
Attribute = Literal["out", "size", "prev", "category", "unit"]
# What can be filtered on, in the order of the filter; at most one at a time.
ATTRIBUTES: tuple[Attribute, ...] = ("out", "size", "prev", "category", "unit")
# Answered by whoever responds, and known to nobody else.
ASKED: tuple[Attribute, ...] = ("out", "size", "prev")
# Known of the procurement: who took part in what is no secret, so more can be worked out.
KNOWN: tuple[Attribute, ...] = ("category", "unit")
# Answers that make no group: they stand with those who skipped the question.
NO_GROUP = frozenset({"na", "unsure"})
INDEX_ITEMS = ("n1", "n2", "n3")
# The follow-ups, and whether they will tender again; everything asked beside the ratings.
FOLLOW_UPS = ("c_lost", "c_rej", "c_won", "c_why", "again")
BANDS = ((1, 4), (5, 7), (8, 10))  # low, middle and high steps of the ten

NOTE_KINDS = ("note", "marker")
NOTE_LENGTH = 1000
TITLE_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Group:
    """One part of those who answered: an attribute and its value."""

    attribute: Attribute
    value: str

    @property
    def key(self) -> str:
        """Return it as it stands in an address."""
        return f"{self.attribute}:{self.value}"


def read_group(key: str) -> Group | None:
    """Return the group that an address names, or None."""
    name, _, value = key.partition(":")
    found = next((one for one in ATTRIBUTES if one == name), None)
    return Group(found, value) if found and value else None


def percent(part: int, whole: int) -> int:
    """Return the whole percent, halves rounded up; 0 of nothing."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def split_half(half: str) -> tuple[int, int]:
    """Return year and half of a half-year like 2026-2."""
    year, _, part = half.partition("-")
    return int(year), int(part)


def halves_until(day: date, years: int = 6) -> list[str]:
    """Return the half-years up to a day's own, the latest first."""
    last = 1 if day.month <= 6 else 2
    found = [f"{day.year - back}-{part}" for back in range(years) for part in (2, 1)]
    return found[1:] if last == 1 else found


def wordings(versions: Sequence[tuple[int, Sequence[Item]]]) -> dict[int, int]:
    """Return, by version, which wording of the index questions it has; equal ones compare.

    `versions` are number and items, oldest first (domain section 3: another core wording breaks
    the trend).
    """
    found: dict[int, int] = {}
    kept: list[dict[str, Item]] = []
    for number, items in versions:
        asked = {item.id: item for item in items if item.id in INDEX_ITEMS}
        same = (place for place, one in enumerate(kept) if _same(one, asked))
        found[number] = next(same, len(kept))
        if found[number] == len(kept):
            kept.append(asked)
    return found


def _same(one: dict[str, Item], other: dict[str, Item]) -> bool:
    return one.keys() == other.keys() and all(
        comparable(one[key].spec, other[key].spec) for key in one
    )


def breaks_before(earlier: Iterable[int], later: Iterable[int]) -> bool:
    """Tell whether a trend breaks between two moments, given the wordings asked at each."""
    return set(earlier) != set(later)
