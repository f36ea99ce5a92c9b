"""The vote keeper: what a person has chosen reaches the server once, whatever the network does."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fake_stream import QUICK, FakeHall, encode, html_page, wait_until

KEY = "KX4P7Q/7"
FORM = (
    f'<form data-keep="{KEY}" method="post" action="/vote" hx-post="/vote" hx-target="#room"'
    ' hx-swap="outerHTML" hx-status:5xx="swap:none"><input type="hidden" name="operation">'
    '<label><input type="radio" name="answer" value="yes" required> Ja</label>'
    '<label><input type="radio" name="answer" value="no"> Nej</label>'
    "<p data-pending hidden>Sparad i telefonen, inte skickad än</p>"
    '<button id="send">Rösta</button></form>'
)


def room(key: str, inner: str) -> str:
    return f'<section id="room" data-key="{key}">{inner}</section>'


RECEIPT = room("1", '<p id="receipt" data-answer>Din röst är räknad</p>')
CLOSED = room("1", '<p id="receipt" data-answer>Röstningen hann stänga</p>')


def enter(page: Page, hall: FakeHall, html: str = "", times: str = "") -> None:
    hall.frame = hall.frame or room("1", FORM)
    hall.answer = RECEIPT
    hall.pages["/"] = html_page(
        f'<main data-live="/stream" data-poll="/frame">{hall.frame}</main>',
        html,
        times=f"{QUICK} {times}",
    )
    page.goto(hall.address)


def vote(page: Page, label: str = "Ja") -> None:
    page.get_by_label(label, exact=True).check()
    page.click("#send")


def expect_pending(page: Page) -> None:
    expect(page.locator("[data-pending]")).to_be_visible()


def expect_receipt(page: Page, words: str = "Din röst är räknad") -> None:
    expect(page.locator("#receipt")).to_have_text(words)


def kept(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter(k => k.startsWith('kiosk-keep')).length")


def operations(hall: FakeHall) -> list[tuple[str, str]]:
    """List (operation, answer) in the order the server first heard of them."""
    return list(dict.fromkeys((p.form["operation"], p.form["answer"]) for p in hall.posts()))


def wait_for_posts(page: Page, hall: FakeHall, number: int) -> None:
    wait_until(page, lambda: len(hall.posts()) >= number)


def test_a_counted_vote_shows_its_receipt_and_leaves_nothing_behind(
    page: Page, hall: FakeHall
) -> None:
    enter(page, hall)
    vote(page)
    expect_receipt(page)
    assert list(hall.ballots.values()) == ["yes"]
    assert len(hall.posts()[0].form["operation"]) == 32
    assert hall.posts()[0].headers["HX-Request"] == "true"
    assert kept(page) == 0


@pytest.mark.parametrize("mood", ["503", "500", "429", "408", "lose", "refuse", "portal", "hang"])
def test_a_vote_without_a_clear_answer_is_sent_again(page: Page, hall: FakeHall, mood: str) -> None:
    hall.behave("/vote", mood, mood, "ok")
    enter(page, hall)
    vote(page)
    expect_receipt(page)
    assert len({post.form["operation"] for post in hall.posts()}) == 1
    assert len(hall.posts()) == 3
    assert list(hall.ballots.values()) == ["yes"]
    assert kept(page) == 0


def test_until_it_is_counted_the_page_says_so(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "503")
    enter(page, hall)
    expect(page.locator("[data-pending]")).to_be_hidden()
    vote(page)
    expect_pending(page)
    expect(page.locator("#live-status")).to_have_text("Sparad i telefonen, inte skickad än")
    assert kept(page) == 1
    hall.behave("/vote", "ok")
    expect_receipt(page)


def test_a_vote_made_offline_is_sent_when_the_network_is_back(
    page: Page, context: BrowserContext, hall: FakeHall
) -> None:
    enter(page, hall, times="resend:60000 cap:60000")  # so it is not the next try that brings it
    context.set_offline(True)
    vote(page)
    expect_pending(page)
    context.set_offline(False)
    expect_receipt(page)
    assert list(hall.ballots.values()) == ["yes"]


def test_a_late_vote_is_told_plainly_that_it_came_too_late(
    page: Page, context: BrowserContext, hall: FakeHall
) -> None:
    enter(page, hall)
    context.set_offline(True)
    vote(page)
    expect_pending(page)
    hall.behave("/vote", "409")
    hall.frame = room("2", "<p>Resultat</p>")
    context.set_offline(False)
    expect(page.locator("#keep-notice")).to_have_text("409")
    expect(page.locator("#room")).to_have_text("Resultat")
    assert kept(page) == 0


def test_a_refused_vote_shows_the_servers_sentence_at_once(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "409")
    enter(page, hall)
    vote(page)
    expect(page.locator("#room")).to_have_text("409")
    expect(page.locator("#keep-notice")).to_be_hidden()
    assert len(hall.posts()) == 1


def test_a_vote_is_still_sent_when_the_room_has_moved_on(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "503")
    enter(page, hall)
    vote(page)
    expect_pending(page)
    hall.show(room("2", "<p>Paus</p>"))
    expect(page.locator("#room")).to_have_text("Paus")
    expect(page.locator("#keep-notice")).to_have_text("Sparad i telefonen, inte skickad än")
    hall.behave("/vote", "ok")
    expect(page.locator("#keep-notice")).to_have_text("Din röst är räknad")
    expect(page.locator("#room")).to_have_text("Paus")


def test_a_reload_sends_the_kept_vote_and_shows_what_was_chosen(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "hang")
    enter(page, hall)
    vote(page, "Nej")
    expect_pending(page)
    page.reload()
    expect_pending(page)
    expect(page.get_by_label("Nej")).to_be_checked()
    hall.behave("/vote", "ok")
    expect_receipt(page)
    assert list(hall.ballots.values()) == ["no"]


def test_a_kept_vote_is_sent_from_any_page_of_the_program(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "503")
    enter(page, hall)
    vote(page)
    expect_pending(page)
    hall.pages["/start"] = html_page("<p>Start</p>")
    hall.behave("/vote", "ok")
    page.goto(f"{hall.address}/start")
    expect(page.locator("#keep-notice")).to_have_text("Din röst är räknad")
    assert list(hall.ballots.values()) == ["yes"]


def test_twenty_fast_clicks_are_one_operation(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "late")
    enter(page, hall)
    page.get_by_label("Ja").check()
    page.evaluate("for (let n = 0; n < 20; n++) document.getElementById('send').click()")
    expect(page.locator("#send")).to_have_attribute("aria-busy", "true")
    wait_for_posts(page, hall, 1)
    hall.gate.set()
    expect_receipt(page)
    assert len(hall.posts()) == 1


def test_a_changed_answer_is_a_new_operation_and_wins(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "late", "ok")
    enter(page, hall)
    vote(page, "Ja")
    wait_for_posts(page, hall, 1)
    vote(page, "Nej")
    hall.gate.set()
    expect_receipt(page)
    assert [post.form["answer"] for post in hall.posts()] == ["yes", "no"]
    assert len({post.form["operation"] for post in hall.posts()}) == 2


def test_going_back_to_the_first_answer_is_a_third_operation(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "503")
    enter(page, hall)
    for label, number in (("Ja", 1), ("Nej", 2), ("Ja", 3)):
        vote(page, label)
        wait_until(page, lambda wanted=number: len(operations(hall)) >= wanted)
    hall.behave("/vote", "ok")
    expect_receipt(page)
    assert [answer for _, answer in operations(hall)] == ["yes", "no", "yes"]


def test_two_tabs_share_a_kept_vote(page: Page, context: BrowserContext, hall: FakeHall) -> None:
    hall.behave("/vote", "503")
    enter(page, hall)
    vote(page)
    expect_pending(page)
    other = context.new_page()
    other.goto(hall.address)
    expect_pending(other)
    hall.behave("/vote", "ok")
    for tab in (page, other):
        expect(tab.locator("[data-pending]:visible")).to_have_count(0)
    assert list(hall.ballots.values()) == ["yes"]


def test_what_another_tab_got_through_is_not_pending_here(
    page: Page, context: BrowserContext, hall: FakeHall
) -> None:
    hall.behave("/vote", "503")
    hall.pages["/plain"] = "<p>Utan skript</p>"
    enter(page, hall)
    vote(page)
    expect_pending(page)
    other = context.new_page()
    other.goto(f"{hall.address}/plain")
    other.evaluate("Object.keys(localStorage).forEach((name) => localStorage.removeItem(name))")
    expect(page.locator("[data-pending]")).to_be_hidden()


def test_without_storage_the_vote_is_kept_in_the_page(page: Page, hall: FakeHall) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no'); }})"
    )
    hall.behave("/vote", "503", "ok")
    enter(page, hall)
    vote(page)
    expect_receipt(page)
    assert list(hall.ballots.values()) == ["yes"]


def test_the_tablet_at_the_door_keeps_nothing(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "503", "503")
    enter(page, hall, "data-door")
    vote(page)
    wait_for_posts(page, hall, 1)
    expect(page.locator("[data-pending]")).to_be_hidden()
    assert kept(page) == 0


def test_an_answer_that_leads_to_another_page_is_followed(page: Page, hall: FakeHall) -> None:
    hall.behave("/vote", "away")
    hall.pages["/after"] = room("2", '<p id="receipt">Incheckad</p>')
    enter(page, hall)
    vote(page)
    expect_receipt(page, "Incheckad")
    assert kept(page) == 0


def test_a_form_that_is_not_filled_in_is_not_sent(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    page.click("#send")
    vote(page)
    expect_receipt(page)
    assert len(hall.posts()) == 1


def test_a_live_page_begins_to_follow_after_check_in(page: Page, hall: FakeHall) -> None:
    hall.pages["/"] = html_page(f"<main>{room('1', FORM)}</main>")
    hall.frame = '<p id="words" data-key="2">Live</p>'
    hall.answer = room("2", '<div data-live="/stream" data-poll="/frame"><p id="words">…</p></div>')
    page.goto(hall.address)
    vote(page)
    expect(page.locator("#words")).to_have_text("Live")
    hall.push(encode("frame", '<p id="words" data-key="3">Nästa</p>'))
    expect(page.locator("#words")).to_have_text("Nästa")
