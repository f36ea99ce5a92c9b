"""How the votes fall is nowhere to be found before the host reveals it."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, EASE, REMARK, TWO_COLOURS, Fields, House
from tests.browser.room import Room, expect_number
from tests.browser.watching import Browsers

# What a distribution is drawn with: shares, bars, columns, means, and the class of each.
DRAWN = re.compile(r"\d\s?%|bar-now|class=\"(bars|columns|chart|mean)|i genomsnitt|Spridning")


def received(page: Page) -> list[str]:
    """Return everything that has reached a page: its HTML and every frame of its streams."""
    return [page.content(), *page.evaluate("frames")]


def test_the_same_bytes_reach_wall_and_console_however_the_votes_fall(room: Room) -> None:
    people = room.meeting.act("opening").crowd(6)
    room.meeting.vote(people, "rod")
    pages = [room.wall(), room.console()]
    before = [page.evaluate("frames[frames.length - 1]") for page in pages]
    room.meeting.vote(people[:4], "bla")
    for page, frame in zip(pages, before, strict=True):
        page.wait_for_function("() => frames.length > 1")
        assert set(page.evaluate("frames")) == {frame}


def test_the_same_pages_are_answered_however_the_votes_fall(room: Room) -> None:
    people, host = room.meeting.act("opening").crowd(6), room.house.staff()
    here = f"/meetings/{room.meeting.id}"
    paths = [room.meeting.wall_path(), f"{here}/console", f"/{room.meeting.code}/frame"]
    room.meeting.vote(people, "rod")
    before = [host.get(path).text for path in paths]
    room.meeting.vote(people[:4], "bla")
    assert [host.get(path).text for path in paths] == before


@pytest.mark.parametrize(
    ("question", "answer"),
    [(COLOUR, "rod"), (TWO_COLOURS, "gron"), (EASE, "7"), (REMARK, "Hemligt svar")],
    ids=["choice", "several", "scale", "text"],
)
def test_nothing_of_a_result_is_drawn_before_it_is_revealed(
    house: House, browsers: Browsers, question: Fields, answer: str
) -> None:
    room = Room(house, browsers, house.meeting(question))
    people = room.meeting.act("opening").crowd(6)
    pages = [room.wall(), room.console(), room.phone()]
    room.meeting.vote(people, answer)
    expect_number(pages[1], "räknade", 6)
    room.meeting.act("closing")
    expect(pages[2].locator("#room h2")).to_have_text("Röstningen är stängd")
    expect(pages[0].locator(".closed-mark")).to_be_visible()
    texts = [text for page in pages for text in received(page)]
    assert [text for text in texts if DRAWN.search(text) or "Hemligt" in text] == []


def test_what_the_search_looks_for_is_there_once_revealed(room: Room) -> None:
    wall = room.wall()
    room.meeting.decided().act("revealing")
    expect(wall.locator(".bars")).to_be_visible()
    assert DRAWN.search(wall.content())
    assert DRAWN.search(wall.evaluate("frames[frames.length - 1]"))
