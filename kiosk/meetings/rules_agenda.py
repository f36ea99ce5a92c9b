"""Read an agenda as a host types it: one line each, a time of day first if there is one."""

import re
from dataclasses import dataclass
from typing import Literal

MOST_LINES = 10  # that fit beside the join code and can be read from the back row
MOST_CHARACTERS = 40  # in one line, without its time
ROOMY_LINES = 6  # that may be drawn larger

_TIME = re.compile(r"((?:[01]?\d|2[0-3])[.:][0-5]\d)(?:\s+|$)(.*)")


@dataclass(frozen=True, slots=True)
class AgendaLine:
    """One line: the time as it was typed, or "", and the words."""

    time: str
    words: str


def agenda_lines(typed: str) -> list[AgendaLine]:
    """Return the lines that have something in them; every character typed is in one of them."""
    lines = (" ".join(line.split()) for line in typed.splitlines())
    return [_line(line) for line in lines if line]


def _line(line: str) -> AgendaLine:
    timed = _TIME.fullmatch(line)
    return AgendaLine(timed[1], timed[2]) if timed else AgendaLine("", line)


def agenda_problem(typed: str) -> Literal["", "too_many_lines", "line_too_long"]:
    """Return why an agenda can't be shown on a wall, or ""."""
    lines = agenda_lines(typed)
    if len(lines) > MOST_LINES:
        return "too_many_lines"
    return "line_too_long" if any(len(one.words) > MOST_CHARACTERS for one in lines) else ""
