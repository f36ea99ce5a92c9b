"""Voting cards in a browser: scanned, shared by two phones, replaced while the phone is live."""

import pytest
from playwright.sync_api import Page, expect

from kiosk.meetings.rules_cards import card_code
from kiosk.meetings.tickets import ticket
from tests.browser.house import COLOUR, SECRET_KEY, House
from tests.browser.room import PHONE, Room, expect_receipt, vote
from tests.browser.watching import Browsers, Complaints

LIST = {"rows": "Lindkvist Bygg AB;Eva Lindkvist"}


@pytest.fixture
def roll(house: House, browsers: Browsers) -> Room:
    return Room(house, browsers, house.meeting(COLOUR, level="roll").act("opening"))


def scan(room: Room, **options: bool) -> Page:
    """Scan card 3 on the phone of somebody who has checked in, and use it."""
    page = room.phone(**options)
    page.goto(f"/{room.meeting.code}/personal-codes/{card_code(SECRET_KEY, room.meeting.code, 3)}")
    assert page.url.endswith("/personal-codes/new")
    page.get_by_role("button", name="Använd kortet på den här mobilen").click()
    page.wait_for_url(f"**/{room.meeting.code}")
    return page


def replace(room: Room) -> None:
    page = f"/meetings/{room.meeting.id}/roll-cards/replacements"
    assert room.house.staff().post(page, {"serial": "3", "operation": "x"}).status == 303


def test_scanned_card_votes_and_its_code_is_in_no_address_of_the_history(roll: Room) -> None:
    phone = scan(roll)
    vote(phone)
    expect_receipt(phone)
    phone.go_back()
    assert card_code(SECRET_KEY, roll.meeting.code, 3) not in phone.url
    assert roll.meeting.ballots() == [["rod"]]


def test_two_phones_with_one_card_are_both_told_as_they_vote(roll: Room) -> None:
    one, other = scan(roll), scan(roll)
    for phone, answer in ((one, "Röd"), (other, "Blå")):
        vote(phone, answer)
        expect_receipt(phone, answer)
        expect(phone.get_by_text("används på mer än en mobil")).to_be_visible()
    assert roll.meeting.ballots() == [["bla"]]


@pytest.mark.parametrize("scripted", [True, False])
def test_phone_whose_card_is_replaced_is_told_when_it_votes(
    roll: Room, complaints: Complaints, scripted: bool
) -> None:
    complaints.tolerate("403")
    phone = scan(roll, java_script_enabled=scripted)
    replace(roll)
    vote(phone)
    expect(phone.get_by_text("har ersatts av ett nytt")).to_be_visible()
    expect(phone.get_by_role("link", name="Skriv min kod")).to_be_visible()
    assert roll.meeting.ballots() == []


def test_console_counts_a_card_the_moment_it_is_used(roll: Room) -> None:
    console = roll.console()
    expect(console.get_by_text("0 av 12 kort är använda.")).to_be_visible()
    scan(roll)
    expect(console.get_by_text("1 av 12 kort är använda.")).to_be_visible()


def test_ticket_checks_in_with_one_touch_and_the_room_is_live(
    house: House, browsers: Browsers
) -> None:
    room = Room(house, browsers, house.meeting(COLOUR))
    house.staff().post(f"/meetings/{room.meeting.id}/registrations", LIST)
    [(one,)] = house.rows("SELECT id FROM registration WHERE meeting_id = ?", room.meeting.id)
    page = room.device(PHONE)
    page.goto(f"/registrations/{ticket(SECRET_KEY, str(one))}")
    page.get_by_role("button", name="Checka in").click()
    page.wait_for_url(f"**/{room.meeting.code}")
    room.meeting.act("opening")
    vote(page)
    expect_receipt(page)
