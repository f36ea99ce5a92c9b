"""The states of the door: the host's page, pairing, each step of the tablet, a phone's code."""

import re

from playwright.sync_api import Page, expect

from tests.browser.doors import PIN, pairing_code
from tests.browser.house import COLOUR, House
from tests.browser.place import Then, at, submit_unchecked
from tests.browser.places import P, of, planned
from tests.faults.hall import Phone
from tests.support.door import claim


def paired(house: House) -> tuple[str, Phone]:
    """Pair a tablet over plain HTTP; its cookie goes with the page."""
    meeting = house.meeting(COLOUR)
    tablet = Phone(meeting)  # type: ignore[arg-type]
    answer = tablet.post("/door/pairings", {"code": pairing_code(meeting)})
    found = re.search(r"kiosk_door=[^;]+", str(answer.headers["Set-Cookie"]))
    assert found
    return "/door", Phone(meeting, found[0])  # type: ignore[arg-type]


# What forgets after a while would do so in the middle of a look at it.
STILL = """(() => {
  const soon = window.setTimeout.bind(window);
  window.setTimeout = (act, late, ...more) => (late >= 5000 ? 0 : soon(act, late, ...more));
})()"""


def spoken(page: Page) -> str:
    """Return the language that this visit is about."""
    return next(one["value"] for one in page.context.cookies() if one["name"] == "kiosk_lang")


def step(*presses: str, at: str, mode: str = "") -> Then:
    """Press what carries these marks, in the visit's own language, and stay there."""

    def go(page: Page) -> None:
        page.add_init_script(STILL)
        if mode:
            page.evaluate(ACT, {"pin": PIN, "act": mode})
        page.reload()
        for mark in presses:
            page.locator(f'[data-part="{spoken(page)}"] {mark}:visible').first.click()
        expect(page.locator("#door")).to_have_attribute("data-at", at)

    return go


ACT = """(sent) => fetch('/door/pin-tries', {
  method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify(sent),
})"""
CHECK_IN = (NEW := '[data-go="new"]', ".choice label", '[data-form="new"] .door-button')
STAFF = ('[data-go="help"]', '[data-go="staff"]')


def menu(page: Page) -> None:
    step(*STAFF, at="staff")(page)
    page.locator("[name=pin]:visible").fill(PIN)
    page.locator('[data-form="pin"] .door-button:visible').click()
    expect(page.locator("#door")).to_have_attribute("data-at", "menu")


def warned(page: Page) -> None:
    step(NEW, at="new")(page)
    shown = "(all) => all.forEach((one) => { one.hidden = false; })"
    page.locator(f'[data-part="{spoken(page)}"] [data-warning]').evaluate_all(shown)


def doors(house: House) -> str:
    """Show the host's page with a tablet that waits."""
    meeting = house.meeting(COLOUR)
    pairing_code(meeting)
    return f"/meetings/{meeting.id}/doors"


def asked_again(page: Page) -> None:
    page.locator("[name=name]").fill("Entrén")
    page.locator("[name=pin]").fill(PIN)
    with page.expect_navigation():
        page.locator("main form .button-primary").click()


def early(page: Page) -> None:
    with page.expect_navigation():
        page.locator("main .button-big").click()


D = "meetings.show_door"
DOOR = [
    P(D, "door-pairing", at("/door")),
    P(D, "door-pairing-wrong", at("/door"), then=submit_unchecked, refused="422"),
    P(D, "door-welcome", paired),
    P(D, "door-new", paired, then=step(NEW, at="new")),
    P(D, "door-search", paired, then=step('[data-go="search"]', at="search")),
    P(D, "door-camera", paired, then=step('[data-go="camera"]', at="camera")),
    P(D, "door-done", paired, then=step(*CHECK_IN, at="done")),
    P(D, "door-phone", paired, then=step('[data-go="phone"]', at="phone")),
    P(D, "door-help", paired, then=step('[data-go="help"]', at="help")),
    P(D, "door-staff", paired, then=step(*STAFF, at="staff")),
    P(D, "door-menu", paired, then=menu),
    P(D, "door-warning", paired, then=warned),
    P(D, "door-exit", paired, then=step(at="exit", mode="exit")),
    P(D, "door-more", paired, then=step("[data-face]", at="more", mode="exit")),
    P(D, "door-thanks", paired,
      then=step("[data-face]", "[data-thanks]", at="thanks", mode="exit")),
    P(D, "door-unpaired", paired, then=step(at="unpaired", mode="unpair")),
    P("meetings.list_doors", "doors", doors, "host"),
    P("meetings.list_doors", "doors-code", doors, "host", asked_again),
    P("meetings.list_doors", "doors-wrong", doors, "host", submit_unchecked, "422"),
    P("meetings.new_claim", "claim", of(planned, "/{code}/claims/new")),
    P("meetings.new_claim", "claim-wrong", of(planned, "/{code}/claims/new"),
      then=submit_unchecked, refused="422"),
    P("meetings.new_claim", "claim-early",
      of(planned, f"/{{code}}/claims/new?claim={claim(9)}"), then=early),
]  # fmt: skip
