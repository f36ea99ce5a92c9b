"""The live client against a server that fails in every way a meeting has seen."""

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.fake_stream import FakeHall, encode, wait_until
from tests.browser.live_page import enter, expect_link, expect_words, room, wait_for_request


def hide(page: Page, hidden: bool) -> None:
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, 'hidden', {value: hidden, configurable: true});
            document.dispatchEvent(new Event('visibilitychange'));
        }""",
        hidden,
    )


def wait_for_streams(page: Page, hall: FakeHall, number: int) -> None:
    """Wait until the server has so many streams open (it notices a leaver at the next beat)."""
    wait_until(page, lambda: len(hall.streams) == number)


def test_a_new_picture_replaces_the_old_one(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    expect_words(page, "Rösta nu")
    hall.show(room("3", "Resultat"))
    expect_words(page, "Resultat")
    expect_link(page, "live")


def test_the_same_key_leaves_what_the_person_is_doing(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    expect_words(page, "Rösta nu")
    page.evaluate("document.getElementById('words').textContent = 'Halvvägs'")
    hall.show(room("2", "Rösta nu igen"))
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<b id=other>0</b>')")
    hall.push(encode("frame", '<b id="other" data-key="9">9</b>'))
    expect(page.locator("#other")).to_have_text("9")
    expect_words(page, "Halvvägs")


def test_links_and_forms_in_a_new_picture_are_live(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    hall.pages["/more"] = "Mer"
    hall.show(room("3", '<a id="more" href="/more" hx-get="/more" hx-target="#words">Visa</a>'))
    page.click("#more")
    expect_words(page, "Mer")
    assert page.url.rstrip("/") == hall.address


@pytest.mark.parametrize("mood", ["refuse", "portal", "502"])
def test_a_failed_first_connection_is_tried_again(page: Page, hall: FakeHall, mood: str) -> None:
    hall.behave("/stream", mood, mood, "ok")
    hall.behave("/frame", "refuse")
    enter(page, hall)
    expect_words(page, "Rösta nu")
    expect_link(page, "live")
    assert hall.count("/stream") == 3


@pytest.mark.parametrize("mood", ["refuse", "portal", "502", "hang"])
def test_without_a_stream_the_page_asks_for_frames(page: Page, hall: FakeHall, mood: str) -> None:
    hall.behave("/stream", mood)
    enter(page, hall)
    expect_link(page, "polling")
    expect_words(page, "Rösta nu")
    hall.show(room("3", "Resultat"))
    expect_words(page, "Resultat")


def test_an_unchanged_frame_costs_a_304_and_counts_as_contact(page: Page, hall: FakeHall) -> None:
    hall.behave("/stream", "portal")
    enter(page, hall)
    expect_link(page, "polling")
    wait_for_request(page, hall, "/frame", hall.count("/frame") + 3)
    asked = [asked for asked in hall.asked if asked.path == "/frame"]
    assert [request.headers.get("If-None-Match") for request in asked[-2:]] == [hall.etag] * 2
    expect_link(page, "polling")


def test_polling_ends_when_the_stream_gets_through(page: Page, hall: FakeHall) -> None:
    hall.behave("/stream", "hang")
    enter(page, hall)
    expect_link(page, "polling")
    hall.behave("/stream", "ok")
    expect_link(page, "live")
    polls = hall.count("/frame")
    page.wait_for_timeout(600)
    assert hall.count("/frame") <= polls + 1  # one may have been on its way


def test_a_portals_page_is_no_picture_and_no_contact(page: Page, hall: FakeHall) -> None:
    hall.behave("/stream", "portal")
    hall.behave("/frame", "portal")
    enter(page, hall)
    wait_for_request(page, hall, "/frame", 3)
    expect_link(page, "lost")
    expect_words(page, "Vänta")


def test_a_dropped_stream_comes_back_with_the_picture_of_now(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    expect_words(page, "Rösta nu")
    hall.frame = room("3", "Resultat")
    hall.hang_up()
    expect_words(page, "Resultat")


def test_a_restarting_server_says_goodbye_and_the_page_returns(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    expect_words(page, "Rösta nu")
    hall.frame = room("3", "Resultat")
    hall.push(encode("bye"))
    expect_words(page, "Resultat")


def test_a_dead_stream_is_noticed_and_replaced(page: Page, hall: FakeHall) -> None:
    hall.behave("beat", "silent")
    enter(page, hall)
    expect_words(page, "Rösta nu")
    hall.frame = room("3", "Resultat")
    expect_words(page, "Resultat")


def test_a_first_connection_into_a_black_hole_is_given_up(page: Page, hall: FakeHall) -> None:
    hall.behave("/stream", "hang", "ok")
    hall.behave("/frame", "refuse")
    enter(page, hall)
    expect_words(page, "Rösta nu")


def test_a_page_put_aside_lets_go_of_its_stream_and_returns(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    wait_for_streams(page, hall, 1)
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
    wait_for_streams(page, hall, 0)
    hall.frame = room("3", "Resultat")
    page.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    expect_words(page, "Resultat")


def test_a_short_break_does_not_flicker(page: Page, hall: FakeHall) -> None:
    enter(page, hall, times="lost:5000")
    expect_link(page, "live")
    page.evaluate(
        """() => { window.states = []; new MutationObserver(() => window.states.push(
            document.documentElement.dataset.link)).observe(document.documentElement,
            {attributes: true, attributeFilter: ['data-link']}); }"""
    )
    hall.frame = room("3", "Resultat")
    hall.hang_up()
    expect_words(page, "Resultat")
    assert page.evaluate("window.states") == []


def test_offline_is_said_and_online_returns(
    page: Page, context: BrowserContext, hall: FakeHall
) -> None:
    enter(page, hall)
    expect_link(page, "live")
    context.set_offline(True)
    expect_link(page, "lost")
    hall.frame = room("3", "Resultat")
    context.set_offline(False)
    expect_words(page, "Resultat")
    expect_link(page, "live")


def test_a_hidden_page_lets_go_of_its_stream_and_returns(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    wait_for_streams(page, hall, 1)
    hide(page, True)
    wait_for_streams(page, hall, 0)
    hall.frame = room("3", "Resultat")
    hide(page, False)
    expect_words(page, "Resultat")


def test_the_projector_stays_live_while_hidden(page: Page, hall: FakeHall) -> None:
    enter(page, hall, more='data-live-hidden="keep"')
    expect_link(page, "live")
    hide(page, True)
    hall.show(room("3", "Resultat"))
    expect_words(page, "Resultat")
    assert hall.count("/stream") == 1


def test_a_page_has_one_stream_whatever_happens(page: Page, hall: FakeHall) -> None:
    enter(page, hall)
    expect_link(page, "live")
    for _ in range(5):
        page.evaluate("window.dispatchEvent(new Event('online'))")
    hall.show(room("3", "Resultat"))
    expect_words(page, "Resultat")
    wait_for_streams(page, hall, 1)


def test_other_scripts_hear_of_a_new_picture_once_per_burst(page: Page, hall: FakeHall) -> None:
    page.add_init_script(
        "heard = []; document.addEventListener('kiosk:frame', (e) => heard.push(e.detail.id))"
    )
    enter(page, hall)
    page.wait_for_function("() => heard.length === 1")
    hall.push(b"".join(encode("frame", room(str(n), f"Bild {n}")) for n in (3, 4, 5)))
    page.wait_for_function("() => heard.length === 2")
    expect_words(page, "Bild 5")
    hall.show(room("6", "Bild 6"))
    expect_words(page, "Bild 6")
    page.wait_for_function("() => heard.length >= 3")
    assert page.evaluate("heard") == ["room"] * 3
