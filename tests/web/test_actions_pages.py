"""What the municipality does about what it heard: the public list, and keeping it."""

import pytest

from kiosk.actions import queries
from kiosk.actions.models import Action, Area
from kiosk.audit import AuditEntry
from tests.support.hosting import NASTY
from tests.web.checking import CheckingClient, find, words

ACTION = {
    "title": "Följ upp avtal", "area": "Avtal", "status": "ongoing", "answer": "",
    "description": "Varje avtal har en ansvarig.\n\nVi börjar med tio.",
    "information": "Beslut: https://exempel.example/17", "contact": "upphandling@exempel.example",
    "origin": "Dialogträff i mars",
}  # fmt: skip
LINES = ["title", "area", "contact", "origin"]
TEXTS = ["description", "information", "answer"]
MARKUP = "<script>alert(1)</script> https://x.example/<b>\"onclick='1' www.x.example/'onclick=1"


def add(client: CheckingClient, **more: str) -> Action:
    client.post("/actions", data=ACTION | more)
    return max(queries.list_actions(), key=lambda one: int(one.id))


def told(client: CheckingClient, path: str = "/actions") -> list[str]:
    """Return the titles on the public page, in order."""
    return [words(one) for one in find(client.get(path), ".//article//h3")]


def test_the_public_page_has_exactly_the_four_fields(
    as_host: CheckingClient, client: CheckingClient
):
    add(as_host)
    page = client.get("/actions")
    names = [words(one) for one in find(page, ".//article//dt")]
    assert names == ["Status", "Beskrivning", "Ytterligare information", "Kontakt"]
    assert "Pågår" in words(find(page, ".//article//dd")[0])
    assert "Kommer från: Dialogträff i mars" in words(find(page, ".//article")[0])
    links = [one.get("href") for one in find(page, ".//article//dd//a")]
    assert links == ["https://exempel.example/17", "mailto:upphandling@exempel.example"]


def test_nothing_to_show_says_so(client: CheckingClient, as_host: CheckingClient):
    assert "Inget här än" in client.get("/actions").text
    assert "Ingen åtgärd än" in as_host.get("/actions/edit").text


@pytest.mark.parametrize("field", [*LINES, *TEXTS])
def test_what_is_written_never_becomes_markup(
    as_host: CheckingClient, client: CheckingClient, field: str
):
    add(as_host, **{field: MARKUP})
    for page in (
        client.get("/actions"),
        as_host.get("/actions/edit"),
        as_host.get("/actions/1/edit"),
    ):
        assert not find(page, ".//main//script")
        assert not find(page, ".//main//b")
    links = [str(one.get("href")) for one in find(client.get("/actions"), ".//main//a")]
    assert not [one for one in links if one.startswith("javascript")]


@pytest.mark.parametrize("role", ["host", "procurement", "admin"])
def test_all_who_hear_companies_keep_the_list(sign_in: object, role: str):
    client: CheckingClient = sign_in(role)  # type: ignore[operator]
    action = add(client)
    client.get(f"/actions/{action.id}/edit")
    client.post(f"/actions/{action.id}", data=ACTION | {"title": "Annat"})
    assert told(client) == ["Annat"]
    client.post(f"/actions/{action.id}/deletion")
    assert told(client) == []
    acts = [one.what for one in AuditEntry.select() if one.on == f"action:{action.id}"]
    assert acts == ["create_action", "update_action", "delete_action"]


def test_the_public_keeps_nothing(client: CheckingClient, as_host: CheckingClient):
    action = add(as_host)
    for path in ("/actions/edit", "/actions/new", f"/actions/{action.id}/edit"):
        client.get(path, status=303)
    for path in ("/actions", f"/actions/{action.id}", f"/actions/{action.id}/deletion"):
        answer = client.post(path, data=ACTION | {"title": "Främmande"})
        assert str(answer.location).startswith("/sessions/new")
    assert told(client) == [ACTION["title"]]


@pytest.mark.parametrize("answer", ["", "   ", "\u202e"])
def test_a_declined_action_needs_an_answer(as_host: CheckingClient, answer: str):
    sent = ACTION | {"status": "declined", "answer": answer}
    page = as_host.post("/actions", data=sent, status=422)
    assert "Skriv varför den avslås." in page.text
    assert find(page, ".//*[@id='error-summary']//a[@href='#f-answer']")
    assert find(page, ".//input[@value='declined']")[0].get("checked") is not None
    add(as_host, status="declined", answer="Det kostar för mycket.")
    assert "Det kostar för mycket." in as_host.get("/actions").text


@pytest.mark.parametrize(
    ("field", "bad"),
    [("title", " "), ("area", "\u200b"), ("description", ""), ("status", "king"), ("status", "")],
)
def test_a_missing_or_wrong_field_is_named_and_the_rest_is_kept(
    as_host: CheckingClient, field: str, bad: str
):
    page = as_host.post("/actions", data=ACTION | {field: bad}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    other = "contact"
    assert find(page, f".//input[@name='{other}']")[0].get("value") == ACTION[other]
    assert not Action.select().exists()


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("field", [*LINES, *TEXTS])
def test_too_long_a_text_is_kept_as_it_was_typed(as_host: CheckingClient, nasty: str, field: str):
    long = nasty + "y" * 3000
    page = as_host.post("/actions", data=ACTION | {field: long}, status=422)
    box = find(page, f".//*[@id='f-{field}']")[0]
    assert (box.text if field in TEXTS else box.get("value")).lstrip("\n") == long  # type: ignore[union-attr]
    assert find(page, f".//*[@id='f-{field}-error']")


def test_an_area_is_the_same_whatever_its_capitals_and_a_new_one_is_made(as_host: CheckingClient):
    one, same, other = (
        add(as_host),
        add(as_host, title="B", area=" AVTAL "),
        add(as_host, area="Bygg"),
    )
    assert (one.area_id, same.area_id) == (1, 1)
    assert other.area_id == 2
    offered = find(as_host.get("/actions/new"), ".//datalist/option")
    assert [option.get("value") for option in offered] == ["Avtal", "Bygg"]


def test_an_area_comes_back_under_its_own_number(as_host: CheckingClient):
    action = add(as_host)
    as_host.post(f"/actions/{action.id}", data=ACTION | {"area": "Avtla"})
    as_host.post(f"/actions/{action.id}", data=ACTION)
    assert Action.get_by_id(action.id).area_id == action.area_id
    assert [area.title for area in queries.list_areas()] == ["Avtal"]
    assert Area.select().count() == 2


def test_areas_stand_in_the_swedish_alphabet_and_what_is_being_done_stands_first(
    as_host: CheckingClient,
):
    for area in ("Östra", "ärenden", "Ådalen", "bygg", "Avtal"):
        add(as_host, area=area)
    for status in ("declined", "done", "inquiry"):
        add(as_host, title=status, status=status, answer="Därför.")
    page = as_host.get("/actions")
    shown = [words(one) for one in find(page, ".//section/h2")][:-1]
    assert shown == ["Avtal", "bygg", "Ådalen", "ärenden", "Östra"]
    assert told(as_host)[:4] == [ACTION["title"], "inquiry", "done", "declined"]


def test_the_list_is_filtered_by_plain_links(as_host: CheckingClient, client: CheckingClient):
    add(as_host)
    add(as_host, title="B", area="Bygg", status="done")
    add(as_host, title="C", area="Bygg")
    links = {
        words(one): one.get("href") for one in find(client.get("/actions?area=2"), ".//nav//a")
    }
    assert links["Avklarad"] == "/actions?area=2&status=done"
    assert told(client, links["Avklarad"]) == ["B"]  # type: ignore[arg-type]
    assert told(client, "/actions?status=ongoing") == [ACTION["title"], "C"]
    assert "Visa alla" in client.get("/actions?area=1&status=done").text
    for odd in ("area=99", "area=x", f"area={'9' * 30}", "status=king"):
        assert len(told(client, f"/actions?{odd}")) == 3


def test_the_same_title_twice_in_an_area_is_one_action(as_host: CheckingClient):
    add(as_host)
    page = as_host.post("/actions", data=ACTION | {"title": "följ upp AVTAL"}, status=422)
    assert find(page, ".//*[@id='f-title-error']")
    as_host.post("/actions/1", data=ACTION)
    add(as_host, area="Bygg")
    assert Action.select().count() == 2


def test_what_somebody_else_has_changed_is_not_overwritten_unseen(
    as_host: CheckingClient, as_procurement: CheckingClient
):
    action = add(as_host)
    seen = find(as_host.get("/actions/1/edit"), ".//input[@name='seen']")[0].get("value")
    as_procurement.post("/actions/1", data=ACTION | {"contact": "Bo", "seen": seen or ""})
    mine = ACTION | {"contact": "Anna", "seen": seen or ""}
    page = as_host.post("/actions/1", data=mine, status=409)
    assert find(page, ".//input[@name='contact']")[0].get("value") == "Anna"
    assert Action.get_by_id(action.id).contact == "Bo"
    newer = find(page, ".//input[@name='seen']")[0].get("value")
    as_host.post("/actions/1", data=mine | {"seen": newer or ""})
    assert Action.get_by_id(action.id).contact == "Anna"


def test_an_action_that_is_gone_is_a_page_that_is_not_here(as_host: CheckingClient):
    as_host.get("/actions/7/edit", status=404)
    as_host.post("/actions/7", data=ACTION, status=404)
    as_host.post("/actions/7/deletion", status=404)
