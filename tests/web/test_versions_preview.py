"""The preview: the form as bidders see it, for every outcome, with nothing saved."""

import pytest

from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations.models import Draft, FormVersion
from kiosk.evaluations.models_answers import Response
from kiosk.questions.form import is_shown
from tests.support.hosting import TEXT
from tests.support.procurements import invite, open_evaluation
from tests.web.checking import CheckingClient, find, words

HERE = "/form-versions/1/preview"
OUTCOMES = [*rules.outcomes(queries.in_order(queries.TEMPLATE_A)), rules.CANCELLED]


def asked(page: object) -> list[str]:
    """Return the ids of the questions on a page, in order."""
    fields = find(page, ".//main//*[@class]")  # type: ignore[arg-type]
    boxes = [one for one in fields if str(one.get("class")).startswith("question ")]
    named = [one for box in boxes for one in box.iter() if one.get("name", "")[:1] != "_"]
    return list(dict.fromkeys(str(one.get("name")) for one in named if one.get("name")))


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_the_preview_asks_what_such_a_bidder_is_asked(as_procurement: CheckingClient, outcome: str):
    page = as_procurement.get(f"{HERE}?outcome={outcome}")
    cancelled = outcome == rules.CANCELLED
    answered = "na" if cancelled else outcome
    items = [one for one in queries.items_of(1) if is_shown(one, answered, cancelled)]
    assert asked(page) == [item.id for item in items]
    assert ("Upphandlingen avbröts" in words(find(page, ".//main")[0]).split("Sida 1", 1)[1]) == (
        cancelled
    )


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_preview_draws_each_question_as_the_bidders_page_does(
    as_procurement: CheckingClient, client: CheckingClient, language: str
):
    token = invite(open_evaluation())[0]
    for one in (as_procurement, client):
        one.set_cookie("kiosk_lang", language)
    path = client.get(f"/invitations/{token}", status=303).location
    real = client.get(f"{path}/pages/part")
    seen = as_procurement.get(f"{HERE}?outcome=won")
    for name in ("out", "size", "prev"):
        path = f".//fieldset[legend]//input[@name='{name}']/.."
        shown = [words(one) for one in find(real, path)]
        assert shown
        assert shown == [words(one) for one in find(seen, path)]


def test_the_preview_can_send_nothing_and_saves_nothing(as_procurement: CheckingClient):
    page = as_procurement.get(f"{HERE}?outcome=lost")
    forms = find(page, ".//main//form")
    assert [one.get("method") for one in forms] == ["get"]
    assert not find(page, ".//main//form//input")
    assert not any(model.select().exists() for model in (Draft, Response, FormVersion))


def test_an_unfinished_version_can_be_previewed_and_an_unknown_outcome_shows_the_first(
    as_procurement: CheckingClient,
):
    as_procurement.post("/form-versions")
    sent = TEXT | {"section": "own", "outcomes": ["lost"]}
    as_procurement.post("/form-versions/2/items", data=sent)
    here = "/form-versions/2/preview"
    assert TEXT["prompt_sv"] in as_procurement.get(f"{here}?outcome=lost").text
    assert TEXT["prompt_sv"] not in as_procurement.get(f"{here}?outcome=king").text
    as_procurement.get("/form-versions/3/preview", status=404)
