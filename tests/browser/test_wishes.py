"""Wishes on phone, moderator's page, console and wall together; and without any scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.looking import SIDEWAYS, fits
from tests.browser.room import PHONE, PROJECTOR, Room
from tests.support.hostile import SHAPES

MORNING = 1_900_000_000  # seconds since 1970
WAITS = "Tack. Ditt önskemål väntar på värden."


@pytest.fixture
def wishes(room: Room) -> Room:
    """Show the two standing boxes to the room."""
    room.meeting.stage("wish-boxes/showing", standing="more_start")
    return room


def boxes(room: Room) -> list[int]:
    rows = room.house.rows("SELECT id FROM wish_box WHERE meeting_id = ?", room.meeting.id)
    return [int(row[0]) for row in rows]


def wish_ids(room: Room) -> list[str]:
    rows = room.house.rows(
        "SELECT w.id FROM wish w JOIN wish_box b ON b.id = w.box_id WHERE b.meeting_id = ?",
        room.meeting.id,
    )
    return [str(row[0]) for row in rows]


def written(room: Room, *texts: str, box: int = 0) -> None:
    """Let somebody else write these, and have them approved."""
    [phone] = room.meeting.crowd(1)
    known = set(wish_ids(room))
    for text in texts:
        phone.post(f"/{room.meeting.code}/wish-boxes/{boxes(room)[box]}/wishes", {"text": text})
    for wish in set(wish_ids(room)) - known:
        assert room.house.staff().post(f"/wishes/{wish}/approval").status == 303


def moderator(room: Room, **options: object) -> Page:
    """Open the moderator's page on a second person's phone."""
    page = room.device(PHONE, f"kiosk_staff={room.house.session('host')}", **options)
    return room.enter(page, f"/meetings/{room.meeting.id}/wishes", live=not options)


def supporter(room: Room) -> Page:
    """Open a phone that supports the only wish there is."""
    written(room, "Mindre delar")
    phone = room.phone()
    phone.locator(".support").click()
    expect(phone.locator(".support")).to_have_attribute("aria-pressed", "true")
    return phone


def write(phone: Page, text: str, box: int = 0) -> None:
    section = phone.locator(".wish-box").nth(box)
    section.locator("textarea").fill(text)
    section.get_by_role("button", name="Skicka").click()


def test_a_wish_goes_from_phone_by_moderator_to_the_wall(wishes: Room) -> None:
    phone, other, wall, host = wishes.phone(), wishes.phone(), wishes.wall(), moderator(wishes)
    write(phone, "Dela upp stora uppdrag")
    expect(phone.locator(".own").get_by_text(WAITS)).to_be_visible()
    expect(host.locator(".wish-text")).to_have_text("Dela upp stora uppdrag")
    assert other.get_by_text("Dela upp").count() == wall.get_by_text("Dela upp").count() == 0
    host.keyboard.press("ArrowDown")
    host.keyboard.press("a")
    expect(wall.locator(".boxes li")).to_contain_text("Dela upp stora uppdrag")
    expect(phone.locator(".own").get_by_text(WAITS)).to_have_count(0)
    other.locator(".support").click()
    expect(other.locator(".support")).to_have_attribute("aria-pressed", "true")
    expect(wall.locator(".boxes li b")).to_have_text("+1")
    host.keyboard.press("ArrowDown")
    host.keyboard.press("h")
    expect(wall.locator(".wish-alone h2")).to_have_text("Dela upp stora uppdrag")


def test_a_new_picture_wipes_nothing_of_ones_own(wishes: Room) -> None:
    phone = supporter(wishes)
    field = phone.locator("textarea").first
    field.click()
    phone.keyboard.type("Halvfärdig ta")
    written(wishes, "Kortare underlag")
    expect(phone.get_by_text("Kortare underlag")).to_be_visible()
    expect(field).to_be_focused()
    phone.keyboard.type("nke")
    expect(field).to_have_value("Halvfärdig tanke")
    expect(phone.locator(".support").first).to_have_attribute("aria-pressed", "true")
    other = phone.locator(".support").last
    expect(other).to_have_attribute("aria-pressed", "false")
    other.click()
    expect(other).to_have_attribute("aria-pressed", "true")
    expect(field).to_have_value("Halvfärdig tanke")


def test_a_half_written_text_comes_back_after_a_question(wishes: Room) -> None:
    phone = wishes.phone()
    phone.locator("textarea").last.fill("Halvfärdig tanke")
    wishes.meeting.act("opening")
    expect(phone.locator("#ballot")).to_be_visible()
    wishes.meeting.act("closing").stage("wish-boxes/showing", standing="more_start")
    expect(phone.locator("textarea").last).to_have_value("Halvfärdig tanke")
    phone.locator(".wish-box").last.get_by_role("button", name="Skicka").click()
    expect(phone.locator(".own").get_by_text(WAITS)).to_be_visible()


def test_a_box_that_closes_takes_no_words_away(wishes: Room, complaints: list[str]) -> None:
    complaints.tolerate("409")  # type: ignore[attr-defined]
    phone = wishes.phone()
    phone.locator("textarea").first.fill("Halvfärdig tanke")
    made = wishes.house.staff().post(f"/wish-boxes/{boxes(wishes)[0]}/closing")
    assert made.status == 303
    expect(phone.get_by_text("Värden har stängt lådan.")).to_be_visible()
    left = phone.locator("[data-carry-left] textarea")
    expect(left).to_have_value("Halvfärdig tanke")
    phone.locator("[data-carry-left]").get_by_role("button", name="Skicka").click()
    box = phone.locator(".wish-box").first
    expect(box.locator("[data-answer]")).to_contain_text("så det här skickades inte")
    expect(box.locator("textarea")).to_have_value("Halvfärdig tanke")


def test_what_cannot_be_sent_waits_in_the_phone(wishes: Room, complaints: list[str]) -> None:
    complaints.tolerate("ERR_INTERNET_DISCONNECTED", "Failed to load")  # type: ignore[attr-defined]
    phone = wishes.phone()
    phone.context.set_offline(True)
    write(phone, "Skrivet i källaren")
    expect(phone.get_by_text("Sparat i telefonen, inte skickat än.").first).to_be_visible()
    phone.context.set_offline(False)
    expect(phone.locator(".own").get_by_text(WAITS)).to_be_visible()
    assert len(wish_ids(wishes)) == 1


def test_keys_choose_and_merge(wishes: Room) -> None:
    written(wishes, "Mindre delar")
    [phone] = wishes.meeting.crowd(1)
    phone.post(f"/{wishes.meeting.code}/wish-boxes/{boxes(wishes)[0]}/wishes", {"text": "Dela upp"})
    host = moderator(wishes)
    host.keyboard.press("ArrowDown")
    expect(host.locator("[data-item]").first).to_be_focused()
    host.keyboard.press("m")
    host.locator("#f-into").select_option(label="Mindre delar")
    host.locator("#merge button").click()
    expect(host.get_by_text("Inget väntar.")).to_be_visible()


def test_keys_choose_and_park(wishes: Room) -> None:
    written(wishes, "Avtalet om städ")
    host = moderator(wishes)
    host.keyboard.press("ArrowDown")
    host.keyboard.press("p")
    host.locator("#park label", has_text="rör pågående upphandling").click()
    host.locator("#park button").click()
    host.locator("summary").click()
    expect(host.get_by_text("Parkerat: rör pågående upphandling")).to_be_visible()


# longer because it is the whole way of a wish, once
def test_everything_works_without_scripts(wishes: Room) -> None:
    phone = wishes.phone(java_script_enabled=False)
    write(phone, "Kortare underlag")
    expect(phone.locator(".own").get_by_text(WAITS)).to_be_visible()
    host = moderator(wishes, java_script_enabled=False)
    host.get_by_role("button", name="Godkänn").click()
    other = wishes.phone(java_script_enabled=False)
    other.locator(".support").click()
    expect(other.locator(".support")).to_have_attribute("aria-pressed", "true")
    wall = wishes.wall(java_script_enabled=False)
    expect(wall.locator(".boxes li")).to_contain_text("Kortare underlag")
    host.get_by_role("link", name="Ändra").click()
    host.locator("#f-text").fill("Kortare och tydligare underlag")
    host.get_by_role("button", name="Spara").click()
    host.get_by_role("button", name="Visa stort").click()
    wall.reload()
    expect(wall.locator(".wish-alone h2")).to_have_text("Kortare och tydligare underlag")


def crowded(room: Room) -> None:
    """Fill one box with words of every shape, the other with 160 wishes."""
    written(room, *(shape for shape in SHAPES if "\0" not in shape and len(shape) < 200))
    people, before = room.meeting.crowd(10), set(wish_ids(room))
    for number in range(160):
        text = f"Önskemål nummer {number} om något som vi vill ha mer av"
        path = f"/{room.meeting.code}/wish-boxes/{boxes(room)[1]}/wishes"
        people[number % 10].post(path, {"text": text})
    for wish in set(wish_ids(room)) - before:
        room.house.staff().post(f"/wishes/{wish}/approval")


def test_two_hundred_wishes_and_hostile_ones_fit(wishes: Room) -> None:
    crowded(wishes)
    wall, phone = wishes.wall(), wishes.phone()
    expect(wall.locator("[data-turning]").last).to_contain_text("1 / ")
    scene = "(one) => [one.scrollWidth - one.clientWidth, one.scrollHeight - one.clientHeight]"
    assert not wall.evaluate(SIDEWAYS)
    assert max(wall.locator(".scene").evaluate(scene)) <= 1
    smallest = "(all) => Math.min(...all.map((one) => parseFloat(getComputedStyle(one).fontSize)))"
    assert wall.locator(".boxes li").evaluate_all(smallest) >= 0.04 * 1080
    assert fits(phone)


def many(room: Room, count: int = 40) -> None:
    """Fill the first box with more wishes than have room."""
    people = room.meeting.crowd(4)
    for number in range(count):
        path = f"/{room.meeting.code}/wish-boxes/{boxes(room)[0]}/wishes"
        people[number % 4].post(path, {"text": f"Önskemål {number:02} om kortare underlag"})
    for wish in wish_ids(room):
        room.house.staff().post(f"/wishes/{wish}/approval")


def seen(wall: Page) -> list[str]:
    return [one.strip() for one in wall.locator("[data-wish]:visible").all_inner_texts()]


def test_one_page_each_quarter_of_a_minute_until_every_wish_has_stood_there(wishes: Room) -> None:
    many(wishes)
    wall = wishes.device(PROJECTOR)
    wall.clock.install(time=MORNING)
    wishes.enter(wall, wishes.meeting.wall_path(), live=False)
    expect(wall.locator("[data-wish]")).to_have_count(40)
    wall.clock.pause_at(MORNING + 600)
    page = wall.locator("[data-turning]").inner_text()
    found = []
    for _turn in range(int(page.split("/")[1])):
        wall.clock.run_for(15_000)
        found += seen(wall)
    assert len(found) == len(set(found)) == 40
    expect(wall.locator("[data-turning]")).to_have_text(page)


def test_a_new_order_moves_nothing_on_the_page_that_is_read(wishes: Room) -> None:
    many(wishes)
    wall = wishes.wall()
    before = seen(wall)
    [phone] = wishes.meeting.crowd(1)
    last = wall.locator("[data-wish]").last.get_attribute("data-wish")
    phone.post(f"/{wishes.meeting.code}/wishes/{last}/supports", {"on": "1"})
    wishes.house.staff().post(f"/wish-boxes/{boxes(wishes)[0]}/sorting")
    expect(wall.locator("[data-wish]").first).to_have_attribute("data-wish", str(last))
    expect(wall.locator("[data-wish]").first).to_be_hidden()
    assert seen(wall) == before


def test_what_is_taken_away_goes_at_once(wishes: Room) -> None:
    many(wishes)
    wall = wishes.wall()
    first = wall.locator("[data-wish]:visible").first
    key, count = first.get_attribute("data-wish"), len(seen(wall))
    wishes.house.staff().post(f"/wishes/{key}/removal")
    expect(wall.locator(f"[data-wish='{key}']")).to_have_count(0)
    assert len(seen(wall)) == count - 1


def test_without_scripts_the_wall_says_how_many_more_there_are(wishes: Room) -> None:
    many(wishes)
    wall = wishes.wall(java_script_enabled=False)
    expect(wall.locator("[data-turning]")).to_contain_text("till – läs i mobilen")
