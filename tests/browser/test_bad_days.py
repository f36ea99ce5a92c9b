"""What goes wrong is said in a clear sentence, and what was typed is still there."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, REMARK, House
from tests.browser.room import DESK, PHONE, PROJECTOR, Room, choose, expect_receipt, vote
from tests.browser.watching import Browsers, Complaints


@pytest.fixture(autouse=True)
def refused(complaints: Complaints) -> None:
    """Let the console mention the refusals that these tests provoke."""
    complaints.tolerate("404", "409", "422", "403")


def expect_error_page(page: Page, title: str, sentence: str) -> None:
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("main")).to_contain_text(sentence)
    assert "Traceback" not in page.content()


def test_a_wrong_code_stays_in_its_field(room: Room) -> None:
    phone = room.device(PHONE)
    phone.goto("/")
    phone.locator("#f-code").fill("bcd fgh")
    phone.keyboard.press("Enter")
    expect(phone.locator("#error-summary")).to_contain_text("Det finns ingen träff med den koden")
    expect(phone.locator("#error-summary")).to_be_focused()
    expect(phone.locator("#f-code")).to_have_value("bcd fgh")


@pytest.mark.parametrize("path", ["/BBBBBB", "/screens/abc", "/screens/WzEsMV0.x", "/../../etc"])
def test_an_address_that_leads_nowhere_says_what_to_check(room: Room, path: str) -> None:
    page = room.device(DESK)
    page.goto(path)
    expect_error_page(page, "Sidan finns inte", "Länken kan vara gammal")


def test_a_tampered_link_to_the_wall_opens_nothing(room: Room) -> None:
    page = room.device(PROJECTOR)
    page.goto(room.meeting.wall_path()[:-1] + "_")
    expect_error_page(page, "Sidan finns inte", "Länken kan vara gammal")


def test_an_old_link_to_the_wall_dies_when_a_new_one_is_made(room: Room) -> None:
    old = room.meeting.wall_path()
    room.meeting.stage("screen-links")
    page = room.device(PROJECTOR)
    page.goto(old)
    expect_error_page(page, "Sidan finns inte", "Länken kan vara gammal")
    expect(room.wall().locator(".join-huge")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_vote_after_the_closing_is_said_not_to_count(room: Room, scripts: bool) -> None:
    room.meeting.act("opening")
    phone = room.phone(java_script_enabled=scripts)
    phone.route(re.compile("/(stream|frame)$"), lambda route: route.abort())
    room.browsers.complaints.tolerate("net::ERR_FAILED")
    phone.reload()
    choose(phone)
    room.meeting.act("closing")
    phone.locator("#ballot .button-big").click()
    expect(phone.locator("#room h2")).to_have_text("Din röst räknades inte")
    expect(phone.locator("#room")).to_contain_text("Röstningen stängdes innan ditt svar kom fram")
    assert room.meeting.ballots() == []


def test_who_scans_the_code_of_an_ended_meeting_is_told(room: Room) -> None:
    room.meeting.stage("ending")
    phone = room.device(PHONE)
    phone.goto(f"/{room.meeting.code}")
    expect(phone.locator("#room h2")).to_have_text("Tack för i dag")
    expect(phone.locator("[data-live]")).to_have_count(0)  # a stranger's stream would be refused


def test_who_checks_in_just_as_the_meeting_ends_is_told(room: Room) -> None:
    phone = room.device(PHONE)
    phone.goto(f"/{room.meeting.code}")
    room.meeting.stage("ending")
    phone.get_by_role("button", name="Checka in").click()
    expect_error_page(phone, "Inte just nu", "Träffen är avslutad")


@pytest.fixture
def written(house: House, browsers: Browsers) -> Room:
    return Room(house, browsers, house.meeting(REMARK).act("opening"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_a_text_of_ten_thousand_characters_is_refused_and_kept(
    written: Room, scripts: bool
) -> None:
    phone, text = written.phone(java_script_enabled=scripts), "Längre! " * 1250
    phone.locator("#f-answer").evaluate("(el) => el.removeAttribute('maxlength')")
    phone.locator("#f-answer").fill(text)
    phone.locator("#ballot .button-big").click()
    expect(phone.locator("#room [role=alert]")).to_contain_text("Texten är för lång")
    expect(phone.locator("#f-answer")).to_have_value(text)
    phone.locator("#f-answer").fill("Kortare")
    phone.locator("#ballot .button-big").click()
    expect_receipt(phone, "Kortare")


def test_the_field_itself_takes_no_more_than_fits(written: Room) -> None:
    phone = written.phone()
    phone.locator("#f-answer").focus()
    phone.keyboard.insert_text("x" * 10_000)
    assert len(phone.locator("#f-answer").input_value()) == 1000


def test_an_unfinished_meeting_form_keeps_what_was_typed(room: Room) -> None:
    host = room.device(DESK, f"kiosk_staff={room.house.session('host')}")
    host.goto("/meetings/new")
    host.evaluate("document.querySelector('main form').noValidate = true")
    host.locator("#f-place").fill("Folkets hus")
    host.locator("#f-title").fill("T" * 121)
    host.locator("main .button-primary").click()
    expect(host.locator("#error-summary")).to_be_focused()
    expect(host.locator("#f-place")).to_have_value("Folkets hus")
    host.locator("#error-summary a").first.click()
    assert host.evaluate("document.activeElement.id").startswith("f-")


def test_a_person_on_a_roll_needs_the_code_on_the_card(house: House, browsers: Browsers) -> None:
    room = Room(house, browsers, house.meeting(COLOUR, level="roll").act("opening"))
    card = re.search(r"\b([B-DF-HJ-NP-TV-Z2-9]{4} [B-DF-HJ-NP-TV-Z2-9]{4})\b",
                     house.staff().get(f"/meetings/{room.meeting.id}/roll").text)  # fmt: skip
    phone = room.phone()
    phone.get_by_role("link", name="Skriv min kod").click()
    phone.locator("#f-code").fill("BBBB BBBB")
    phone.get_by_role("button", name="Fortsätt").click()
    expect(phone.locator("#error-summary")).to_contain_text("finns inte på listan")
    assert card
    phone.locator("#f-code").fill(card[1])
    phone.get_by_role("button", name="Fortsätt").click()
    vote(phone)
    expect_receipt(phone)
