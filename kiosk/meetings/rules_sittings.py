"""Decide how the sittings of one meeting stand together in a list; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

MOST_SITTINGS = 6  # of one meeting: so many columns can be read beside each other
LONGEST_LABEL = 20  # characters, so that it stands beside a number on the wall


class Held(Protocol):
    """What grouping needs to know of a meeting."""

    id: int
    title: str
    whole: str | None


class Line(Protocol):
    """One line of a list of meetings."""

    @property
    def meeting(self) -> Held:
        """Return whose line it is."""


L = TypeVar("L", bound=Line)


@dataclass(frozen=True, slots=True)
class Group(Generic[L]):
    """One meeting of a list: a line, or a heading with a line for each of its sittings."""

    title: str
    lines: Sequence[L]
    several: bool


def grouped(lines: Sequence[L], sittings: Mapping[str, int]) -> list[Group[L]]:
    """Return the lines with those of one meeting together, where the first of them stood.

    `sittings` is how many there are of each whole, in this list or elsewhere.
    """
    groups: dict[object, list[L]] = {}
    for line in lines:
        several = sittings.get(line.meeting.whole or "", 0) > 1
        groups.setdefault(line.meeting.whole if several else line.meeting.id, []).append(line)
    return [
        Group(found[0].meeting.title, found, isinstance(key, str)) for key, found in groups.items()
    ]


def is_taken(label: str, others: Sequence[str]) -> bool:
    """Tell whether another sitting is called the same, whatever the case of its letters."""
    return label.casefold() in [one.casefold() for one in others]
