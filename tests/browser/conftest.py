"""One Chromium and one real server for all browser tests; fresh contexts and meetings for each."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.fake_stream import FakeHall, serve
from tests.browser.house import COLOUR, House
from tests.browser.room import Room
from tests.browser.watching import Browsers, Complaints

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
expect.set_options(timeout=30_000)  # a bound for a busy machine, not a promise


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture(autouse=True)
def complaints() -> Iterator[Complaints]:
    """Collect what pages complain of; no page of any test may throw, break the policy or stray."""
    found = Complaints()
    yield found
    assert found == []


@pytest.fixture
def browsers(browser: Browser, complaints: Complaints) -> Iterator[Browsers]:
    """Open any number of devices, all of them watched."""
    found = Browsers(browser, complaints)
    yield found
    found.close()


@pytest.fixture
def context(browsers: Browsers) -> BrowserContext:
    return browsers.open()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def hall(page: Page, complaints: Complaints) -> Iterator[FakeHall]:
    """Start the misbehaving server; relative addresses of `page` go to it."""
    found, server = serve()
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    complaints.homes.add(found.address)
    complaints.tolerate("Failed to load resource", "EventSource")  # for it misbehaves
    yield found
    page.close()  # before the server: the page would only try to reconnect
    found.stopped.set()
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory, peopled: Path) -> Iterator[House]:
    """Start the real program as its own process, once for all tests that leave it running."""
    found = House(tmp_path_factory.mktemp("house"), peopled)
    found.start()
    yield found
    found.stop()


@pytest.fixture
def house(served: House, complaints: Complaints) -> House:
    complaints.homes.add(served.address)
    return served


@pytest.fixture
def room(house: House, browsers: Browsers) -> Room:
    """Make a meeting with one planned question, ready to be opened on phone, wall and console."""
    return Room(house, browsers, house.meeting(COLOUR))


@pytest.fixture
def own_house(tmp_path: Path, peopled: Path, complaints: Complaints) -> Iterator[House]:
    """Start a real server that the test may kill and start again."""
    found = House(tmp_path / "house", peopled)
    complaints.homes.add(found.address)
    found.start()
    yield found
    found.stop()
