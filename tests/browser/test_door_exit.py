"""The door as a way out, and the camera: a tablet that asks, and one that reads tickets."""

import re

from playwright.sync_api import expect

from kiosk.meetings.tickets import ticket as ticket_code
from tests.browser.doors import Tablet, tablet
from tests.browser.house import COLOUR, SECRET_KEY, House
from tests.browser.watching import Browsers

# A camera that sees what stands in a canvas: white, or the QR code of an address.
CAMERA = """(address) => import('/static/vendor/qr/index.js').then((qr) => {
  const canvas = document.createElement('canvas');
  canvas.width = 640;
  canvas.height = 480;
  const pen = canvas.getContext('2d');
  const rows = qr.encodeQR(address, 'raw', { ecc: 'medium', border: 4 });
  const draw = () => {
    pen.fillStyle = '#ddd';
    pen.fillRect(0, 0, 640, 480);
    pen.fillStyle = '#111';
    const size = Math.floor(440 / rows.length);
    rows.forEach((row, y) => row.forEach((on, x) => {
      if (on) pen.fillRect(100 + x * size, 20 + y * size, size, size);
    }));
  };
  setInterval(draw, 50);
  navigator.mediaDevices.getUserMedia = () => Promise.resolve(canvas.captureStream(20));
})"""


def asking(house: House, browsers: Browsers) -> Tablet:
    door = tablet(browsers, house.meeting(COLOUR))
    door.act("Fråga hur träffen var")
    door.see("exit")
    return door


def kept(door: Tablet, item: str) -> list[object]:
    sql = "SELECT answer FROM exit_answer WHERE meeting_id = ? AND item = ?"
    return [row[0] for row in door.house.rows(sql, door.meeting.id, item)]


def test_one_press_is_an_answer_and_more_is_optional(house: House, browsers: Browsers) -> None:
    door = asking(house, browsers)
    door.press("Bra")
    door.see("more")
    door.page.locator(".choice label:visible", has_text=re.compile("^Mycket$")).click()
    door.press("Skicka")
    door.see("thanks")
    door.wait_until_sent()
    assert kept(door, "x0") == ['["good"]']
    assert kept(door, "x1") == ['["very"]']
    assert len(kept(door, "sent")) == 1


def test_two_quick_presses_are_one_answer(house: House, browsers: Browsers) -> None:
    door = asking(house, browsers)
    door.page.evaluate("document.querySelectorAll('[data-face]').forEach((one) => one.click())")
    door.see("more")
    door.wait_until_sent()
    assert kept(door, "x0") == ['["poor"]']


def test_the_door_asks_in_the_language_that_is_pressed(house: House, browsers: Browsers) -> None:
    door = asking(house, browsers)
    door.press("Very good")
    expect(door.page.locator("html")).to_have_attribute("lang", "en")
    expect(door.page.locator("h2:visible")).to_contain_text("Thank you!")


def ticket(door: Tablet, company: str = "Snickeri AB") -> str:
    """Register somebody as the host does, and return the address in the QR code."""
    fields = {"company": company, "name": "Kim", "role": "company", "mode": "room"}
    door.house.staff().post(f"/meetings/{door.meeting.id}/registrations/single", fields)
    rows = door.house.rows("SELECT id FROM registration WHERE meeting_id = ?", door.meeting.id)
    return f"{door.house.address}/registrations/{ticket_code(SECRET_KEY, str(rows[0][0]))}"


def test_a_ticket_held_up_to_the_camera_checks_in(house: House, browsers: Browsers) -> None:
    door = tablet(browsers, house.meeting(COLOUR))
    door.page.evaluate(CAMERA, ticket(door))
    door.press("Jag har en QR-kod")
    door.see("done")
    expect(door.page.locator("[data-done=new]:visible")).to_have_text("Du är incheckad")
    door.press("Klart")
    door.press("Jag har en QR-kod")
    door.see("done")
    expect(door.page.locator("[data-done=known]:visible")).to_have_text("Du var redan incheckad")
    assert door.counted() == 1


def test_three_letters_find_the_company_and_no_name(house: House, browsers: Browsers) -> None:
    door = tablet(browsers, house.meeting(COLOUR))
    ticket(door)
    door.press("Jag är anmäld")
    door.page.locator("[name=words]:visible").fill("sn")
    door.page.locator("[name=words]:visible").fill("snick")
    door.press("Snickeri AB")
    assert "Kim" not in door.page.locator("body").inner_text()
    door.press("Checka in, i rummet")
    door.see("done")
    assert door.counted() == 1


def test_a_code_that_is_no_ticket_is_said_so(house: House, browsers: Browsers) -> None:
    door = tablet(browsers, house.meeting(COLOUR))
    door.page.evaluate(CAMERA, f"{house.address}/{door.meeting.code}")
    door.press("Jag har en QR-kod")
    expect(door.page.locator("[data-camera=other]:visible")).to_contain_text("ingen biljett")
    assert door.counted() == 0
