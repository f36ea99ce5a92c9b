"""Pages that are drawn once for a hall never show one person what is another's."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from flask.testing import FlaskClient

from kiosk.meetings.models import Meeting
from kiosk.meetings.operations_staff import update_meeting
from kiosk.paths import static_dir
from kiosk.web_ready import _static_body
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


def test_in_a_crowd_each_phone_sees_its_own_answer_in_its_own_language(app: Flask, hall: Hall):
    words = {"often": ("Ofta", "Often"), "never": ("Aldrig", "Never")}

    def attend(number: int) -> bool:
        phone, answer, english = new_client(app), ("often", "never")[number % 2], number % 3 == 0
        phone.environ_base["HTTP_ACCEPT_LANGUAGE"] = "en" if english else "sv"
        phone.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
        vote(phone, hall, answer)
        seen = {re.findall(">([^<]+)</strong>", phone.get(f"/{CODE}").text)[0] for _ in range(5)}
        return seen == {words[answer][english]}

    with ThreadPoolExecutor(8) as crowd:
        assert all(crowd.map(attend, range(24)))


def test_a_receipt_and_a_hosts_name_are_never_drawn_for_another(
    app: Flask, as_host: CheckingClient, phones: list[CheckingClient]
):
    as_host.post("/account", data={"name": "Eva Ek"})
    as_host.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
    assert "Ditt namn är sparat" in as_host.get(f"/{CODE}").text  # the receipt of the line above
    for page in (f"/{CODE}", f"/{CODE}/attendances/new"):
        seen = phones[0].get(page).text + as_host.get(page).text
        assert "sparat" not in seen
        assert "Eva Ek" not in seen


def test_one_file_is_kept_once_however_it_is_asked_for(app: Flask):
    plain, asked = app.test_client(), {"Accept-Encoding": "gzip"}
    kept = []
    for path in ("css/kiosk.css", "css/./kiosk.css", "css/../css/kiosk.css", "css/././kiosk.css"):
        assert FlaskClient.open(plain, f"/static/{path}", headers=asked).status_code == 200
        kept.append(_static_body.cache_info().currsize)
    assert len(set(kept)) == 1


@pytest.mark.parametrize("name", ["js/kiosk.js", "js/console.js", "css/kiosk.css"])
def test_scripts_and_styles_are_served_without_comments_and_with_all_their_words(name: str):
    served = _static_body(name).plain.decode()
    source = re.sub(r"/\*.*?\*/|(?<!:)// [^\n]*", "", (static_dir() / name).read_text(), flags=re.S)
    assert len(served) < len(source)
    assert "/*" not in served
    assert set(re.findall(r"\w{4,}", served)) == set(re.findall(r"\w{4,}", source))
