"""Pitches on two phones, the wall and a console in the hand; a projector that slept; no scripts."""

import re
import signal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, House
from tests.browser.looking import SIDEWAYS, fits
from tests.browser.pitches import accept, call, listed, open_list, sign_up, timing
from tests.browser.room import DESK, PHONE, Room, press, press_and_wait
from tests.browser.watching import Browsers, Complaints

# Counts the tones that a wall starts; browsers in tests have no loudspeaker.
TONES = """
tones = 0;
const start = AudioScheduledSourceNode.prototype.start;
AudioScheduledSourceNode.prototype.start = function (...at) { tones += 1; start.apply(this, at); };
"""
LATER = "Date.now = ((now) => () => now() + %d)(Date.now)"


@pytest.fixture
def pitches(room: Room) -> Room:
    """Open the sign-up of a meeting."""
    open_list(room.meeting)
    return room


def host_list(room: Room, **options: object) -> Page:
    """Open the list on a second host's phone."""
    page = room.device(PHONE, f"kiosk_staff={room.house.session('host')}", **options)
    return room.enter(page, f"/meetings/{room.meeting.id}/pitches", live=not options)


def left(wall: Page) -> int:
    expect(wall.locator("[data-left]")).to_have_text(re.compile(r"^\d+:\d\d$"))
    minutes, rest = wall.locator("[data-left]").inner_text().split(":")
    return int(minutes) * 60 + int(rest)


def put_forward(page: Page, seconds: int) -> None:
    """Let a device think that so much time has gone, as a sleep does."""
    page.evaluate(LATER % (seconds * 1000))


# longer because it is the whole way of a pitch, once, on all devices
def test_a_pitch_goes_from_phone_by_host_to_the_wall(pitches: Room) -> None:
    phone, other, wall = pitches.phone(), pitches.phone(), pitches.wall()
    console, host = pitches.console(PHONE), host_list(pitches)
    phone.get_by_role("link", name="Anmäl er till en pitch").click()
    phone.locator("#f-company").fill("Bageriet på hörnet")
    phone.get_by_role("button", name="Anmäl er").click()
    expect(phone.get_by_text("Värden har inte tagit upp er")).to_be_visible()
    phone.get_by_role("link", name="Tillbaka till träffen").click()
    console.get_by_role("button", name="Pitchar", exact=True).click()
    expect(other.locator("#room h2")).to_have_text("Pitchar")
    assert wall.get_by_text("Bageriet").count() == other.get_by_text("Bageriet").count() == 0
    host.get_by_role("button", name="Ta upp").click()
    expect(wall.locator(".pitch-order li")).to_contain_text("Bageriet på hörnet")
    expect(phone.get_by_text("Ni är näst på tur.")).to_be_visible()
    expect(other.get_by_text("Ni är näst på tur.")).to_be_hidden()
    press_and_wait(console, "PageDown")
    expect(phone.get_by_text("Nu är det er tur.")).to_be_visible()
    expect(wall.locator("[data-left]")).to_have_text("1:00")
    press_and_wait(console, " ")
    expect(wall.locator("[data-left]")).not_to_have_text("1:00")
    assert 45 < left(wall) < 60
    expect(console.locator(".pitch-panel [data-left]")).not_to_have_text("1:00")


def test_a_phone_follows_its_own_number(pitches: Room) -> None:
    made = pitches.meeting
    first, second = listed(made)[:2]
    [person] = made.crowd(1)
    phone = pitches.phone(person)
    accept(made, sign_up(made, person, "Sågen"))
    phone.reload()
    made.stage("pitches/showing")
    expect(phone.get_by_text("Ni är nummer 4.")).to_be_visible()
    call(made, first)
    expect(phone.get_by_text("Ni är nummer 3.")).to_be_visible()
    made.stage(f"pitches/{second}/removal")
    expect(phone.get_by_text("Ni är nummer 2.")).to_be_visible()


def test_the_wall_says_when_it_is_nearly_over_and_when_it_is(pitches: Room) -> None:
    call(pitches.meeting, listed(pitches.meeting)[0])
    timing(pitches.meeting)
    wall = pitches.wall()
    expect(wall.locator(".pitch")).to_have_attribute("data-phase", "run")
    put_forward(wall, 51)
    expect(wall.get_by_text("Snart slut")).to_be_visible()
    put_forward(wall, 10)
    expect(wall.get_by_text("Tiden är ute")).to_be_visible()
    expect(wall.locator("[data-left]")).to_have_text("0:00")
    assert wall.locator("progress").evaluate("(bar) => bar.value") == 0


def test_a_projector_with_a_wrong_clock_counts_by_the_servers(pitches: Room) -> None:
    call(pitches.meeting, listed(pitches.meeting)[0])
    timing(pitches.meeting)
    wall = pitches.device({"width": 1920, "height": 1080})
    wall.add_init_script(LATER % 3_600_000)
    pitches.enter(wall, pitches.meeting.wall_path())
    expect(wall.locator("[data-left]")).not_to_have_text("0:00")
    assert 0 < left(wall) <= 60


def test_a_time_survives_reloads_and_a_restart_and_a_pause_stands_still(
    own_house: House, browsers: Browsers, complaints: Complaints
) -> None:
    complaints.tolerate("net::ERR")  # the server goes away on purpose
    room = Room(own_house, browsers, own_house.meeting(COLOUR))
    call(room.meeting, listed(room.meeting)[0])
    timing(timing(room.meeting), "pause")
    wall = room.wall()
    before = left(wall)
    expect(wall.get_by_text("Pausad")).to_be_visible()
    own_house.end(signal.SIGTERM)
    own_house.start()
    wall.reload()
    assert left(wall) == before


def sounding(room: Room) -> Page:
    """Open a wall that somebody has clicked on, while a pitch is running."""
    call(room.meeting, listed(room.meeting)[0])
    timing(room.meeting)
    wall = room.device({"width": 1920, "height": 1080})
    wall.add_init_script(TONES)
    room.enter(wall, room.meeting.wall_path())
    wall.locator(".pitch").click()
    expect(wall.locator(".pitch")).to_have_attribute("data-phase", "run")
    return wall


def test_a_soft_tone_comes_once_when_the_time_is_up(pitches: Room) -> None:
    wall = sounding(pitches)
    put_forward(wall, 70)
    wall.wait_for_function("() => tones === 2")
    wall.evaluate("document.dispatchEvent(new Event('kiosk:frame'))")
    wall.wait_for_timeout(600)  # a tone too many would come within two ticks
    assert wall.evaluate("tones") == 2


def test_a_muted_wall_is_silent(pitches: Room) -> None:
    wall = sounding(pitches)
    pitches.meeting.stage("pitches/sound", on="")
    expect(wall.locator(".pitch")).to_have_attribute("data-sound", "off")
    put_forward(wall, 70)
    expect(wall.get_by_text("Tiden är ute")).to_be_visible()
    assert wall.evaluate("tones") == 0


def test_who_opens_the_wall_afterwards_hears_nothing(pitches: Room) -> None:
    wall = sounding(pitches)
    wall.add_init_script(LATER % 0)
    put_forward(wall, 70)
    wall.wait_for_function("() => tones === 2")
    again = pitches.device({"width": 1920, "height": 1080})
    again.add_init_script(TONES + "fetch = () => Promise.reject(new Error());" + LATER % 70_000)
    again.goto(pitches.meeting.wall_path())
    expect(again.get_by_text("Tiden är ute")).to_be_visible()
    assert again.evaluate("tones") == 0


def test_of_two_hosts_who_press_next_only_one_moves_the_stage(pitches: Room) -> None:
    made = pitches.meeting
    first, second, _third = listed(made)
    call(made, first)
    timing(made)
    one, two = pitches.console(), pitches.console(PHONE)
    press_and_wait(one, " ")
    expect(two.locator(".now-question")).to_have_text("Pitch: Bageriet på hörnet")
    press(two, " ")  # now it is the next big step there too: the time
    expect(two.locator("#pitch-pause")).to_be_visible()
    expect(one.locator("#pitch-pause")).to_be_visible()
    assert made.house.rows("SELECT COUNT(*) FROM pitch WHERE spoken_at IS NOT NULL")[0][0] >= 2
    assert second


# longer because it is the whole way without scripts, once
def test_everything_works_without_scripts(pitches: Room) -> None:
    phone = pitches.phone(java_script_enabled=False)
    phone.get_by_role("link", name="Anmäl er till en pitch").click()
    phone.locator("#f-company").fill("Bageriet på hörnet")
    phone.get_by_role("button", name="Anmäl er").click()
    host = host_list(pitches, java_script_enabled=False)
    host.get_by_role("button", name="Ta upp").click()
    host.get_by_role("button", name="Ropa upp nu").click()
    host.get_by_role("button", name="Starta tiden").click()
    wall = pitches.wall(java_script_enabled=False)
    expect(wall.get_by_text(re.compile(r"Tiden är ute \d\d:\d\d:\d\d\."))).to_be_visible()
    expect(wall.locator("[data-left]")).to_be_hidden()
    phone.get_by_role("link", name="Tillbaka till träffen").click()
    expect(phone.get_by_text("Nu är det er tur.")).to_be_visible()
    host.get_by_role("button", name="Pausa tiden").click()
    wall.reload()
    expect(wall.get_by_text("Pausad")).to_be_visible()


def test_long_names_and_a_long_list_fit(pitches: Room) -> None:
    long = "Sammanslutningen för Trähantverk och Byggnadsvård i Norra Bergslagen AB " + "x" * 45
    first = listed(pitches.meeting, [long[:118] for _ in range(12)])[0]
    pitches.meeting.stage("pitches/showing")
    wall, phone = pitches.wall(), pitches.phone()
    scene = "(one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]"
    assert max(wall.locator(".scene").evaluate(scene)) <= 1
    call(pitches.meeting, first)
    timing(pitches.meeting)
    expect(wall.locator(".pitch")).to_have_attribute("data-phase", "run")
    assert not wall.evaluate(SIDEWAYS)
    assert max(wall.locator(".scene").evaluate(scene)) <= 1
    assert fits(phone)
    assert fits(host_list(pitches))
    assert fits(pitches.console(DESK))
