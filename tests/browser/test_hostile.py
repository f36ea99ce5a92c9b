"""Words that people send to break a page break nothing."""

import pytest
from playwright.sync_api import expect

from tests.browser.house import COLOUR, House
from tests.browser.looking import SIDEWAYS, decoded, fits, join_address
from tests.browser.room import DESK, PHONE, Room
from tests.browser.watching import Browsers

STRINGS = {
    "word": "Å" * 300,
    "marks": "Ha\u0301" + "\u0301" * 10_000 + "lla\u0308" + "\u0308" * 50,
    "override": "\u202egnitsor\u2066 ÅÄÖ \u200f\u202b ok",
    "emoji": "👩‍👩‍👧‍👦🇸🇪" * 6,
    "script": "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "template": "{{ 7 * 7 }} {% raw %} ${7*7} %(n)s %s \\u0041",
}


@pytest.fixture(params=STRINGS.values(), ids=STRINGS.keys())
def hostile(request: pytest.FixtureRequest, house: House, browsers: Browsers) -> Room:
    """Make a meeting whose every word is hostile."""
    words = request.param
    cut = 10_050 if len(words) > 1000 else 119  # marks are taken off before anything is counted
    question = {**COLOUR, "prompt_sv": words, "prompt_en": ""}
    question |= {f"option_{n}_sv": f"{n}{words[:cut]}" for n in (1, 2, 3)}
    question |= {f"option_{n}_en": "" for n in (1, 2, 3)}
    short = words[:cut]
    facts = {"title": short, "place": short, "cohosts": short, "wifi_name": words[:60]}
    return Room(house, browsers, house.meeting(question, **facts))


def test_the_phone_holds_hostile_words_from_check_in_to_result(hostile: Room) -> None:
    phone = hostile.device(PHONE)
    phone.goto(f"/{hostile.meeting.code}")
    assert fits(phone)
    phone.locator("summary").click()
    phone.locator("#f-company").fill("W" * 120)
    phone.get_by_role("button", name="Checka in").click()
    others = hostile.meeting.act("opening").crowd(5)
    phone.locator("#ballot label").first.click()
    assert fits(phone)
    phone.locator("#ballot .button-big").click()
    expect(phone.locator("#room .answer")).to_be_visible()
    assert fits(phone)
    hostile.meeting.vote(others, "unknown").act("closing").act("revealing")
    expect(phone.locator(".bars")).to_be_visible()
    assert fits(phone)


def test_the_hosts_pages_hold_hostile_words(hostile: Room) -> None:
    here = f"/meetings/{hostile.meeting.id}"
    hostile.meeting.decided(answers=["unknown"] * 5).act("revealing")
    console = hostile.console()
    assert fits(console)
    for path in (here, f"{here}/edit", f"{here}/result", "/meetings"):
        console.goto(path)
        assert fits(console), path


def test_the_wall_holds_hostile_words_and_its_code_stays_readable(hostile: Room) -> None:
    hostile.meeting.decided(answers=["unknown"] * 5)
    wall, wanted = hostile.wall(), [join_address(hostile.meeting)]
    assert decoded(wall) == wanted
    hostile.meeting.act("revealing")
    expect(wall.locator(".bars")).to_be_visible()
    assert decoded(wall) == wanted
    assert not wall.evaluate(SIDEWAYS)
    wall.set_viewport_size(DESK)
    assert not wall.evaluate(SIDEWAYS)


def test_markup_is_shown_as_words_and_runs_nothing(house: House, browsers: Browsers) -> None:
    bad = STRINGS["script"]
    room = Room(house, browsers, house.meeting({**COLOUR, "prompt_sv": bad}, title=bad))
    room.meeting.act("opening")
    for page in (room.phone(), room.wall(), room.console()):
        page.on("dialog", lambda dialog: pytest.fail("a script ran"))
        expect(page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
        assert page.locator("img[src=x]").count() == 0


def test_right_to_left_overrides_turn_no_words_around(house: House, browsers: Browsers) -> None:
    room = Room(house, browsers, house.meeting(COLOUR, title=STRINGS["override"]))
    assert room.phone().locator("h1").inner_text() == "gnitsor ÅÄÖ ok"
