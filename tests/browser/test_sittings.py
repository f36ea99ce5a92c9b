"""Breakfast and lunch together: consoles, walls and a phone of two sittings of one meeting."""

import pytest
from playwright.sync_api import expect

from tests.browser.room import Room, press
from tests.browser.sittings import once_more


@pytest.fixture
def lunch(room: Room) -> Room:
    """Hold the vote at breakfast, and one at lunch up to where it is to be revealed."""
    second = once_more(room.meeting)
    room.meeting.decided().act("revealing")
    second.decided(0, ("bla",) * 8)
    return Room(room.house, room.browsers, second)


def test_the_host_shows_both_sittings_added_up_and_apart_again(lunch: Room) -> None:
    wall, console, phone = lunch.wall(), lunch.console(), lunch.phone()
    press(console, "r")
    expect(wall.locator(".bars")).to_contain_text("Frukost: 100 %")
    together = console.get_by_role("button", name="Visa tillsammans")
    together.click()
    expect(wall.locator(".scene")).to_contain_text("Frukost och Lunch tillsammans")
    expect(wall.locator(".join-side")).to_contain_text("14 har röstat")
    expect(wall.locator(".join-side")).not_to_contain_text("Kontrolltal")
    expect(phone.locator("#room")).to_contain_text("Frukost och Lunch tillsammans")
    expect(together).to_have_attribute("aria-pressed", "true")
    together.click()
    expect(wall.locator(".bars")).to_contain_text("Frukost: 100 %")
    expect(phone.locator("#room")).not_to_contain_text("tillsammans")


def test_the_other_sittings_console_offers_the_sum_by_itself(room: Room) -> None:
    second = once_more(room.meeting)
    room.meeting.decided().act("revealing")
    console = room.console()
    together = console.get_by_role("button", name="Visa tillsammans")
    expect(together).to_have_count(0)
    second.decided(0, ("bla",) * 8).act("revealing")
    expect(together).to_have_count(1)


def test_without_javascript_the_host_shows_the_sum_too(lunch: Room) -> None:
    console = lunch.console(java_script_enabled=False)
    console.get_by_role("button", name="Visa resultatet").first.click()
    console.get_by_role("button", name="Visa tillsammans").click()
    expect(lunch.wall().locator(".scene")).to_contain_text("Frukost och Lunch tillsammans")
