"""Pages that are drawn once for a hall never show one person what is another's."""

import re

import pytest
from flask import Flask

from kiosk.meetings.models import Meeting
from kiosk.meetings.operations_staff import update_meeting
from kiosk.web_ready import without_comments
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting with its first question open."""
    made = make_hall()
    made.open()
    return made


@pytest.fixture
def phones(app: Flask, hall: Hall) -> list[CheckingClient]:
    """Return three phones that have checked in."""
    made = [new_client(app) for _ in range(3)]
    for phone in made:
        phone.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
    return made


def vote(phone: CheckingClient, hall: Hall, answer: str) -> str:
    address = f"/{CODE}/questions/{hall.questions[0].id}/ballots"
    return phone.post(address, data={"answer": answer}, htmx=True).text


def test_each_phone_sees_its_own_answer(phones: list[CheckingClient], hall: Hall):
    first, second, third = phones
    assert "Ofta" in vote(first, hall, "often")
    assert "Aldrig" in vote(second, hall, "never")
    assert "Ofta</strong>" in first.get(f"/{CODE}").text
    assert "Aldrig</strong>" in second.get(f"/{CODE}").text
    assert "</strong>" not in third.get(f"/{CODE}").text


def test_a_page_is_drawn_anew_when_the_stage_moves(phones: list[CheckingClient], hall: Hall):
    vote(phones[0], hall, "often")
    assert "Din röst är räknad" in phones[0].get(f"/{CODE}").text
    hall.close(hall.questions[0])
    assert "Din röst är räknad" not in phones[0].get(f"/{CODE}").text


def test_a_page_is_drawn_anew_when_the_meeting_changes(phones: list[CheckingClient], hall: Hall):
    phones[0].get(f"/{CODE}")
    update_meeting(hall.meeting.id, None, title="Ny rubrik")
    assert Meeting.get_by_id(hall.meeting.id).title == "Ny rubrik"
    assert "Ny rubrik" in phones[0].get(f"/{CODE}").text


def test_every_way_in_has_an_operation_of_its_own(app: Flask, hall: Hall):
    pages = [new_client(app).get(f"/{CODE}/attendances/new").text for _ in range(3)]
    found = [re.findall(r'name="operation" value="([0-9a-f]{32})v?"', page) for page in pages]
    assert len({one[0] for one in found}) == 3


def test_each_language_has_its_own_page(app: Flask, phones: list[CheckingClient]):
    swedish = phones[0].get(f"/{CODE}").text
    english = phones[0].get(f"/{CODE}", headers={"Accept-Language": "en"}).text
    assert '<html lang="sv">' in swedish
    assert '<html lang="en">' in english


def test_only_comments_are_left_out_of_a_script():
    kept = "const a = 'x // y';\nconst b = `/* z */`; // it's kept\nconst c = 'http://d';\n"
    assert without_comments(kept) == kept
    source = "/*\n * Why\n */\n  // so\ncall('a'); // then\nlast();\n"
    assert without_comments(source) == "call('a');\nlast();\n"
