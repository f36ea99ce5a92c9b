"""The administrator's pages of disposal: decisions, what would go, the protocol, kept files."""

import pytest
from flask import Flask

from kiosk import clock
from kiosk.audit import AuditEntry
from kiosk.db import write
from kiosk.evaluations.models import Draft
from kiosk.evaluations.models_answers import Contact
from kiosk.retention import queries, rules
from kiosk.retention.models import DisposalDecision, PreservedFile, PurgeProtocol
from tests.support.disposal import REFERENCE, ROLE, contact, decide, draft, ended
from tests.support.meeting import make_hall
from tests.web.checking import CheckingClient, find, words

DECISION = {"months": "24", "reference": REFERENCE, "role": ROLE}
PURGING = "/retention/contacts/purging"


def purge(client: CheckingClient, status: int = 303, material: str = "contacts") -> str:
    """Press the button, as the page gave it, and return what is said."""
    path = f"/retention/{material}/purging"
    seen = find(client.get(path), ".//input[@name='seen']")[0].get("value")
    return client.post(path, data={"seen": seen}, status=status).text


@pytest.mark.parametrize(
    "path", ["/retention", "/retention/drafts/edit", "/retention/drafts/purging"]
)
def test_the_pages_are_the_administrators(
    as_host: CheckingClient, as_procurement: CheckingClient, client: CheckingClient, path: str
):
    as_host.get(path, status=404)
    as_procurement.get(path, status=404)
    client.get(path, status=303)


def test_nothing_is_decided_from_the_start(as_admin: CheckingClient):
    page = as_admin.get("/retention")
    cards = [words(card) for card in find(page, ".//li[@class='card material']")]
    assert len(cards) == len(rules.MATERIALS) == 9
    assert all("Inte beslutad" in card and "Skriv in beslutet" in card for card in cards)
    assert "Inget har gallrats än." in page.text


def test_every_class_of_data_has_its_pages(as_admin: CheckingClient):
    for material in rules.MATERIALS:
        decide(material)
        as_admin.get(f"/retention/{material}/edit")
        as_admin.get(f"/retention/{material}/purging")
    as_admin.get("/retention")


def test_a_decision_is_entered_and_shown_to_all(as_admin: CheckingClient, client: CheckingClient):
    answer = as_admin.post("/retention/invitations", data=DECISION)
    assert answer.location == "/retention#invitations"
    facts = find(as_admin.get("/retention"), ".//li[@id='invitations']//dd")
    assert [words(fact) for fact in facts[:3]] == ["24 månader", REFERENCE, ROLE]
    line = "Inbjudningar: 24 månader, räknat från sista svarsdag, eller från tilldelningen"
    assert line in client.get("/information").text
    entry = AuditEntry.get(AuditEntry.what == "disposal_decided")
    assert (entry.on, entry.who) == ("disposal:invitations", 3)


@pytest.mark.parametrize("months", ["", "0", "-1", "601", "1,5", "två", "٣", "9" * 40])
def test_a_period_that_is_none_is_refused_and_the_rest_is_kept(
    as_admin: CheckingClient, months: str
):
    page = as_admin.post("/retention/drafts", data=DECISION | {"months": months}, status=422)
    assert "Skriv gallringsfristen i hela månader, från 1 till 600." in page.text
    assert find(page, ".//input[@name='reference']")[0].get("value") == REFERENCE
    assert not DisposalDecision.select().count()


@pytest.mark.parametrize(("field", "typed"), [("role", " "), ("reference", "x" * 101)])
def test_a_decision_without_a_role_or_with_a_novel_is_refused(
    as_admin: CheckingClient, field: str, typed: str
):
    page = as_admin.post("/retention/drafts", data=DECISION | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert find(page, ".//input[@name='months']")[0].get("value") == "24"


def test_a_decision_is_changed_and_its_form_shows_it(as_admin: CheckingClient):
    decide("drafts")
    as_admin.post("/retention/drafts", data=DECISION | {"months": "6", "reference": "KS 2027/3"})
    page = as_admin.get("/retention/drafts/edit")
    assert find(page, ".//input[@name='months']")[0].get("value") == "6"
    assert DisposalDecision.select().count() == 1


def test_an_unknown_class_of_data_is_no_page(as_admin: CheckingClient):
    for path in ("/retention/ballots/edit", "/retention/ballots/purging", "/retention/files/1"):
        as_admin.get(path, status=404)
    as_admin.post("/retention/ballots", data=DECISION, status=404)
    as_admin.post("/retention/ballots/purging", status=404)


def test_without_a_decision_there_is_no_button_and_nothing_goes(as_admin: CheckingClient):
    contact("2020-1")
    assert not find(as_admin.get(PURGING), ".//main//button")
    page = as_admin.post(PURGING, data={"seen": ""}, status=409)
    assert "Inget beslut är inskrivet" in page.text
    assert Contact.select().count() == 1


def test_without_a_reference_it_is_shown_what_would_go_but_nothing_goes(as_admin: CheckingClient):
    decide("contacts", reference="")
    contact("2020-1")
    page = as_admin.get(PURGING)
    assert "1 kontaktuppgift" in page.text
    assert not find(page, ".//main//button")
    seen = queries.get_standing("contacts").seen
    assert "Inget beslut" in as_admin.post(PURGING, data={"seen": seen}, status=409).text
    assert (Contact.select().count(), PurgeProtocol.select().count()) == (1, 0)


def test_what_was_shown_is_purged_and_stands_in_the_protocol(as_admin: CheckingClient):
    decide("contacts")
    contact("2020-1"), contact("2020-2"), contact("2090-1")
    assert "2 kontaktuppgifter" in as_admin.get(PURGING).text
    purge(as_admin)
    page = as_admin.get("/retention")
    assert "Gallrat: 2 kontaktuppgifter." in page.text
    row = words(find(page, ".//section[@id='protocol']//tbody/tr")[0])
    assert "2 kontaktuppgifter" in row
    assert row.endswith(f"{REFERENCE} {ROLE}")
    assert [one.period for one in Contact.select()] == ["2090-1"]
    assert AuditEntry.get(AuditEntry.what == "purged").on == "disposal:contacts"


def test_what_has_changed_since_it_was_shown_is_shown_again_first(as_admin: CheckingClient):
    decide("contacts")
    contact("2020-1")
    seen = queries.get_standing("contacts").seen
    contact("2020-2")
    page = as_admin.post(PURGING, data={"seen": seen}, status=409)
    assert "har ändrats sedan sidan visades" in page.text
    assert "2 kontaktuppgifter" in page.text
    assert Contact.select().count() == 2


def test_a_shorter_period_than_the_one_shown_purges_nothing(as_admin: CheckingClient):
    decide("contacts", months=24)
    contact("2020-1")
    seen = queries.get_standing("contacts").seen
    decide("contacts", months=12)
    as_admin.post(PURGING, data={"seen": seen}, status=409)
    assert Contact.select().count() == 1


def test_pressing_twice_purges_once(as_admin: CheckingClient):
    decide("contacts")
    contact("2020-1")
    seen = queries.get_standing("contacts").seen
    as_admin.post(PURGING, data={"seen": seen})
    assert "inget att gallra" in as_admin.post(PURGING, data={"seen": seen}, status=409).text
    assert PurgeProtocol.select().count() == 1


def test_while_people_vote_nothing_is_purged(as_admin: CheckingClient):
    decide("contacts")
    contact("2020-1")
    hall = make_hall()
    question = hall.open()
    assert "En fråga är öppen på träffen Dialogträff" in purge(as_admin, 409)
    assert Contact.select().count() == 1
    hall.close(question)
    purge(as_admin)
    assert not Contact.select().count()


def test_drafts_go_before_the_invitations_they_hang_on(as_admin: CheckingClient):
    decide("invitations"), decide("drafts")
    _procurement, tokens = ended(800)
    draft(tokens[0])
    assert "Gallra utkasten först" in purge(as_admin, 409, "invitations")
    purge(as_admin, material="drafts")
    purge(as_admin, material="invitations")
    assert not Draft.select().count()


def test_a_kept_file_can_be_fetched(as_admin: CheckingClient, app: Flask):
    facts = {"name": "report-2024.csv", "media_type": "text/csv; charset=utf-8"}
    content = "Rapport;åäö\r\n".encode("utf-8-sig")
    kept = write(lambda: PreservedFile.create(content=content, created_at=clock.now(), **facts))
    assert "report-2024.csv" in as_admin.get("/retention").text
    answer = as_admin.get(f"/retention/files/{kept.id}")
    assert (answer.data, answer.content_type) == (content, "text/csv; charset=utf-8")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="report-2024.csv"'
