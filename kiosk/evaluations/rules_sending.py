"""Decide when invitations and reminders go; days are local, the hour too."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from kiosk.evaluations.rules import DAYS_BETWEEN_REMINDERS, MOST_REMINDERS

FIRST_HOUR = 8  # what goes by itself goes in the morning, never at midnight
FEWEST_DAYS_TO_ANSWER = 7
MOST_DAYS_TO_ANSWER = 180
MOST_DAYS_AHEAD = 365

WrongDay = Literal["", "not_ahead", "too_far"]
WrongLastDay = Literal["", "too_soon", "too_late"]
NoReminder = Literal["", "not_open", "closed", "all_sent", "too_soon"]


def is_hour(now: datetime) -> bool:
    """Tell whether it is late enough in the day for what goes by itself."""
    return now.hour >= FIRST_HOUR


def is_due(send_on: date, now: datetime) -> bool:
    """Tell whether a chosen day has come; a day that has passed counts, as after a review."""
    return send_on <= now.date() and is_hour(now)


def last_day(send_on: date, closes_on: date, today: date) -> date:
    """Return the last day to answer when sending came later than planned: as many days as meant."""
    return max(closes_on, today + (closes_on - send_on))


def wrong_day(day: date, today: date) -> WrongDay:
    """Return why a day can't be chosen for sending, or "" when it can."""
    if day <= today:
        return "not_ahead"
    return "too_far" if day > today + timedelta(days=MOST_DAYS_AHEAD) else ""


def wrong_last_day(first: date, last: date) -> WrongLastDay:
    """Return why a day can't be the last one to answer, or "" when it can."""
    if last < first + timedelta(days=FEWEST_DAYS_TO_ANSWER):
        return "too_soon"
    return "too_late" if last > first + timedelta(days=MOST_DAYS_TO_ANSWER) else ""


def is_closed(closes_on: date | None, today: date) -> bool:
    """Tell whether the last day to answer has passed."""
    return closes_on is not None and closes_on < today


@dataclass(frozen=True, slots=True)
class Rounds:
    """How far the reminders of an evaluation have come."""

    opened_on: date | None  # None: nothing has been sent
    closes_on: date | None
    sent: int  # rounds
    last_on: date | None  # the day of the latest round


def earliest_round(rounds: Rounds) -> date | None:
    """Return the first day the next reminder may go, or None when there is none to come."""
    if rounds.opened_on is None or rounds.sent >= MOST_REMINDERS:
        return None
    return (rounds.last_on or rounds.opened_on) + timedelta(days=DAYS_BETWEEN_REMINDERS)


def planned_round(rounds: Rounds) -> date | None:
    """Return the day the next reminder goes by itself: after a third, and two thirds of the time.

    None when it would come after the last day to answer.
    """
    earliest = earliest_round(rounds)
    if earliest is None or rounds.opened_on is None or rounds.closes_on is None:
        return None
    whole = (rounds.closes_on - rounds.opened_on).days
    share = timedelta(days=whole * (rounds.sent + 1) // (MOST_REMINDERS + 1))
    day = max(earliest, rounds.opened_on + share)
    return day if day <= rounds.closes_on else None


def why_no_reminder(rounds: Rounds, today: date) -> NoReminder:
    """Return why no reminder may go today, or "" when one may."""
    earliest = earliest_round(rounds)
    if rounds.opened_on is None:
        return "not_open"
    if is_closed(rounds.closes_on, today):
        return "closed"
    if earliest is None:
        return "all_sent"
    return "too_soon" if today < earliest else ""
