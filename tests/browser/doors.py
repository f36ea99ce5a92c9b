"""The tablet at the door in a real browser: paired by a host's own form and its own page."""

import html
import re
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.house import House, Meeting
from tests.browser.room import TABLET
from tests.browser.watching import Browsers

PIN = "4711"


@dataclass
class Tablet:
    """A paired tablet, and the page on it."""

    page: Page
    meeting: Meeting
    door: int

    @property
    def house(self) -> House:
        return self.meeting.house

    def see(self, name: str) -> None:
        """Wait until the tablet shows this step."""
        expect(self.page.locator("#door")).to_have_attribute("data-at", name)

    def press(self, words: str) -> None:
        self.page.get_by_role("button", name=words, exact=True).click()

    def check_in(self, role: str = "Företag", company: str = "") -> None:
        """Check somebody in, in three touches."""
        self.press("Jag är ny här")
        self.page.locator(".choice label:visible", has_text=role).click()
        if company:
            self.page.locator("[name=company]:visible").fill(company)
        self.press("Checka in, i rummet")
        self.see("done")

    def stop_the_clock(self) -> None:
        """Let the tablet's time go on only when the test says so."""
        self.page.clock.install()
        self.page.reload()
        self.see("check_in")
        self.page.clock.pause_at(self.page.evaluate("Date.now() / 1000") + 1)

    def wait_until_sent(self) -> None:
        """Wait until nothing is left on the tablet."""
        for _try in range(150):
            if self.held() == 0:
                return
            self.page.wait_for_timeout(200)
        raise AssertionError(f"{self.held()} are still on the tablet")

    def counted(self) -> int:
        """Count the check-ins of the meeting in the table."""
        sql = "SELECT COUNT(*) FROM attendance WHERE meeting_id = ?"
        return int(str(self.house.rows(sql, self.meeting.id)[0][0]))

    def held(self) -> int:
        """Count what the tablet has not sent, in the browser's own database."""
        return int(self.page.evaluate(HELD))

    def act(self, what: str, pin: str = PIN) -> None:
        """Do something in the staff menu."""
        self.press("Prata med oss")
        self.press("Meny för er som håller i träffen")
        self.page.locator("[name=pin]:visible").fill(pin)
        self.press("Öppna menyn")
        self.see("menu")
        self.press(what)


HELD = """() => new Promise((resolve) => {
  const asked = indexedDB.open('door', 1);
  asked.onsuccess = () => {
    const all = asked.result.transaction('entries').objectStore('entries').getAll();
    all.onsuccess = () => { asked.result.close(); resolve(all.result.length); };
  };
})"""


def pairing_code(meeting: Meeting) -> str:
    """Let the host make a code for one more tablet."""
    sent = {"name": "Entrén", "pin": PIN}
    page = meeting.house.staff().post(f"/meetings/{meeting.id}/doors", sent).text
    match = re.search(r'id="pairing-code">([^<]+)<', page)
    assert match, page[:500]
    return html.unescape(match[1])


def pair(context: BrowserContext, meeting: Meeting) -> Tablet:
    """Pair a tablet, and wait until it shows its first step."""
    page = context.pages[0] if context.pages else context.new_page()
    page.goto(f"{meeting.house.address}/door")
    page.locator("[name=code]").fill(pairing_code(meeting))
    page.locator("main .button-big").click()
    sql = "SELECT MAX(id) FROM door WHERE meeting_id = ?"
    tablet = Tablet(page, meeting, int(str(meeting.house.rows(sql, meeting.id)[0][0])))
    tablet.see("check_in")
    return tablet


def tablet(browsers: Browsers, meeting: Meeting) -> Tablet:
    """Pair a tablet of its own."""
    return pair(browsers.open(viewport=TABLET), meeting)
