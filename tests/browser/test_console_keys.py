"""The host's keyboard: one key per act, and no nervous double press ever closes a vote."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.fake_stream import QUICK, FakeHall, html_page

SCRIPTS = "vendor/htmx.min.js js/kiosk.js js/console.js"
HELP = '<dialog id="help"><p>Tangenter</p><button id="ok">OK</button></dialog>'


def console(version: int, label: str, more: str = "") -> str:
    return (
        f'<section id="console" data-key="{version}" data-stage-version="{version}">'
        f'<button id="next" type="button" data-key-press="Space ArrowRight">{label}</button>'
        f'<button id="black" type="button" data-key-press="b">Svart</button>{more}</section>'
    )


def enter(page: Page, hall: FakeHall, more: str = "", settle: int = 400) -> None:
    """Open a console whose presses are written down."""
    hall.frame = console(1, "Öppna", more)
    live = f'<main data-live="/stream" data-poll="/frame">{hall.frame}</main>{HELP}'
    times = QUICK.replace("settle:400", f"settle:{settle}")
    hall.pages["/"] = html_page(f'{live}<input id="note">', scripts=SCRIPTS, times=times)
    page.add_init_script(
        "pressed = []; addEventListener('click', (e) => pressed.push(e.target.textContent))"
    )
    page.goto(hall.address)
    page.wait_for_function("() => document.documentElement.dataset.link === 'live'")


def pressed(page: Page) -> list[str]:
    return page.evaluate("pressed")


def move_on(page: Page, hall: FakeHall) -> None:
    hall.show(console(2, "Stäng"))
    expect(page.locator("#next")).to_have_text("Stäng")


@pytest.mark.parametrize(
    ("key", "label"),
    [("Space", "Öppna"), ("ArrowRight", "Öppna"), ("b", "Svart"), ("B", "Svart")],
)
def test_a_key_presses_its_button(page: Page, hall: FakeHall, key: str, label: str) -> None:
    enter(page, hall)
    page.keyboard.press(key)
    assert pressed(page) == [label]


@pytest.mark.parametrize("key", ["Control+b", "Alt+ArrowRight", "Meta+b", "x"])
def test_the_browsers_own_keys_are_left_alone(page: Page, hall: FakeHall, key: str) -> None:
    enter(page, hall)
    page.keyboard.press(key)
    assert pressed(page) == []


def test_typing_is_typing(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    page.focus("#note")
    page.keyboard.type("b b")
    assert page.input_value("#note") == "b b"
    assert pressed(page) == []


def test_a_key_held_down_is_one_press(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    for _ in range(3):
        page.keyboard.down("ArrowRight")
    assert pressed(page) == ["Öppna"]


def test_space_on_a_focused_button_presses_that_button_only(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    page.focus("#black")
    page.keyboard.press("Space")
    assert pressed(page) == ["Svart"]


@pytest.mark.parametrize("how", ["key", "focused", "mouse"])
def test_a_press_right_after_the_stage_moved_does_nothing(
    page: Page, hall: FakeHall, how: str
) -> None:
    enter(page, hall, settle=60_000)
    move_on(page, hall)
    if how == "focused":
        page.focus("#next")
    if how == "mouse":
        page.locator("#next").click(force=True)
    else:
        page.keyboard.press("Space")
    assert pressed(page) == []


def test_a_double_press_sends_one_act(page: Page, hall: FakeHall) -> None:
    form = '<form action="#"><button data-key-press="q">Koden</button></form>'
    enter(page, hall, form, settle=60_000)
    page.evaluate("addEventListener('submit', (event) => event.preventDefault())")
    page.keyboard.press("q")
    page.keyboard.press("q")
    assert pressed(page) == ["Koden"]


def test_after_a_moment_the_keys_work_again(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    move_on(page, hall)
    expect(page.locator("#next")).to_have_attribute("aria-disabled", "true")
    expect(page.locator("#next")).not_to_have_attribute("aria-disabled", "true")
    page.keyboard.press("Space")
    assert pressed(page) == ["Stäng"]


def test_a_new_number_without_a_new_stage_locks_nothing(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    hall.show(console(1, "Öppna nu").replace('data-key="1"', 'data-key="1b"'))
    expect(page.locator("#next")).to_have_text("Öppna nu")
    page.keyboard.press("Space")
    assert pressed(page) == ["Öppna nu"]


def test_a_question_mark_shows_and_hides_the_help(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert pressed(page) == []
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_hidden()


def test_f_fills_the_screen(page: Page, hall: FakeHall) -> None:
    enter(page, hall, '<button id="full" type="button" data-fullscreen>Helskärm</button>')
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.keyboard.press("F")
    page.wait_for_function("() => document.fullscreenElement === null")


def test_f_and_a_double_click_fill_the_projector(page: Page, hall: FakeHall) -> None:
    hall.pages["/"] = html_page("<h1>Projektor</h1>", scripts="js/screen.js")
    page.goto(hall.address)
    page.keyboard.press("f")
    page.wait_for_function("() => document.fullscreenElement !== null")
    page.dblclick("h1")
    page.wait_for_function("() => document.fullscreenElement === null")


def test_the_projectors_cursor_hides_when_nobody_moves_it(page: Page, hall: FakeHall) -> None:
    hall.pages["/"] = html_page("<h1>Projektor</h1>", scripts="js/screen.js")
    page.goto(hall.address)
    page.wait_for_function("() => document.documentElement.classList.contains('cursor-idle')")
    page.evaluate(
        """() => { window.stirred = []; new MutationObserver(() => stirred.push(
            document.documentElement.className)).observe(document.documentElement,
            {attributes: true}); }"""
    )
    page.hover("h1")
    page.wait_for_function("() => stirred.includes('')")


def test_the_projector_asks_to_stay_awake_each_time_it_is_seen(page: Page, hall: FakeHall) -> None:
    page.add_init_script(
        """asked = 0; Object.defineProperty(navigator, 'wakeLock', {value: {
            request: () => { asked += 1; return Promise.resolve({}); }}})"""
    )
    hall.pages["/"] = html_page("<h1>Projektor</h1>", scripts="js/screen.js")
    page.goto(hall.address)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    assert page.evaluate("asked") == 2
