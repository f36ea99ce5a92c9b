"""The projector: who may see it, and that it never says more than the host has revealed."""

import pytest
from flask import Flask

from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.voting import channels, operations, queries
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting with five questions."""
    return make_hall()


@pytest.fixture
def wall(app: Flask, hall: Hall) -> str:
    """Return the address of the wall."""
    with app.test_request_context("/"):
        return f"/screens/{channels.screen_token(hall.meeting)}"


def test_a_signed_link_shows_the_wall_without_signing_in(client: CheckingClient, wall: str):
    page = client.get(wall).text
    assert "KX4 P7Q" in page
    assert "Delta med mobilen" in page


def test_a_tampered_link_shows_nothing(client: CheckingClient, wall: str):
    client.get(wall + "x", status=404)
    client.get(wall.replace("WzE", "WzI"), status=404)
    client.get("/screens/" + "x" * 3000, status=404)
    client.get(wall[:-1] + "/stream", status=404)


def test_a_new_generation_kills_old_links(client: CheckingClient, wall: str, hall: Hall):
    write(lambda: Meeting.update(screen_generation=2).execute())
    client.get(wall, status=404)
    client.get(wall + "/frame", status=404)


def test_nothing_of_how_votes_fall_is_on_the_wall_before_revealing(
    client: CheckingClient, wall: str, hall: Hall
):
    question = hall.open()
    hall.vote(question, ["often"] * 6 + ["never"] * 3)
    for _ in ("open", "closed"):
        page = client.get(wall).text + client.get(wall + "/frame").text
        assert "bar-now" not in page
        assert "67" not in page.split("</header>")[1].split("<footer")[0]
        if not queries.get_question(question.id).closed_at:
            hall.close(question)


def test_the_revealed_percents_sum_to_100(client: CheckingClient, wall: str, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 3 + ["never"] * 3 + ["sometimes"] * 3)
    hall.reveal(hall.close(question))
    page = client.get(wall).text
    percents = [
        int(part.split("\u00a0%")[0]) for part in page.split("<b>")[1:] if "\u00a0%</b>" in part
    ]
    assert sorted(percents) == [33, 33, 34]


def test_too_few_answers_are_not_shown(client: CheckingClient, wall: str, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 6)
    hall.reveal(hall.close(question))
    page = client.get(wall).text
    assert "För få svar" in page
    assert "bar-now" not in page


def test_the_fingerprint_stands_on_the_wall(client: CheckingClient, wall: str, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 9)
    closed = hall.close(question)
    digits = closed.fingerprint[:4].upper()
    assert digits in client.get(wall).text


def test_last_years_result_stands_beside(client: CheckingClient, wall: str, hall: Hall):
    from datetime import timedelta

    from kiosk.meetings.models import Series

    series = write(lambda: Series.create(title="Dialogträff"))
    before = hall.meeting.starts_at - timedelta(days=365)
    last = make_hall("BCDFGH", starts_at=before, series=series)
    write(lambda: Meeting.update(series=series).where(Meeting.id == hall.meeting.id).execute())
    for each, often in ((last, 3), (hall, 9)):
        question = each.open()
        each.vote(question, ["often"] * often + ["never"] * (12 - often))
        each.reveal(each.close(question))
    assert f"{before.year}: 25\u00a0%" in client.get(wall).text


def test_a_black_wall_shows_nothing_at_all(client: CheckingClient, wall: str, hall: Hall):
    operations.cover_screen(hall.meeting.id, "black", None)
    page = client.get(wall).text
    assert "KX4 P7Q" not in page
    assert "wall-black" in page


def test_the_wall_speaks_the_meetings_language(client: CheckingClient, wall: str, hall: Hall):
    write(lambda: Meeting.update(language="en").execute())
    assert "Join from your phone" in client.get(wall, headers={"Accept-Language": "sv"}).text


def test_the_stream_begins_with_a_whole_picture(client: CheckingClient, wall: str):
    stream = client.get(wall + "/stream").iter_encoded()
    assert next(stream).startswith(b"retry: ")
    event = next(stream).decode()
    assert event.startswith("event: frame\nid: ")
    assert 'id="screen"' in event
