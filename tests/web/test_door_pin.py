"""The PIN of a tablet: it opens the menu, and ten wrong ones make a wait that grows."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.meetings import rules_door
from kiosk.meetings.models_door import Door
from tests.support.door import Tablet, pair
from tests.support.meeting import make_hall
from tests.web.checking import CheckingClient


@pytest.fixture
def tablet(app: Flask, client: CheckingClient) -> Tablet:
    return pair(app, client, make_hall().meeting.id)


def test_the_right_pin_opens_the_menu(tablet: Tablet) -> None:
    answer = tablet.press()
    assert "refused" not in answer
    assert answer["name"] == "Entrén"


def test_a_wrong_pin_is_said_calmly_and_changes_nothing(tablet: Tablet) -> None:
    answer = tablet.press("0000", "unpair")
    assert answer["refused"] == "wrong_pin"
    assert answer["sentence"] == "Fel PIN-kod. Försök igen."
    assert answer["paired"]


def test_the_tenth_wrong_pin_locks_even_the_right_one_out_for_a_while(
    tablet: Tablet, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [tablet.press("0000") for _ in range(11)]
    assert [one["refused"] for one in answers] == ["wrong_pin"] * 10 + ["pin_locked"]
    locked = tablet.press()
    assert "Vänta 1 min" in locked["sentence"]
    later = clock.now() + timedelta(minutes=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert "refused" not in tablet.press()
    assert Door.get().wrong_pins == 0


def test_the_wait_grows(tablet: Tablet, monkeypatch: pytest.MonkeyPatch) -> None:
    for _try in range(10):
        tablet.press("0000")
    later = clock.now() + timedelta(minutes=1, seconds=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    tablet.press("0000")
    assert "Vänta 2 min" in tablet.press()["sentence"]


def test_waits_double_up_to_an_hour() -> None:
    waits = [rules_door.wait_after(wrong).total_seconds() / 60 for wrong in (0, 9, 10, 11, 12, 99)]
    assert waits == [0, 0, 1, 2, 4, 60]


def test_the_sentence_is_in_the_language_of_the_person(tablet: Tablet) -> None:
    answer = tablet.ask("pin-tries", pin="0000", lang="en")
    assert answer["sentence"] == "Wrong PIN. Try again."


def test_staff_switch_the_door_and_unpair_it(tablet: Tablet) -> None:
    assert tablet.press(act="exit")["mode"] == "exit"
    assert tablet.press(act="check_in")["mode"] == "check_in"
    assert tablet.press(act="unpair")["paired"] is False


@pytest.mark.parametrize("pin", [None, 7, ["4711"], "4711 ", "é" * 9000])
def test_an_odd_pin_is_a_wrong_pin(tablet: Tablet, pin: object) -> None:
    assert tablet.ask("pin-tries", pin=pin)["refused"] == "wrong_pin"
