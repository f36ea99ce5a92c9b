"""A tablet at the door: pairing, staying there, and each check-in counted once."""

from collections.abc import Callable

import pytest
from flask import Flask

from kiosk import clock
from kiosk.meetings import operations_door, queries, rules_door
from kiosk.meetings import queries_door as doors
from kiosk.meetings.models import Attendance
from kiosk.meetings.models_door import Door
from kiosk.voting import operations
from tests.support.door import Tablet, check_in, pair
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client

SignIn = Callable[..., CheckingClient]


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def tablet(app: Flask, client: CheckingClient, hall: Hall) -> Tablet:
    return pair(app, client, hall.meeting.id)


def make_code(as_host: CheckingClient, hall: Hall, **sent: str) -> str:
    """Let the host make a code; return it as it is shown."""
    fields = {"name": "Entrén", "pin": "4711", **sent}
    page = as_host.post(f"/meetings/{hall.meeting.id}/doors", data=fields, status=200)
    return words(find(page, ".//b[@id='pairing-code']")[0])


def test_the_host_makes_a_code_and_the_tablet_becomes_the_door(
    app: Flask, as_host: CheckingClient, hall: Hall
) -> None:
    code = make_code(as_host, hall)
    tablet = new_client(app)
    tablet.post("/door/pairings", data={"code": code.lower()})
    assert 'data-paired="yes"' in tablet.get("/door").text
    page = as_host.get(f"/meetings/{hall.meeting.id}/console")
    assert "Entrén" in page.text


def test_a_code_can_be_used_once(app: Flask, as_host: CheckingClient, hall: Hall) -> None:
    code = make_code(as_host, hall)
    new_client(app).post("/door/pairings", data={"code": code})
    again = new_client(app).post("/door/pairings", data={"code": code}, status=422)
    assert "kan användas en gång" in again.text


def test_a_code_dies_after_ten_minutes(
    app: Flask, as_host: CheckingClient, hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, later = make_code(as_host, hall), clock.now() + rules_door.PAIRING_LIFE * 1.1
    monkeypatch.setattr(clock, "now", lambda: later)
    new_client(app).post("/door/pairings", data={"code": code}, status=422)


def test_guesses_of_a_pairing_code_are_stopped(client: CheckingClient, hall: Hall) -> None:
    for _try in range(20):
        client.post("/door/pairings", data={"code": "BBBBBB"}, status=422)
    client.post("/door/pairings", data={"code": "BBBBBB"}, status=429)


@pytest.mark.parametrize(
    "sent", [{"pin": "123"}, {"pin": "abcd"}, {"pin": "123456789"}, {"name": " "}]
)
def test_a_tablet_needs_a_name_and_a_pin(
    as_host: CheckingClient, hall: Hall, sent: dict[str, str]
) -> None:
    fields = {"name": "Entrén", "pin": "4711", **sent}
    as_host.post(f"/meetings/{hall.meeting.id}/doors", data=fields, status=422)
    assert not Door.select().exists()


def test_neither_pin_nor_code_is_in_the_database(as_host: CheckingClient, hall: Hall) -> None:
    code = make_code(as_host, hall).replace(" ", "")
    kept = str(Door.select().dicts().get())
    assert "4711" not in kept.replace(Door.get().pin_hash, "")
    assert code not in kept


def test_whoever_was_signed_in_on_the_tablet_is_signed_out(
    app: Flask, as_host: CheckingClient, hall: Hall
) -> None:
    as_host.post("/door/pairings", data={"code": make_code(as_host, hall)})
    assert as_host.get_cookie("kiosk_staff") is None


@pytest.mark.parametrize(
    "path", ["/", "/KX4P7Q", "/meetings", "/information", "/no/such", "/sessions/new", "/doors"]
)
def test_every_other_address_leads_back_to_the_door(tablet: Tablet, path: str) -> None:
    assert tablet.client.get(path, status=303).location == "/door"


def test_no_form_of_the_program_takes_anything_from_the_tablet(tablet: Tablet, hall: Hall) -> None:
    sent = tablet.client.post("/KX4P7Q/attendances", data={"role": "company"})
    assert sent.location == "/door"
    assert queries.count_checked_in(hall.meeting.id) == 0


def test_a_made_up_cookie_locks_nobody_in(client: CheckingClient) -> None:
    client.set_cookie("kiosk_door", "made-up")
    client.get("/")


def test_an_unpaired_tablet_may_go_where_it_likes(
    tablet: Tablet, app: Flask, sign_in: SignIn
) -> None:
    sign_in("host", new_client(app)).post(f"/doors/{tablet.door.id}/unpairing")
    tablet.client.get("/")
    assert tablet.ask("states")["paired"] is False


def test_only_hosts_pair_and_unpair(tablet: Tablet, app: Flask, sign_in: SignIn) -> None:
    other = sign_in("procurement", new_client(app))
    other.get(f"/meetings/{tablet.door.meeting_id}/doors", status=404)
    other.post(f"/doors/{tablet.door.id}/unpairing", status=404)
    assert tablet.ask("states")["paired"]


def test_the_door_shows_every_step_in_both_languages(hall: Hall, tablet: Tablet) -> None:
    page = tablet.client.get("/door")
    parts = {part.get("lang"): part for part in find(page, ".//div[@data-part]")}
    assert set(parts) == {"sv", "en"}
    steps = [[one.get("data-step") for one in part.iter("section")] for part in parts.values()]
    assert steps[0] == steps[1]
    assert words(find(page, ".//h1")[0]) == "Dialogträff"


def test_the_worker_sees_the_door_only(client: CheckingClient) -> None:
    sent = client.get("/door/worker.js")
    assert sent.mimetype == "text/javascript"
    assert sent.headers["Service-Worker-Allowed"] == "/door"


def test_the_console_shows_queue_battery_and_silence(
    tablet: Tablet, app: Flask, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    tablet.ask("states", queue=3, battery=41)
    host, path = sign_in("host", new_client(app)), f"/meetings/{tablet.door.meeting_id}/console"
    page = host.get(path).text
    assert "3 väntar i surfplattan" in page
    assert "batteri 41" in page
    assert "Har kontakt" in page
    later = clock.now() + rules_door.SILENT_AFTER * 2
    monkeypatch.setattr(clock, "now", lambda: later)
    assert [one.silent for one in doors.list_doors(tablet.door.meeting_id)] == [True]


@pytest.mark.parametrize(
    "odd", [{"queue": -1}, {"queue": "x"}, {"battery": True}, {"battery": 900}]
)
def test_an_odd_state_is_taken_calmly(tablet: Tablet, odd: dict[str, object]) -> None:
    assert tablet.ask("states", **odd)["paired"]
    assert (Door.get().queue, Door.get().battery) == (0, None)


def test_the_door_of_an_ended_meeting_says_so(tablet: Tablet, hall: Hall) -> None:
    operations.end_meeting(hall.meeting.id, None, None)
    assert tablet.ask("states")["ended"] is True


def test_a_check_in_at_the_door_is_counted(hall: Hall, tablet: Tablet) -> None:
    assert tablet.send(check_in(company="Snickeri AB"))[0]["taken"]
    assert queries.count_checked_in(hall.meeting.id) == 1
    assert Attendance.get().company == "Snickeri AB"


def test_an_old_tablet_is_not_heard_any_more(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    operations_door.unpair_door(tablet.door.id, None)
    later = clock.now() + rules_door.STILL_TAKEN * 1.1
    monkeypatch.setattr(clock, "now", lambda: later)
    tablet.ask("entries", 404, entries=[check_in()])
