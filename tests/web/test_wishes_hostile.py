"""Words meant to break something go through wish, moderation, wall and files, and break nothing."""

import csv
import io
from contextlib import suppress
from xml.etree.ElementTree import Element

import pytest
from flask import Flask

from kiosk.errors import Refusal
from kiosk.voting import channels
from kiosk.voting.models_wishes import Wish, WishBox
from kiosk.voting.operations_moderation import approve_wish, highlight_wish
from tests.support import wishes
from tests.support.hostile import FORMULAS, hostile_texts
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, parse, words

EVIL = ("script", "style", "base", "img")


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def full(hall: Hall) -> WishBox:
    """Return a box with every hostile text that is a text at all, each approved and supported."""
    box = wishes.open_own(hall, "<b>Låda</b> {{ 1 }}", kind="floor")
    for text in hostile_texts():
        with suppress(Refusal):  # too long, nothing to see, or there already
            approve_wish(wishes.write(box, text).id, wishes.BY)
    return box


def addresses(inner: Element) -> list[str]:
    """Return every address that a page may open, fetch or send to."""
    names = ("href", "src", "action", "hx-get", "hx-post")
    return [one.get(name) or "" for one in inner.iter() for name in names]


def test_there_are_more_than_two_hundred_hostile_texts():
    assert len(set(hostile_texts())) >= 200


def test_hostile_words_are_words_on_every_page(
    client: CheckingClient, as_host: CheckingClient, full: WishBox, hall: Hall, app: Flask
):
    assert Wish.select().count() >= 200
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": "x"})
    with app.test_request_context("/"):
        wall = f"/screens/{channels.screen_token(hall.meeting)}"
    here = f"/meetings/{hall.meeting.id}"
    phone, staff = f"/{CODE}", (f"{here}/wishes", f"{here}/result", f"{here}/console")
    pages = [(path, client.get(path)) for path in (phone, f"{phone}/frame", wall, f"{wall}/frame")]
    for path, page in pages + [(path, as_host.get(path)) for path in staff]:
        inner = next(
            part for part in parse(page).iter() if part.get("id") in ("room", "screen", "main")
        )
        assert not [one.tag for one in inner.iter() if one.tag in EVIL], path
        assert not [each for each in addresses(inner) if "evil" in each or "javascript" in each]
    assert "<script>alert(1)</script>" in words(parse(pages[0][1]))


def test_every_text_survives_as_it_was_cleaned(as_host: CheckingClient, full: WishBox):
    page = as_host.get(f"/meetings/{full.meeting_id}/wishes")
    said = [words(one) for one in parse(page).iter("p") if one.get("class") == "wish-text"]
    assert sorted(said) == sorted(" ".join(wish.text.split()) for wish in Wish.select())


def test_each_text_can_fill_the_wall(client: CheckingClient, full: WishBox, app: Flask, hall: Hall):
    with app.test_request_context("/"):
        wall = f"/screens/{channels.screen_token(hall.meeting)}"
    for wish in list(Wish.select())[::12]:
        highlight_wish(wish.id, True, wishes.BY)
        headings = [words(one) for one in parse(client.get(wall)).iter("h2")]
        assert " ".join(wish.text.split()) in headings


def test_no_text_becomes_a_formula_in_the_file(as_host: CheckingClient, full: WishBox):
    content = as_host.get(f"/meetings/{full.meeting_id}/wishes.csv").data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))
    assert len(rows) == 1 + Wish.select().count()
    assert all(len(row) == 4 for row in rows)
    for cell in [cell for row in rows for cell in row]:
        assert cell.lstrip(' \t"')[:1] not in tuple("=+-@＝＋－＠")
    assert len(FORMULAS) > 15
