"""How each class of data is counted and purged; features say so, for they alone know their tables.

Features know each other's operations only from create_app and the command line, who hand them over.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

Counts = dict[str, int]  # what is counted, and how many of it


File = tuple[str, str, bytes]  # name, media type, content


def _no_notes(_day: date) -> list[str]:
    return []


def _no_files(_day: date) -> list[File]:
    return []


@dataclass(frozen=True, slots=True)
class Way:
    """How one class of data is purged: all that is older than a day.

    `count` reads, and `note` says what whoever purges should know first. `purge` and `make_files`
    are called inside the running write, the files first. `tables` are those that deleted rows are
    wiped from; `after` is called when all is committed.
    """

    count: Callable[[date], Counts]
    purge: Callable[[date], Counts]
    tables: tuple[str, ...]
    note: Callable[[date], list[str]] = _no_notes
    make_files: Callable[[date], list[File]] = _no_files
    after: Callable[[], None] = lambda: None


def together(*jobs: Callable[[date], Counts]) -> Callable[[date], Counts]:
    """Return a job that does several, for a class of data that lies in several features."""

    def all_of_them(day: date) -> Counts:
        return {kind: number for job in jobs for kind, number in job(day).items()}

    return all_of_them


_ways: dict[str, Way] = {}


def use_materials(ways: Mapping[str, Way]) -> None:
    """Tell the program how each class of data is counted and purged."""
    _ways.update(ways)


def find_way(material: str) -> Way | None:
    """Return how a class of data is purged, or None when there is no such class."""
    return _ways.get(material)


def get_way(material: str) -> Way:
    """Return how a class of data that is known is purged."""
    return _ways[material]
