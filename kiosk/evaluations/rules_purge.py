"""Decide when what belongs to an evaluation has begun to grow old; dates are passed in."""

from collections.abc import Collection, Iterable
from datetime import date

from kiosk.evaluations.rules import Decision, is_open


def ended_on(
    decision: Decision, today: date, *, opened: bool, send_on: date | None, closes_on: date | None
) -> date | None:
    """Return the day an evaluation ended, or None while it is going on or may still begin.

    An opened one ended on its last day to answer, one that was never sent on the day of the award
    or the cancellation, or on the day that was chosen for sending. Behind a shut gate nothing ends:
    a count of what could be purged would tell how many bidders there are.
    """
    if not is_open(decision, today) or decision.under_review or decision.decided_on is None:
        return None
    if opened:
        return closes_on if closes_on is not None and closes_on < today else None
    return max(decision.decided_on, send_on or decision.decided_on)


def last_day(half_year: str) -> date:
    """Return the last day of a half-year like 2026-2."""
    year, half = half_year.split("-")
    return date(int(year), 6, 30) if half == "1" else date(int(year), 12, 31)


def old_groups(
    groups: Iterable[Collection[str]], day: date, running: Collection[str]
) -> list[list[str]]:
    """Return the groups of half-years that ended before this day, all of them and all over.

    A group is what the report shows as one period: were a part of it purged, the report of before
    minus the report of after would be a result built on fewer answers than may be shown.
    """
    return [
        list(group)
        for group in groups
        if all(last_day(half) < day and half not in running for half in group)
    ]


def is_before(half_year: str, day: date) -> bool:
    """Tell whether a half-year ended before this day."""
    return last_day(half_year) < day
