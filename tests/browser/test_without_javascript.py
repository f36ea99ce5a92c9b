"""Everything an attendee and a host must do works as plain HTML."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.room import DESK, PHONE, Room, expect_receipt, give_cookie, vote
from tests.browser.watching import Browsers
from tests.support.installation import ANNA, PASSWORD


def plain(browsers: Browsers, house: House, size: dict[str, int]) -> Page:
    """Open a device whose browser runs no scripts."""
    context = browsers.open(
        java_script_enabled=False, base_url=house.address, viewport=size, reduced_motion="reduce"
    )
    return context.new_page()


@pytest.fixture
def host(browsers: Browsers, house: House) -> Page:
    page = plain(browsers, house, DESK)
    give_cookie(page.context, house, f"kiosk_staff={house.session('host')}")
    return page


@pytest.fixture
def phone(browsers: Browsers, house: House) -> Page:
    return plain(browsers, house, PHONE)


def test_a_host_signs_in(browsers: Browsers, house: House) -> None:
    page = plain(browsers, house, DESK)
    page.goto("/meetings")
    page.get_by_label("E-postadress").fill(ANNA.email)
    page.get_by_label("Lösenord").fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Logga in").click()
    expect(page.get_by_role("heading", name="Träffar", level=1)).to_be_visible()


def test_a_host_makes_a_meeting_and_changes_its_questions(host: Page) -> None:
    host.goto("/meetings/new")
    host.get_by_label("Rubrik").fill("Dialogträff utan skript")
    host.get_by_label("Datum").fill("2098-03-12")
    host.get_by_label("Börjar").fill("08:30")
    host.locator("main .button-primary").click()
    expect(host.locator("h1")).to_have_text("Dialogträff utan skript")
    expect(host.locator("#questions .order li")).to_have_count(4)
    add_question(host)
    expect(host.locator("#questions .order li")).to_have_count(5)
    host.locator("#questions .order li").last.get_by_role("button", name="Flytta upp").click()
    expect(host.locator("#questions .order li").nth(3)).to_contain_text("Vilken färg?")


def add_question(host: Page) -> None:
    host.get_by_role("link", name="Ny fråga").click()
    host.locator("a[href*='kind=choice']").click()
    host.locator("#f-prompt_sv").fill("Vilken färg?")
    host.locator("#f-option_1_sv").fill("Röd")
    host.locator("#f-option_2_sv").fill("Blå")
    host.locator("button[value=save]").click()


def test_a_whole_vote_on_plain_console_phone_and_wall(room: Room, host: Page, phone: Page) -> None:
    others = room.meeting.crowd(5)
    phone.goto(f"/{room.meeting.code}")
    phone.get_by_role("button", name="Checka in").click()
    host.goto(f"/meetings/{room.meeting.id}/console")
    host.locator("#next-step").click()
    phone.get_by_role("link", name="Titta igen").click()
    vote(phone, "Blå")
    expect_receipt(phone, "Blå")
    room.meeting.vote(others, "rod")
    host.locator("#next-step").click()
    host.locator("#next-step").click()
    phone.goto(f"/{room.meeting.code}")
    expect(phone.locator(".bars li").nth(2)).to_contain_text(re.compile(r"Blå\s*17\s%"))
    host.goto(f"/meetings/{room.meeting.id}/result")
    expect(host.locator(".asked .bars li").nth(2)).to_contain_text(re.compile(r"Blå\s*17\s%"))


def test_a_vote_is_changed_by_a_plain_link(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.phone(java_script_enabled=False)
    vote(phone, "Röd")
    phone.get_by_role("link", name="Ändra").click()
    vote(phone, "Blå")
    expect_receipt(phone, "Blå")
    assert room.meeting.ballots() == [["bla"]]


def test_the_wall_without_scripts_shows_the_picture_of_now(room: Room) -> None:
    room.meeting.act("opening")
    wall = room.wall(java_script_enabled=False)
    expect(wall.locator(".question")).to_have_text("Vilken färg?")
    room.meeting.stage("covers", cover="qr")
    wall.reload()
    expect(wall.locator(".join-huge")).to_be_visible()


def test_a_plain_console_covers_takes_back_and_ends(room: Room) -> None:
    console = room.console(java_script_enabled=False)
    console.get_by_role("button", name="Svart bild").click()
    expect(console.locator(".badge-warn")).to_have_text("Projektorbilden är svart")
    console.get_by_role("button", name="Ta tillbaka").click()
    expect(console.locator(".badge-warn")).to_have_count(0)
    console.get_by_role("button", name="Avsluta träffen").click()
    expect(console.locator("#now-title")).to_have_text("Träffen är avslutad")
