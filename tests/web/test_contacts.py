"""Contact details: left on a page of their own, stored apart, seen to by staff."""

from typing import Any

import pytest

from kiosk import security
from kiosk.audit import AuditEntry
from kiosk.evaluations.models_answers import Contact
from kiosk.evaluations.queries import today
from kiosk.evaluations.rules import half_year
from tests.web.checking import CheckingClient, find, words

DETAILS = {
    "company": "Exempelbolag AB",
    "name": "Eva Exempel",
    "email": "eva@example.org",
    "phone": "",
    "message": "Vi vill gärna\nprata om städning.",
    "operation": "one",
}


def test_details_are_stored_apart_with_the_half_year_of_today(client: CheckingClient):
    client.get("/contacts/new")
    answer = client.post("/contacts", data=DETAILS)
    assert "Era kontaktuppgifter är sparade" in client.get(answer.location).text
    contact = Contact.get()
    assert (contact.company, contact.email) == ("Exempelbolag AB", "eva@example.org")
    assert contact.period == half_year(today())
    assert "kiosk_evaluation" not in str(answer.headers)


def test_the_page_sets_no_cookie_and_says_that_nothing_is_joined(client: CheckingClient):
    page = client.get("/contacts/new")
    assert "Set-Cookie" not in page.headers
    assert "Inget kopplar ihop det med svaren" in page.text


def test_the_same_form_sent_twice_is_one_contact(client: CheckingClient):
    for _ in range(2):
        client.post("/contacts", data=DETAILS)
    assert Contact.select().count() == 1
    client.post("/contacts", data=DETAILS | {"operation": "two"})
    assert Contact.select().count() == 2


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "", "phone": ""}, "email"),
        ({"email": "eva"}, "email"),
        ({"email": "eva@exam ple.org"}, "email"),
        ({"message": "x" * 501}, "message"),
        ({"company": "x" * 161}, "company"),
        ({"phone": "0" * 41}, "phone"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_stays_on_the_page(
    client: CheckingClient, change: dict[str, Any], field: str
):
    page = client.post("/contacts", data=DETAILS | change, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert find(page, ".//input[@name='name']")[0].get("value") == DETAILS["name"]
    assert Contact.select().count() == 0


def test_a_phone_number_is_enough(client: CheckingClient):
    client.post("/contacts", data={"phone": "0520-12 34 56"})
    assert Contact.get().phone == "0520-12 34 56"


def test_a_flood_from_one_address_is_stopped_and_loses_no_words(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(security.contacts_left, "tries", 2)
    for number in range(2):
        client.post("/contacts", data=DETAILS | {"operation": str(number)})
    page = client.post("/contacts", data=DETAILS | {"operation": "3"}, status=429)
    assert find(page, ".//input[@name='name']")[0].get("value") == DETAILS["name"]
    assert Contact.select().count() == 2


def test_staff_see_who_wants_to_be_contacted_and_note_that_it_is_done(
    as_procurement: CheckingClient, client: CheckingClient
):
    assert "Inga kontaktuppgifter än" in as_procurement.get("/contacts").text
    client.post("/contacts", data=DETAILS)
    page = as_procurement.get("/contacts")
    assert "Exempelbolag AB" in words(find(page, ".//main")[0])
    form = find(page, ".//main//form")[0].get("action")
    as_procurement.post(form)
    assert Contact.get().handled_at
    as_procurement.post(str(form).replace("handling", "reopening"))
    assert Contact.get().handled_at is None
    assert {entry.what for entry in AuditEntry.select()} >= {"contact_handled", "contact_reopened"}


def test_contacts_are_for_procurement_officers_only(sign_in: Any, client: CheckingClient):
    assert "/sessions/new" in client.get("/contacts", status=303).location
    sign_in("host").get("/contacts", status=404)
    sign_in("host").post("/contacts/x/handling", status=404)


def test_details_that_are_gone_cannot_be_seen_to(as_procurement: CheckingClient):
    as_procurement.post("/contacts/nobody/handling", status=404)


def test_the_page_is_whole_in_english(client: CheckingClient):
    client.post("/language", data={"lang": "en", "next": "/contacts/new"})
    assert words(find(client.get("/contacts/new"), ".//h1")[0]) == "Leave contact details"
