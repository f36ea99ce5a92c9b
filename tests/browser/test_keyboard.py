"""Attendee and host without a mouse, and the focus in sight all the way."""

from playwright.sync_api import Page, expect

from tests.browser.room import (
    PHONE,
    Room,
    expect_receipt,
    press,
    press_and_wait,
    version,
)

# What shows the focus: an outline on the element or on the label that is drawn for it.
SEEN = """() => {
  const el = document.activeElement;
  const drawn = (one) => one && getComputedStyle(one).outlineStyle !== 'none'
    && parseFloat(getComputedStyle(one).outlineWidth) >= 2;
  const box = (el.matches('.scale input, .choice input') ? el.nextElementSibling : el)
    .getBoundingClientRect();
  const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return inside && (drawn(el) || drawn(el.nextElementSibling));
}"""
NAME = "() => document.activeElement.outerHTML.slice(0, 120)"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus; the focus is seen at every step of the way."""
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate(NAME)
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab never came to {selector}")


def press_on(page: Page, selector: str) -> None:
    """Tab to a control of a page that has come, and press Enter there."""
    expect(page.locator(selector).first).to_be_visible()
    tab_to(page, selector)
    page.keyboard.press("Enter")


def test_an_attendee_joins_votes_and_changes_with_keys_only(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.device(PHONE)
    phone.goto("/")
    tab_to(phone, "#f-code")
    phone.keyboard.type(room.meeting.code)
    phone.keyboard.press("Enter")
    press_on(phone, "form[action$=attendances] .button-big")
    expect(phone.locator("#ballot")).to_be_visible()
    tab_to(phone, "#ballot input[type=radio]")
    phone.keyboard.press("ArrowDown")
    press_on(phone, "#ballot .button-big")
    expect_receipt(phone, "Grön")
    press_on(phone, "#room a.button")
    expect(phone.locator("#ballot")).to_be_visible()


def test_after_the_receipt_the_focus_is_on_what_was_said(room: Room) -> None:
    room.meeting.act("opening")
    phone = room.phone()
    tab_to(phone, "#ballot input[type=radio]")
    phone.keyboard.press("Space")
    tab_to(phone, "#ballot .button-big")
    phone.keyboard.press("Enter")
    expect(phone.locator("#room h2")).to_be_focused()
    expect(phone.locator("#live-status")).to_have_text("Din röst är räknad: Röd")


def test_a_host_runs_a_vote_with_the_arrow_only(room: Room) -> None:
    wall, console = room.wall(), room.console()
    press_and_wait(console, "ArrowRight")
    expect(wall.locator(".ballot")).to_be_visible()
    press_and_wait(console, "ArrowRight")
    expect(wall.locator(".closed-mark")).to_be_visible()
    press_and_wait(console, "ArrowRight")
    expect(wall.locator(".huge")).to_have_text("För få svar")


def test_a_nervous_double_press_opens_and_never_closes(room: Room) -> None:
    console = room.console()
    press(console, "Space")
    for _ in range(4):
        console.keyboard.press("Space")
    expect(console.locator(".now .badge-live")).to_have_text("Röstning pågår")
    expect(console.locator(".notice")).to_have_count(0)
    before = version(console)
    console.keyboard.press("Space")
    room.meeting.crowd(1)  # whose arrival is a later frame: the presses have all been heard
    expect(console.locator(".numbers dd").first).to_have_text("1")
    assert version(console) == before
    assert room.house.rows(
        "SELECT closed_at FROM question WHERE id = ?", room.meeting.questions[0]
    ) == [(None,)]


def test_f_opens_the_wall_in_a_window_of_its_own(room: Room) -> None:
    console = room.console()
    with console.context.expect_page() as opened:
        press(console, "f")
    expect(opened.value.locator("#screen")).to_be_visible()


def test_the_help_says_what_the_keys_do_and_closes_with_escape(room: Room) -> None:
    console = room.console()
    console.keyboard.press("?")
    expect(console.locator("#help")).to_contain_text("Visa resultatet")
    console.keyboard.press("Escape")
    expect(console.locator("#help")).to_be_hidden()


def test_every_control_of_the_console_is_reached_and_seen(room: Room) -> None:
    room.meeting.decided()
    console = room.console()
    tab_to(console, "#next-step")
    tab_to(console, "[data-key-press=q]")
    tab_to(console, ".console-order .button-danger")


def test_the_skip_link_leads_past_the_header(room: Room) -> None:
    phone = room.phone()
    phone.keyboard.press("Tab")
    expect(phone.locator(".skip")).to_be_focused()
    expect(phone.locator(".skip")).to_be_in_viewport()
    phone.keyboard.press("Enter")
    expect(phone.locator("#main")).to_be_focused()
