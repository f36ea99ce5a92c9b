"""The table of direct-award limits, what it suggests, and how it is overruled."""

from datetime import date

import pytest

from kiosk.audit import AuditEntry
from kiosk.evaluations.models import DirectAwardLimit, Procurement
from tests.support.procurements import make_procurement
from tests.web.checking import CheckingClient, find, words

NEW = {"law": "LUK", "limit_sek": "2 500 000", "valid_from": "2026-01-01", "source": "Lagen"}


def due_card(client: CheckingClient) -> str:
    return words(find(client.get("/procurements/1"), ".//section[@aria-labelledby='due-title']")[0])


def decide(client: CheckingClient, status: int = 303, **fields: str):
    page = client.get("/procurements/1")
    stamp = find(page, ".//input[@name='stamp']")[0].get("value")
    return client.post("/procurements/1/due", data=fields | {"stamp": stamp}, status=status)


def test_the_seeded_limits_ask_to_be_checked(as_procurement: CheckingClient):
    rows = [words(row) for row in find(as_procurement.get("/limits"), ".//main//li")]
    assert [row.split(" kr")[0] for row in rows] == [
        "LOU: 700 000", "LUF: 1 200 000", "LUFS: 1 200 000",
    ]  # fmt: skip
    assert all("Från 1 februari 2022" in row and "Kontrollera" in row for row in rows)


def test_somebody_confirms_a_limit_and_their_name_stands_there(as_procurement: CheckingClient):
    as_procurement.post("/limits/1/confirmation", data={"seen": "700000"})
    row = find(as_procurement.get("/limits"), ".//li[@id='limit-1']")[0]
    assert "Kontrollerad" in words(row)
    assert "Bo Upphandlare" in words(row)
    assert AuditEntry.select().order_by(AuditEntry.id.desc()).get().what == "confirm_limit"
    make_procurement()
    assert "Kontrollera gränsen" not in due_card(as_procurement)


@pytest.mark.parametrize("seen", ["600000", "", "x"])
def test_nobody_confirms_another_number_than_they_saw(as_procurement: CheckingClient, seen: str):
    page = as_procurement.post("/limits/1/confirmation", data={"seen": seen}, status=409)
    assert "Någon har nyss ändrat gränsen." in page.text
    assert DirectAwardLimit.get_by_id(1).checked_at is None


def test_a_limit_is_added_and_has_to_be_checked(as_procurement: CheckingClient):
    as_procurement.post("/limits", data=NEW)
    row = DirectAwardLimit.get(DirectAwardLimit.law == "LUK")
    assert (row.limit_sek, row.valid_from, row.source) == (2_500_000, date(2026, 1, 1), "Lagen")
    assert row.checked_at is None


def test_a_changed_limit_has_to_be_checked_again(as_procurement: CheckingClient):
    as_procurement.post("/limits/1/confirmation", data={"seen": "700000"})
    same = {"law": "LOU", "limit_sek": "700000", "valid_from": "2022-02-01"}
    source = DirectAwardLimit.get_by_id(1).source
    as_procurement.post("/limits/1", data=same | {"source": source})
    assert DirectAwardLimit.get_by_id(1).checked_at is not None
    as_procurement.post("/limits/1", data=same | {"limit_sek": "800 000"})
    row = DirectAwardLimit.get_by_id(1)
    assert (row.limit_sek, row.checked_at, row.checked_by) == (800_000, None, None)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("law", "x"),
        ("limit_sek", ""),
        ("limit_sek", "1,2 mnkr"),
        ("valid_from", ""),
        ("valid_from", "1 januari"),
        ("valid_from", "0226-01-01"),
        ("valid_from", "9999-01-01"),
        ("source", "x" * 301),
    ],
)
@pytest.mark.parametrize("address", ["/limits", "/limits/1"])
def test_a_limit_with_a_bad_field_is_refused(
    as_procurement: CheckingClient, address: str, field: str, typed: str
):
    page = as_procurement.post(address, data=NEW | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert [row.limit_sek for row in DirectAwardLimit.select()] == [700_000, 1_200_000, 1_200_000]


@pytest.mark.parametrize("address", ["/limits", "/limits/2"])
def test_a_law_has_one_limit_from_a_day(as_procurement: CheckingClient, address: str):
    same = NEW | {"law": "LOU", "valid_from": "2022-02-01"}
    page = as_procurement.post(address, data=same, status=422)
    assert "Tabellen har redan en gräns för den lagen från den dagen." in page.text
    assert DirectAwardLimit.get_by_id(2).law == "LUF"


def test_a_limit_can_be_removed_and_an_empty_table_says_so(as_procurement: CheckingClient):
    for number in (1, 2, 3):
        as_procurement.post(f"/limits/{number}/deletion")
    assert "Tabellen är tom." in as_procurement.get("/limits").text
    make_procurement()
    assert "Bestäm själva." in due_card(as_procurement)


def test_a_newer_limit_takes_over_on_its_day_and_not_before(as_procurement: CheckingClient):
    lou = NEW | {"law": "LOU"}
    as_procurement.post(
        "/limits", data=lou | {"limit_sek": "5 000 000", "valid_from": "2020-01-01"}
    )
    as_procurement.post(
        "/limits", data=lou | {"limit_sek": "9 000 000", "valid_from": "2099-01-01"}
    )
    make_procurement()
    assert "Gräns för LOU: 700 000 kr från 1 februari 2022." in due_card(as_procurement)
    text = as_procurement.get("/limits").text
    assert text.count("Gäller inte än") == text.count("Ersatt av en nyare") == 1


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"value_sek": 700_000}, "Ja, den bör skickas."),
        ({"value_sek": 699_999}, "Nej, den behöver inte skickas."),
        ({"value_sek": None}, "Skriv värdet, så får ni ett förslag."),
        ({"law": "LUK"}, "Bestäm själva."),
        ({"law": "LUF", "value_sek": 1_199_999}, "Nej, den behöver inte skickas."),
    ],
)
def test_the_table_suggests_and_shows_its_number_date_and_source(
    as_procurement: CheckingClient, facts: dict[str, object], sentence: str
):
    make_procurement("planned", **facts)
    said = due_card(as_procurement)
    assert sentence in said
    if facts.get("law") != "LUK":
        assert "från 1 februari 2022." in said
        assert "19 a kap." in said
        assert "Kontrollera gränsen" in said


def test_the_suggestion_is_overruled_with_a_reason_and_by_whom(as_procurement: CheckingClient):
    make_procurement()
    decide(as_procurement, due="skip", due_reason="Samma anbudsgivare svarade i våras.")
    said = due_card(as_procurement)
    assert (
        "Nej. Det har ni bestämt. Skäl: Samma anbudsgivare svarade i våras. Bo Upphandlare" in said
    )
    row = Procurement.get_by_id(1)
    assert (row.due_override, row.due_by) == ("skip", 2)
    assert AuditEntry.select().order_by(AuditEntry.id.desc()).get().detail == '{"choice": "skip"}'
    decide(as_procurement, due="")
    assert "Ja, den bör skickas." in due_card(as_procurement)
    assert Procurement.get_by_id(1).due_reason == ""


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_overruling_without_a_reason_is_refused(as_procurement: CheckingClient, reason: str):
    make_procurement()
    page = decide(as_procurement, 422, due="skip", due_reason=reason)
    assert "Skriv varför." in words(find(page, ".//*[@id='f-due_reason-error']")[0])
    assert find(page, ".//details[@open]//input[@value='skip'][@checked]")
    assert Procurement.get_by_id(1).due_override == ""


@pytest.mark.parametrize("fields", [{"due": "x"}, {"due": "send", "due_reason": "x" * 301}])
def test_an_unreadable_decision_is_refused(as_procurement: CheckingClient, fields: dict[str, str]):
    make_procurement()
    decide(as_procurement, 422, **fields)
    assert Procurement.get_by_id(1).due_override == ""
