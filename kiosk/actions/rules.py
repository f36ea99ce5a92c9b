"""Decide what an action may be, and in which order actions are read; pure."""

from typing import Literal, get_args

Status = Literal["inquiry", "ongoing", "done", "declined"]
STATUSES: tuple[Status, ...] = get_args(Status)
# What is being done stands first, what was declined last.
_READING: tuple[Status, ...] = ("ongoing", "inquiry", "done", "declined")
# Å, Ä and Ö come last in the Swedish alphabet, in that order.
_ALPHABET = str.maketrans({"å": "{", "ä": "|", "ö": "}", "é": "e"})


def needs_answer(status: str) -> bool:
    """Tell whether the municipality must say why."""
    return status == "declined"


def alphabetical(title: str) -> str:
    """Return what to sort a title by, as a Swedish list does."""
    return title.casefold().translate(_ALPHABET)


def reading_order(status: str) -> int:
    """Return the place of a status within an area."""
    return _READING.index(status) if status in _READING else len(_READING)
