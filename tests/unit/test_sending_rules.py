"""When invitations and reminders go."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluations import rules_sending as rules
from kiosk.evaluations.rules import DAYS_BETWEEN_REMINDERS, MOST_REMINDERS
from kiosk.evaluations.rules_sending import Rounds

DAY = date(2026, 12, 1)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


@pytest.mark.parametrize(
    ("days", "hour", "due"),
    [(0, 7, False), (0, 8, True), (-1, 23, False), (1, 0, False), (1, 8, True)],
)
def test_a_day_has_come_at_eight_in_the_morning(days: int, hour: int, due: bool):
    moment = datetime.combine(DAY + timedelta(days=days), datetime.min.time()).replace(hour=hour)
    assert rules.is_due(DAY, moment) is due


@pytest.mark.parametrize(
    ("days", "wrong"), [(-1, "not_ahead"), (0, "not_ahead"), (1, ""), (365, ""), (366, "too_far")]
)
def test_a_day_to_send_lies_ahead_within_a_year(days: int, wrong: str):
    assert rules.wrong_day(DAY + timedelta(days=days), DAY) == wrong


@pytest.mark.parametrize(
    ("days", "wrong"), [(-1, "too_soon"), (6, "too_soon"), (7, ""), (180, ""), (181, "too_late")]
)
def test_there_is_a_week_to_answer_and_half_a_year_at_most(days: int, wrong: str):
    assert rules.wrong_last_day(DAY, DAY + timedelta(days=days)) == wrong


@given(DAYS, st.integers(0, 100), st.integers(0, 400))
def test_sending_late_gives_no_fewer_days_than_were_meant(day: date, span: int, late: int):
    last = rules.last_day(day, day + timedelta(days=span), day + timedelta(days=late))
    assert (last - (day + timedelta(days=late))).days == span


@given(DAYS, st.integers(7, 180))
def test_reminders_that_go_by_themselves_are_two_a_week_apart_and_in_time(opened: date, span: int):
    closes = opened + timedelta(days=span)
    gone: list[date] = []
    while True:
        rounds = Rounds(opened, closes, len(gone), gone[-1] if gone else None)
        day = rules.planned_round(rounds)
        if day is None:
            break
        assert rules.why_no_reminder(rounds, day) == ""
        gone.append(day)
    assert len(gone) <= MOST_REMINDERS
    for before, after in zip([opened, *gone], gone, strict=False):
        assert (after - before).days >= DAYS_BETWEEN_REMINDERS
    assert all(day <= closes for day in gone)


@pytest.mark.parametrize(
    ("rounds", "why"),
    [
        (Rounds(None, None, 0, None), "not_open"),
        (Rounds(DAY - timedelta(6), DAY, 0, None), "too_soon"),
        (Rounds(DAY - timedelta(7), DAY, 0, None), ""),
        (Rounds(DAY - timedelta(30), DAY, 1, DAY - timedelta(6)), "too_soon"),
        (Rounds(DAY - timedelta(30), DAY, 1, DAY - timedelta(7)), ""),
        (Rounds(DAY - timedelta(60), DAY, 2, DAY - timedelta(20)), "all_sent"),
        (Rounds(DAY - timedelta(60), DAY - timedelta(1), 0, None), "closed"),
    ],
)
def test_a_reminder_may_go_or_says_why_not(rounds: Rounds, why: str):
    assert rules.why_no_reminder(rounds, DAY) == why
