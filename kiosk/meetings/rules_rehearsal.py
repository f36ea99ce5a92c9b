"""Decide how large a rehearsal is, when its pretended people rest, and when it is thrown away."""

from datetime import date, datetime, timedelta

SIZES = (10, 50, 200, 1000)
USUAL = 50
TITLE = {"sv": "ÖVNING: ", "en": "REHEARSAL: "}
TITLE_LENGTH = 120
ALONE = timedelta(hours=2)  # without an act of the host; then the pretended people rest
LEASE = timedelta(seconds=10)  # how long one process drives a rehearsal before it says so again


def size_of(typed: str) -> int | None:
    """Return how many are pretended, or None for a number that is not offered."""
    return int(typed) if typed in {str(size) for size in SIZES} else None


def title_of(title: str, language: str) -> str:
    """Return the title of the copy: it says what it is wherever a title stands."""
    return (TITLE[language] + title)[:TITLE_LENGTH]


def rests(last_act: datetime, now: datetime) -> bool:
    """Tell whether the host has left the rehearsal alone for so long that nobody acts in it."""
    return now - last_act > ALONE


def is_left_behind(begun: date, today: date, last_act: datetime, now: datetime) -> bool:
    """Tell whether a rehearsal is thrown away by itself: begun another day, and nobody in it."""
    return begun < today and rests(last_act, now)
