"""Versions of the bidders' form: the list, the template's words, starting to use one."""

import pytest

from kiosk import clock
from kiosk.audit import AuditEntry
from kiosk.db import write
from kiosk.evaluations import operations_versions as operations
from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations.models import FormVersion, Procurement
from tests.support.hosting import NASTY, TEXT
from tests.web.checking import CheckingClient, find, words

HERE = "/form-versions/2"
N1 = {
    "prompt_sv": "Hur nöjda är ni?", "low_sv": "Inte alls", "high_sv": "Mycket", "agreed": "1",
}  # fmt: skip
PAGES = [
    "/form-versions", HERE, f"{HERE}/items/new", f"{HERE}/items/n1/wording", f"{HERE}/preview",
]  # fmt: skip
FORMS = [
    "/form-versions", f"{HERE}/using", f"{HERE}/deletion", f"{HERE}/items", f"{HERE}/items/n1",
    f"{HERE}/items/n1/wording/sv", f"{HERE}/items/n1/restoring", f"{HERE}/modules/sus",
]  # fmt: skip


@pytest.fixture
def bo(as_procurement: CheckingClient) -> CheckingClient:
    """Return Bo's client, with version 2 begun."""
    as_procurement.post("/form-versions")
    return as_procurement


def spec(item_id: str, number: int = 2) -> object:
    return next(item.spec for item in queries.items_of(number) if item.id == item_id)


def test_the_list_says_which_version_is_in_use(as_procurement: CheckingClient):
    page = as_procurement.get("/form-versions")
    assert "Används när den första utvärderingen öppnas" in page.text
    assert [words(one) for one in find(page, ".//main//li//h3")] == ["Version 1"]
    assert "Börja på en ny version" in words(find(page, ".//main//button")[0])


def test_a_new_version_is_a_copy_and_there_is_only_one_at_a_time(bo: CheckingClient):
    assert queries.items_of(2) == queries.items_of(1)
    assert bo.post("/form-versions").location == HERE
    assert FormVersion.select().count() == 2
    assert "Fortsätt med version 2" in bo.get("/form-versions").text


def test_the_words_of_the_template_can_be_changed_in_english_without_a_break(bo: CheckingClient):
    sent = {"prompt_en": "How satisfied?", "low_en": "Not", "high_en": "Very"}
    bo.post(f"{HERE}/items/n1/wording/en", data=sent)
    assert spec("n1").prompt_en == "How satisfied?"  # type: ignore[attr-defined]
    assert spec("n1").prompt_sv == spec("n1", 1).prompt_sv  # type: ignore[attr-defined]
    page = bo.get(HERE)
    assert "trenden bryts" not in page.text
    assert "Andra ändringar som inte bryter något" in page.text


def test_new_swedish_words_break_the_trend_and_every_page_says_so(bo: CheckingClient):
    assert "bryter trenden" in bo.get(f"{HERE}/items/n1/wording").text
    bo.post(f"{HERE}/items/n1/wording/sv", data=N1)
    assert "trenden bryts här" in words(find(bo.get(HERE), ".//li[@id='item-n1']")[0])
    assert "trenden bryts här" in bo.get("/form-versions").text
    line = queries.list_versions()[0]
    assert line.changes.breaks == ("n1",)
    assert spec("n1").scale_max == 10  # type: ignore[attr-defined]


def test_new_swedish_words_need_a_yes(bo: CheckingClient):
    page = bo.post(f"{HERE}/items/n1/wording/sv", data=N1 | {"agreed": ""}, status=422)
    assert find(page, ".//*[@id='f-agreed-error']")
    assert find(page, ".//input[@name='prompt_sv']")[0].get("value") == N1["prompt_sv"]
    assert spec("n1") == spec("n1", 1)


@pytest.mark.parametrize(
    ("item", "field", "bad"),
    [("n1", "prompt_sv", " "), ("n1", "low_sv", "\u202e"), ("n1", "prompt_sv", NASTY[0]),
     ("again", "option_2_sv", ""), ("again", "option_2_sv", "ja,  säkert"),
     ("n1", "prompt_sv", "Vi förstår skälen till beslutet.")],
)  # fmt: skip
def test_bad_words_are_named_and_kept(bo: CheckingClient, item: str, field: str, bad: str):
    page = bo.get(f"{HERE}/items/{item}/wording")
    typed = {str(one.get("name")): one.get("value") for one in find(page, ".//main//input")}
    sent = typed | {"agreed": "1", field: bad}
    page = bo.post(f"{HERE}/items/{item}/wording/sv", data=sent, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert find(page, f".//input[@name='{field}']")[0].get("value") == bad
    assert queries.items_of(2) == queries.items_of(1)


def test_the_earlier_words_can_be_taken_back(bo: CheckingClient):
    bo.post(f"{HERE}/items/n1/wording/sv", data=N1)
    assert "Ta tillbaka de tidigare orden" in bo.get(f"{HERE}/items/n1/wording").text
    bo.post(f"{HERE}/items/n1/restoring")
    assert queries.items_of(2) == queries.items_of(1)


def test_starting_to_use_a_version_leaves_open_evaluations_theirs(bo: CheckingClient):
    old = write(operations.version_row_in_use)
    bo.post(f"{HERE}/items", data=TEXT | {"section": "own"})
    bo.post(f"{HERE}/using", data={"note": "En fråga till"})
    assert queries.current_version()[0] == 2
    assert write(operations.version_row_in_use).number == 2
    made = write(lambda: Procurement.create(title="A", form_version=old, created_at=clock.now()))
    assert Procurement.get_by_id(made.id).form_version.number == 1
    page = bo.get("/form-versions")
    assert [words(one) for one in find(page, ".//main//li//h3")] == ["Version 2", "Version 1"]
    assert "En fråga till" in page.text


def test_a_version_without_changes_is_not_used(bo: CheckingClient):
    page = bo.post(f"{HERE}/using", data={"note": "Ny"}, status=409)
    assert "likadan som den som används nu" in page.text
    assert queries.current_version()[0] == 1


def test_too_long_a_note_is_kept(bo: CheckingClient):
    bo.post(f"{HERE}/items", data=TEXT | {"section": "own"})
    page = bo.post(f"{HERE}/using", data={"note": NASTY[0]}, status=422)
    assert find(page, ".//input[@name='note']")[0].get("value") == NASTY[0]


def test_a_version_that_has_been_used_never_changes(bo: CheckingClient):
    before = FormVersion.get(FormVersion.number == 1).__data__
    for path in FORMS[1:]:
        sent = TEXT | N1 | {"section": "own", "direction": "up", "turn": "on"}
        bo.post(path.replace("/2", "/1"), data=sent, status=409)
    for path in PAGES[2:4]:
        bo.get(path.replace("/2", "/1"), status=409)
    assert FormVersion.get(FormVersion.number == 1).__data__ == before
    assert not find(bo.get("/form-versions/1"), ".//main//form")


def test_an_unfinished_version_can_be_thrown_away(bo: CheckingClient):
    bo.post(f"{HERE}/deletion")
    bo.get(HERE, status=404)
    bo.post(f"{HERE}/using", status=404)
    assert bo.post("/form-versions").location == HERE
    acts = [entry.what for entry in AuditEntry.select() if entry.on == "form_version:2"]
    assert acts == ["begin_version", "discard_version", "begin_version"]


@pytest.mark.parametrize("path", PAGES)
def test_only_procurement_sees_the_form(
    path: str, as_host: CheckingClient, as_admin: CheckingClient, client: CheckingClient
):
    as_host.get(path, status=404)
    as_admin.get(path, status=404)
    client.get(path, status=303)


@pytest.mark.parametrize("path", FORMS)
def test_only_procurement_changes_the_form(
    path: str, as_host: CheckingClient, client: CheckingClient
):
    as_host.post(path, status=404)
    client.post(path, status=303)
    assert FormVersion.select().count() == 0
