"""A page that follows the fake hall, and what the tests look at in it."""

from playwright.sync_api import Page, expect

from tests.browser.fake_stream import QUICK, FakeHall, html_page, wait_until

LIVE = '<main data-live="/stream" data-poll="/frame" {more}>{room}</main>'


def room(key: str, text: str, more: str = "") -> str:
    return f'<section id="room" data-key="{key}" {more}><p id="words">{text}</p></section>'


def enter(page: Page, hall: FakeHall, more: str = "", times: str = "") -> None:
    """Open a page that still shows the first picture; the server already has the second."""
    body = LIVE.format(room=room("1", "Vänta"), more=more)
    hall.pages["/"] = html_page(body, times=f"{QUICK} {times}")
    hall.frame = hall.frame or room("2", "Rösta nu")
    page.goto(hall.address)


def expect_words(page: Page, words: str) -> None:
    expect(page.locator("#words")).to_have_text(words)


def expect_link(page: Page, state: str) -> None:
    page.wait_for_function("state => document.documentElement.dataset.link === state", arg=state)


def wait_for_request(page: Page, hall: FakeHall, path: str, number: int) -> None:
    """Wait until the server has been asked for this path so many times."""
    wait_until(page, lambda: hall.count(path) >= number)
