"""Signing up for a pitch on a phone: once, withdrawn, seen when accepted; every no is clear."""

import pytest
from flask import Flask

from kiosk.tokens import new_token
from kiosk.voting import operations, operations_pitch, operations_pitch_stage, queries_pitch
from kiosk.voting.models_pitch import Pitch
from tests.support import pitches
from tests.support.hostile import SHAPES
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, words
from tests.web.checking import find as parts
from tests.web.conftest import new_client

ADDRESS = f"/{CODE}/pitches"
BAKERY = {"company": "Bageriet AB", "name": "Ulla Bager", "about": "Bröd till skolorna"}


@pytest.fixture
def hall(app: Flask) -> Hall:
    hall = make_hall()
    pitches.open_list(hall)
    return hall


@pytest.fixture
def phone(client: CheckingClient, hall: Hall) -> CheckingClient:
    """Return the phone of somebody who has checked in with company and name."""
    return checked_in(client)


def checked_in(client: CheckingClient, **facts: str) -> CheckingClient:
    given = {"role": "company", "company": "Bageriet AB", "name": "Ulla Bager"} | facts
    client.post(f"/{CODE}/attendances", data={**given, "operation": new_token()})
    return client


def sign_up(phone: CheckingClient, **more) -> str:
    status = more.pop("status", None)
    return phone.post(ADDRESS, data={**BAKERY, **more}, status=status).text


def only() -> Pitch:
    [one] = Pitch.select()
    return one


def test_what_was_said_at_the_check_in_stands_there_already(phone: CheckingClient):
    page = phone.get(ADDRESS).text
    assert 'value="Bageriet AB"' in page
    assert 'value="Ulla Bager"' in page


def test_the_room_offers_the_sign_up_while_it_is_open(phone: CheckingClient, hall: Hall):
    assert f'href="{ADDRESS}"' in phone.get(f"/{CODE}").text
    operations_pitch.set_sign_up(hall.meeting.id, False, None)
    assert f'href="{ADDRESS}"' not in phone.get(f"/{CODE}").text


def test_a_sign_up_waits_for_the_host_and_nobody_else_sees_it(
    phone: CheckingClient, app: Flask, hall: Hall
):
    sign_up(phone)
    operations_pitch_stage.show_pitches(hall.meeting.id, None)
    assert "Värden har inte tagit upp er" in phone.get(f"/{CODE}").text
    other = checked_in(new_client(app), company="", name="")
    assert "Bageriet" not in other.get(f"/{CODE}").text
    assert "Bageriet" not in phone.get(f"/{CODE}/frame").text
    operations_pitch.accept_pitch(only().id, None)
    assert "Bageriet AB" in other.get(f"/{CODE}").text


def test_the_phone_says_which_number_one_has(phone: CheckingClient, hall: Hall):
    pitches.listed(hall, "Åkeriet")
    sign_up(phone)
    operations_pitch.accept_pitch(only_of("Bageriet AB").id, None)
    assert "Ni är nummer 2." in phone.get(ADDRESS).text
    operations_pitch.move_pitch(only_of("Bageriet AB").id, True, None)
    assert "Ni är näst på tur." in phone.get(ADDRESS).text
    operations_pitch_stage.call_pitch(hall.meeting.id, only_of("Bageriet AB").id, None)
    assert "Nu är det er tur." in phone.get(ADDRESS).text


def only_of(company: str) -> Pitch:
    return Pitch.get(Pitch.company == company)


def test_which_one_is_ones_own_is_in_no_frame(phone: CheckingClient, hall: Hall):
    sign_up(phone)
    operations_pitch.accept_pitch(only().id, None)
    operations_pitch_stage.show_pitches(hall.meeting.id, None)
    own = f'<span data-carry="pitch-{only().id}" class="own">'
    assert own in phone.get(f"/{CODE}").text
    assert own not in phone.get(f"/{CODE}/frame").text


def test_the_same_again_from_two_tabs_is_one_sign_up(phone: CheckingClient):
    for _ in range(3):
        sign_up(phone)
    assert Pitch.select().count() == 1


def test_another_from_the_second_tab_is_refused_and_kept(phone: CheckingClient):
    sign_up(phone)
    page = sign_up(phone, about="Något helt annat", status=409)
    assert "Ni är redan anmälda." in page
    assert 'value="Något helt annat"' in page
    assert only().about == "Bröd till skolorna"


def test_a_sign_up_can_be_taken_back_and_made_again(phone: CheckingClient):
    sign_up(phone)
    phone.post(f"{ADDRESS}/withdrawal")
    assert Pitch.select().count() == 0
    phone.post(f"{ADDRESS}/withdrawal")
    sign_up(phone, about="Bullar")
    assert only().about == "Bullar"


def test_who_has_spoken_stays_in_the_hosts_list(phone: CheckingClient, hall: Hall):
    sign_up(phone)
    operations_pitch.accept_pitch(only().id, None)
    operations_pitch_stage.call_pitch(hall.meeting.id, only().id, None)
    operations_pitch_stage.time_pitch(hall.meeting.id, "start", None)
    assert "Ni har redan pitchat" in phone.post(f"{ADDRESS}/withdrawal", status=409).text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"company": " ", "name": "\u200b"}, "Skriv ett företag eller ett namn"),
        ({"about": "x" * 141}, "Högst 140 tecken. Du skrev 141"),
        ({"company": "x" * 121}, "Högst 120 tecken. Du skrev 121"),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_kept(
    phone: CheckingClient, typed: dict[str, str], said: str
):
    page = phone.post(ADDRESS, data={**BAKERY, **typed}, status=422)
    assert said in page.text
    assert Pitch.select().count() == 0
    kept = {field.get("name"): field.get("value") for field in parts(page, ".//main//input")}
    assert {name: kept[name] for name in typed} == typed


def test_a_name_alone_is_enough(phone: CheckingClient):
    sign_up(phone, company="")
    assert words(parts(phone.get(ADDRESS), ".//main//h2")[0]) == "Ulla Bager"


def test_a_closed_list_says_so_and_keeps_what_was_typed(phone: CheckingClient, hall: Hall):
    operations_pitch.set_sign_up(hall.meeting.id, False, None)
    assert "Anmälan är stängd. Prata med värden" in phone.get(ADDRESS).text
    page = sign_up(phone, status=409)
    assert "Anmälan är stängd, så det här skickades inte." in page
    assert 'value="Bröd till skolorna"' in page


def test_a_meeting_that_has_ended_says_so_and_keeps_what_was_typed(
    phone: CheckingClient, hall: Hall
):
    operations.end_meeting(hall.meeting.id, None)
    page = sign_up(phone, status=409)
    assert "Träffen är avslutad" in page
    assert "Anmälan är stängd." in phone.get(ADDRESS).text
    assert 'value="Bröd till skolorna"' in page


def test_who_is_hidden_is_told_to_talk_to_the_host(phone: CheckingClient):
    sign_up(phone)
    operations_pitch.hide_pitch(only().id, None)
    assert "Prata med värden." in phone.get(ADDRESS).text


def test_a_stranger_is_led_to_the_way_in(client: CheckingClient, hall: Hall):
    client.get(ADDRESS, status=303)
    client.post(ADDRESS, data=BAKERY)
    client.post(f"{ADDRESS}/withdrawal")
    assert Pitch.select().count() == 0


def test_hostile_words_are_words(phone: CheckingClient, hall: Hall, as_host: CheckingClient):
    for shape in SHAPES:
        if len(shape) < 120 and shape.strip():
            phone.post(ADDRESS, data={**BAKERY, "company": shape}, status=None)
            for one in queries_pitch.list_pitches(hall.meeting.id):
                operations_pitch.accept_pitch(one.id, None)
            as_host.get(f"/meetings/{hall.meeting.id}/pitches")
            phone.get(ADDRESS)
            phone.post(f"{ADDRESS}/withdrawal")


def test_the_page_speaks_english_too(phone: CheckingClient):
    page = phone.get(ADDRESS, headers={"Accept-Language": "en"}).text
    assert "One line about what you will say" in page


def test_an_unknown_code_has_no_pitches(hall: Hall, client: CheckingClient):
    client.get("/ZZZ999/pitches", status=404)


def test_an_act_on_the_time_that_is_none_is_refused(hall: Hall, as_host: CheckingClient):
    address = f"/meetings/{hall.meeting.id}/pitches/timing"
    as_host.post(address, data={"act": "explode"}, status=422)
