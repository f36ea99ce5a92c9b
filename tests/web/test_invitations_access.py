"""Who may invite, and that nobody may while the gate is shut: not by a link, not by hand."""

import logging
from datetime import timedelta

import pytest

from kiosk import clock
from kiosk.audit import AuditEntry
from kiosk.errors import Refusal
from kiosk.evaluations import operations_invitations, operations_sending
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.queries import today
from kiosk.evaluations.rules_addresses import read_addresses
from kiosk.mail.outbox import Mail
from tests.support.inviting import at, change, deliver, fresh, invitations, rows, send, sending
from tests.support.procurements import invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient

KEY = "A" * 16
GETS = [
    "invitations", "invitations/new", f"invitations/{KEY}/edit", "message", "sending", "letters",
]  # fmt: skip
POSTS = [
    "invitations/preview", "invitations", f"invitations/{KEY}", f"invitations/{KEY}/revocation",
    f"invitations/{KEY}/resending", "sending", "sending/cancellation", "sending/rest",
    "sending/resumption", "reminders", "last-day", "letters",
]  # fmt: skip
SHUT = {
    "planned": {"state": "planned"},
    "announced": {"state": "announced"},
    "tendering closed": {"state": "tendering_closed"},
    "no date": {"awarded_on": None},
    "nobody on record": {"decision_at": None},
    "a date ahead": {"days_ago": -1},
    "withdrawn": {"withdrawn_at": "now"},
    "open once, withdrawn since": {"withdrawn_at": "now", "opened_at": "now"},
}


def shut(reason: str) -> Procurement:
    """Make a procurement whose gate is shut, with bidders in it all the same."""
    facts = {name: clock.now() if v == "now" else v for name, v in SHUT[reason].items()}
    made = make_procurement(**facts)
    change(Procurement, Procurement.id == made.id, closes_on=today() + timedelta(days=20))
    invite(made, 1, company="Hemliga Bolaget AB", contact="Hemlig Person")
    invite(make_procurement(), 1)
    change(Invitation, Invitation.company == "Hemliga Bolaget AB", id=KEY)
    return made


def everything_typed() -> dict[str, str]:
    return (
        rows() | sending() | {"company": "X", "email": "x@y.example", "language": "", "round": "1"}
    )


@pytest.mark.parametrize("reason", SHUT)
def test_a_shut_gate_refuses_every_page_and_every_form_and_says_nothing_of_bidders(
    as_procurement: CheckingClient, reason: str
):
    here = shut(reason)
    answers = [as_procurement.get(at(here, path), status=409) for path in GETS]
    answers += [
        as_procurement.post(at(here, path), data=everything_typed(), status=409) for path in POSTS
    ]
    for answer in answers:
        assert "Hemlig" not in answer.text
        assert "Till dess" in answer.text or "väntar" in answer.text.lower()
    assert len(invitations()) == 2
    assert Mail.select().count() == 0


@pytest.mark.parametrize("reason", SHUT)
def test_a_shut_gate_says_the_same_whether_there_are_bidders_or_not(
    as_procurement: CheckingClient, reason: str
):
    here = shut(reason)
    before = [as_procurement.get(at(here, path), status=409).text for path in GETS]
    change(Invitation, Invitation.id == KEY, procurement=here.id + 1)
    assert [as_procurement.get(at(here, path), status=409).text for path in GETS] == before


OPERATIONS = {
    "add": lambda key: operations_invitations.add_invitations(
        key, 2, read_addresses([["Alfa AB", "a@alfa.example"]])
    ),
    "update": lambda key: operations_invitations.update_invitation(
        key, KEY, 2, company="X", contact="", email="", language=""
    ),
    "revoke": lambda key: operations_invitations.revoke_invitation(key, KEY, 2),
    "plan": lambda key: operations_sending.plan_sending(key, 2, today(), today(), True),
    "cancel": lambda key: operations_sending.cancel_plan(key, 2),
    "open": lambda key: operations_sending.open_evaluation(key, 2, today(), True),
    "resume": lambda key: operations_sending.resume(key, 2),
    "rest": lambda key: operations_sending.send_rest(key, 2),
    "resend": lambda key: operations_sending.resend(key, KEY, 2),
    "remind": lambda key: operations_sending.remind(key, 2, 1),
    "last day": lambda key: operations_sending.move_last_day(key, 2, today()),
    "printed": lambda key: operations_sending.mark_printed(key, 2),
}


@pytest.mark.usefixtures("app")
@pytest.mark.parametrize("name", OPERATIONS)
def test_the_gate_is_asked_inside_every_operation_too(name: str):
    here = shut("withdrawn")
    log = AuditEntry.select().count()
    with pytest.raises(Refusal) as refused:
        OPERATIONS[name](here.id)
    assert refused.value.code == "gate_shut"
    assert (len(invitations()), Mail.select().count()) == (2, 0)
    assert AuditEntry.select().count() == log


@pytest.mark.parametrize("role", ["host", "admin"])
def test_invitations_do_not_exist_for_other_roles(sign_in, role: str):
    client, here = sign_in(role), open_evaluation()
    for path in GETS:
        client.get(at(here, path), status=404)
    for path in POSTS:
        client.post(at(here, path), data=everything_typed(), status=404)
    assert invitations() == []


def test_a_stranger_is_asked_to_sign_in(client: CheckingClient):
    here = open_evaluation()
    for path in GETS:
        assert "/sessions/new" in client.get(at(here, path), status=303).location
    for path in POSTS:
        form = everything_typed()
        assert "/sessions/new" in client.post(at(here, path), data=form).location
    assert invitations() == []


@pytest.mark.parametrize("path", POSTS)
def test_a_form_from_another_site_changes_nothing(as_procurement: CheckingClient, path: str):
    here = open_evaluation()
    evil = {"Origin": "https://evil.example"}
    as_procurement.post(at(here, path), data=everything_typed(), headers=evil, status=403)
    assert (invitations(), Mail.select().count()) == ([], 0)


@pytest.mark.parametrize("path", [one for one in POSTS if one not in GETS])
def test_a_link_changes_nothing(as_procurement: CheckingClient, path: str):
    page = as_procurement.get(at(open_evaluation(), path), status=405)
    assert page.headers["Allow"]


def test_an_invitation_of_another_procurement_is_not_here(as_procurement: CheckingClient):
    here, there = open_evaluation(), open_evaluation()
    invite(there)
    key, form = invitations()[0].id, everything_typed()
    as_procurement.get(at(here, f"invitations/{key}/edit"), status=404)
    for path in ("", "/revocation", "/resending"):
        as_procurement.post(at(here, f"invitations/{key}{path}"), data=form, status=404)
    assert invitations()[0].email == "bolag0@example.org"


def test_unknown_procurements_are_not_here(as_procurement: CheckingClient):
    for path in GETS:
        as_procurement.get(f"/procurements/99/{path}", status=404)
    for path in POSTS:
        as_procurement.post(f"/procurements/99/{path}", data=everything_typed(), status=404)


def test_no_log_holds_a_company_a_person_an_address_or_a_link(
    as_procurement: CheckingClient, caplog: pytest.LogCaptureFixture
):
    caplog.set_level(logging.INFO)  # below it the database tells every statement
    here = make_procurement()
    as_procurement.post(at(here, "invitations"), data=rows())
    send(as_procurement, here)
    as_procurement.get(at(here, "letters"))
    links = [message.unsubscribe.split("/")[4] for message in deliver()]
    as_procurement.post(at(here, f"invitations/{invitations()[0].id}/revocation"))
    log = caplog.text + "".join(f"{one.on}{one.detail}" for one in AuditEntry.select())
    for secret in ("Alfa", "Anna Ek", "alfa.example", "Beta", *links, invitations()[0].id):
        assert secret not in log
    assert fresh(here).opened_by == 2


def test_what_is_done_is_in_the_log_with_who(as_procurement: CheckingClient):
    here = make_procurement()
    as_procurement.post(at(here, "invitations"), data=rows())
    send(as_procurement, here)
    entries = list(AuditEntry.select().where(AuditEntry.on == f"procurement:{here.id}"))
    assert [(one.what, one.who) for one in entries] == [
        ("add_invitations", 2),
        ("open_evaluation", 2),
    ]
