"""The door: three touches, forgetting, other ways in, and a tablet that cannot be left."""

import pytest
from playwright.sync_api import expect

from tests.browser.doors import PIN, Tablet, tablet
from tests.browser.house import COLOUR, House
from tests.browser.looking import decoded
from tests.browser.room import PHONE, Room, expect_receipt
from tests.browser.watching import Browsers

SMALL = """(all) => all.map((el) => [el.textContent, el.getBoundingClientRect()])
  .filter(([text, box]) => box.height < 96 || box.width < 96)"""
REFUSE = """() => {
  const refusal = () => Promise.reject(new DOMException('', 'NotAllowedError'));
  navigator.mediaDevices.getUserMedia = refusal;
}"""


@pytest.fixture
def door(house: House, browsers: Browsers) -> Tablet:
    return tablet(browsers, house.meeting(COLOUR))


def test_three_touches_check_somebody_in(door: Tablet) -> None:
    door.press("Jag är ny här")
    door.page.locator(".choice label:visible", has_text="Företag").click()
    door.press("Checka in, i rummet")
    door.see("done")
    expect(door.page.locator("[data-done=new]:visible")).to_have_text("Du är incheckad")
    assert door.counted() == 1
    assert door.held() == 0


def test_pressing_twice_checks_in_once(door: Tablet) -> None:
    door.press("Jag är ny här")
    door.page.locator("label:visible", has_text="Förening").first.click()
    door.page.get_by_role("button", name="Checka in, i rummet").dblclick()
    door.see("done")
    assert door.counted() == 1


def test_the_language_touched_is_the_language_of_the_page(door: Tablet) -> None:
    html = door.page.locator("html")
    expect(html).to_have_attribute("lang", "sv")
    door.press("I am new here")
    expect(html).to_have_attribute("lang", "en")
    expect(door.page.locator("h2:visible")).to_have_text("Check in")
    door.press("Start over")
    expect(html).to_have_attribute("lang", "sv")


def test_every_step_offers_the_own_phone_and_the_staff(door: Tablet) -> None:
    for way in ("Jag är ny här", "Jag är anmäld", "Jag har en QR-kod"):
        door.press(way)
        expect(door.page.get_by_role("button", name="Använd din egen mobil")).to_be_visible()
        expect(door.page.get_by_role("button", name="Prata med oss")).to_be_visible()
        door.press("Börja om")


def test_every_target_is_as_large_as_a_thumb(door: Tablet) -> None:
    for way in ("", "Jag är ny här", "Jag är anmäld", "Jag har en QR-kod", "Prata med oss"):
        if way:
            door.press(way)
        shown = door.page.locator("button:visible, .choice label:visible, .input:visible")
        assert shown.count()
        assert shown.evaluate_all(SMALL) == []
        if way:
            door.press("Börja om")


def test_thirty_seconds_of_nothing_forget_everything_after_a_warning(door: Tablet) -> None:
    page = door.page
    door.stop_the_clock()
    door.press("Jag är ny här")
    page.locator("[name=company]:visible").fill("Snickeri AB")
    page.clock.run_for(9_000)
    expect(page.locator("[data-warning]:visible")).to_have_count(0)
    page.clock.run_for(2_000)
    expect(page.locator("[data-warning]:visible")).to_contain_text("Allt töms om 20 sekunder")
    page.clock.run_for(20_000)
    door.see("check_in")
    assert page.locator("#d-sv-company").input_value() == ""


def test_the_warning_can_be_extended(door: Tablet) -> None:
    page = door.page
    door.stop_the_clock()
    door.press("Jag är ny här")
    page.locator("[name=company]:visible").fill("Snickeri AB")
    for _time in range(3):
        page.clock.run_for(15_000)
        page.locator("[data-stay]:visible").click()
    expect(page.locator("[name=company]:visible")).to_have_value("Snickeri AB")


def test_six_seconds_after_finishing_it_is_the_next_person(door: Tablet) -> None:
    door.stop_the_clock()
    door.check_in()
    door.page.clock.run_for(5_000)
    door.see("done")
    door.page.clock.run_for(1_500)
    door.see("check_in")
    assert door.page.locator("[data-claim-code]").all_text_contents() == ["", ""]


def test_who_needs_more_time_gets_it(door: Tablet) -> None:
    door.stop_the_clock()
    door.check_in()
    door.press("Jag behöver mer tid")
    door.page.clock.run_for(9_000)
    door.see("done")
    door.page.clock.run_for(22_000)
    door.see("check_in")


def test_the_code_on_the_tablet_lets_a_phone_vote_and_counts_nobody_twice(room: Room) -> None:
    door = tablet(room.browsers, room.meeting)
    door.check_in()
    [address] = decoded(door.page)
    phone = room.device(PHONE)
    phone.goto(address)
    phone.locator("main .button-big").click()
    expect(phone.locator("#room")).to_be_visible()
    room.meeting.act("opening")
    phone.reload()
    phone.get_by_label("Grön").check()
    phone.locator("#ballot .button-big").click()
    expect_receipt(phone, "Grön")
    assert door.counted() == 1
    assert room.meeting.ballots() == [["gron"]]


def test_nothing_but_the_door_opens_on_a_paired_tablet(door: Tablet) -> None:
    for path in ("/", f"/{door.meeting.code}", "/meetings", "/information", "/no/such/page"):
        door.page.goto(door.house.address + path)
        assert door.page.url == f"{door.house.address}/door"


def test_a_camera_that_is_refused_is_said_and_the_other_ways_remain(door: Tablet) -> None:
    door.page.evaluate(REFUSE)
    door.press("Jag har en QR-kod")
    expect(door.page.locator("[data-camera=refused]:visible")).to_contain_text("Kameran får inte")
    door.press("Jag är ny här")
    door.see("new")


def test_a_tablet_without_a_camera_says_so(door: Tablet) -> None:
    door.press("Jag har en QR-kod")
    expect(door.page.locator("[data-camera=absent]:visible")).to_contain_text("ingen kamera")


def test_staff_switch_the_door_and_let_it_go_with_the_pin(door: Tablet) -> None:
    door.act("Fråga hur träffen var")
    door.see("exit")
    door.act("Checka in deltagare")
    door.see("check_in")
    door.act("Koppla från surfplattan")
    door.see("unpaired")
    door.press("Koppla den igen")
    expect(door.page.locator("h1")).to_have_text("Gör det här till en surfplatta vid dörren")
    door.page.goto(door.house.address + "/")
    assert door.page.url == f"{door.house.address}/"


def test_a_wrong_pin_opens_nothing(door: Tablet) -> None:
    door.press("Prata med oss")
    door.press("Meny för er som håller i träffen")
    door.page.locator("[name=pin]:visible").fill("0000")
    door.press("Öppna menyn")
    expect(door.page.locator("[data-pin-error]:visible")).to_have_text("Fel PIN-kod. Försök igen.")
    door.page.locator("[name=pin]:visible").fill(PIN)
    door.press("Öppna menyn")
    door.see("menu")
