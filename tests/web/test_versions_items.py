"""Own questions in a version of the bidders' form that is being written."""

import pytest

from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations import rules_versions as rules
from kiosk.questions.form import Item
from kiosk.questions.template_a import OPTIONAL
from tests.support.hosting import CHOICE, NASTY, SCALE, TEXT
from tests.web.checking import CheckingClient, find, words

HERE = "/form-versions/2"
PLACE = {"section": "own"}
BAD = [
    (CHOICE, "prompt_sv", " \u202e ", "prompt_sv"),
    (CHOICE, "option_2_sv", "", "option_1_sv"),
    (CHOICE, "option_2_sv", "morgon", "option_2_sv"),
    (CHOICE, "option_3_en", "Noon", "option_3_sv"),
    (CHOICE, "max_choices", "3", "max_choices"),
    (SCALE, "high_sv", "", "high_sv"),
    (SCALE, "scale_max", "11", "scale_max"),
    (TEXT, "section", "follow", "section"),
    (TEXT, "section", "", "section"),
    (TEXT, "outcomes", "king", "outcomes"),
    (TEXT, "prompt_sv", "hur slutade  upphandlingen för er?", "prompt_sv"),
]


@pytest.fixture
def bo(as_procurement: CheckingClient) -> CheckingClient:
    """Return Bo's client, with version 2 begun."""
    as_procurement.post("/form-versions")
    return as_procurement


def own() -> list[Item]:
    return [item for item in queries.items_of(2) if not item.core]


def add(bo: CheckingClient, sent: dict[str, str], **more: object) -> Item:
    before = {item.id for item in own()}
    bo.post(f"{HERE}/items", data=PLACE | sent | more)
    return next(item for item in own() if item.id not in before)


def test_an_own_question_of_each_kind_can_be_added(bo: CheckingClient):
    added = [add(bo, sent) for sent in (CHOICE, SCALE, TEXT)]
    assert [item.spec.kind for item in added] == ["choice", "scale", "text"]
    assert [item.id for item in added][2] == "own-en-sak-att-andra"
    assert not any(item.core or item.area for item in added)
    page = bo.get(HERE)
    assert "Vilken tid passar?" in words(find(page, ".//section[@aria-labelledby='page-own']")[0])


def test_a_condition_names_the_outcomes_it_is_for(bo: CheckingClient):
    item = add(bo, TEXT, section="ahead", outcomes=["lost", "won"])
    assert (item.section, item.outcomes) == ("ahead", ("won", "lost"))
    assert "Ställs bara till: Vi fick kontrakt" in bo.get(HERE).text


def test_every_outcome_ticked_is_the_same_as_none(bo: CheckingClient):
    known = rules.outcomes(queries.items_of(2))
    assert add(bo, TEXT, outcomes=list(known)).outcomes == ()


def test_nothing_on_the_first_page_hangs_on_what_is_answered_there(bo: CheckingClient):
    sent = TEXT | {"section": "part", "outcomes": ["won"]}
    page = bo.post(f"{HERE}/items", data=sent, status=422)
    assert "På första sidan har ingen sagt än" in page.text
    assert find(page, ".//input[@name='outcomes'][@value='won']")[0].get("checked") is not None
    assert own() == []


@pytest.mark.parametrize(("good", "field", "bad", "place"), BAD)
def test_a_bad_field_is_named_and_the_rest_is_kept(
    bo: CheckingClient, good: dict[str, str], field: str, bad: str, place: str
):
    sent = {"prompt_en": "Kept"} | PLACE | good | {field: bad}
    page = bo.post(f"{HERE}/items", data=sent, status=422)
    assert find(page, f".//*[@id='f-{place}-error']")
    assert find(page, f".//*[@id='error-summary']//a[@href='#f-{place}']")
    assert find(page, ".//input[@name='prompt_en']")[0].get("value") == sent["prompt_en"]
    assert own() == []


@pytest.mark.parametrize("nasty", NASTY)
@pytest.mark.parametrize("field", ["prompt_sv", "prompt_en", "option_1_sv", "option_2_en"])
def test_too_long_a_text_is_kept_as_it_was_typed(bo: CheckingClient, nasty: str, field: str):
    long = nasty + "y" * 300
    page = bo.post(f"{HERE}/items", data=PLACE | CHOICE | {field: long}, status=422)
    assert find(page, f".//input[@name='{field}']")[0].get("value") == long
    assert find(page, f".//*[@id='f-{field}-error']")


def test_more_rows_keep_what_was_typed_and_save_nothing(bo: CheckingClient):
    sent = CHOICE | {"act": "rows", "section": "ahead", "outcomes": "lost"}
    page = bo.post(f"{HERE}/items", data=sent, status=200)
    assert find(page, ".//input[@name='option_10_sv']")
    assert find(page, ".//option[@value='ahead']")[0].get("selected") is not None
    assert find(page, ".//input[@value='lost']")[0].get("checked") is not None
    assert own() == []


def test_an_own_question_can_be_changed_moved_and_dropped(bo: CheckingClient):
    first, second = add(bo, TEXT), add(bo, SCALE)
    bo.post(f"{HERE}/items/{second.id}/moving", data={"direction": "up"})
    assert [item.id for item in own()] == [second.id, first.id]
    bo.post(f"{HERE}/items/{first.id}", data=TEXT | {"prompt_en": "One thing", "section": "ahead"})
    assert (own()[1].section, own()[1].id, own()[1].spec.prompt_en) == (
        "ahead",
        first.id,
        "One thing",
    )
    bo.post(f"{HERE}/items/{second.id}/dropping")
    assert [item.id for item in own()] == [first.id]


def test_the_edit_page_shows_the_question_as_it_is(bo: CheckingClient):
    item = add(bo, CHOICE, section="ahead", outcomes=["won"])
    page = bo.get(f"{HERE}/items/{item.id}/edit")
    assert find(page, ".//input[@name='option_2_sv']")[0].get("value") == "Kväll"
    assert find(page, ".//option[@value='ahead']")[0].get("selected") is not None
    ticked = [one.get("value") for one in find(page, ".//input[@name='outcomes'][@checked]")]
    assert ticked == ["won"]


def test_a_question_that_was_asked_before_becomes_another_when_its_words_change(
    bo: CheckingClient,
):
    old = add(bo, TEXT)
    bo.post(f"{HERE}/using")
    bo.post("/form-versions")
    here = "/form-versions/3"
    assert "har fått frågan förut" in bo.get(f"{here}/items/{old.id}/edit").text
    answer = bo.post(f"{here}/items/{old.id}", data=PLACE | TEXT | {"prompt_sv": "Två saker"})
    assert answer.location == f"{here}#item-own-tva-saker"
    assert "jämförs inte med tidigare svar" in bo.get(here).text
    bo.post(f"{here}/items/own-tva-saker", data=PLACE | TEXT)
    assert [item.id for item in queries.items_of(3) if not item.core] == [old.id]


def test_the_template_can_be_neither_moved_dropped_nor_edited(bo: CheckingClient):
    before = queries.items_of(2)
    bo.post(f"{HERE}/items/n1/moving", data={"direction": "up"}, status=409)
    bo.post(f"{HERE}/items/n1/dropping", status=409)
    bo.post(f"{HERE}/items/n1", data=PLACE | SCALE, status=409)
    assert bo.get(f"{HERE}/items/n1/edit", status=303).location == f"{HERE}/items/n1/wording"
    assert queries.items_of(2) == before


@pytest.mark.parametrize("key", [key for key, _items in OPTIONAL])
def test_ready_made_questions_can_be_added_and_taken_out(bo: CheckingClient, key: str):
    before = queries.items_of(2)
    for _ in range(2):
        bo.post(f"{HERE}/modules/{key}", data={"turn": "on"})
    assert {item.id for item in own()} == {item.id for item in queries.MODULES[key]}
    bo.post(f"{HERE}/modules/{key}", data={"turn": "off"})
    assert queries.items_of(2) == before
    bo.post(f"{HERE}/modules/none", data={"turn": "on"}, status=404)
    bo.post(f"{HERE}/modules/{key}", data={"turn": "round"}, status=422)


def test_there_are_never_more_than_twenty_own_questions(bo: CheckingClient):
    for number in range(rules.MOST_OWN):
        add(bo, TEXT, prompt_sv=f"Fråga {number}")
    page = bo.post(f"{HERE}/items", data=PLACE | TEXT, status=409)
    assert "högst 20 egna frågor" in page.text
    assert find(page, ".//input[@name='prompt_sv']")[0].get("value") == TEXT["prompt_sv"]


def test_a_question_that_is_gone_or_of_no_kind_is_refused(bo: CheckingClient):
    for act in ("", "/moving", "/dropping", "/restoring", "/wording/sv"):
        bo.post(f"{HERE}/items/none{act}", data={"direction": "up"}, status=404)
    bo.post(f"{HERE}/items", data=TEXT | {"kind": "poll"}, status=422)
    kinds = [one.get("href") for one in find(bo.get(f"{HERE}/items/new"), ".//main//li//a")]
    assert [str(one).rsplit("=", 1)[1] for one in kinds] == ["choice", "scale", "text"]
