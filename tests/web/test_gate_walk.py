"""Walk a procurement at random: no walk opens the gate without a date on record."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kiosk import clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import operations_gate, queries, queries_procurements, rules
from kiosk.evaluations import operations_procurements as operations
from kiosk.evaluations.models import Procurement
from tests.support.procurements import make_procurement

OFFICERS = st.sampled_from([2, 3])
DAYS = st.sampled_from([-400, -12, -1, 0, 1, 3])  # from today: some have not come yet
SLEEP = st.integers(-30, 60)  # a clock may be set back too


class Walk(RuleBasedStateMachine):
    """Everything officers and the program can do to one procurement, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.id = make_procurement("planned").id
        self.date_entered = False  # a date is on record and has not been taken back
        self.under_review = False
        self.stale = self.stamp()

    def row(self) -> Procurement:
        return Procurement.get_by_id(self.id)

    def stamp(self) -> str:
        return queries_procurements.stamp_of(self.row())

    def tried(self, act: object, *args: object) -> bool:
        try:
            act(self.id, *args)  # type: ignore[operator]
        except Refusal:
            return False
        return True

    @rule(who=OFFICERS, data=st.data(), days=DAYS)
    def take_a_step_that_there_is(self, who: int, data: st.DataObject, days: int) -> None:
        state: rules.State = self.row().state  # type: ignore[assignment]
        self.move(who, data.draw(st.sampled_from(rules.EDGES[state])), days)

    @rule(who=OFFICERS, new=st.sampled_from(rules.STATES), days=st.none() | DAYS)
    def take_any_step(self, who: int, new: rules.State, days: int | None) -> None:
        self.move(who, new, days)

    def move(self, who: int, new: rules.State, days: int | None) -> None:
        old = self.row().state
        day = None if days is None else queries.today() + timedelta(days=days)
        moved = self.tried(operations.move_procurement, who, self.stamp(), new, day)
        if moved and rules.needs_date(old, new):  # type: ignore[arg-type]
            assert day is not None
            assert day <= queries.today()
            self.date_entered = True
        assert not moved or self.row().state == new

    @rule(who=OFFICERS, days=DAYS)
    def correct(self, who: int, days: int) -> None:
        day = queries.today() + timedelta(days=days)
        corrected = self.tried(operations.correct_date, who, self.stamp(), day)
        assert not corrected or (days <= 0 and self.date_entered)

    @rule(who=OFFICERS)
    def withdraw(self, who: int) -> None:
        if self.tried(operations.withdraw_decision, who, self.stamp()):
            self.date_entered = False

    @rule(who=OFFICERS, begun=st.booleans())
    def review(self, who: int, begun: bool) -> None:
        if self.tried(operations.set_review, who, self.stamp(), begun):
            self.under_review = begun

    @rule()
    def remember_the_page(self) -> None:
        self.stale = self.stamp()

    @rule(who=OFFICERS, begun=st.booleans())
    def act_from_an_old_page(self, who: int, begun: bool) -> None:
        same = self.stale == self.stamp()
        if self.tried(operations.set_review, who, self.stale, begun):
            assert same
            self.under_review = begun

    @rule()
    def open_the_evaluation(self) -> None:
        def job() -> None:
            row = queries.find_for_change(self.id)
            assert row is not None
            operations_gate.refuse_if_held(row)
            row.opened_at = clock.now()  # type: ignore[assignment]
            row.save()

        try:
            write(job)
        except Refusal:
            return
        assert self.date_entered
        assert not self.under_review

    @rule(days=SLEEP)
    def time_passes(self, days: int) -> None:
        Clock.ahead += timedelta(days=days)

    @invariant()
    def the_gate_is_open_only_with_a_date_on_record(self) -> None:
        row = self.row()
        decision, today = queries.decision_of(row), queries.today()
        if rules.is_open(decision, today):
            assert self.date_entered
            assert decision.decided_on is not None
            assert decision.decided_on <= today
            assert row.decision_by in (2, 3)
            assert row.decision_at is not None

    @invariant()
    def nothing_may_be_sent_under_review(self) -> None:
        decision = queries.decision_of(self.row())
        assert decision.under_review == self.under_review
        assert not (self.under_review and rules.may_send(decision, queries.today()))

    @invariant()
    def a_decision_taken_back_leaves_its_mark(self) -> None:
        row = self.row()
        assert row.opened_at is None or not queries_procurements.may_delete(row)
        if row.state not in rules.DECIDED:
            assert (row.awarded_on, row.cancelled_on, row.decision_by) == (None, None, None)
            assert queries.why_shut(row) != ""


class Clock:
    """Tell a time that the walk moves."""

    ahead = timedelta()


def test_no_walk_reaches_an_open_gate_without_a_date_or_sends_under_review(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    now = clock.now
    monkeypatch.setattr(Clock, "ahead", timedelta())
    monkeypatch.setattr(clock, "now", lambda: now() + Clock.ahead)
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=25,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=quiet,
            phases=(Phase.explicit, Phase.reuse, Phase.generate),  # shrinking takes minutes
        ),
    )
