"""Sending: now or on the day, once to each, and again when a person says so."""

from datetime import UTC, date, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser

import pytest
from flask import Flask

from kiosk import clock
from kiosk.errors import Refusal
from kiosk.evaluations import operations_sending as operations
from kiosk.evaluations.models import FormVersion
from kiosk.evaluations.queries import today
from kiosk.mail.outbox import Mail
from tests.support.inviting import (
    at,
    at_hour,
    change,
    deliver,
    fresh,
    invitations,
    mails,
    rows,
    send,
    sending,
    stopped_clock,
)
from tests.support.procurements import invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient, find, words

LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def test_sending_now_opens_the_evaluation_and_sends_one_message_each(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    invite(here, 3)
    invite(here, 1, email="", company="Brevbolaget AB")
    send(as_procurement, here, last=21)
    opened = fresh(here)
    assert (opened.opened_by, opened.closes_on) == (2, today() + timedelta(days=21))
    assert opened.form_version_id == FormVersion.get(FormVersion.number == 1).id
    assert sorted(one.to for one in deliver()) == [f"bolag{n}@example.org" for n in range(3)]
    assert deliver() == []
    assert "3 mejl skickas nu." in as_procurement.get(at(here, "invitations")).text


def test_sending_twice_sends_nothing_twice_and_keeps_the_first_day(as_procurement: CheckingClient):
    here = make_procurement()
    invite(here, 2)
    send(as_procurement, here, last=21)
    send(as_procurement, here, last=60)
    assert len(mails()) == 2
    assert fresh(here).closes_on == today() + timedelta(days=21)


def test_the_page_before_sending_shows_the_number_and_the_exact_message(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    invite(here, 2, language="sv", contact="")
    page = as_procurement.get(at(here, "sending"))
    assert "2 mejl skickas, till en person var." in words(find(page, ".//main")[0])
    shown = find(page, ".//pre")[0].text or ""
    send(as_procurement, here)
    sent = deliver()[0]
    link = sent.unsubscribe.removesuffix("/reminders-off")
    example = shown.split("/reminders-off")[0].split("\n")[-1]
    assert sent.text.strip() == shown.replace(example, link).strip()


def test_with_nobody_invited_there_is_nothing_to_send(as_procurement: CheckingClient):
    here = make_procurement()
    as_procurement.get(at(here, "sending"), status=303)
    page = as_procurement.post(at(here, "sending"), data=sending(), status=409)
    assert "Ingen är inbjuden än." in page.text
    assert fresh(here).opened_at is None


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"when": ""}, "when"),
        ({"when": "day", "send_on": ""}, "send_on"),
        ({"when": "day", "send_on": "igår"}, "send_on"),
        ({"when": "day", "send_on": "2026-01-01"}, "send_on"),
        ({"when": "day", "send_on": "2099-01-01"}, "send_on"),
        ({"closes_on": ""}, "closes_on"),
        ({"closes_on": "2026-01-01"}, "closes_on"),
        ({"closes_on": "2099-01-01"}, "closes_on"),
    ],
)
def test_a_day_that_cannot_be_is_refused_at_its_field(
    as_procurement: CheckingClient, typed: dict[str, str], field: str
):
    here = make_procurement()
    invite(here)
    form = sending() | typed
    page = as_procurement.post(at(here, "sending"), data=form, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert (fresh(here).opened_at, fresh(here).send_on) == (None, None)


def test_a_planned_sending_waits_for_eight_in_the_morning_of_its_day(
    as_procurement: CheckingClient, monkeypatch: pytest.MonkeyPatch
):
    set_clock = stopped_clock(monkeypatch)
    here = make_procurement()
    invite(here)
    send(as_procurement, here, when="day", days=5)
    day = fresh(here).send_on
    for moment, gone in (
        (at_hour(day, 0) - timedelta(minutes=1), 0),
        (at_hour(day, 7, 59), 0),
        (at_hour(day, 8), 1),
        (at_hour(day, 8, 1), 1),
    ):
        set_clock(moment)
        operations.send_what_is_due()
        assert len(mails()) == gone
    assert (fresh(here).opened_by, fresh(here).closes_on) == (None, day + timedelta(days=30))


@pytest.mark.parametrize("day", [date(2027, 3, 28), date(2027, 10, 31), date(2028, 1, 1)])
def test_the_day_is_the_municipalitys_own_across_midnight_and_summer_time(
    app: Flask, monkeypatch: pytest.MonkeyPatch, day: date
):
    set_clock = stopped_clock(monkeypatch)
    set_clock(at_hour(day, 12) - timedelta(days=3))
    here = make_procurement()
    invite(here)
    operations.plan_sending(here.id, 2, day, day + timedelta(days=30), False)
    set_clock(at_hour(day, 7, 59))
    operations.send_what_is_due()
    assert fresh(here).opened_at is None
    set_clock(at_hour(day, 8))
    operations.send_what_is_due()
    assert clock.local(fresh(here).opened_at).date() == day


def test_a_plan_can_be_taken_back(as_procurement: CheckingClient):
    here = make_procurement()
    invite(here)
    send(as_procurement, here, when="day")
    assert "Skickas av sig självt den" in as_procurement.get(at(here, "invitations")).text
    as_procurement.post(at(here, "sending/cancellation"))
    assert fresh(here).send_on is None


def test_those_who_are_added_later_are_sent_to_when_somebody_says_so(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    invite(here)
    send(as_procurement, here)
    deliver()
    as_procurement.post(at(here, "invitations"), data=rows("Sena AB;;sen@example.org"))
    assert "1 har lagts till efter utskicket" in as_procurement.get(at(here, "invitations")).text
    operations.send_what_is_due()
    assert len(mails()) == 1
    as_procurement.post(at(here, "sending/rest"))
    as_procurement.post(at(here, "sending/rest"))
    assert [one.to for one in deliver()] == ["sen@example.org"]


def test_a_message_that_failed_is_tried_again_by_a_person(as_procurement: CheckingClient):
    here = make_procurement()
    invite(here)
    send(as_procurement, here)
    change(Mail, Mail.kind == "invitation", state="failed", problem="refused", detail="550 no")
    page = as_procurement.get(at(here, "invitations"))
    assert "Kom inte fram" in words(find(page, ".//tbody")[0])
    as_procurement.post(at(here, f"invitations/{invitations()[0].id}/resending"))
    assert [one.state for one in mails()] == ["queued"]
    as_procurement.post(at(here, f"invitations/{invitations()[0].id}/resending"))
    assert len(deliver()) == 1


def test_more_time_can_be_given_and_a_day_gone_by_cannot(as_procurement: CheckingClient):
    here = open_evaluation()
    invite(here)
    later = (today() + timedelta(days=50)).isoformat()
    as_procurement.post(at(here, "last-day"), data={"closes_on": later})
    assert fresh(here).closes_on.isoformat() == later
    as_procurement.post(at(here, "last-day"), data={"closes_on": "2026-01-01"}, status=422)
    with pytest.raises(Refusal, match="not_open"):
        operations.move_last_day(make_procurement().id, 2, today())


def test_a_message_is_mail_that_any_program_reads(as_procurement: CheckingClient):
    here = make_procurement(title="Städ, fönster & “mer” <b>")
    invite(here, 1, contact="Åsa <script>", language="")
    send(as_procurement, here)
    sent = deliver()[0]
    written = EmailMessage(policy=policy.SMTP)
    written["To"], written["Subject"] = sent.to, sent.subject
    written.set_content(sent.text)
    written.add_alternative(sent.html, subtype="html")
    read = BytesParser(policy=policy.default).parsebytes(bytes(written))
    assert read["To"].addresses[0].addr_spec == "bolag0@example.org"
    text, html = (part.get_content() for part in read.iter_parts())
    assert text.replace("\r\n", "\n") == sent.text
    assert "<script>" not in html
    assert sent.unsubscribe in html
