"""The whole room at once: the tablet at the door, a phone, the console and the wall."""

from playwright.sync_api import Page, expect

from tests.browser.doors import tablet
from tests.browser.looking import decoded
from tests.browser.room import PHONE, Room, expect_number, expect_receipt, press_and_wait, vote

BOXES = "SELECT id FROM wish_box WHERE meeting_id = ? ORDER BY id"
WISHES = f"SELECT id FROM wish WHERE box_id IN ({BOXES})"


def from_the_door(room: Room) -> Page:
    """Check somebody in on the tablet, and let a phone take the check-in over."""
    door = tablet(room.browsers, room.meeting)
    door.check_in(company="Snickeri AB")
    door.wait_until_sent()
    [address] = decoded(door.page)
    phone = room.device(PHONE)
    phone.goto(address)
    phone.locator("main .button-primary").click()
    expect(phone.locator("#room h2")).to_have_text("Du är med")
    return phone


# longer because it is one meeting on every device, from the door to the ending
def test_one_meeting_goes_through_door_phone_console_and_wall(room: Room) -> None:
    wall, console = room.wall(), room.console()
    phone, others = from_the_door(room), room.meeting.crowd(5)
    expect(wall.locator(".say")).to_contain_text("6 incheckade")
    expect_number(console, "incheckade", 6)
    press_and_wait(console, "Space")
    vote(phone, "Grön")
    expect_receipt(phone, "Grön")
    room.meeting.vote(others, "rod")
    expect(wall.locator(".count b")).to_have_text("6")
    press_and_wait(console, "Space")
    press_and_wait(console, "r")
    for page in (wall, phone):
        expect(page.locator(".bars")).to_contain_text("Grön")
    console.get_by_role("button", name="Gör mer av · Börja göra").click()
    phone.locator(".wish-box textarea").first.fill("Mindre delar")
    phone.locator(".wish-box .button-primary").first.click()
    expect(phone.locator(".wishes.own").first).to_contain_text("Mindre delar")
    [[wish]] = room.house.rows(WISHES, room.meeting.id)
    assert room.house.staff().post(f"/wishes/{wish}/approval").status == 303
    expect(wall.locator(".boxes")).to_contain_text("Mindre delar")
    room.meeting.stage("ending")
    expect(phone.locator("#room")).to_contain_text("Tack")
    expect_number(console, "incheckade", 6)


def test_who_writes_when_the_meeting_ends_keeps_every_word(room: Room) -> None:
    room.meeting.stage("wish-boxes/showing", standing="more_start")
    phones, host = room.meeting.crowd(30), room.house.staff()
    [[box], *_others] = room.house.rows(BOXES, room.meeting.id)
    assert host.post(f"/meetings/{room.meeting.id}/ending").status == 303
    for number, phone in enumerate(phones):
        address = f"/{room.meeting.code}/wish-boxes/{box}/wishes"
        answer = phone.post(address, {"text": f"Önskemål {number}", "operation": f"w{number}"})
        assert answer.status == 409
        assert f"Önskemål {number}" in answer.text
    assert room.house.rows(WISHES, room.meeting.id) == []
