"""The scenes around the questions: welcome, break, thanks, the test picture, and the clock."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.voting import channels, operations, operations_exit, queries
from kiosk.voting.rules_scenes import milliseconds
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, find, words

AGENDA = "08.30 Kaffe\n09.00 Välkomna\nSamtal vid borden"


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting that begins in half an hour, with an agenda."""
    start = clock.now() + timedelta(minutes=30)
    return make_hall(starts_at=start, agenda=AGENDA, next_steps="Vi ses i mars.\nHälsa hem.")


@pytest.fixture
def phone(client: CheckingClient, hall: Hall) -> CheckingClient:
    """Return the phone of somebody who has checked in."""
    client.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
    return client


def wall(client: CheckingClient, hall: Hall) -> str:
    with client.application.test_request_context("/"):
        path = f"/screens/{channels.screen_token(hall.meeting)}"
    return words(find(client.get(path), ".//div[@id='screen']")[0])


def test_the_agenda_stands_on_wall_and_phone_beside_the_way_in(phone: CheckingClient, hall: Hall):
    for seen in (wall(phone, hall), phone.get(f"/{CODE}").text):
        assert "Kaffe" in seen
        assert "Samtal vid borden" in seen
        assert f"Vi börjar {clock.local(hall.meeting.starts_at):%H:%M}" in seen
    assert "KX4 P7Q" in wall(phone, hall)


def test_a_start_that_has_passed_is_not_told(phone: CheckingClient, hall: Hall):
    begun = clock.now() - timedelta(minutes=1)
    write(lambda: Meeting.update(starts_at=begun).execute())
    assert "Vi börjar" not in wall(phone, hall) + phone.get(f"/{CODE}").text


def test_a_changed_agenda_is_another_picture(as_host: CheckingClient, hall: Hall):
    def key() -> object:
        with as_host.application.test_request_context("/"):
            return channels.wall_context(hall.meeting.id, "http://x")["picture_key"]

    before = key()
    write(lambda: Meeting.update(agenda="10.00 Bulle").execute())
    assert key() != before


@pytest.mark.parametrize("minutes", [5, 10, 15, 20])
def test_a_break_says_when_we_go_on_everywhere(
    phone: CheckingClient, as_host: CheckingClient, hall: Hall, minutes: int
):
    as_host.post(f"/meetings/{hall.meeting.id}/breaks", data={"minutes": minutes})
    until = queries.get_stage(hall.meeting.id).detail["until"]
    said = f"Vi fortsätter {clock.local(clock.now().fromisoformat(until)):%H:%M}."
    assert said in wall(phone, hall)
    assert said in phone.get(f"/{CODE}").text
    assert said in as_host.get(f"/meetings/{hall.meeting.id}/console").text


def test_the_wall_counts_down_to_the_moment_that_the_stage_holds(
    phone: CheckingClient, as_host: CheckingClient, hall: Hall
):
    as_host.post(f"/meetings/{hall.meeting.id}/breaks", data={"minutes": "10"})
    with phone.application.test_request_context("/"):
        path = f"/screens/{channels.screen_token(hall.meeting)}"
    shown = int(find(phone.get(path), ".//p[@data-until]")[0].get("data-until") or 0)
    away = shown - milliseconds(clock.now())
    assert 9 * 60_000 < away <= 11 * 60_000


@pytest.mark.parametrize("minutes", ["", "7", "-5", "5.0", "9" * 40, "fem"])
def test_a_break_of_another_length_is_refused(as_host: CheckingClient, hall: Hall, minutes: str):
    address = f"/meetings/{hall.meeting.id}/breaks"
    page = as_host.post(address, data={"minutes": minutes}, status=422).text
    assert "En paus är 5, 10, 15 eller 20 minuter" in page
    assert queries.get_stage(hall.meeting.id).scene == "waiting"


def test_a_break_that_is_over_says_so_to_who_looks_again(
    phone: CheckingClient, as_host: CheckingClient, hall: Hall
):
    as_host.post(f"/meetings/{hall.meeting.id}/breaks", data={"minutes": "5"})
    stage = queries.get_stage(hall.meeting.id)
    stage.detail = {"until": (clock.now() - timedelta(seconds=1)).isoformat()}
    write(stage.save)
    assert "Vi fortsätter strax" in phone.get(f"/{CODE}").text


def test_a_break_is_taken_back_and_not_taken_over_an_open_question(
    as_host: CheckingClient, hall: Hall
):
    address = f"/meetings/{hall.meeting.id}/breaks"
    as_host.post(address, data={"minutes": "5"})
    as_host.post(f"/meetings/{hall.meeting.id}/taking-back")
    assert queries.get_stage(hall.meeting.id).scene == "waiting"
    hall.open()
    as_host.post(address, data={"minutes": "5"}, status=409)


def test_breaks_are_for_hosts(
    client: CheckingClient, as_procurement: CheckingClient, as_host: CheckingClient
):
    assert "/sessions/new" in (client.post("/meetings/99/breaks").location or "")
    as_procurement.post("/meetings/99/breaks", status=404)
    as_host.post("/meetings/99/breaks", status=404)


def test_the_last_picture_says_what_happens_next(phone: CheckingClient, hall: Hall):
    operations.end_meeting(hall.meeting.id, None)
    for seen in (wall(phone, hall), phone.get(f"/{CODE}").text):
        assert "Vi ses i mars." in seen
        assert "Berätta hur träffen var" not in seen


def test_the_last_picture_asks_as_long_as_answers_are_taken(phone: CheckingClient, hall: Hall):
    operations_exit.show_exit(hall.meeting.id, None)
    operations.end_meeting(hall.meeting.id, None)
    assert "Berätta hur träffen var" in wall(phone, hall)
    operations_exit.close_exit(hall.meeting.id, None)
    assert "Berätta hur träffen var" not in wall(phone, hall)


def test_the_test_picture_covers_the_wall_alone(
    phone: CheckingClient, as_host: CheckingClient, hall: Hall
):
    as_host.post(f"/meetings/{hall.meeting.id}/covers", data={"cover": "test"})
    assert "Kan ni läsa den här raden längst bak?" in wall(phone, hall)
    assert "Exempelköping" in wall(phone, hall)
    assert "längst bak" not in phone.get(f"/{CODE}").text
    console = as_host.get(f"/meetings/{hall.meeting.id}/console").text
    assert "Projektorn visar testbilden" in console


def test_a_covered_wall_stands_still_while_people_vote(app: Flask, hall: Hall):
    question = hall.open()
    operations.cover_screen(hall.meeting.id, "test", None)
    keys = set()
    for answers in (["often"], ["often", "never"]):
        hall.vote(question, answers)
        with app.test_request_context("/"):
            keys.add(channels.wall_context(hall.meeting.id, "http://x")["picture_key"])
    assert len(keys) == 1


def test_the_clock_tells_the_servers_time(client: CheckingClient):
    told = int(client.get("/clock").text)
    assert abs(told - milliseconds(clock.now())) < 60_000


def test_the_wall_may_be_framed_by_the_console_and_by_nobody_else(
    as_host: CheckingClient, hall: Hall
):
    with as_host.application.test_request_context("/"):
        screen = f"/screens/{channels.screen_token(hall.meeting)}"
    console = f"/meetings/{hall.meeting.id}/console"
    page = as_host.get(console)
    assert [one.get("src") for one in find(page, ".//iframe")] == [screen]
    assert policy(as_host, console, "frame-src") == "'self'"
    assert policy(as_host, console, "frame-ancestors") == "'none'"
    assert policy(as_host, screen, "frame-ancestors") == "'self'"
    assert policy(as_host, screen, "frame-src") == ""


def test_no_other_page_frames_or_is_framed(phone: CheckingClient, as_host: CheckingClient):
    for client, path in ((phone, f"/{CODE}"), (as_host, "/meetings"), (as_host, "/account")):
        assert policy(client, path, "frame-ancestors") == "'none'"
        assert policy(client, path, "frame-src") == ""


def policy(client: CheckingClient, path: str, kind: str) -> str:
    """Return what a page's security policy says of one kind of thing."""
    parts = client.get(path).headers["Content-Security-Policy"].split("; ")
    return next((part.split(" ", 1)[1] for part in parts if part.split()[0] == kind), "")
