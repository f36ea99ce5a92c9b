"""When something is old enough to be purged: months by the calendar, whole groups of half-years."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from kiosk.evaluations import rules_purge
from kiosk.evaluations.rules import Decision
from kiosk.retention import rules
from tests.support.questions import given

TODAY = date(2028, 3, 31)
AWARDED = Decision("contract_signed", awarded_on=date(2027, 5, 3), entered=True)


@pytest.mark.parametrize(
    ("months", "day"),
    [
        (1, date(2028, 2, 29)),
        (2, date(2028, 1, 31)),
        (3, date(2027, 12, 31)),
        (13, date(2027, 2, 28)),
        (24, date(2026, 3, 31)),
        (600, date(1978, 3, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(months: int, day: date):
    assert rules.older_than(TODAY, months) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 600))
def test_what_is_old_stays_old_and_nothing_is_old_too_early(today: date, months: int):
    day = rules.older_than(today, months)
    assert rules.older_than(today, months + 1) < day < today
    assert day <= rules.older_than(today + timedelta(days=1), months)
    assert abs((today - day).days - months * 30.44) < 33


@pytest.mark.parametrize(
    "decision",
    [
        Decision("tendering_closed"),
        Decision("award_notified", awarded_on=date(2027, 5, 3), entered=False),
        Decision("award_notified", awarded_on=date(2028, 5, 3), entered=True),
        Decision("award_notified", awarded_on=date(2027, 5, 3), entered=True, withdrawn=True),
        Decision("award_notified", awarded_on=date(2027, 5, 3), entered=True, under_review=True),
    ],
)
def test_behind_a_shut_gate_and_under_review_nothing_has_ended(decision: Decision):
    for opened in (True, False):
        ended = rules_purge.ended_on(
            decision, TODAY, opened=opened, send_on=None, closes_on=date(2027, 7, 1)
        )
        assert ended is None


@pytest.mark.parametrize(
    ("opened", "send_on", "closes_on", "ended"),
    [
        (True, None, date(2027, 6, 20), date(2027, 6, 20)),
        (True, None, TODAY, None),
        (True, None, TODAY + timedelta(days=9), None),
        (True, None, None, None),
        (False, None, None, date(2027, 5, 3)),
        (False, date(2027, 8, 1), None, date(2027, 8, 1)),
        (False, date(2027, 1, 1), date(2027, 6, 1), date(2027, 5, 3)),
    ],
)
def test_an_evaluation_ends_with_its_last_day_to_answer(
    opened: bool, send_on: date | None, closes_on: date | None, ended: date | None
):
    known = rules_purge.ended_on(
        AWARDED, TODAY, opened=opened, send_on=send_on, closes_on=closes_on
    )
    assert known == ended


def test_a_half_year_is_old_from_its_last_day():
    assert rules_purge.is_before("2027-1", date(2027, 7, 1))
    assert not rules_purge.is_before("2027-1", date(2027, 6, 30))
    assert rules_purge.is_before("2027-2", date(2028, 1, 1))
    assert not rules_purge.is_before("2027-2", date(2027, 12, 31))


def test_a_period_of_the_report_goes_as_a_whole_or_not_at_all():
    groups = [["2025-2"], ["2026-1", "2026-2"], ["2027-1", "2027-2"], ["2024-1"]]
    old = rules_purge.old_groups(groups, date(2027, 9, 1), running=set())
    assert old == [["2025-2"], ["2026-1", "2026-2"], ["2024-1"]]
    old = rules_purge.old_groups(groups, date(2027, 9, 1), running={"2026-2"})
    assert old == [["2025-2"], ["2024-1"]]
