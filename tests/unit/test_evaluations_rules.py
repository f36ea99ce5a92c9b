"""The gate and the way of a procurement; what the limits suggest."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluations import rules, rules_limits
from kiosk.evaluations.rules import Decision
from kiosk.municipality.rules import DAYS_TO_SENDING

TODAY = date(2026, 11, 27)
DAYS = st.dates(date(1999, 1, 1), date(2035, 1, 1))
DECISIONS = st.builds(
    Decision,
    state=st.sampled_from(rules.STATES),
    awarded_on=st.none() | DAYS,
    cancelled_on=st.none() | DAYS,
    entered=st.booleans(),
    withdrawn=st.booleans(),
    under_review=st.booleans(),
)


@given(DECISIONS, DAYS)
def test_the_gate_is_open_only_with_a_date_that_has_come_and_somebody_on_record(decision, today):
    if rules.is_open(decision, today):
        assert decision.state in rules.DECIDED
        assert decision.decided_on is not None
        assert decision.decided_on <= today
        assert decision.entered
        assert not decision.withdrawn


@given(DECISIONS, DAYS)
def test_nothing_may_be_sent_through_a_shut_gate_or_under_review(decision, today):
    if rules.may_send(decision, today):
        assert rules.is_open(decision, today)
        assert not decision.under_review


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (Decision("tendering_closed"), "no_decision"),
        (Decision("tendering_closed", awarded_on=TODAY, entered=True), "no_decision"),
        (Decision("award_notified", entered=True), "no_decision"),
        (Decision("award_notified", awarded_on=TODAY), "no_decision"),
        (Decision("cancelled", awarded_on=TODAY, entered=True), "no_decision"),
        (Decision("award_notified", TODAY + timedelta(days=1), entered=True), "date_ahead"),
        (Decision("award_notified", TODAY, entered=True, withdrawn=True), "withdrawn"),
        (Decision("award_notified", TODAY, entered=True), ""),
        (Decision("cancelled", cancelled_on=TODAY, entered=True), ""),
        (Decision("contract_signed", TODAY, entered=True, under_review=True), ""),
    ],
)
def test_a_shut_gate_says_why(decision: Decision, why: str):
    assert rules.why_shut(decision, TODAY) == why


def test_the_usual_way_leads_from_planned_to_signed():
    state, way = "planned", ["planned"]
    while (state := rules.next_state(state)) is not None:
        way.append(state)
    assert tuple(way) == rules.WAY
    assert rules.next_state("cancelled") is None


@pytest.mark.parametrize("old", rules.STATES)
@pytest.mark.parametrize("new", rules.STATES)
def test_no_step_into_a_decision_goes_without_its_date(old, new):
    if rules.may_move(old, new) and old not in rules.DECIDED and new in rules.DECIDED:
        assert rules.needs_date(old, new)
    assert rules.takes_back(old, new) == (old in rules.DECIDED and new not in rules.DECIDED)


def test_a_step_back_never_passes_the_gate():
    before = {state: rules.state_before(state) for state in rules.STATES}
    assert before == {
        "planned": None,
        "announced": "planned",
        "tendering_closed": "announced",
        "award_notified": None,
        "standstill_over": "award_notified",
        "contract_signed": "standstill_over",
        "cancelled": None,
    }


def test_every_state_can_be_reached_and_left():
    assert set().union(*rules.EDGES.values()) == set(rules.STATES)
    assert all(rules.EDGES[state] for state in rules.STATES)
    assert all(old not in rules.EDGES[old] for old in rules.STATES)


@pytest.mark.parametrize(
    ("day", "wrong"),
    [
        (TODAY, ""),
        (date(2000, 1, 1), ""),
        (date(1999, 12, 31), "too_old"),
        (date(226, 11, 27), "too_old"),
        (TODAY + timedelta(days=1), "ahead"),
    ],
)
def test_a_date_that_cannot_be_right_is_told_apart(day: date, wrong: str):
    assert rules.wrong_date(day, TODAY) == wrong


def test_the_proposed_day_is_the_first_after_a_standstill_of_ten_days():
    assert rules.proposed_day(date(2026, 3, 3), DAYS_TO_SENDING) == date(2026, 3, 14)
    assert rules.proposed_day(date(2024, 2, 20), DAYS_TO_SENDING) == date(2024, 3, 2)


AWARDED = Decision("award_notified", TODAY, entered=True)
REVIEWED = Decision("award_notified", TODAY, entered=True, under_review=True)


@pytest.mark.parametrize(
    ("decision", "opened", "closes_on", "due", "group"),
    [
        (Decision("announced"), False, None, True, "waiting"),
        (Decision("announced"), True, TODAY, False, "waiting"),
        (AWARDED, False, None, True, "send"),
        (AWARDED, False, None, False, "done"),
        (AWARDED, True, TODAY, True, "open"),
        (AWARDED, True, None, False, "open"),
        (AWARDED, True, TODAY - timedelta(days=1), True, "done"),
        (REVIEWED, False, None, True, "waiting"),
        (REVIEWED, True, TODAY, True, "open"),
    ],
)
def test_the_list_has_each_procurement_where_it_asks_for_something(
    decision, opened, closes_on, due, group
):
    found = rules.group(decision, TODAY, opened=opened, closes_on=closes_on, due=due)
    assert found == group


LIMITS = [
    rules_limits.Limit("LOU", 600_000, date(2020, 1, 1)),
    rules_limits.Limit("LOU", 700_000, date(2022, 2, 1)),
    rules_limits.Limit("LOU", 900_000, date(2027, 1, 1)),
    rules_limits.Limit("LUF", 1_200_000, date(2022, 2, 1)),
]


@pytest.mark.parametrize(
    ("law", "day", "sek"),
    [
        ("LOU", date(2022, 1, 31), 600_000),
        ("LOU", date(2022, 2, 1), 700_000),
        ("LOU", TODAY, 700_000),
        ("LOU", date(2027, 1, 1), 900_000),
        ("LUF", TODAY, 1_200_000),
        ("LOU", date(2019, 12, 31), None),
        ("LUK", TODAY, None),
    ],
)
def test_the_limit_is_the_one_that_was_valid_that_day(law: str, day: date, sek: int | None):
    found = rules_limits.limit_on(reversed(LIMITS), law, day)
    assert (found.sek if found else None) == sek


@pytest.mark.parametrize(
    ("value", "limit", "suggested"),
    [
        (699_999, LIMITS[1], "skip"),
        (700_000, LIMITS[1], "send"),  # a direct award is for what is worth less
        (0, LIMITS[1], "skip"),
        (None, LIMITS[1], "no_value"),
        (700_000, None, "no_limit"),
        (None, None, "no_limit"),
    ],
)
def test_the_limit_suggests(value: int | None, limit, suggested: str):
    assert rules_limits.suggestion(value, limit) == suggested


def test_what_somebody_decides_comes_before_what_is_suggested():
    assert rules_limits.is_due("skip", "send")
    assert not rules_limits.is_due("send", "skip")
    assert [rules_limits.is_due(one, "") for one in ("send", "skip", "no_value", "no_limit")] == [
        True, False, True, True,
    ]  # fmt: skip
