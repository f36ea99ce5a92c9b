"""The console as a remote in the hand, and a presenter's clicker."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.house import COLOUR, TWO_COLOURS, House
from tests.browser.looking import SIDEWAYS, decoded
from tests.browser.pitches import listed
from tests.browser.room import DESK, PHONE, Room, press, press_and_wait, version
from tests.browser.watching import Browsers
from tests.support.installation import CAST, PASSWORD

# What of the console's own a thumb can't hit: smaller than 48 px either way.
SMALL = """() => [...document.querySelectorAll('#console a[href], #console button')]
  .filter((el) => el.getClientRects().length)
  .map((el) => ({ words: el.textContent.trim(), box: el.getBoundingClientRect() }))
  .filter(({ box }) => box.width < 48 || box.height < 47.5)
  .map(({ words, box }) => `${words} ${box.width}×${box.height}`)"""
ON_TOP = """(el) => {
  const box = el.getBoundingClientRect();
  const at = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return el === at || el.contains(at);
}"""


def tap(console: Page, name: str) -> None:
    """Tap a button, wherever on the page it is, and wait until the stage has moved."""
    before = version(console)
    button = console.locator("#console").get_by_role("button", name=name).first
    button.scroll_into_view_if_needed()
    expect(button).not_to_have_attribute("aria-disabled", "true")
    button.tap()
    expect(console.locator("#console")).not_to_have_attribute("data-stage-version", before)
    assert not console.evaluate(SIDEWAYS)
    assert console.evaluate(SMALL) == []
    following = console.locator("#next-step")
    if following.count():
        assert following.evaluate(ON_TOP), "the big step is under something"


@pytest.fixture
def remote(house: House, browsers: Browsers) -> tuple[Room, Page]:
    """Open the console in the hand."""
    room = Room(house, browsers, house.meeting(COLOUR, TWO_COLOURS))
    listed(room.meeting, ["Testbolaget AB"])
    return room, room.console(PHONE, has_touch=True)


WALK = [
    ("Testbild", ".test-large"),
    ("Testbild", ".join-code"),
    ("Öppna nästa fråga", ".count"),
    ("Svart bild", ".wall-black"),
    ("Svart bild", ".count"),
    ("Stäng röstningen", ".closed-mark"),
    ("Visa resultatet", ".huge"),
    ("Visa QR-koden", ".join-huge"),
    ("Visa QR-koden", ".huge"),
    ("Pitchar", ".pitch-order"),
    ("Ropa upp den första", ".pitch"),
    ("Ta tillbaka senaste steget", ".pitch-order"),
    ("Ropa upp den första", ".pitch"),
    ("Starta tiden", ".pitch-bar"),
    ("Tacka alla", ".pitch-order"),
    ("Paus, 5 minuter", ".pause"),
    ("Gör mer av", ".boxes"),
    ("Öppna nästa fråga", ".ballot"),
    ("Stäng röstningen", ".closed-mark"),
    ("Visa resultatet", ".huge"),
    ("Fråga hur träffen var", "#screen[data-scene=exit]"),
    ("Avsluta träffen", "#screen[data-scene=ended]"),
]


def test_a_whole_meeting_is_held_from_the_phone(remote: tuple[Room, Page]) -> None:
    room, console = remote
    wall = room.wall()
    for button, seen in WALK:
        tap(console, button)
        expect(wall.locator(seen).first).to_be_attached()
    expect(console.get_by_role("link", name="Se resultatet")).to_be_visible()


def test_the_big_step_stays_under_the_thumb(remote: tuple[Room, Page]) -> None:
    _room, console = remote
    for _ in range(4):
        box = console.locator("#next-step").bounding_box()
        assert box
        assert box["y"] + box["height"] <= 844
        assert box["y"] > 844 * 0.6
        assert console.locator("#next-step").evaluate(ON_TOP)
        console.mouse.wheel(0, 700)
    foot = console.locator(".foot a").last
    foot.scroll_into_view_if_needed()
    assert foot.evaluate(ON_TOP), "the bar lies over the last link"


def test_the_laptop_shows_the_way_for_the_phones_camera(room: Room) -> None:
    laptop = room.console(DESK)
    laptop.get_by_role("link", name="Styr från mobilen").click()
    [address] = decoded(laptop)
    assert address == f"{room.house.address}/meetings/{room.meeting.id}/console"
    phone = room.device(PHONE, has_touch=True)
    phone.goto(address)
    phone.locator("input[type=email]").fill(CAST["host"].email)
    phone.locator("input[type=password]").fill(PASSWORD)
    phone.get_by_role("button", name="Logga in").tap()
    expect(phone.locator("#next-step")).to_be_visible()
    assert phone.url == address


def test_phone_and_laptop_steer_side_by_side(room: Room) -> None:
    laptop, phone = room.console(DESK), room.console(PHONE, has_touch=True)
    tap(phone, "Öppna nästa fråga")
    expect(laptop.locator("#next-step")).to_contain_text("Stäng röstningen")
    press_and_wait(laptop, " ")
    expect(phone.locator("#next-step")).to_contain_text("Visa resultatet")


def test_a_clicker_goes_on_and_blackens(room: Room) -> None:
    console, wall = room.console(), room.wall()
    press_and_wait(console, "PageDown")
    expect(wall.locator(".ballot")).to_be_visible()
    press_and_wait(console, ".")
    expect(wall.locator(".wall-black")).to_be_attached()
    press_and_wait(console, "b")
    expect(wall.locator(".ballot")).to_be_visible()


def test_a_clickers_back_asks_and_on_means_no(room: Room) -> None:
    console = room.console()
    press_and_wait(console, "PageDown")
    before = version(console)
    press(console, "PageUp")
    expect(console.locator("#back-ask")).to_be_visible()
    expect(console.locator("[data-back-says]")).to_have_text("Frågan blir planerad igen.")
    expect(console.locator("#back-ask [value=no]")).to_be_focused()
    console.keyboard.press("PageDown")
    expect(console.locator("#back-ask")).to_be_hidden()
    assert version(console) == before


def test_a_clickers_back_twice_takes_the_step_back(room: Room) -> None:
    console, wall = room.console(), room.wall()
    press_and_wait(console, "PageDown")
    press(console, "PageUp")
    expect(console.locator("#back-ask")).to_be_visible()
    console.keyboard.press("PageUp")
    expect(wall.locator(".join-huge")).to_be_visible()


def test_back_takes_back_no_step_of_somebody_else(room: Room) -> None:
    console = room.console()
    press_and_wait(console, "PageDown")
    press(console, "PageUp")
    expect(console.locator("#back-ask")).to_be_visible()
    room.meeting.stage("covers", cover="black")
    expect(console.get_by_text("Projektorbilden är svart")).to_be_visible()
    after = version(console)
    console.keyboard.press("PageUp")
    expect(console.locator("#back-ask")).to_be_hidden()
    console.wait_for_timeout(500)
    assert version(console) == after


def test_back_with_nothing_to_take_back_does_nothing(room: Room) -> None:
    console = room.console()
    press(console, "PageUp")
    expect(console.locator("#back-ask")).to_be_hidden()
