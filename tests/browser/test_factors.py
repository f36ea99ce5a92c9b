"""A factor vote on two phones, console and wall together; and without any scripts."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser import factors as made
from tests.browser.looking import SIDEWAYS, fits
from tests.browser.room import Room, press, press_and_wait
from tests.browser.watching import Complaints
from tests.support.hostile import SHAPES

FIRST, SECOND, THIRD = made.TEXTS


@pytest.fixture
def factors(room: Room) -> Room:
    """Let the room vote on three factors."""
    made.act(room.meeting, made.new_list(room.meeting), "opening")
    return room


def tap(phone: Page, text: str, answer: str) -> None:
    phone.locator("fieldset", has_text=text).locator("label", has_text=answer).click()


def expect_counted(phone: Page, counted: int, of: int = 3) -> None:
    expect(phone.locator("#factors-said")).to_contain_text(f"Räknade svar: {counted} av {of}")


def answers(room: Room) -> list[str]:
    rows = room.house.rows(
        "SELECT b.answer FROM factor_ballot b JOIN factor f ON f.id = b.factor_id"
        " WHERE f.list_id = ? ORDER BY f.position, b.answer",
        made.the_list(room.meeting),
    )
    return [str(row[0]) for row in rows]


def test_a_tap_is_counted_at_once_and_the_page_says_so(factors: Room) -> None:
    phone = factors.phone()
    expect(phone.locator(".send")).to_be_hidden()
    tap(phone, FIRST, "Behåll")
    expect_counted(phone, 1)
    marks = phone.locator(".counted")
    expect(marks.nth(0)).to_be_visible()
    expect(marks.nth(1)).to_be_hidden()
    tap(phone, SECOND, "Ta bort")
    expect_counted(phone, 2)
    expect(marks.nth(1)).to_be_visible()


def test_a_change_of_mind_is_what_stands_there_afterwards(factors: Room) -> None:
    phone, values = factors.phone(), "(all) => all.map((one) => one.value)"
    for text, answer, counted in ((FIRST, "Behåll", 1), (SECOND, "Ta bort", 2)):
        tap(phone, text, answer)
        expect_counted(phone, counted)
    tap(phone, FIRST, "Ändra")
    expect(phone.locator('#factors[data-keep-state=""]')).to_be_visible()
    phone.reload()
    assert phone.locator("input:checked").evaluate_all(values) == ["change", "remove"]
    assert answers(factors) == ['["change"]', '["remove"]']


def test_the_keyboard_alone_answers_and_keeps_its_place(factors: Room) -> None:
    phone = factors.phone()
    first = phone.locator("fieldset").first.locator("input")
    first.first.focus()
    phone.keyboard.press("Space")
    expect_counted(phone, 1)
    expect(first.nth(0)).to_be_focused()
    phone.keyboard.press("ArrowRight")
    expect(first.nth(1)).to_be_checked()
    expect(first.nth(1)).to_be_focused()
    phone.keyboard.press("Tab")
    expect(phone.locator("fieldset").nth(1).locator("input").first).to_be_focused()


# longer because it is the whole way of a vote, once
def test_a_vote_goes_from_console_and_phones_to_the_wall(room: Room) -> None:
    made.new_list(room.meeting)
    phones, console, wall = [room.phone(), room.phone()], room.console(), room.wall()
    console.get_by_role("button", name="Faktorer: Så här ser det ut").click()
    expect(wall.locator(".factors-list li")).to_have_count(3)
    for phone in phones:
        tap(phone, FIRST, "Behåll")
        expect_counted(phone, 1)
    tap(phones[0], SECOND, "Behåll")
    tap(phones[1], SECOND, "Ta bort")
    for phone in room.meeting.crowd(4):
        made.say(room.meeting, phone, "keep", "change")
    expect(wall.locator(".factors-count")).to_have_text("6")
    assert wall.locator(".factor-most").count() == phones[0].locator(".factor-results").count() == 0
    press_and_wait(console, "Space")
    expect(phones[0].get_by_role("heading", name="Röstningen är stängd")).to_be_visible()
    press_and_wait(console, "Space")
    rows = wall.locator(".factors-list li")
    expect(rows.nth(0)).to_contain_text("67 % Ändra")
    expect(rows.nth(1)).to_contain_text("100 % Behåll")
    expect(rows.nth(2)).to_contain_text("För få svar")
    expect(phones[1].locator(".factor-results h3").first).to_have_text(SECOND)


def test_a_factor_that_is_taken_away_leaves_the_others_alone(
    factors: Room, complaints: Complaints
) -> None:
    phone, late = factors.phone(), factors.phone()
    for one in (phone, late):
        tap(one, FIRST, "Behåll")
        expect_counted(one, 1)
    phone.locator("#suggest-text").fill("Halvfärdig ta")
    gone = made.ids(factors.meeting)[1]
    factors.house.staff().post(f"/factors/{gone}/removal")
    expect(phone.get_by_text(f"Värden har tagit bort den här faktorn: {SECOND}")).to_be_visible()
    expect(phone.locator("fieldset").first.locator("input").first).to_be_checked()
    expect(phone.locator("#suggest-text")).to_have_value("Halvfärdig ta")
    tap(phone, THIRD, "Ta bort")
    expect_counted(phone, 2, of=2)
    assert answers(factors) == ['["keep"]', '["keep"]', '["remove"]']


def test_an_answer_about_a_factor_that_is_gone_is_told_and_the_rest_counts(
    factors: Room, complaints: Complaints
) -> None:
    complaints.tolerate("409")
    phone = factors.phone()
    phone.route("**/stream", lambda route: route.abort())  # it has not heard yet
    phone.route("**/frame", lambda route: route.abort())
    complaints.tolerate("ERR_FAILED", "Failed to load")
    phone.reload()
    factors.house.staff().post(f"/factors/{made.ids(factors.meeting)[1]}/removal")
    tap(phone, SECOND, "Behåll")
    expect(phone.locator("#factors-said [data-answer]")).to_contain_text("räknades inte")
    expect(phone.locator(".counted").nth(1)).to_be_hidden()
    tap(phone, FIRST, "Behåll")
    expect(phone.locator("#factors-said")).to_contain_text("Dina andra svar räknas.")
    assert answers(factors) == ['["keep"]']


def test_a_suggestion_is_read_by_the_host_and_voted_on_at_once(factors: Room) -> None:
    phone, other, console = factors.phone(), factors.phone(), factors.console()
    tap(other, FIRST, "Ändra")
    expect_counted(other, 1)
    phone.locator("#suggest-text").fill("Fler besök")
    phone.locator(".factor-suggest").get_by_role("button", name="Skicka").click()
    expect(phone.locator(".suggested").get_by_text("väntar på värden")).to_be_visible()
    assert other.get_by_text("Fler besök").count() == 0
    console.locator(".factors-panel").get_by_role("button", name="Godkänn").click()
    expect(other.locator("legend", has_text="Fler besök")).to_be_visible()
    expect(other.locator("fieldset").first.locator("input").nth(1)).to_be_checked()
    tap(other, "Fler besök", "Behåll")
    expect_counted(other, 2, of=4)


def test_what_cannot_be_sent_waits_in_the_phone(factors: Room, complaints: Complaints) -> None:
    complaints.tolerate("ERR_INTERNET_DISCONNECTED", "Failed to load")
    phone = factors.phone()
    phone.context.set_offline(True)
    tap(phone, FIRST, "Behåll")
    tap(phone, THIRD, "Ändra")
    expect(phone.get_by_text("sparade i mobilen, inte skickade än").first).to_be_visible()
    expect(phone.locator(".counted").first).to_be_hidden()
    phone.context.set_offline(False)
    expect_counted(phone, 2)
    assert answers(factors) == ['["keep"]', '["change"]']


def test_the_host_turns_the_walls_pages_with_a_key(room: Room) -> None:
    made.act(room.meeting, made.new_list(room.meeting, made_up(30)), "opening")
    console, wall = room.console(), room.wall()
    expect(wall.get_by_text("Sida 1 av 3")).to_be_visible()
    press(console, "n")
    expect(wall.get_by_text("Sida 2 av 3")).to_be_visible()
    press(console, "p")
    expect(wall.get_by_text("Sida 1 av 3")).to_be_visible()


def made_up(count: int) -> str:
    return "\n".join(f"Faktor nummer {number}" for number in range(count))


# longer because it is the whole way of a vote, once
def test_everything_works_without_scripts(room: Room) -> None:
    host = room.console(java_script_enabled=False)
    host.goto(f"/meetings/{room.meeting.id}/factor-lists/new")
    host.locator("#f-title_sv").fill("Läget")
    host.locator("#f-lines").fill(made.LINES)
    host.get_by_role("button", name="Gör listan").click()
    host.goto(f"/meetings/{room.meeting.id}/console")
    host.get_by_role("button", name="Faktorer: Läget").click()
    phone = room.phone(java_script_enabled=False)
    tap(phone, FIRST, "Behåll")
    tap(phone, THIRD, "Ändra")
    assert phone.locator(".counted").first.is_hidden()
    phone.locator("#factors").get_by_role("button", name="Skicka").click()
    expect_counted(phone, 2)
    phone.locator("#suggest-text").fill("Fler besök")
    phone.locator(".factor-suggest").get_by_role("button", name="Skicka").click()
    expect(phone.locator(".suggested")).to_contain_text("väntar på värden")
    host.goto(f"/meetings/{room.meeting.id}/console")
    host.get_by_role("button", name="Godkänn").click()
    host.get_by_role("button", name="Stäng röstningen").click()
    host.get_by_role("button", name="Visa resultatet").first.click()
    wall = room.wall(java_script_enabled=False)
    expect(wall.locator(".factors-list li")).to_have_count(4)


def revealed_with(room: Room, count: int) -> None:
    """Reveal a vote about so many factors; where there are many, of every shape."""
    shapes = [one for one in SHAPES if "\n" not in one and "\0" not in one and len(one) < 141]
    texts = [f"Faktor {number} om underlag och tid" for number in range(count)]
    lines = texts if count == 12 else [*shapes, *texts][:count]
    made.act(room.meeting, made.new_list(room.meeting, "\n".join(lines)), "opening")
    for phone in room.meeting.crowd(5):
        made.say(room.meeting, phone, *["change"] * count)
    for what in ("closing", "revealing"):
        made.act(room.meeting, made.the_list(room.meeting), what)


@pytest.mark.parametrize("count", [12, 60])
def test_a_wall_full_of_factors_can_be_read(room: Room, count: int) -> None:
    revealed_with(room, count)
    wall, inside = room.wall(), "(one) => one.scrollHeight - one.clientHeight"
    for page in range(8):
        made.act(room.meeting, made.the_list(room.meeting), "pages", page=str(page))
        wall.reload()
        assert not wall.evaluate(SIDEWAYS)
        assert wall.locator(".scene").evaluate(inside) <= 1, page
    size = "(all) => Math.min(...all.map((one) => parseFloat(getComputedStyle(one).fontSize)))"
    assert wall.locator(".factors-list li, .factors-list span").evaluate_all(size) >= 0.04 * 1080
    assert fits(room.phone())
