"""A meeting on its devices: phones, the wall, and the hosts' consoles."""

from http.cookies import SimpleCookie
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser.house import House, Meeting
from tests.browser.watching import Browsers
from tests.faults.hall import Phone

PHONE = {"width": 390, "height": 844}
TABLET = {"width": 820, "height": 1180}
DESK = {"width": 1440, "height": 900}
PROJECTOR = {"width": 1920, "height": 1080}

# Keeps every frame of every stream, and the moment the console's stage last moved.
LISTENING = """
frames = []; movedAt = 0;
window.EventSource = class extends EventSource {
  constructor(url) { super(url); this.addEventListener('frame', (e) => frames.push(e.data)); }
};
new MutationObserver(() => {
  const stage = document.querySelector('[data-stage-version]');
  const version = stage ? stage.dataset.stageVersion : '';
  if (version !== window.stageSeen) { window.stageSeen = version; movedAt = performance.now(); }
}).observe(document, {childList: true, subtree: true});
"""
LIVE = "() => document.documentElement.dataset.link === 'live' && frames.length > 0"
# console.js takes no key for 1.2 s after the stage has moved.
SETTLED = "() => performance.now() - movedAt > 1500 && !document.querySelector('[data-locked]')"


class Room:
    """One meeting, and the devices that show it."""

    def __init__(self, house: House, browsers: Browsers, meeting: Meeting) -> None:
        self.house = house
        self.browsers = browsers
        self.meeting = meeting

    def device(self, size: Any, cookie: str = "", path: str = "/", **options: Any) -> Page:
        """Open a device of its own, with a cookie of the server's in it."""
        context = self.browsers.open(viewport=size, base_url=self.house.address, **options)
        context.add_init_script(LISTENING)
        if cookie:
            give_cookie(context, self.house, cookie, path)
        return context.new_page()

    def phone(self, person: Phone | None = None, **options: Any) -> Page:
        """Open the phone of somebody who has checked in, and wait until it is live."""
        person = person or self.meeting.crowd(1)[0]
        page = self.device(PHONE, person.cookie, f"/{self.meeting.code}", **options)
        return self.enter(page, f"/{self.meeting.code}", live=scripted(options))

    def wall(self, **options: Any) -> Page:
        """Open the projector, and wait until it is live."""
        path = self.meeting.wall_path()
        return self.enter(self.device(PROJECTOR, **options), path, live=scripted(options))

    def console(self, size: Any = DESK, **options: Any) -> Page:
        """Open a console of the host, and wait until it is live."""
        cookie = f"kiosk_staff={self.house.session('host')}"
        page = self.device(size, cookie, **options)
        return self.enter(page, f"/meetings/{self.meeting.id}/console", live=scripted(options))

    def enter(self, page: Page, path: str, live: bool = True) -> Page:
        """Open a page of the meeting, and wait until its stream gets through."""
        page.goto(path)
        if live:
            page.wait_for_function(LIVE)
        return page


def scripted(options: dict[str, Any]) -> bool:
    return bool(options.get("java_script_enabled", True))


def give_cookie(context: Any, house: House, cookie: str, path: str = "/") -> None:
    for name, morsel in SimpleCookie(cookie).items():
        one = {"name": name, "value": morsel.value, "domain": "127.0.0.1", "path": path}
        context.add_cookies([one])


def press(console: Page, key: str) -> None:
    """Press a key of the console once it takes keys again."""
    console.wait_for_function(SETTLED)
    console.keyboard.press(key)


def press_and_wait(console: Page, key: str) -> None:
    """Press a key and wait until the stage has moved."""
    before = version(console)
    press(console, key)
    expect(console.locator("#console")).not_to_have_attribute("data-stage-version", before)


def version(console: Page) -> str:
    return str(console.locator("#console").get_attribute("data-stage-version"))


def choose(phone: Page, answer: str = "Röd") -> None:
    """Tap an answer."""
    phone.locator("#ballot label", has_text=answer).click()


def vote(phone: Page, answer: str = "Röd") -> None:
    """Tap an answer and send it."""
    choose(phone, answer)
    phone.locator("#ballot .button-big").click()


def expect_receipt(phone: Page, answer: str = "Röd") -> None:
    expect(phone.locator("#room .answer")).to_have_text(answer)


def expect_number(console: Page, name: str, number: int) -> None:
    """Wait until the integrity line says so: incheckade, anslutna, röster, räknade."""
    cell = console.locator(".numbers div", has=console.locator("dt", has_text=name))
    expect(cell.locator("dd")).to_have_text(str(number))
