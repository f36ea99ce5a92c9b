"""The way out: host, phone and wall together, and a phone that writes while the meeting ends."""

from playwright.sync_api import Page, expect

from tests.browser.looking import decoded, fits, join_address
from tests.browser.room import Room, version
from tests.browser.watching import Complaints


def ask(console: Page) -> None:
    """Let the host ask how the meeting was."""
    before = version(console)
    console.get_by_role("button", name="Fråga hur träffen var").click()
    expect(console.locator("#console")).not_to_have_attribute("data-stage-version", before)


def answer(phone: Page, worth: str = "Mycket") -> None:
    phone.locator("#exit .faces label", has_text=worth).click()
    phone.locator("#exit .button-big").click()


def kept(room: Room, item: str) -> list[object]:
    """Return the answers to one of the questions, as they are stored."""
    sql = "SELECT answer FROM exit_answer WHERE meeting_id = ? AND item = ?"
    return [row[0] for row in room.house.rows(sql, room.meeting.id, item)]


def test_the_host_asks_phones_answer_and_the_wall_counts(room: Room) -> None:
    phone, wall, console = room.phone(), room.wall(), room.console()
    ask(console)
    expect(phone.locator("#room h2")).to_have_text("Tack! Hur var träffen?")
    expect(wall.locator(".question")).to_have_text("Tack! Hur var träffen?")
    assert decoded(wall) == [join_address(room.meeting)]
    answer(phone)
    expect(phone.locator("#room h2")).to_have_text("Tack för era svar")
    expect(wall.locator(".live")).to_have_text("1 har svarat")
    expect(console.locator(".console-now .big-number")).to_have_text("1")


def test_answers_can_be_changed_and_stand_in_the_form_again(room: Room) -> None:
    phone = room.phone()
    room.meeting.stage("exit-forms")
    answer(phone)
    phone.get_by_role("link", name="Ändra mina svar").click()
    expect(phone.get_by_label("Mycket", exact=True)).to_be_checked()
    answer(phone, "Lite")
    expect(phone.locator("#room h2")).to_have_text("Tack för era svar")
    assert kept(room, "x1") == ['["a_little"]']


def test_who_writes_when_the_meeting_ends_loses_nothing(room: Room) -> None:
    phone, wall = room.phone(), room.wall()
    room.meeting.stage("exit-forms")
    phone.locator("#exit textarea").fill("Mer tid")
    room.meeting.stage("ending")
    expect(wall.locator(".huge")).to_have_text("Tack för i dag!")
    expect(phone.locator("#exit textarea")).to_have_value("Mer tid")
    answer(phone)
    expect(phone.locator("#room h2")).to_have_text("Tack för era svar")


def test_answers_without_a_network_are_kept_and_sent_later(
    room: Room, complaints: Complaints
) -> None:
    complaints.tolerate("net::ERR")  # the network fails on purpose
    room.meeting.stage("exit-forms")
    phone = room.phone()
    phone.context.set_offline(True)
    answer(phone)
    expect(phone.locator("[data-pending]")).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator("#room h2")).to_have_text("Tack för era svar")
    assert len(kept(room, "sent")) == 1


def test_the_form_works_without_javascript_and_fits_a_small_phone(room: Room) -> None:
    room.meeting.stage("exit-forms")
    phone = room.phone(java_script_enabled=False)
    answer(phone)
    expect(phone.locator("#room h2")).to_have_text("Tack för era svar")
    with_script = room.phone()
    assert fits(with_script)
