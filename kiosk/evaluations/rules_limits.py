"""Decide what the table of direct-award limits suggests; it never decides by itself.

Source of the numbers: a table that the municipality keeps, for laws change. Lagen (2016:1145) om
offentlig upphandling 19 a kap.: a direct award is for what is worth less than the limit.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

# send and skip are what an officer may decide too; unknown is when nothing can be suggested.
Suggestion = Literal["send", "skip", "no_value", "no_limit"]
DUE = ("send", "skip")
MOST_SEK = 10**12  # a thousand milliards: what is larger is a slip


@dataclass(frozen=True, slots=True)
class Limit:
    """One row of the table."""

    law: str
    sek: int
    valid_from: date


def limit_on(limits: Iterable[Limit], law: str, day: date) -> Limit | None:
    """Return the limit that a law sets on a day, or None when the table has none."""
    known = [one for one in limits if one.law == law and one.valid_from <= day]
    return max(known, key=lambda one: one.valid_from, default=None)


def suggestion(value_sek: int | None, limit: Limit | None) -> Suggestion:
    """Return whether an evaluation is due by value (in kronor) and limit."""
    if limit is None:
        return "no_limit"
    if value_sek is None:
        return "no_value"
    return "send" if value_sek >= limit.sek else "skip"


def is_due(suggested: Suggestion, override: str) -> bool:
    """Tell whether an evaluation is due: what somebody has decided, else what is suggested.

    When nothing can be suggested it is: to forget an evaluation is worse than to decline one.
    """
    return override == "send" if override in DUE else suggested != "skip"
