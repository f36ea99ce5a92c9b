"""However a phone behaves, its owner has one vote."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.room import Room, choose, expect_number, expect_receipt, vote


@pytest.fixture
def phone(room: Room) -> Page:
    room.meeting.act("opening")
    return room.phone()


def test_a_reload_shows_the_receipt_and_sends_nothing(room: Room, phone: Page) -> None:
    vote(phone)
    expect_receipt(phone)
    phone.reload()
    expect_receipt(phone)
    assert room.meeting.ballots() == [["rod"]]


def test_back_and_forward_again_is_still_one_vote(room: Room, phone: Page) -> None:
    vote(phone)
    expect_receipt(phone)
    phone.goto("/cookies")
    phone.go_back()
    expect_receipt(phone)
    assert room.meeting.ballots() == [["rod"]]


def test_a_double_tap_is_one_vote(room: Room, phone: Page) -> None:
    choose(phone)
    phone.locator("#ballot .button-big").dblclick()
    expect_receipt(phone)
    assert room.meeting.ballots() == [["rod"]]


def test_twenty_fast_clicks_are_one_vote(room: Room, phone: Page) -> None:
    choose(phone)
    phone.evaluate(
        """() => { const button = document.querySelector('#ballot .button-big');
        for (let n = 0; n < 20; n += 1) button.click(); }"""
    )
    expect_receipt(phone)
    assert room.meeting.ballots() == [["rod"]]


def test_twenty_clicks_without_javascript_are_one_vote(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.phone(java_script_enabled=False)
    choose(phone)
    phone.locator("#ballot .button-big").click(click_count=20, no_wait_after=True)
    expect_receipt(phone)
    assert room.meeting.ballots() == [["rod"]]


def test_two_tabs_are_one_person_and_the_last_answer_counts(room: Room, phone: Page) -> None:
    other = phone.context.new_page()
    room.enter(other, f"/{room.meeting.code}")
    vote(phone, "Röd")
    expect_receipt(phone, "Röd")
    vote(other, "Blå")
    expect_receipt(other, "Blå")
    assert room.meeting.ballots() == [["bla"]]
    expect_number(room.console(), "räknade", 1)


def test_checking_in_twice_from_one_form_is_one_person(room: Room) -> None:
    phone, console = room.device({"width": 390, "height": 844}), room.console()
    phone.goto(f"/{room.meeting.code}")
    phone.get_by_role("button", name="Checka in").dblclick()
    expect(phone.locator("#room")).to_be_visible()
    phone.go_back()
    phone.get_by_role("button", name="Checka in").click()
    expect(phone.locator("#room")).to_be_visible()
    expect_number(console, "incheckade", 1)
