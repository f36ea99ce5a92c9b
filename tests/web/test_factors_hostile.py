"""Words meant to break something go through factors, wall and file, and break nothing."""

import csv
import io
from contextlib import suppress
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from kiosk.errors import Refusal
from kiosk.voting import channels
from kiosk.voting.forms_factors import read_lines
from kiosk.voting.models_factors import Factor, FactorSuggestion
from kiosk.voting.operations_factor_suggestions import approve_suggestion
from kiosk.voting.operations_factor_votes import reveal_list, turn_page
from kiosk.voting.operations_factors import Words
from tests.support import factors
from tests.support.hostile import hostile_texts
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, parse, words

EVIL = ("script", "style", "base", "img")


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall(threshold=5)


@pytest.fixture
def lists(hall: Hall) -> list[int]:
    """Suggest and approve every hostile text, fifty to a list; answer, close and reveal them."""
    texts, made = hostile_texts(), []
    for start in range(0, len(texts), 50):
        made.append(factors.open_list(hall, ["Vanlig"]))
        for text in texts[start : start + 50]:
            with suppress(Refusal):  # too long, nothing to see, or there already
                found = factors.suggest(made[-1], text)
                approve_suggestion(found.id, None, Words(found.text))
        people = [one.text_sv for one in Factor.select().where(Factor.list == made[-1])]
        for number in range(5):
            factors.answer(made[-1], dict.fromkeys(people, "keep"), f"voter {number}")
        factors.close(made[-1])
        reveal_list(made[-1], None)
    return made


def addresses(inner: Element) -> list[str]:
    """Return every address that a page may open, fetch or send to."""
    names = ("href", "src", "action", "hx-get", "hx-post")
    return [one.get(name) or "" for one in inner.iter() for name in names]


def wall_of(app: Flask, hall: Hall) -> str:
    with app.test_request_context("/"):
        return f"/screens/{channels.screen_token(hall.meeting)}"


def test_hostile_words_are_words_on_every_page(
    client: CheckingClient, as_host: CheckingClient, lists: list[int], hall: Hall, app: Flask
):
    assert Factor.select().count() >= 200
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": "x"})
    here = f"/meetings/{hall.meeting.id}"
    staff = (f"{here}/result", f"{here}/console", *(f"/factor-lists/{one}" for one in lists))
    pages = [(path, client.get(path)) for path in (f"/{CODE}", f"/{CODE}/frame")]
    pages += [(path, as_host.get(path)) for path in staff]
    for path, page in pages:
        parts = [p for p in parse(page).iter() if p.get("id") in ("room", "main")]
        assert not [one.tag for one in parts[0].iter() if one.tag in EVIL], path
        found = addresses(parts[0])
        assert not [each for each in found if "evil" in each or "javascript" in each]


def test_each_page_of_the_wall_holds_them(client, lists: list[int], hall: Hall, app: Flask):
    wall, seen = wall_of(app, hall), 0
    for page in range(12):
        turn_page(hall.meeting.id, page, None)
        [screen] = [p for p in parse(client.get(wall)).iter() if p.get("id") == "screen"]
        assert not [one.tag for one in screen.iter() if one.tag in EVIL]
        seen += sum(one.get("class") == "factor-words" for one in screen.iter())
    assert seen > 12


def test_a_waiting_suggestion_is_words_to_the_host(as_host, hall: Hall):
    made = factors.open_list(hall)
    for text in hostile_texts()[::10]:
        with suppress(Refusal):
            factors.suggest(made, text)
    page = parse(as_host.get(f"/meetings/{hall.meeting.id}/console"))
    said = {words(one) for one in page.iter("p") if (one.get("id") or "").startswith("words-")}
    assert said == {" ".join(one.text.split()) for one in FactorSuggestion.select()}
    for one in FactorSuggestion.select():
        as_host.get(f"/factor-suggestions/{one.id}")


def test_no_text_becomes_a_formula_in_the_file(as_host, hall: Hall, lists: list[int]):
    content = as_host.get(f"/meetings/{hall.meeting.id}/factors.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert len(rows) == 1 + Factor.select().count() + len(lists)
    for cell in [cell for row in rows for cell in row]:
        assert cell.lstrip(' \t"')[:1] not in tuple("=+-@＝＋－＠")


def test_pasted_hostile_lines_make_a_list_or_are_refused_in_words(as_host, hall: Hall):
    made = factors.make_list(hall, [])
    for text in hostile_texts()[::7]:
        wrong = bool(read_lines({"lines": text}).errors)
        sent = {"lines": text}
        as_host.post(f"/factor-lists/{made}/factors", data=sent, status=422 if wrong else 303)
    as_host.get(f"/factor-lists/{made}")
    assert Factor.select().count() > 30
