"""What holds a sending: a review, a shut gate, an answer, a copy that was put back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations import operations_sending as operations
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.operations_messages import compose
from kiosk.evaluations.queries import today
from kiosk.mail import operations as mail
from kiosk.mail.message import Never, NotNow
from tests.support.inviting import (
    at,
    at_hour,
    change,
    deliver,
    fresh,
    invitations,
    mails,
    send,
    sending,
    stopped_clock,
)
from tests.support.procurements import invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def test_a_review_holds_what_is_planned_and_gives_as_many_days_when_it_is_over(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    here = make_procurement()
    invite(here)
    operations.plan_sending(here.id, 2, today() + timedelta(1), today() + timedelta(31), False)
    change(Procurement, Procurement.id == here.id, review_since=today())
    later = today() + timedelta(days=60)
    stopped_clock(monkeypatch)(at_hour(later, 9))
    operations.send_what_is_due()
    assert mails() == []
    change(Procurement, Procurement.id == here.id, review_since=None)
    operations.send_what_is_due()
    assert len(mails()) == 1
    assert fresh(here).closes_on == later + timedelta(days=30)


@pytest.mark.parametrize(
    "path", ["sending", "sending/rest", "reminders", "letters", "invitations/KEY/resending"]
)
def test_nothing_is_sent_during_a_review(as_procurement: CheckingClient, path: str):
    here = open_evaluation(review_since=today())
    invite(here)
    path = path.replace("KEY", invitations()[0].id)
    page = as_procurement.post(at(here, path), data=sending(), status=409)
    assert "överprövning" in page.text.lower()
    assert mails() == []


HELD = {
    "a review": ({"review_since": date(2026, 1, 1)}, NotNow("under_review")),
    "a withdrawal": ({"withdrawn_at": LONG_AGO}, NotNow("gate_shut")),
    "a step back": ({"state": "tendering_closed"}, NotNow("gate_shut")),
    "a date ahead": ({"awarded_on": date(2099, 1, 1)}, NotNow("gate_shut")),
    "a last day that has passed": ({"closes_on": date(2026, 1, 1)}, Never("closed")),
}  # fmt: skip


@pytest.mark.parametrize(("facts", "answer"), HELD.values(), ids=HELD)
def test_what_waits_in_the_outbox_is_asked_of_again_before_it_goes(
    as_procurement: CheckingClient, facts: dict[str, object], answer: object
):
    here = make_procurement()
    invite(here)
    send(as_procurement, here)
    change(Procurement, Procurement.id == here.id, **facts)
    assert compose(invitations()[0].id, "invitation") == answer
    assert compose("nobody", "invitation") == Never("gone")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"answered": True}, "answered"),
        ({"revoked_at": LONG_AGO}, "revoked"),
        ({"email": ""}, "no_email"),
        ({"no_reminders": True}, "no_reminders"),
    ],
)  # fmt: skip
def test_a_reminder_never_goes_to_whoever_is_to_have_none(
    app: Flask, facts: dict[str, object], reason: str
):
    invite(open_evaluation())
    change(Invitation, Invitation.kind == "bidder", **facts)
    assert compose(invitations()[0].id, "reminder_1") == Never(reason)


def test_the_page_says_in_words_that_a_withdrawn_award_stops_the_sending(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    invite(here)
    send(as_procurement, here)
    change(Procurement, Procurement.id == here.id, withdrawn_at=clock.now(), state="announced")
    assert deliver() == []
    page = as_procurement.get(at(here, "invitations"), status=409)
    assert "Beslutet är återtaget." in page.text
    change(Procurement, Procurement.id == here.id, withdrawn_at=None, state="award_notified")
    assert len(deliver()) == 1


def test_what_a_restore_has_stopped_goes_only_when_a_person_says_so(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    invite(here, 2)
    send(as_procurement, here)
    write(mail.hold)
    write(mail.release)
    operations.send_what_is_due()
    assert deliver() == []
    page = as_procurement.get(at(here, "invitations")).text
    assert "2 mejl stoppades när en kopia av databasen lades tillbaka." in page
    as_procurement.post(at(here, "sending/resumption"))
    assert len(deliver()) == 2
