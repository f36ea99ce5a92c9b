"""Reminders: two at the most, a week between, only to those who have not answered."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from kiosk import clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import operations_sending as operations
from kiosk.evaluations import rules
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.queries import decision_of, today
from kiosk.mail.outbox import Mail
from tests.support.inviting import (
    at,
    at_hour,
    change,
    deliver,
    fresh,
    invitations,
    mails,
    send,
    stopped_clock,
)
from tests.support.procurements import invite, make_procurement
from tests.web.checking import CheckingClient


def remind(client: CheckingClient, here: Procurement, round_number: int = 1, status: int = 303):  # type: ignore[no-untyped-def]
    return client.post(at(here, "reminders"), data={"round": str(round_number)}, status=status)


def sent_days_ago(here: Procurement, days: int) -> None:
    """Let the latest message have gone so many days ago."""
    earlier = clock.now() - timedelta(days=days)
    facts = {"reminded_on": today() - timedelta(days=days)} if fresh(here).reminders else {}
    change(Procurement, Procurement.id == here.id, opened_at=earlier, **facts)


@pytest.fixture
def here(as_procurement: CheckingClient) -> Procurement:
    """Return an evaluation that was sent to five bidders ten days ago."""
    made = make_procurement()
    invite(made, 5, language="sv")
    send(as_procurement, made, last=60)
    deliver()
    sent_days_ago(made, 10)
    return made


def test_only_those_who_have_not_answered_are_reminded_and_only_a_count_is_told(
    as_procurement: CheckingClient, here: Procurement
):
    one, two, three, *_rest = invitations()
    change(Invitation, Invitation.id == one.id, answered=True)
    change(Invitation, Invitation.id == two.id, no_reminders=True)
    change(Invitation, Invitation.id == three.id, revoked_at=clock.now())
    remind(as_procurement, here)
    page = as_procurement.get(at(here, "invitations")).text
    assert "2 påminnelser skickas nu." in page
    gone = deliver()
    assert sorted(message.to for message in gone) == ["bolag3@example.org", "bolag4@example.org"]
    assert all(message.subject.startswith("Påminnelse:") for message in gone)


def test_whoever_answers_while_a_reminder_waits_gets_none(
    as_procurement: CheckingClient, here: Procurement
):
    remind(as_procurement, here)
    change(Invitation, Invitation.email == "bolag0@example.org", answered=True)
    assert "bolag0@example.org" not in [message.to for message in deliver()]
    page = as_procurement.get(at(here, "invitations"))
    assert "answered" not in page.text


def test_there_are_two_reminders_and_never_a_third(
    as_procurement: CheckingClient, here: Procurement
):
    for number in (1, 2):
        remind(as_procurement, here, number)
        deliver()
        sent_days_ago(here, 9)
    page = remind(as_procurement, here, 2, status=303)
    with pytest.raises(Refusal) as refused:
        operations.remind(here.id, 2, 3)
    assert refused.value.facts["reason"] == "all_sent"
    assert page.location
    assert {len(mails(f"reminder_{number}")) for number in (1, 2)} == {5}
    assert Mail.select().count() == 15


def test_there_is_a_week_between_messages(as_procurement: CheckingClient, here: Procurement):
    sent_days_ago(here, 6)
    page = remind(as_procurement, here, status=409)
    assert "minst sju dagar" in page.text
    sent_days_ago(here, 7)
    remind(as_procurement, here)
    remind(as_procurement, here, 2, status=409)


def test_pressing_twice_reminds_once(as_procurement: CheckingClient, here: Procurement):
    remind(as_procurement, here)
    remind(as_procurement, here)
    assert (fresh(here).reminders, len(mails("reminder_1"))) == (1, 5)
    assert "5 påminnelser skickas nu." in as_procurement.get(at(here, "invitations")).text


def test_whoever_has_not_got_the_invitation_is_not_reminded_of_it(
    as_procurement: CheckingClient, here: Procurement
):
    invite(here, 1, email="ny@example.org")
    first = invitations()[0]
    change(Mail, Mail.ref == first.id, state="failed")
    remind(as_procurement, here)
    assert len(mails("reminder_1")) == 4


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"closes_on": date(2026, 1, 1)}, "Sista dagen att svara har passerat."),
        ({"opened_at": None}, "Ingenting är skickat än"),
        ({"review_since": date(2026, 1, 1)}, "verprövning"),
    ],
)
def test_a_reminder_that_may_not_go_says_why(
    as_procurement: CheckingClient, here: Procurement, facts: dict[str, object], said: str
):
    change(Procurement, Procurement.id == here.id, **facts)
    assert said in remind(as_procurement, here, status=409).text
    assert mails("reminder_1") == []


def test_reminders_go_by_themselves_after_a_third_and_two_thirds_of_the_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    made, first = make_procurement(), today()
    invite(made, 3)
    operations.open_evaluation(made.id, 2, first + timedelta(days=30), True)
    deliver()
    set_clock, gone = stopped_clock(monkeypatch), []
    for days in range(40):
        for hour in (0, 7, 8, 23):
            set_clock(at_hour(first + timedelta(days=days), hour, 30))
            operations.send_what_is_due()
            gone += [(days, hour)] * len(deliver())
    assert gone == [(10, 8)] * 3 + [(20, 8)] * 3


def test_reminders_that_were_not_asked_for_do_not_go_by_themselves(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    made = make_procurement()
    invite(made, 3)
    operations.open_evaluation(made.id, 2, today() + timedelta(days=30), False)
    stopped_clock(monkeypatch)(at_hour(today() + timedelta(days=15), 9))
    operations.send_what_is_due()
    assert fresh(made).reminders == 0


OFTEN = st.sampled_from([True, True, True, False])
STANDING = st.fixed_dictionaries(
    {
        "state": st.sampled_from(("award_notified",) * 4 + rules.STATES),
        "days": st.integers(-3, 40),
        "entered": OFTEN,
        "withdrawn": OFTEN.map(lambda often: not often),
        "review": st.booleans(),
    }
)
ACTS = [*["open"] * 4, "plan", "rest", "remind", "due", "resend", "resume"]


class Walk(RuleBasedStateMachine):
    """Go any way through states, dates, reviews and sendings; nothing is sent before the gate."""

    def __init__(self) -> None:
        super().__init__()
        self.made = make_procurement("planned")
        invite(self.made, 2)

    @rule(act=st.sampled_from(ACTS), standing=st.none() | STANDING)
    def act(self, act: str, standing: dict[str, Any] | None) -> None:
        if standing:
            self.stand(**standing)
        invite(self.made, 1, email=f"{len(invitations())}@example.org")
        before, may = Mail.select().count(), self.may_send()
        with suppress(Refusal):
            self.try_to(act)
        assert may or Mail.select().count() == before
        gone = deliver()
        assert may or gone == []

    def stand(self, state: str, days: int, entered: bool, withdrawn: bool, review: bool) -> None:
        day = today() - timedelta(days=days)
        change(
            Procurement,
            Procurement.id == self.made.id,
            state=state,
            awarded_on=day,
            cancelled_on=day,
            decision_at=clock.now() if entered else None,
            withdrawn_at=clock.now() if withdrawn else None,
            review_since=today() if review else None,
        )

    def try_to(self, act: str) -> None:
        key, last = self.made.id, today() + timedelta(days=30)
        {
            "open": lambda: operations.open_evaluation(key, 2, last, True),
            "plan": lambda: operations.plan_sending(key, 2, today(), last, True),
            "rest": lambda: operations.send_rest(key, 2),
            "remind": lambda: operations.remind(key, 2, fresh(self.made).reminders + 1),
            "resend": lambda: operations.resend(key, invitations()[0].id, 2),
            "resume": lambda: operations.resume(key, 2),
            "due": operations.send_what_is_due,
        }[act]()

    def may_send(self) -> bool:
        return rules.may_send(decision_of(fresh(self.made)), today())

    @invariant()
    def nobody_gets_more_than_three(self) -> None:
        assert Mail.select().count() <= 3 * len(invitations())
        assert fresh(self.made).reminders <= rules.MOST_REMINDERS

    def teardown(self) -> None:
        write(lambda: Mail.delete().execute())
        write(lambda: Procurement.delete().execute())


def test_no_way_through_the_states_sends_before_the_gate(app: Flask):
    run_state_machine_as_test(
        Walk,
        settings=settings(
            max_examples=15, stateful_step_count=20, deadline=None, phases=[Phase.generate]
        ),
    )
