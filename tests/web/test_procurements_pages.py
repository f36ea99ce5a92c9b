"""The list, the form and the page of a procurement."""

from datetime import timedelta

import pytest

from kiosk import clock
from kiosk.audit import AuditEntry
from kiosk.evaluations.models import Procurement
from kiosk.evaluations.queries import today
from kiosk.i18n import format_date, use_language
from kiosk.municipality.operations import update_municipality
from tests.support.procurements import FACTS, invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient, find, words

SENT = FACTS | {"value_sek": "4 000 000", "joint_with": "Grannköping", "state": "announced"}


def headings(client: CheckingClient) -> dict[str, list[str]]:
    """Return the titles in the list, by heading."""
    found = {}
    for section in find(client.get("/procurements"), ".//main//section"):
        titles = [words(link) for link in section.findall(".//h3/a") + section.findall(".//th/a")]
        found[words(section.find(".//h2"))] = titles
    return found


def test_without_procurements_the_page_says_how_to_begin(as_procurement: CheckingClient):
    page = as_procurement.get("/procurements")
    assert "Ingen upphandling än" in page.text
    assert find(page, ".//a[@href='/procurements/new']")


def test_the_list_is_grouped_by_what_needs_doing(as_procurement: CheckingClient):
    make_procurement("announced", title="Väntar")
    make_procurement(title="Kan skickas")
    make_procurement(title="Överprövas", review_since=today())
    make_procurement(title="Liten", value_sek=1000)
    open_evaluation(title="Öppen")
    open_evaluation(-1, title="Stängd")
    assert headings(as_procurement) == {
        "Utvärderingen kan skickas": ["Kan skickas"],
        "Utvärderingen är öppen": ["Öppen"],
        "Väntar": ["Överprövas", "Väntar"],
        "Inget mer att göra": ["Stängd", "Liten"],
    }


def test_what_can_be_sent_first_stands_first(as_procurement: CheckingClient):
    make_procurement(days_ago=30, title="Sist valda dagen", send_on=today() + timedelta(days=9))
    make_procurement(days_ago=3, title="Andra")
    make_procurement(days_ago=20, title="Första")
    found = headings(as_procurement)["Utvärderingen kan skickas"]
    assert found == ["Första", "Andra", "Sist valda dagen"]


def test_each_row_has_one_next_step(as_procurement: CheckingClient):
    make_procurement("announced")
    make_procurement()
    rows = find(as_procurement.get("/procurements"), ".//main//li")
    steps = [[link.get("href") for link in row.findall("./a")] for row in rows]
    assert steps == [["/procurements/2/invitations"], ["/procurements/1"]]


def test_a_long_list_of_what_is_done_is_cut_and_can_be_seen_whole(as_procurement: CheckingClient):
    for number in range(53):
        make_procurement(title=f"Nummer {number}", value_sek=1)
    page = as_procurement.get("/procurements")
    assert len(find(page, ".//tbody/tr")) == 50
    assert "Visa 3 till" in page.text
    assert len(find(as_procurement.get("/procurements?all=1"), ".//tbody/tr")) == 53


def test_counts_stand_in_the_list_and_on_the_page_once_the_gate_is_open(
    as_procurement: CheckingClient,
):
    one = open_evaluation()
    invite(one, 4)
    invite(one, 2, answered=True)
    invite(one, 1, revoked_at=clock.now())  # counts too: else the number would tell of theirs
    assert "2 av 7 har svarat" in as_procurement.get("/procurements").text
    facts = [words(dd) for dd in find(as_procurement.get(f"/procurements/{one.id}"), ".//dd")]
    assert facts[:2] == ["7", "2"]


def test_an_officer_registers_a_procurement(as_procurement: CheckingClient):
    assert as_procurement.post("/procurements", data=SENT).location == "/procurements/1"
    made = Procurement.get_by_id(1)
    kept = {name: getattr(made, name) for name in SENT}
    assert kept == SENT | {"value_sek": 4_000_000}
    assert made.created_by == 2
    page = as_procurement.get("/procurements/1")
    assert "Upphandlingen är registrerad. Här ser ni nästa steg." in page.text
    assert "4\u00a0000\u00a0000" in page.text


def test_a_double_click_registers_one(as_procurement: CheckingClient):
    for _click in range(2):
        assert as_procurement.post("/procurements", data=SENT).location == "/procurements/1"
    assert Procurement.select().count() == 1
    as_procurement.post("/procurements", data=SENT | {"reference": "UPP 2026/118"})
    assert Procurement.select().count() == 2


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("title", " "),
        ("title", "x" * 201),
        ("title", "\u202e\u200b"),
        ("reference", "x" * 61),
        ("unit", "x" * 101),
        ("category", "x" * 101),
        ("joint_with", "x" * 201),
        ("law", "BBR"),
        ("value_sek", "4 mnkr"),
        ("value_sek", "-1"),
        ("value_sek", "4,5"),
        ("value_sek", "٤٠٠٠"),
        ("value_sek", "9" * 5000),
        ("value_sek", "10 000 000 000 000"),
        ("state", "award_notified"),
        ("state", "cancelled"),
    ],
)
def test_a_bad_field_is_refused_and_everything_typed_is_kept(
    as_procurement: CheckingClient, field: str, typed: str
):
    page = as_procurement.post("/procurements", data=SENT | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    other = "reference" if field == "title" else "title"
    assert find(page, f".//input[@name='{other}']")[0].get("value") == SENT[other]
    assert Procurement.select().count() == 0


@pytest.mark.parametrize(
    "typed", ["4000000", " 4 000 000 ", "4\u00a0000\u00a0000", "4\u202f000\u202f000"]
)
def test_an_amount_is_read_with_the_spaces_people_write(as_procurement: CheckingClient, typed: str):
    as_procurement.post("/procurements", data=SENT | {"value_sek": typed})
    assert Procurement.get_by_id(1).value_sek == 4_000_000


def test_a_procurement_needs_only_a_name_and_a_law(as_procurement: CheckingClient):
    as_procurement.post("/procurements", data={"title": "Bara namn", "law": "other"})
    made = Procurement.get_by_id(1)
    assert (made.value_sek, made.unit, made.state) == (None, "", "planned")
    as_procurement.get("/procurements/1")
    as_procurement.get("/procurements")


def test_what_was_written_before_is_proposed_and_spelled_the_same(as_procurement: CheckingClient):
    make_procurement()
    page = as_procurement.get("/procurements/new")
    assert [one.get("value") for one in find(page, ".//datalist[@id='used-unit']/option")] == [
        "Fastighetsenheten"
    ]
    as_procurement.post("/procurements", data=SENT | {"unit": "FASTIGHETSENHETEN"})
    assert Procurement.get_by_id(2).unit == "Fastighetsenheten"


def test_facts_can_be_changed_and_the_log_says_which(as_procurement: CheckingClient):
    make_procurement()
    page = as_procurement.get("/procurements/1/edit")
    stamp = find(page, ".//input[@name='stamp']")[0].get("value")
    assert find(page, ".//input[@name='value_sek']")[0].get("value") == "4 000 000"
    changed = SENT | {"stamp": stamp, "title": "Nytt namn", "state": "contract_signed"}
    as_procurement.post("/procurements/1", data=changed)
    row = Procurement.get_by_id(1)
    assert (row.title, row.joint_with, row.state) == ("Nytt namn", "Grannköping", "award_notified")
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert entry.detail == '{"changed": ["joint_with", "title"]}'


def test_the_second_of_two_who_change_the_facts_keeps_what_was_typed(
    as_procurement: CheckingClient,
):
    make_procurement()
    stamp = find(as_procurement.get("/procurements/1/edit"), ".//input[@name='stamp']")[0].get(
        "value"
    )
    as_procurement.post("/procurements/1", data=SENT | {"stamp": stamp, "title": "Den första"})
    mine = SENT | {"stamp": stamp, "title": "Den andra"}
    page = as_procurement.post("/procurements/1", data=mine, status=409)
    assert "Någon har ändrat upphandlingen" in page.text
    assert find(page, ".//input[@name='title']")[0].get("value") == "Den andra"
    assert Procurement.get_by_id(1).title == "Den första"
    fresh = find(page, ".//input[@name='stamp']")[0].get("value")
    as_procurement.post("/procurements/1", data=mine | {"stamp": fresh})
    assert Procurement.get_by_id(1).title == "Den andra"


def test_the_states_stand_in_a_line_with_the_present_one_marked(as_procurement: CheckingClient):
    make_procurement("tendering_closed")
    page = as_procurement.get("/procurements/1")
    assert [words(one) for one in find(page, ".//ol[@class='way']/li")] == [
        "Passerat: Planerad", "Passerat: Annonserad", "Anbudstiden slut", "Tilldelning meddelad",
        "Avtalsspärr slut", "Avtal tecknat",
    ]  # fmt: skip
    assert words(find(page, ".//li[@aria-current='step']")[0]) == "Anbudstiden slut"


def test_a_shut_gate_is_only_the_sentence_that_says_why_and_what_to_do(
    as_procurement: CheckingClient,
):
    make_procurement("tendering_closed")
    page = as_procurement.get("/procurements/1")
    card = find(page, ".//section[@aria-labelledby='evaluation']")[0]
    assert "Skriv in datumet när tilldelningen är meddelad" in words(card)
    assert "19 kap. 3 §" in words(card)
    assert not list(card.iter("a"))
    assert "/invitations" not in page.text


def test_the_municipality_decides_how_long_after_the_award_is_proposed(
    as_procurement: CheckingClient,
):
    make_procurement(days_ago=3)
    update_municipality(None, days_to_sending=20)
    page = as_procurement.get("/procurements/1")
    use_language("sv")
    assert format_date(today() + timedelta(days=17)) in words(find(page, ".//main")[0])


def test_an_open_gate_proposes_the_day_and_leads_to_the_invitations(
    as_procurement: CheckingClient,
):
    make_procurement(days_ago=3)
    page = as_procurement.get("/procurements/1")
    card = find(page, ".//section[@aria-labelledby='evaluation']")[0]
    use_language("sv")
    assert f"Föreslagen dag att skicka: {format_date(today() + timedelta(days=8))}" in words(card)
    assert [link.get("href") for link in card.iter("a")] == ["/procurements/1/invitations"]


def deletable(client: CheckingClient) -> list[str | None]:
    forms = find(client.get("/procurements/1"), ".//form")
    return [form.get("action") for form in forms if "deletion" in (form.get("action") or "")]


@pytest.mark.parametrize("state", ["planned", "tendering_closed", "award_notified", "cancelled"])
def test_a_procurement_with_nothing_in_it_can_be_deleted(
    as_procurement: CheckingClient, state: str
):
    make_procurement(state)
    assert deletable(as_procurement) == ["/procurements/1/deletion"]
    stamp = find(as_procurement.get("/procurements/1"), ".//input[@name='stamp']")[0].get("value")
    assert as_procurement.post("/procurements/1/deletion", data={"stamp": stamp}).location == (
        "/procurements"
    )
    assert "Städtjänster i skolor är borttagen." in as_procurement.get("/procurements").text
    assert Procurement.select().count() == 0


@pytest.mark.parametrize("how", ["invited", "opened", "taken back"])
def test_a_procurement_with_something_in_it_stays(as_procurement: CheckingClient, how: str):
    facts = {"opened": {"opened_at": clock.now()}, "taken back": {"withdrawn_at": clock.now()}}
    one = make_procurement(**facts.get(how, {}))
    if how == "invited":
        invite(one)
    assert deletable(as_procurement) == []
    stamp = find(as_procurement.get("/procurements/1"), ".//input[@name='stamp']")[0].get("value")
    page = as_procurement.post("/procurements/1/deletion", data={"stamp": stamp}, status=409)
    assert "Arbetet med utvärderingen har börjat." in page.text
    assert Procurement.select().count() == 1


def test_a_title_cannot_become_markup(as_procurement: CheckingClient):
    as_procurement.post("/procurements", data=SENT | {"title": "<script>alert(1)</script>"})
    assert "&lt;script&gt;" in as_procurement.get("/procurements").text
    assert "<script>alert" not in as_procurement.get("/procurements/1").text


def test_an_error_at_a_procurement_leads_back_to_it(as_procurement: CheckingClient):
    make_procurement()
    page = as_procurement.get("/procurements/1/states", status=405)
    assert find(page, ".//main//a[@href='/procurements/1']")
    page = as_procurement.get("/procurements/99", status=404)
    assert find(page, ".//main//a[@href='/procurements']")
