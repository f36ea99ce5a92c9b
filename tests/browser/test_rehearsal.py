"""A whole rehearsal on all devices: people arrive, vote, and are thrown away again."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, House, made
from tests.browser.practice import copy_of
from tests.browser.room import DESK, Room
from tests.browser.watching import Browsers, Complaints

SOME = re.compile(r"^([3-9]|\d\d)$")
MANY = re.compile(r"^([7-9]|\d\d)$")
NUMBERS = ".numbers dd"
WITHOUT = {"java_script_enabled": False}


def begin(room: Room, **options: Any) -> Page:
    """Begin a rehearsal with ten people from the meeting's page; return the console."""
    page = room.device(DESK, f"kiosk_staff={room.house.session('host')}", **options)
    page.goto(f"/meetings/{room.meeting.id}")
    page.get_by_label("10", exact=True).check()
    page.get_by_role("button", name="Börja öva").click()
    expect(page.get_by_text("10 låtsasdeltagare")).to_be_visible()
    return page


def devices(room: Room, console: Page) -> tuple[Page, Page]:
    """Open the wall and a real phone of the rehearsal."""
    practice = Room(room.house, room.browsers, copy_of(room.meeting))
    wall = practice.device({"width": 1920, "height": 1080})
    wall.goto(str(console.locator("#open-screen").get_attribute("href")))
    return wall, practice.phone()


@pytest.fixture
def practised(house: House, browsers: Browsers) -> Room:
    return Room(house, browsers, house.meeting(COLOUR, threshold="5"))


def test_a_host_has_done_the_whole_meeting_before_it_is_real(
    practised: Room, complaints: Complaints
) -> None:
    console = begin(practised)
    wall, phone = devices(practised, console)
    for page in (console, wall, phone):
        expect(page.locator("body")).to_contain_text("ÖVNING")
    expect(console.locator(NUMBERS).nth(0)).to_have_text(SOME)
    expect(console.locator(NUMBERS).nth(1)).to_have_text("1")
    console.locator("#next-step").click()
    expect(console.locator(NUMBERS).nth(2)).to_have_text(MANY)
    expect(wall.locator(".count b")).to_have_text(MANY)
    for said in ("Visa resultatet", "Alla frågor är klara"):
        console.locator("#next-step").click()
        expect(console.locator(".console-now")).to_contain_text(said)
    expect(wall.locator(".bars li").first).to_be_visible()
    expect(console.locator(".tries .done")).to_have_count(3)
    leave(practised, console, phone, complaints)


def leave(room: Room, console: Page, phone: Page, complaints: Complaints) -> None:
    """Throw the rehearsal away: it is gone on every device, and the meeting is as it was."""
    complaints.tolerate("404")
    code = copy_of(room.meeting).code
    console.get_by_role("button", name="Avsluta övningen").click()
    expect(console.get_by_text("Övningen är kastad")).to_be_visible()
    expect(phone.locator("#room h2")).to_have_text("Det här är slut")
    assert room.house.rows("SELECT id FROM meeting WHERE rehearsal_of = ?", room.meeting.id) == []
    phone.goto(f"/{code}")
    expect(phone.locator("h1")).not_to_contain_text("ÖVNING")
    assert room.meeting.ballots() == []


def test_a_rehearsal_needs_no_javascript(practised: Room) -> None:
    console = begin(practised, **WITHOUT)
    console.locator("#next-step").click()
    expect(console.locator(".tries .done")).to_have_count(1)
    for _ in range(40):
        console.reload()
        if console.locator(NUMBERS).nth(2).inner_text() not in ("0", "1", "2"):
            break
        console.wait_for_timeout(1000)
    console.locator("#next-step").click()
    console.locator("#next-step").click()
    expect(console.locator(".console-now")).to_contain_text("Alla frågor är klara")
    console.get_by_role("button", name="Avsluta övningen").click()
    expect(console.get_by_text("Övningen är kastad")).to_be_visible()


def test_a_restarted_server_goes_on_with_the_rehearsal(
    own_house: House, browsers: Browsers, complaints: Complaints
) -> None:
    complaints.tolerate("net::ERR")
    real = own_house.meeting(COLOUR)
    made(own_house.staff().post(f"/meetings/{real.id}/rehearsals", {"people": "50"}))
    own_house.stop()
    own_house.start()
    page = Room(own_house, browsers, copy_of(real)).console()
    expect(page.locator(NUMBERS).nth(0)).to_have_text(re.compile(r"^\d\d$"))
