"""A new picture never takes the focus, the press or the refusal away from a person."""

from playwright.sync_api import Page, expect

from tests.browser.fake_stream import FakeHall, encode, html_page
from tests.browser.live_page import enter, expect_words, room, wait_for_request


def test_focus_stays_on_the_button_that_is_still_there(page: Page, hall: FakeHall) -> None:
    hall.frame = room("2", '<button id="next">Nästa</button>')
    enter(page, hall)
    page.focus("#next")
    hall.show(room("3", '<button id="next">Stäng</button>'))
    expect(page.locator("#next")).to_have_text("Stäng")
    expect(page.locator("#next")).to_be_focused()


def test_focus_finds_its_button_again_by_its_words(page: Page, hall: FakeHall) -> None:
    """Numbers come four times a second: the host who tabs must not be thrown out each time."""
    hall.frame = room("2", "<button>Öppna</button><button>Svart</button>", 'data-stage-version="7"')
    enter(page, hall)
    page.focus("button >> nth=1")
    hall.show(room("3", "<button>Svart</button>", 'data-stage-version="7"'))
    expect(page.locator("button")).to_have_count(1)
    expect(page.locator("button")).to_be_focused()


def test_focus_leaves_the_old_questions_answers(page: Page, hall: FakeHall) -> None:
    hall.frame = room("2", '<input id="answer">')
    enter(page, hall)
    page.focus("#answer")
    hall.show(room("3", '<input id="answer" value="ny">'))
    expect(page.locator("#answer")).to_have_value("ny")
    expect(page.locator("#room")).to_be_focused()


def test_a_refusal_stays_over_new_numbers_until_the_stage_moves(page: Page, hall: FakeHall) -> None:
    said = "<b data-said>Någon annan hann före</b>"
    hall.frame = room("2", f"1 {said}", 'data-stage-version="7"')
    enter(page, hall)
    expect(page.locator("b")).to_be_visible()
    hall.show(room("3", "<i data-said-place>2</i>", 'data-stage-version="7"'))
    expect(page.locator("i")).to_have_text("Någon annan hann före2")
    hall.show(room("4", "<i data-said-place>3</i>", 'data-stage-version="8"'))
    expect(page.locator("i")).to_have_text("3")


def test_focus_moves_to_the_marked_place_and_the_change_is_said(page: Page, hall: FakeHall) -> None:
    hall.frame = room("2", '<button id="old">Ja</button>')
    enter(page, hall)
    page.focus("#old")
    hall.show(room("3", '<b id="head" data-focus>Stängd</b>', 'data-announce="Frågan är stängd"'))
    expect(page.locator("#head")).to_be_focused()
    expect(page.locator("#live-status")).to_have_text("Frågan är stängd")


def test_a_button_pressed_while_the_picture_changes_still_clicks(
    page: Page, hall: FakeHall
) -> None:
    hall.frame = room("2", '<a id="go" href="/gone">Öppna</a>')
    enter(page, hall)
    hall.pages["/gone"] = html_page('<p id="words">Framme</p>')
    page.hover("#go")
    page.mouse.down()
    hall.show(room("3", '<a id="go" href="/gone">Öppna</a>'))
    hall.push(encode("bye"))
    wait_for_request(page, hall, "/stream", 2)  # so the frame before the goodbye has come
    page.mouse.up()
    expect_words(page, "Framme")


def test_a_refusal_is_seen_although_a_frame_replaced_its_place(page: Page, hall: FakeHall) -> None:
    form = (
        '<form method="post" action="/close" hx-post="/close" hx-target="#room"'
        ' hx-swap="outerHTML"><button id="close">Stäng</button></form>'
    )
    hall.frame = room("2", form)
    hall.behave("/close", "late")
    hall.answer = room("3", "Någon annan hann före")
    enter(page, hall)
    page.click("#close")
    hall.show(room("3", "Redan stängd"))
    expect_words(page, "Redan stängd")
    hall.gate.set()
    expect_words(page, "Någon annan hann före")
