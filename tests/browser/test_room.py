"""Phone, wall and console together: one meeting from check-in to its end."""

import re

from playwright.sync_api import Page, expect

from tests.browser.room import (
    PHONE,
    Room,
    expect_number,
    expect_receipt,
    press_and_wait,
    version,
    vote,
)


def shares(page: Page) -> list[int]:
    """Return the percentages of the bars on a wall or a phone."""
    texts = page.locator(".bars b").all_text_contents()
    return [int(text.removesuffix("\u00a0%")) for text in texts]


def test_a_check_in_on_the_phone_is_counted_on_wall_and_console(room: Room) -> None:
    wall, console = room.wall(), room.console()
    phone = room.device(PHONE)
    phone.goto("/")
    phone.get_by_label("Kod").fill(room.meeting.code.lower())
    phone.get_by_role("button", name="Fortsätt").click()
    phone.locator("input[value=association] + label").click()
    phone.get_by_role("button", name="Checka in").click()
    expect(phone.locator("#room h2")).to_have_text("Du är med")
    expect(wall.locator(".say")).to_contain_text("1 incheckad")
    expect_number(console, "incheckad", 1)
    expect_number(console, "ansl", 1)


def test_space_opens_the_question_and_every_phone_shows_it_by_itself(room: Room) -> None:
    phone, wall, console = room.phone(), room.wall(), room.console()
    press_and_wait(console, "Space")
    expect(phone.locator("legend")).to_contain_text("Vilken färg?")
    expect(wall.locator(".question")).to_have_text("Vilken färg?")
    expect(wall.locator(".count b")).to_have_text("0")


def test_a_vote_gives_a_receipt_and_counts_on_wall_and_console(room: Room) -> None:
    room.meeting.act("opening")
    phone, wall, console = room.phone(), room.wall(), room.console()
    vote(phone, "Grön")
    expect_receipt(phone, "Grön")
    expect(wall.locator(".count b")).to_have_text("1")
    expect_number(console, "röster", 1)
    expect_number(console, "räknade", 1)


def test_a_vote_can_be_changed_until_the_vote_closes(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.phone()
    vote(phone, "Grön")
    phone.get_by_role("link", name="Ändra").click()
    expect(phone.get_by_label("Grön")).to_be_checked()
    vote(phone, "Blå")
    expect_receipt(phone, "Blå")
    assert room.meeting.ballots() == [["bla"]]


def test_closing_is_seen_everywhere_and_shows_no_result(room: Room) -> None:
    people = room.meeting.act("opening").crowd(6)
    room.meeting.vote(people, "rod")
    phone, wall, console = room.phone(people[0]), room.wall(), room.console()
    press_and_wait(console, "Space")
    expect(phone.locator("#room h2")).to_have_text("Röstningen är stängd")
    expect(wall.locator(".closed-mark")).to_be_visible()
    assert shares(wall) == shares(phone) == []


def test_the_revealed_bars_sum_to_a_hundred_on_wall_and_phone(room: Room) -> None:
    room.meeting.decided(answers=["rod", "rod", "gron", "gron", "bla", "bla", "unknown"])
    phone, wall, console = room.phone(), room.wall(), room.console()
    press_and_wait(console, "r")
    expect(wall.locator(".bars li")).to_have_count(4)
    expect(phone.locator(".bars li")).to_have_count(4)
    assert sum(shares(wall)) == sum(shares(phone)) == 100
    assert shares(wall) == shares(phone)


def test_the_control_number_is_the_same_on_wall_phone_console_and_result_page(room: Room) -> None:
    room.meeting.decided().act("revealing")
    phone, wall, console = room.phone(), room.wall(), room.console()
    number = wall.locator(".fingerprint").inner_text()
    assert re.fullmatch(r"[0-9A-F]{4}( [0-9A-F]{4}){3}", number)
    expect(phone.locator("#room .code")).to_have_text(number)
    expect(console.locator(".order")).to_contain_text(number)
    console.goto(f"/meetings/{room.meeting.id}/result")
    expect(console.locator(".control .fingerprint")).to_have_text(number)


def test_the_second_host_to_press_learns_it_calmly_and_sees_the_truth(
    room: Room, complaints: list[str]
) -> None:
    complaints.tolerate("409", "net::ERR_FAILED")
    first, second = room.console(), room.console()
    second.route("**/stream", lambda route: route.abort())  # her console hears nothing new
    second.reload()
    press_and_wait(first, "Space")
    second.get_by_role("button", name="Öppna nästa fråga").click()
    expect(second.locator(".notice")).to_contain_text("hann strax före")
    expect(second.locator("#next-step")).to_contain_text("Stäng röstningen")
    assert version(first) == version(second)


def test_a_reveal_can_be_taken_back(room: Room) -> None:
    room.meeting.decided()
    wall, console = room.wall(), room.console()
    press_and_wait(console, "r")
    expect(wall.locator(".bars")).to_be_visible()
    console.get_by_role("button", name="Ta tillbaka").click()
    expect(wall.locator(".closed-mark")).to_be_visible()
    assert shares(wall) == []


def test_black_hides_the_wall_and_phones_go_on(room: Room) -> None:
    room.meeting.act("opening")
    phone, wall, console = room.phone(), room.wall(), room.console()
    press_and_wait(console, "b")
    expect(wall.locator(".wall-black")).to_be_visible()
    expect(phone.locator("#ballot")).to_be_visible()
    press_and_wait(console, "b")
    expect(wall.locator(".question")).to_have_text("Vilken färg?")


def test_q_shows_the_code_in_full_size_during_a_vote(room: Room) -> None:
    room.meeting.act("opening")
    wall, console = room.wall(), room.console()
    press_and_wait(console, "q")
    expect(wall.locator(".join-huge .qr")).to_be_visible()
    press_and_wait(console, "q")
    expect(wall.locator(".join .qr")).to_be_visible()


def test_a_new_vote_on_the_same_question_starts_from_nothing(room: Room) -> None:
    people = room.meeting.act("opening").crowd(6)
    room.meeting.vote(people, "rod").act("closing")
    phone, console = room.phone(people[0]), room.console()
    console.get_by_role("button", name="Ställ frågan igen").click()
    expect(console.locator(".order li")).to_have_count(2)
    console.locator(".order li").nth(1).get_by_role("button", name="Öppna nu").click()
    vote(phone, "Blå")
    expect_receipt(phone, "Blå")
    expect_number(console, "röster", 1)
    assert room.meeting.ballots() == [["rod"]] * 6


def test_who_comes_late_lands_in_what_goes_on(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.device(PHONE)
    phone.goto(f"/{room.meeting.code}")
    phone.get_by_role("button", name="Checka in").click()
    vote(phone)
    expect_receipt(phone)


def test_an_ended_meeting_says_thank_you_everywhere(room: Room) -> None:
    phone, wall, console = room.phone(), room.wall(), room.console()
    console.get_by_role("button", name="Avsluta träffen").click()
    expect(phone.locator("#room h2")).to_have_text("Tack för i dag")
    expect(wall.locator(".huge")).to_have_text("Tack för i dag!")
    console.get_by_role("button", name="Ta tillbaka").click()
    expect(phone.locator("#room h2")).to_have_text("Du är med")
