"""Who may work with procurements and limits, and how: the ladder of every such page."""

import pytest

from kiosk.audit import AuditEntry
from kiosk.evaluations.models import DirectAwardLimit, Procurement
from tests.support.procurements import FACTS, make_procurement
from tests.web.checking import CheckingClient

PAGES = [
    "/procurements", "/procurements/new", "/procurements/1", "/procurements/1/edit", "/limits",
    "/limits/1/edit", "/procurements?all=1",
]  # fmt: skip
FORMS = [
    "/procurements", "/procurements/1", "/procurements/1/states", "/procurements/1/dates",
    "/procurements/1/withdrawal", "/procurements/1/review", "/procurements/1/due",
    "/procurements/1/deletion", "/limits", "/limits/1", "/limits/1/confirmation",
    "/limits/1/deletion",
]  # fmt: skip
OTHERS = ["host", "admin"]


@pytest.fixture(autouse=True)
def procurement(app) -> Procurement:
    return make_procurement("award_notified")


def sent() -> dict[str, object]:
    """Return what every form would take, with the right stamp."""
    from kiosk.evaluations.queries_procurements import stamp_of

    stamp = stamp_of(Procurement.get_by_id(1))
    steps = {"state": "standstill_over", "corrected_on": "2026-01-02", "under_review": "1"}
    limit = {"limit_sek": "1", "valid_from": "2026-01-01", "seen": "700000"}
    return FACTS | steps | limit | {"stamp": stamp, "due": "skip", "due_reason": "Liten"}


def untouched() -> bool:
    first, limits = Procurement.get_by_id(1), DirectAwardLimit.select()
    return (
        Procurement.select().count() == 1
        and (first.state, first.review_since, first.due_override) == ("award_notified", None, "")
        and [row.limit_sek for row in limits] == [700_000, 1_200_000, 1_200_000]
        and not any(row.checked_at for row in limits)
        and not AuditEntry.select().where(AuditEntry.on.startswith("procurement")).exists()
    )


@pytest.mark.parametrize("address", PAGES)
def test_an_officer_sees_the_page_in_both_languages(as_procurement: CheckingClient, address: str):
    for tongue in ("sv", "en"):
        as_procurement.set_cookie("kiosk_lang", tongue)
        as_procurement.get(address)
    assert untouched()


@pytest.mark.parametrize("address", [one for one in FORMS if one != "/procurements/1/deletion"])
def test_an_officers_form_works_whoever_made_the_procurement(
    as_procurement: CheckingClient, address: str
):
    state = {"state": "planned"} if address == "/procurements" else {}
    as_procurement.post(address, data=sent() | state)
    assert not untouched()


def test_a_colleagues_procurement_without_anything_in_it_can_be_deleted(
    as_procurement: CheckingClient,
):
    as_procurement.post("/procurements/1/deletion", data=sent())
    assert Procurement.select().count() == 0


def test_a_stranger_is_sent_to_sign_in(client: CheckingClient):
    for address in PAGES:
        assert "/sessions/new" in str(client.get(address, status=303).location)


def test_a_strangers_form_changes_nothing(client: CheckingClient):
    for address in FORMS:
        assert "/sessions/new" in str(client.post(address, data=sent()).location)
    assert untouched()


@pytest.mark.parametrize("role", OTHERS)
def test_the_page_does_not_exist_for_other_roles(sign_in, role: str):
    client = sign_in(role)
    for address in PAGES:
        client.get(address, status=404)


@pytest.mark.parametrize("role", OTHERS)
def test_other_roles_forms_change_nothing(sign_in, role: str):
    client = sign_in(role)
    for address in FORMS:
        client.post(address, data=sent(), status=404)
    assert untouched()


def test_a_form_from_another_site_changes_nothing(as_procurement: CheckingClient):
    headers = {"Origin": "https://evil.example"}
    for address in FORMS:
        as_procurement.post(address, data=sent(), headers=headers, status=403)
    assert untouched()


def test_a_page_of_nothing_is_not_there(as_procurement: CheckingClient):
    for address in [one for one in PAGES if "/1" in one]:
        for nothing in ("/99", "/99999999999999999999", "/x"):
            as_procurement.get(address.replace("/1", nothing), status=404)


def test_a_form_for_nothing_is_not_there(as_procurement: CheckingClient):
    for address in [one for one in FORMS if "/1" in one]:
        as_procurement.post(address.replace("/1", "/99"), data=sent(), status=404)
        as_procurement.post(address.replace("/1", "/99"), data={}, status=404)


def test_what_changes_something_cannot_be_fetched(as_procurement: CheckingClient):
    for address in [one for one in FORMS if one not in PAGES]:
        as_procurement.get(address, status=405)
    assert untouched()


def test_an_officer_comes_to_the_procurements_after_signing_in(as_procurement: CheckingClient):
    address = as_procurement.get("/sessions/new", status=303).location
    assert address == "/procurements"
