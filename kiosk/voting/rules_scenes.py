"""Decide when a break ends, and what is worth counting down to; time is passed in."""

from datetime import datetime, timedelta

BREAKS = (5, 10, 15, 20)  # minutes
SOON = timedelta(hours=12)  # a start that is farther away is another day's


def break_end(now: datetime, minutes: int) -> datetime:
    """Return the whole minute at which a break of so many minutes is over, never too early."""
    end = now + timedelta(minutes=minutes)
    whole = end.replace(second=0, microsecond=0)
    return whole if whole == end else whole + timedelta(minutes=1)


def is_soon(moment: datetime, now: datetime) -> bool:
    """Tell whether a start is ahead, and so near that it is told without a date."""
    return now < moment <= now + SOON


def milliseconds(moment: datetime) -> int:
    """Return the moment as a browser counts: milliseconds since 1970 in UTC."""
    return round(moment.timestamp() * 1000)
