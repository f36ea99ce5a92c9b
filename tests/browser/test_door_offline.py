"""The door without a network: it keeps, starts again, sends in order, and each counts once."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.doors import Tablet, pair, tablet
from tests.browser.house import COLOUR, House
from tests.browser.room import TABLET
from tests.browser.watching import SWEDISH, Browsers, Complaints
from tests.support.door import check_in

READY = "() => caches.match('/door', { ignoreVary: true }).then(Boolean)"
LOST = "Failed to load resource"  # what the browser says of the network, not the page
# As the tablet itself keeps them, but hundreds at once.
FILL = """(entries) => new Promise((resolve, reject) => {
  const asked = indexedDB.open('door', 1);
  asked.onsuccess = () => {
    const turn = asked.result.transaction('entries', 'readwrite');
    entries.forEach((entry) => turn.objectStore('entries').add(entry));
    turn.oncomplete = () => { asked.result.close(); resolve(); };
    turn.onerror = () => reject(turn.error);
  };
})"""


@pytest.fixture
def door(house: House, browsers: Browsers, complaints: Complaints) -> Tablet:
    complaints.tolerate(LOST)
    return tablet(browsers, house.meeting(COLOUR))


def test_without_a_network_it_says_so_and_sends_later(door: Tablet) -> None:
    door.page.context.set_offline(True)
    door.check_in(company="Snickeri AB")
    expect(door.page.locator("[data-done=kept]:visible")).to_contain_text("sparat i surfplattan")
    assert (door.counted(), door.held()) == (0, 1)
    door.page.context.set_offline(False)
    door.wait_until_sent()
    assert door.counted() == 1


def test_five_hundred_that_waited_are_all_counted_once(door: Tablet) -> None:
    door.page.context.set_offline(True)
    entries = [check_in(company=f"Bolag {number}") for number in range(500)]
    door.page.evaluate(FILL, [*entries, *entries[:20]])  # and some twice
    assert door.held() == 520
    door.page.context.set_offline(False)
    door.wait_until_sent()
    assert door.counted() == 500


def test_an_answer_that_is_lost_on_its_way_counts_nobody_twice(door: Tablet) -> None:
    lost: list[str] = []

    def lose(route: Any) -> None:
        lost.append(route.fetch().text())
        route.abort()

    door.page.route("**/door/entries", lose, times=2)
    door.check_in()
    door.press("Klart")
    door.page.evaluate("window.dispatchEvent(new Event('online'))")
    door.wait_until_sent()
    assert lost
    assert door.counted() == 1


def test_unpaired_in_the_middle_of_a_check_in_the_person_is_counted(door: Tablet) -> None:
    door.press("Jag är ny här")
    door.house.staff().post(f"/doors/{door.door}/unpairing")
    door.page.locator(".choice label:visible", has_text="Förening").click()
    door.press("Checka in, i rummet")
    door.see("done")
    expect(door.page.locator("[data-done=new]:visible")).to_have_text("Du är incheckad")
    assert door.counted() == 1
    door.press("Klart")
    door.page.evaluate("window.dispatchEvent(new Event('online'))")
    door.see("unpaired")


@pytest.fixture
def device(browser: Browser, complaints: Complaints, tmp_path: Path) -> Iterator[Any]:
    """Start a browser with a profile of its own, as often as it is asked to."""
    started: list[BrowserContext] = []

    def start() -> BrowserContext:
        for context in started:
            context.close()
        context = browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=CHROMIUM, args=QUIET, viewport=TABLET, **SWEDISH
        )
        started[:] = [complaints.watch(context)]
        return context

    yield start
    for context in started:
        context.close()


def test_the_browser_starts_again_without_a_network_and_nothing_is_lost(
    own_house: House, device: Any, complaints: Complaints
) -> None:
    complaints.tolerate(LOST, "net::ERR")
    door = pair(device(), own_house.meeting(COLOUR))
    while not door.page.evaluate(READY):
        door.page.wait_for_timeout(100)
    own_house.stop()
    door.check_in()
    door.page = device().pages[0]
    door.page.goto(f"{own_house.address}/door")
    door.see("check_in")
    door.check_in()
    assert door.held() == 2
    own_house.start()
    door.wait_until_sent()
    assert door.counted() == 2
