"""Break, welcome and the host's own picture of the wall, on all devices together."""

import re
import signal

from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, House
from tests.browser.room import DESK, PHONE, Room
from tests.browser.watching import Browsers, Complaints

CLOCK = re.compile(r"^\d+:\d\d$")


def pause(room: Room, minutes: str = "5") -> None:
    room.meeting.stage("breaks", minutes=minutes)


def seconds(wall: Page) -> int:
    """Return how much of the break is left on the wall."""
    expect(wall.locator(".countdown")).to_have_text(CLOCK)
    minutes, rest = wall.locator(".countdown").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def test_a_break_from_the_console_counts_down_on_the_wall_and_tells_phones(room: Room) -> None:
    phone, wall, console = room.phone(), room.wall(), room.console()
    console.get_by_role("button", name="Paus, 5 minuter").click()
    expect(phone.locator("#room h2")).to_have_text("Paus")
    assert 240 < seconds(wall) <= 360
    said = wall.locator(".pause .question").inner_text()
    assert re.fullmatch(r"Vi fortsätter \d\d:\d\d\.", said)
    expect(phone.locator("#room .lead")).to_have_text(said)


def test_a_projector_whose_clock_is_wrong_counts_by_the_servers(room: Room) -> None:
    pause(room)
    wall = room.device({"width": 1920, "height": 1080})
    wall.add_init_script("Date.now = ((now) => () => now() + 3600000)(Date.now)")
    room.enter(wall, room.meeting.wall_path())
    wall.wait_for_function("() => !document.querySelector('.countdown').hidden")
    assert 240 < seconds(wall) <= 360


def test_a_break_survives_a_reload_and_a_restart(
    own_house: House, browsers: Browsers, complaints: Complaints
) -> None:
    complaints.tolerate("net::ERR")  # the server goes away on purpose
    room = Room(own_house, browsers, own_house.meeting(COLOUR))
    pause(room)
    wall = room.wall()
    before = wall.locator(".pause .question").inner_text()
    own_house.end(signal.SIGTERM)
    own_house.start()
    wall.reload()
    expect(wall.locator(".pause .question")).to_have_text(before)
    assert seconds(wall) <= 360


def test_a_break_that_is_over_says_so_instead_of_counting_on(room: Room) -> None:
    pause(room)
    wall = room.wall()
    wall.evaluate("Date.now = ((now) => () => now() + 600000)(Date.now)")
    expect(wall.locator("[data-over]")).to_have_text("Vi fortsätter strax.")
    expect(wall.locator(".countdown")).to_be_hidden()


def test_without_javascript_the_wall_shows_the_time_of_day(room: Room) -> None:
    pause(room)
    wall = room.wall(java_script_enabled=False)
    expect(wall.locator(".pause .question")).to_have_text(re.compile(r"Vi fortsätter \d\d:\d\d\."))
    expect(wall.locator(".countdown")).to_be_hidden()


def test_the_console_shows_exactly_what_the_room_sees(room: Room) -> None:
    console = room.console(DESK)
    frame = console.frame_locator(".wall-frame iframe")
    expect(frame.locator(".join-code")).to_be_visible()
    room.meeting.act("opening")
    expect(frame.locator(".question")).to_have_text("Vilken färg?")
    room.meeting.stage("covers", cover="test")
    expect(frame.locator(".test-large")).to_be_visible()


def test_a_console_on_a_phone_opens_no_second_stream(room: Room) -> None:
    console = room.console(PHONE)
    expect(console.locator(".preview")).to_be_visible()
    expect(console.locator(".wall-frame")).to_be_hidden()
    asked = "() => performance.getEntriesByType('resource').map((one) => one.name)"
    assert not [name for name in console.evaluate(asked) if "/screens/" in name]
