"""Decide what a host may do before the meeting; dates and facts are passed in."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

KINDS = ("dialogue", "before_procurement", "other")
LEVELS = ("open", "checked_in", "roll")
THRESHOLD_CEILING = 50
MOST_PERSONAL_CODES = 1000
FIRST_YEAR, LAST_YEAR = 2000, 2099

State = Literal["planned", "running", "ended", "unfinished", "past"]
Locked = Literal["level", "threshold", "roll_size"]

_FIFTY_TWO_WEEKS = timedelta(weeks=52)


def state(scene: str, day: date, today: date, checked_in: int) -> State:
    """Return how a meeting stands for the host's list; `day` and `today` are local dates."""
    if scene == "ended":
        return "ended"
    begun = checked_in > 0 or scene != "waiting"
    if day < today:
        return "unfinished" if begun else "past"
    return "running" if begun and day == today else "planned"


def next_date(day: date, today: date) -> date:
    """Return the same weekday of a coming year: the first one after today, never the same year."""
    coming = day
    while coming <= today or coming.year == day.year:
        year = coming.year
        coming += _FIFTY_TWO_WEEKS
        if coming.year == year:  # 1 January and 52 weeks is still December
            coming += timedelta(weeks=1)
    return coming


def next_title(title: str, day: date, coming: date) -> str:
    """Return the title with the old year in it made the new one."""
    return re.sub(rf"(?<!\d){day.year}(?!\d)", str(coming.year), title)


def series_title(title: str, day: date) -> str:
    """Return what a series of this meeting is called: its title without the year."""
    bare = re.sub(rf"\s*[-–,(]?\s*(?<!\d){day.year}(?!\d)\)?", "", title).strip()
    return bare or title


@dataclass(frozen=True, slots=True)
class Terms:
    """What those who vote have been told: who may vote, and how few answers are not shown."""

    level: str
    threshold: int
    roll_size: int


def locked_changes(old: Terms, new: Terms) -> list[Locked]:
    """Return what may not be changed like this once a question has been opened.

    Another level makes other voter keys, so somebody could vote twice; a lower threshold would
    show what people were told would not be shown; fewer codes would take a vote from somebody.
    """
    locked: list[Locked] = []
    if new.level != old.level:
        locked.append("level")
    if new.threshold < old.threshold:
        locked.append("threshold")
    if old.level == new.level == "roll" and new.roll_size < old.roll_size:
        locked.append("roll_size")
    return locked


@dataclass(frozen=True, slots=True)
class Facts:
    """What the prepare page knows of a meeting."""

    kind: str
    place: str
    remote_url: str
    has_series: bool
    questions: int
    without_english: int
    language: str
    partner_differs: bool
    hour_comes_twice: bool


def remaining(facts: Facts) -> Sequence[str]:
    """Return the codes of what remains to do or to know, the most important first."""
    checks = (
        ("no_questions", facts.questions == 0),
        ("no_place", not facts.place and not facts.remote_url),
        ("no_english", facts.language == "en" and facts.without_english > 0),
        ("partner_differs", facts.partner_differs),
        ("no_series", facts.kind == "dialogue" and not facts.has_series),
        ("hour_comes_twice", facts.hour_comes_twice),
    )
    return [code for code, applies in checks if applies]
