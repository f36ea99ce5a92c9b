"""The projector from the back row: a code that can be read, and words that are large enough."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import House
from tests.browser.looking import decoded, join_address
from tests.browser.place import Place
from tests.browser.places import PLACES
from tests.browser.room import PROJECTOR, Room
from tests.browser.watching import Browsers

WALLS = [place for place in PLACES if place.wall]
# The font size of every text that can be seen, smallest first, in hundredths of the height.
SIZES = """(selector) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !el.closest(selector)) continue;
    if (el.closest('.visually-hidden, script') || !el.checkVisibility()) continue;
    const size = 100 * parseFloat(getComputedStyle(el).fontSize) / innerHeight;
    found.push([size, walker.currentNode.data.trim()]);
  }
  return found.sort((one, other) => one[0] - other[0]);
}"""
OVERFLOW = """() => ['body', '#screen', '.scene', '.join', '.join-huge'].filter((selector) => {
  const el = document.querySelector(selector);
  return el && (el.scrollHeight > el.clientHeight + 1 || el.scrollWidth > el.clientWidth + 1);
})"""


def wall_of(place: Place, house: House, browsers: Browsers) -> Page:
    context = browsers.open(base_url=house.address, viewport=PROJECTOR, reduced_motion="reduce")
    page = context.new_page()
    page.goto(str(place.find(house)))
    return page


def test_the_code_of_the_waiting_picture_leads_to_the_meeting(room: Room) -> None:
    assert decoded(room.wall()) == [join_address(room.meeting)]


def test_the_code_in_the_corner_leads_to_the_meeting_in_every_scene(room: Room) -> None:
    wall, wanted = room.wall(), [join_address(room.meeting)]
    room.meeting.act("opening")
    expect(wall.locator(".ballot")).to_be_visible()
    assert decoded(wall) == wanted
    room.meeting.vote(room.meeting.crowd(6), "rod").act("closing")
    expect(wall.locator(".closed-mark")).to_be_visible()
    assert decoded(wall) == wanted
    room.meeting.act("revealing")
    expect(wall.locator(".bars")).to_be_visible()
    assert decoded(wall) == wanted


def test_the_code_that_covers_a_vote_leads_to_the_meeting(room: Room) -> None:
    room.meeting.act("opening").stage("covers", cover="qr")
    wall = room.wall()
    assert decoded(wall) == [join_address(room.meeting)]
    assert wall.locator(".qr").bounding_box()["height"] > 500  # type: ignore[index]


def test_the_code_leads_a_phone_to_the_check_in(room: Room) -> None:
    phone = room.device({"width": 390, "height": 844})
    phone.goto(urlsplit(decoded(room.wall())[0]).path)
    expect(phone.get_by_role("button", name="Checka in")).to_be_visible()


@pytest.mark.parametrize("place", WALLS, ids=lambda place: place.name)
def test_no_word_on_the_wall_is_too_small_or_cut_off(
    place: Place, house: House, browsers: Browsers
) -> None:
    wall = wall_of(place, house, browsers)
    small = [one for one in wall.evaluate(SIZES, "#screen") if one[0] < 3.99]
    assert small == []
    assert wall.evaluate(OVERFLOW) == []


@pytest.mark.parametrize(
    ("name", "selector", "least"),
    [
        ("wall-choice", ".question", 7),
        ("wall-scale", ".question", 7),
        ("wall-closed", ".question", 7),
        ("wall-result", ".question", 7),
        ("wall-result-scale", ".question", 7),
        ("wall-waiting", ".join-code", 12),
        ("wall-choice", ".join-code", 12),
        ("wall-result", ".join-code", 12),
    ],
)
def test_question_and_code_can_be_read_from_the_back_row(
    house: House, browsers: Browsers, name: str, selector: str, least: float
) -> None:
    place = next(place for place in WALLS if place.name == name)
    smallest = wall_of(place, house, browsers).evaluate(SIZES, selector)[0]
    assert smallest[0] > least - 0.01
