"""A phone takes over the check-in that the tablet made: one person, one vote, counted once."""

import pytest
from flask import Flask

from kiosk.meetings import queries, rules_door
from kiosk.meetings.models import Attendance
from kiosk.tokens import CODE_ALPHABET
from tests.support.door import Tablet, check_in, claim, pair
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client
from tests.web.test_door_check_ins import register


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def tablet(app: Flask, client: CheckingClient, hall: Hall) -> Tablet:
    return pair(app, client, hall.meeting.id)


@pytest.fixture
def phone(app: Flask, hall: Hall) -> CheckingClient:
    return new_client(app)


def take(phone: CheckingClient, code: str, status: int = 303, **sent: str) -> str:
    fields = {"claim": code, "operation": "phone-one", **sent}
    return phone.post(f"/{CODE}/claims", data=fields, status=status).text


def vote(phone: CheckingClient, hall: Hall, answer: str) -> None:
    question = hall.questions[0]
    phone.post(f"/{CODE}/questions/{question.id}/ballots", data={"answer": answer})


def test_the_phone_votes_and_nobody_is_counted_twice(
    hall: Hall, tablet: Tablet, phone: CheckingClient
) -> None:
    kept = check_in()
    tablet.send(kept)
    take(phone, f"{kept['claim'][:3]} {kept['claim'][3:]}".lower())
    hall.open()
    vote(phone, hall, "often")
    assert queries.count_checked_in(hall.meeting.id) == 1
    assert hall.close(hall.questions[0]).ballots.count() == 1


def test_who_scans_finds_the_code_filled_in(hall: Hall, phone: CheckingClient) -> None:
    assert f'value="{claim(5)}"' in phone.get(f"/{CODE}/claims/new?claim={claim(5)}").text
    assert "script" not in phone.get(f"/{CODE}/claims/new?claim=<script>").text.split("<main")[1]


def test_a_code_used_on_a_second_phone_is_refused_with_what_to_do(
    app: Flask, tablet: Tablet, phone: CheckingClient
) -> None:
    kept = check_in()
    tablet.send(kept)
    take(phone, kept["claim"])
    said = take(new_client(app), kept["claim"], 409, operation="phone-two")
    assert "Koden har redan använts i en mobil" in said
    assert kept["claim"] in said


def test_a_lost_answer_can_be_asked_for_again(tablet: Tablet, phone: CheckingClient) -> None:
    kept = check_in()
    tablet.send(kept)
    take(phone, kept["claim"])
    phone.delete_cookie("kiosk_attendee", path=f"/{CODE}")
    take(phone, kept["claim"])
    phone.get(f"/{CODE}")


def test_a_phone_that_is_in_already_just_goes_on(tablet: Tablet, phone: CheckingClient) -> None:
    kept = check_in()
    tablet.send(kept)
    take(phone, kept["claim"])
    take(phone, kept["claim"], operation="another")


@pytest.mark.parametrize("slip", range(9))
def test_a_slip_of_the_finger_is_seen(hall: Hall, phone: CheckingClient, slip: int) -> None:
    code, at = claim(123456), slip
    other = CODE_ALPHABET[(CODE_ALPHABET.index(code[at]) + 3) % 28]
    said = take(phone, code[:at] + other + code[at + 1 :], 422)
    assert "ingen kod från dörren" in said


def test_a_phone_may_come_before_the_tablet_and_is_counted_once(
    hall: Hall, tablet: Tablet, phone: CheckingClient
) -> None:
    kept = check_in()
    assert "har inte skickat din incheckning än" in take(phone, kept["claim"], 200)
    take(phone, kept["claim"], role="association", company="Orkestern")
    assert queries.count_checked_in(hall.meeting.id) == 1
    assert tablet.send(kept)[0]["taken"]
    assert queries.count_checked_in(hall.meeting.id) == 1
    assert Attendance.get().company == "Orkestern"
    phone.get(f"/{CODE}")


def test_nobody_else_takes_a_code_that_came_by_phone_first(
    app: Flask, tablet: Tablet, phone: CheckingClient
) -> None:
    kept = check_in()
    take(phone, kept["claim"], role="association")
    tablet.send(kept)
    take(new_client(app), kept["claim"], 409, operation="phone-two")


def test_a_second_visit_to_the_door_gives_a_new_code_until_a_phone_has_one(
    app: Flask, hall: Hall, tablet: Tablet, phone: CheckingClient
) -> None:
    one = register(hall)
    first, second, third = (check_in(registration=one.id) for _ in range(3))
    assert [tablet.send(kept)[0]["opens"] for kept in (first, second)] == [True, True]
    take(new_client(app), first["claim"], 409)
    take(phone, second["claim"])
    assert tablet.send(third)[0]["opens"] is False
    phone.get(f"/{CODE}")


def test_guesses_are_stopped(hall: Hall, phone: CheckingClient) -> None:
    for number in range(300):
        take(phone, claim(number), 200)
    take(phone, claim(61), 429)


def test_the_way_in_names_the_code_only_where_there_is_a_door(
    hall: Hall, phone: CheckingClient, app: Flask
) -> None:
    assert "claims/new" not in phone.get(f"/{CODE}/attendances/new").text
    pair(app, new_client(app), hall.meeting.id)
    assert "claims/new" in phone.get(f"/{CODE}/attendances/new").text


def test_a_personal_code_is_what_votes_where_there_is_a_roll(
    app: Flask, client: CheckingClient
) -> None:
    hall = make_hall(level="roll", roll_size=3)
    tablet, phone, kept = pair(app, client, hall.meeting.id), new_client(app), check_in()
    tablet.send(kept)
    assert "personliga koden" in tablet.client.get("/door").text
    take(phone, kept["claim"])
    hall.open()
    assert "personal-codes/new" in phone.get(f"/{CODE}").text


def test_the_last_letter_is_worked_out_from_the_others() -> None:
    assert rules_door.normal_claim(claim(77)) == claim(77)
    assert rules_door.normal_claim("BBBBBBBBC") is None
    assert rules_door.normal_claim("") is None
