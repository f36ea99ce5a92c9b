"""Swedish and English: one at a time, and no state lost in between."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import COLOUR, House
from tests.browser.languages import strangers
from tests.browser.room import Room, expect_receipt, vote
from tests.browser.watching import Browsers


def test_a_change_of_language_keeps_check_in_and_vote(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.phone()
    vote(phone, "Röd")
    expect_receipt(phone, "Röd")
    phone.get_by_role("button", name="English").click()
    expect_receipt(phone, "Red")
    expect(phone.locator("#room h2")).to_have_text("Your vote is counted")
    phone.get_by_role("button", name="Svenska").click()
    expect_receipt(phone, "Röd")


def test_an_english_phone_follows_a_swedish_room_in_english(room: Room) -> None:
    phone, other = room.phone(locale="en-GB"), room.phone()
    room.meeting.act("opening")
    expect(phone.locator("legend")).to_contain_text("Which colour?")
    expect(other.locator("legend")).to_contain_text("Vilken färg?")


def test_the_wall_speaks_the_meetings_language_whoever_opens_it(
    house: House, browsers: Browsers
) -> None:
    room = Room(house, browsers, house.meeting(COLOUR, language="en"))
    wall = room.wall(locale="sv-SE")
    assert strangers(wall, "en") == []
    room.meeting.decided()
    expect(wall.locator(".closed-mark")).to_have_text("The vote is closed")
    assert strangers(wall, "en") == []
    room.meeting.act("revealing")
    expect(wall.locator(".bars")).to_be_visible()
    assert strangers(wall, "en") == []


@pytest.mark.parametrize(
    ("locale", "button"),
    [("sv-SE", "Fortsätt"), ("de-DE", "Fortsätt"), ("en-US", "Continue"), ("nb-NO", "Fortsätt")],
)
def test_the_browser_chooses_and_swedish_is_the_first_language(
    room: Room, locale: str, button: str
) -> None:
    phone = room.device({"width": 390, "height": 844}, locale=locale)
    phone.goto("/")
    expect(phone.locator("main button")).to_have_text(button)


def test_the_search_for_strangers_finds_them(room: Room) -> None:
    phone = room.phone()
    assert strangers(phone, "sv") == []
    assert "Du är med" in strangers(phone, "en")
