"""The personal link: exchanged for a cookie, guessed, edited, used, revoked, too late, paused."""

import logging
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import create_environ

from kiosk import clock
from kiosk.db import database, write
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.rules_links import key_of
from kiosk.tokens import new_token, token_hash
from tests.support.bidder import Bidder
from tests.support.procurements import invite, make_procurement, open_evaluation, today
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client


@pytest.fixture
def bidder(client: CheckingClient) -> Bidder:
    """Return a bidder with a link to an open evaluation."""
    return Bidder(client, invite(open_evaluation())[0])


def everything() -> list[list[tuple[Any, ...]]]:
    """Return all rows that a link could change."""
    tables = ("invitation", "draft", "response", "procurement", "mail", "audit_entry")
    return [database.execute_sql(f"SELECT * FROM {name}").fetchall() for name in tables]


def heading(page: Any) -> str:
    return words(find(page, ".//h1")[0])


def change(**values: Any) -> None:
    write(lambda: Invitation.update(**values).execute())


def change_procurement(**values: Any) -> None:
    write(lambda: Procurement.update(**values).execute())


def test_a_link_goes_into_a_cookie_and_out_of_the_address(bidder: Bidder):
    answer = bidder.open()
    assert answer.location == bidder.address
    cookie = answer.headers["Set-Cookie"]
    assert f"kiosk_evaluation={bidder.token}" in cookie
    assert f"Path={bidder.address}" in cookie
    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
    assert answer.text == ""


def test_a_mail_scanner_that_opens_a_link_changes_nothing(bidder: Bidder):
    before = everything()
    for path in ("", "/reminders-off"):
        for method in ("GET", "HEAD"):
            address = f"/invitations/{bidder.token}{path}"
            bidder.client.open(address, method=method, status=303)
            bidder.client.open(address, method=method, status=303, follow_redirects=False)
    bidder.get()
    assert everything() == before


def test_the_token_is_on_no_page(bidder: Bidder):
    bidder.open()
    pages = ["", "/pages/part", "/pages/parts", "/check", "/reminders-off"]
    assert not [page for page in pages if bidder.token in bidder.get(page).text]
    assert bidder.get().headers["Referrer-Policy"] == "same-origin"


def test_the_first_page_says_who_asks_why_how_long_and_who_sees_what(bidder: Bidder):
    bidder.open()
    text = words(find(bidder.get(), ".//main")[0])
    assert "Exempelköping undrar" in text
    assert "Tack för att ni var med i upphandlingen Städtjänster i skolor." in text
    assert "resultat visas bara när minst 7 har svarat" in text
    assert "Svara senast" in text
    assert "konfidentiellt" in text
    assert "anonym" not in text


def test_the_same_page_is_there_in_english(bidder: Bidder):
    bidder.open()
    bidder.client.post("/language", data={"lang": "en", "next": bidder.address})
    assert "Thank you for taking part in Städtjänster i skolor." in bidder.get().text


def test_ten_thousand_guesses_hit_nothing_and_are_answered_alike(app: Flask):
    invite(open_evaluation(), 20)
    asked, answers = create_environ(), set()

    def guess() -> None:
        said: list[Any] = []
        environ = asked | {"PATH_INFO": f"/invitations/{new_token()}"}
        body = b"".join(app.wsgi_app(environ, lambda *head: said.append(head)))
        answers.add((said[0][0], tuple(said[0][1]), body))

    for _ in range(10_000):
        guess()
    assert len(answers) == 1
    status, headers, _body = answers.pop()
    assert (status, "Set-Cookie" in dict(headers)) == ("404 NOT FOUND", False)


@pytest.mark.parametrize(
    "edit",
    [
        lambda token: token[:-1],
        lambda token: token + "A",
        lambda token: token.swapcase(),
        lambda token: "",
        lambda token: token_hash(token),
        lambda token: "%00" + token,
        lambda token: "x" * 3000,
    ],
)
def test_an_edited_link_opens_nothing(bidder: Bidder, edit: Any):
    address = f"/invitations/{edit(bidder.token)}"
    page = bidder.client.get(address, status=404)
    assert "Set-Cookie" not in page.headers


def test_an_unknown_link_is_explained_and_not_repeated(client: CheckingClient):
    guess = new_token()
    page = client.get(f"/invitations/{guess}", status=404)
    assert heading(page) == "Länken fungerar inte"
    assert guess not in page.text


def test_without_the_cookie_the_address_alone_opens_nothing(bidder: Bidder, app: Flask):
    bidder.open()
    for path in ("", "/pages/part", "/check", "/receipt", "/reminders-off"):
        page = new_client(app).get(f"{bidder.address}{path}", status=403)
        assert heading(page) == "Öppna er personliga länk igen"


def test_a_cookie_opens_only_its_own_address(bidder: Bidder, app: Flask):
    other = invite(open_evaluation())[0]
    client = new_client(app)
    client.set_cookie("kiosk_evaluation", bidder.token, path="/")
    client.get(f"/evaluations/{key_of(other)}", status=403)
    client.get(bidder.address)


@pytest.mark.parametrize(
    ("invitation", "procurement", "status", "title"),
    [
        ({"revoked_at": clock.now()}, {}, 410, "Länken gäller inte längre"),
        ({}, {"closes_on": "2026-01-01"}, 410, "Svarstiden är slut"),
        ({}, {"review_since": "2026-01-01"}, 409, "Utvärderingen är pausad"),
        ({}, {"withdrawn_at": clock.now()}, 409, "Utvärderingen är pausad"),
        ({"answered": True}, {"withdrawn_at": clock.now()}, 409, "Utvärderingen är pausad"),
        ({}, {"opened_at": None}, 409, "Utvärderingen är pausad"),
    ],
)
def test_a_link_that_opens_no_form_says_so_kindly(
    bidder: Bidder, invitation: Any, procurement: Any, status: int, title: str
):
    if invitation:
        change(**invitation)
    if procurement:
        change_procurement(**procurement)
    bidder.open()
    for path in ("", "/pages/part", "/check"):
        assert heading(bidder.get(path, status=status)) == title
    bidder.client.post(f"{bidder.address}/responses", status=status)


def test_a_used_link_shows_the_receipt_also_when_the_time_is_over(bidder: Bidder):
    change(answered=True)
    change_procurement(closes_on=today().replace(year=2020))
    bidder.open()
    for path in ("", "/pages/part", "/check"):
        assert bidder.get(path, status=303).location == f"{bidder.address}/receipt"
    assert heading(bidder.get("/receipt")) == "Tack. Så här går det vidare"


def test_nobody_sees_a_receipt_before_sending(bidder: Bidder):
    bidder.open()
    assert bidder.get("/receipt", status=303).location == bidder.address


def test_a_link_before_the_gate_opens_says_nothing_of_the_procurement_being_evaluated(
    client: CheckingClient,
):
    bidder = Bidder(client, invite(make_procurement("tendering_closed"))[0])
    bidder.open()
    assert heading(bidder.get(status=409)) == "Utvärderingen är pausad"


def test_no_token_reaches_the_log(bidder: Bidder, caplog: pytest.LogCaptureFixture, capfd: Any):
    caplog.set_level(logging.DEBUG, logger="kiosk")
    bidder.open()
    bidder.save("part", out="won")
    bidder.client.get(f"/invitations/{bidder.token}x", status=404)
    bidder.send()
    said = caplog.text + "".join(capfd.readouterr())
    assert bidder.token not in said
    assert token_hash(bidder.token) not in said


def test_reminders_stop_by_one_button_and_no_sooner(bidder: Bidder):
    answer = bidder.client.get(f"/invitations/{bidder.token}/reminders-off", status=303)
    assert answer.location == f"{bidder.address}/reminders-off"
    assert heading(bidder.get("/reminders-off")) == "Inga fler påminnelser?"
    assert not Invitation.get().no_reminders
    bidder.client.post(f"{bidder.address}/reminders-off")
    assert heading(bidder.get("/reminders-off")) == "Ni får inga fler påminnelser"
    assert Invitation.get().no_reminders


@pytest.mark.parametrize("state", [{"answered": True}, {"revoked_at": clock.now()}])
def test_reminders_can_be_stopped_whatever_has_become_of_the_link(bidder: Bidder, state: Any):
    change(**state)
    bidder.client.get(f"/invitations/{bidder.token}/reminders-off", status=303)
    bidder.client.post(f"{bidder.address}/reminders-off")
    assert Invitation.get().no_reminders


def test_a_mail_program_may_stop_reminders_by_itself(bidder: Bidder):
    data = {"List-Unsubscribe": "One-Click"}
    bidder.client.post(f"/invitations/{bidder.token}/reminders-off", data=data, status=204)
    assert Invitation.get().no_reminders
    bidder.client.post(f"/invitations/{new_token()}/reminders-off", data=data, status=404)


def test_a_wrong_link_stops_nobodys_reminders(bidder: Bidder):
    bidder.client.get(f"/invitations/{new_token()}/reminders-off", status=404)
    bidder.client.post(f"{bidder.address}/reminders-off", status=403)
    assert not Invitation.get().no_reminders
    assert Draft.select().count() == 0
