"""A bad network loses no vote and tells no lie."""

import signal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, House
from tests.browser.room import LIVE, Room, choose, expect_receipt, vote
from tests.browser.watching import Browsers, Complaints

SAVED = "sparad i mobilen, inte skickad än"


@pytest.fixture
def phone(room: Room, complaints: Complaints) -> Page:
    complaints.tolerate("net::ERR", "409")  # the network fails on purpose, a vote comes late
    room.meeting.act("opening")
    return room.phone()


def test_a_phone_without_network_says_so(phone: Page) -> None:
    phone.context.set_offline(True)
    expect(phone.locator("[data-link-text=lost]")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator("[data-link-text=lost]")).to_be_hidden()


def test_a_vote_without_network_is_kept_and_sent_by_itself(room: Room, phone: Page) -> None:
    phone.context.set_offline(True)
    vote(phone)
    expect(phone.locator("[data-pending]")).to_contain_text(SAVED)
    assert room.meeting.ballots() == []
    phone.context.set_offline(False)
    expect_receipt(phone)
    assert room.meeting.ballots() == [["rod"]]


def test_a_kept_vote_survives_a_closed_page(room: Room, phone: Page) -> None:
    phone.context.set_offline(True)
    vote(phone)
    expect(phone.locator("[data-pending]")).to_be_visible()
    phone.close()
    again = phone.context.new_page()
    phone.context.set_offline(False)
    room.enter(again, f"/{room.meeting.code}")
    expect_receipt(again)
    assert room.meeting.ballots() == [["rod"]]


def test_a_vote_that_comes_after_the_closing_is_said_not_to_count(room: Room, phone: Page) -> None:
    phone.context.set_offline(True)
    vote(phone)
    expect(phone.locator("[data-pending]")).to_be_visible()
    room.meeting.act("closing")
    phone.context.set_offline(False)
    said = phone.get_by_text("Det räknades inte").locator("visible=true")
    expect(said.first).to_be_visible()
    assert room.meeting.ballots() == []


@pytest.fixture
def own_room(own_house: House, browsers: Browsers, complaints: Complaints) -> Room:
    complaints.tolerate("net::ERR", "503")
    return Room(own_house, browsers, own_house.meeting(COLOUR))


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_after_a_restart_the_hall_is_live_again_by_itself(
    own_room: Room, how: signal.Signals
) -> None:
    own_room.meeting.act("opening")
    phone, wall, console = own_room.phone(), own_room.wall(), own_room.console()
    own_room.house.end(how)
    for page in (phone, wall, console):
        page.evaluate("frames.length = 0")
    own_room.house.start()
    for page in (phone, wall, console):
        page.wait_for_function(LIVE)
    vote(phone)
    expect_receipt(phone)
    expect(wall.locator(".count b")).to_have_text("1")


def test_a_vote_while_the_server_is_down_counts_when_it_is_back(own_room: Room) -> None:
    own_room.meeting.act("opening")
    phone = own_room.phone()
    own_room.house.end(signal.SIGKILL)
    vote(phone)
    expect(phone.locator("[data-pending]")).to_contain_text(SAVED)
    own_room.house.start()
    expect_receipt(phone)
    assert own_room.meeting.ballots() == [["rod"]]


def test_the_wall_shows_no_old_number_as_live(own_room: Room) -> None:
    own_room.meeting.act("opening")
    wall, phone = own_room.wall(), own_room.phone()
    choose(phone)
    own_room.house.end(signal.SIGKILL)
    expect(wall.locator(".lost span")).to_be_visible()
    expect(wall.locator(".count b")).to_be_hidden()
    expect(wall.locator(".question")).to_be_visible()
