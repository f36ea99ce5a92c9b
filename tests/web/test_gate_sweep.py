"""With the gate shut, nothing anywhere tells of bidders, not even that there are none.

Every route that takes a procurement's id is found in the program itself, so that a new one is held
to this the day it is written. Each is asked twice: with nobody invited, and with invitations lying
in the table. The two answers must be the same, byte for byte.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.queries import today
from kiosk.mail.outbox import Mail
from kiosk.retention.rules import MATERIALS
from tests.support.procurements import invite, make_procurement
from tests.web.checking import CheckingClient

COMPANY, ADDRESS = "Kanariefågel AB", "kanariefagel@example.org"
PERSON = "Kanarina Fågelsson"
# What an officer does to the procurement itself; everything else that is sent touches bidders.
NO_BIDDERS = {
    "update_procurement", "update_state", "update_date", "create_withdrawal", "update_review",
    "update_due", "delete_procurement",
}  # fmt: skip
ROLES = ["procurement", "admin"]


@pytest.fixture(autouse=True)
def moment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stop the clock, so that two answers can be compared."""
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)


@pytest.fixture
def shut(app: Flask) -> list[Procurement]:
    """Make procurements whose gate is shut, one for each reason."""
    now = clock.now()
    return [
        make_procurement("announced"),
        make_procurement("tendering_closed"),
        make_procurement("tendering_closed", opened_at=now, withdrawn_at=now, closes_on=today()),
        make_procurement(days_ago=-5, opened_at=now, closes_on=today() + timedelta(days=30)),
        make_procurement(decision_at=None),
    ]


def invitation_of(procurement: Procurement) -> str:
    """Return the id that one invitation has, once there are any."""
    return f"{'a' * 20}{procurement.id:04}"


def put_bidders(procurements: list[Procurement]) -> None:
    facts = {"company": COMPANY, "contact": PERSON, "email": ADDRESS}
    for one in procurements:
        invite(one, 16, **facts)
        invite(one, 7, answered=True, **facts)
        invite(one, 3, **facts | {"email": ""})
        known = Invitation.select().where(Invitation.procurement == one.id).get()
        change = Invitation.update(id=invitation_of(one)).where(Invitation.id == known.id)
        write(change.execute)


def addresses(
    app: Flask, procurements: list[Procurement], method: str
) -> Iterator[tuple[str, str]]:
    """Yield view and address of each route of each procurement, and of the pages of none."""
    adapter = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        if method not in (rule.methods or ()):
            continue
        view = rule.endpoint.rpartition(".")[2]
        if "procurement_id" in rule.arguments:
            for one in procurements:
                values = {"procurement_id": one.id, "invitation_id": invitation_of(one)}
                assert rule.arguments <= set(values), f"{rule}: say here what its parts are"
                yield view, adapter.build(rule.endpoint, values, method, append_unknown=False)
        elif method == "GET" and rule.arguments <= {"material"}:
            for material in MATERIALS if rule.arguments else ("",):
                values = {"material": material} if material else {}
                yield view, adapter.build(rule.endpoint, values, method)


def readable(content: bytes) -> str:
    """Return the text of an answer; of a spreadsheet, of everything packed in it."""
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return "".join(packed.read(name).decode() for name in packed.namelist())


def ask(client: CheckingClient, method: str, address: str, **kwargs: Any) -> str:
    """Return everything an answer says, without what is random in it."""
    answer = FlaskClient.open(client, address, method=method, **kwargs)
    said = f"{answer.status} {answer.headers}\n{readable(answer.data)}"
    assert answer.status_code < 500, said
    for canary in (COMPANY, ADDRESS, PERSON, "anarief"):
        assert canary not in said, f"{method} {address} tells of {canary}"
    return re.sub(
        r"(?m)[0-9a-f]{32}|^(Set-Cookie|Content-Length|Vary|Date): .*\n|eyJ[\w.-]+", "", said
    )


def swept(client: CheckingClient, app: Flask, procurements: list[Procurement]) -> dict[str, str]:
    """Return what each page says, whole and as a fragment."""
    found = {}
    for _view, address in addresses(app, procurements, "GET"):
        found[address] = ask(client, "GET", address)
        found[f"{address} (htmx)"] = ask(client, "GET", address, headers={"HX-Request": "true"})
    return found


@pytest.mark.parametrize("role", ROLES)
def test_no_page_tells_of_bidders(
    sign_in, app: Flask, shut: list[Procurement], role: str, caplog: pytest.LogCaptureFixture
):
    client = sign_in(role)
    swept(client, app, shut)  # what is shown once is gone
    empty = swept(client, app, shut)
    put_bidders(shut)
    full = swept(client, app, shut)
    assert [address for address in empty if empty[address] != full[address]] == []
    assert "anarief" not in caplog.text


def test_everything_that_is_sent_about_bidders_is_refused_with_409(
    as_procurement: CheckingClient, app: Flask, shut: list[Procurement]
):
    posts = [one for view, one in addresses(app, shut, "POST") if view not in NO_BIDDERS]
    empty = {address: ask(as_procurement, "POST", address) for address in posts}
    put_bidders(shut)
    before = list(Invitation.select().order_by(Invitation.id).tuples())
    for address, said in empty.items():
        assert said.startswith("409 "), address
        assert ask(as_procurement, "POST", address) == said, address
    assert list(Invitation.select().order_by(Invitation.id).tuples()) == before
    assert Mail.select().count() == 0


FORM = {"rows": f"{COMPANY};{ADDRESS}", "text": f"{COMPANY};{ADDRESS}", "state": "contract_signed"}


def test_whatever_the_form_says_it_is_refused(
    as_procurement: CheckingClient, app: Flask, shut: list[Procurement]
):
    put_bidders(shut)
    for view, address in addresses(app, shut, "POST"):
        said = ask(as_procurement, "POST", address, data=FORM)
        assert said.startswith("409 ") or view in NO_BIDDERS, address
    assert Invitation.select().count() == 26 * len(shut)


def test_what_is_done_to_the_procurement_itself_answers_the_same_with_bidders_and_without(
    as_procurement: CheckingClient, app: Flask, shut: list[Procurement]
):
    posts = [one for view, one in addresses(app, shut, "POST") if view in NO_BIDDERS]
    assert len(posts) == len(NO_BIDDERS) * len(shut)
    empty = {address: ask(as_procurement, "POST", address) for address in posts}
    put_bidders(shut)
    assert empty == {address: ask(as_procurement, "POST", address) for address in empty}


def test_the_sweep_would_see_a_leak(as_procurement: CheckingClient, app: Flask):
    open_one = make_procurement()
    empty = swept(as_procurement, app, [open_one])
    invite(open_one, 5, answered=True)
    full = swept(as_procurement, app, [open_one])
    assert empty["/procurements"] != full["/procurements"]
    assert empty[f"/procurements/{open_one.id}"] != full[f"/procurements/{open_one.id}"]
