"""One Chromium for all browser tests; a fresh context and page for each."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests.browser.fake_stream import FakeHall, serve

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()


@pytest.fixture
def complaints() -> list[str]:
    """Collect what pages complain of: script errors and breaches of the content policy."""
    return []


@pytest.fixture
def context(browser: Browser, complaints: list[str]) -> Iterator[BrowserContext]:
    """Open a browser context of its own; no page in it may throw or break the policy."""

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    found = browser.new_context(locale="sv-SE", timezone_id="Europe/Stockholm")
    found.set_default_timeout(15_000)
    found.on("console", note)
    found.on("weberror", lambda error: complaints.append(str(error.error)))
    yield found
    found.close()
    assert complaints == []


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()


@pytest.fixture
def hall(page: Page) -> Iterator[FakeHall]:
    """Start the misbehaving server; relative addresses of `page` go to it."""
    found, server = serve()
    found.address = f"http://127.0.0.1:{server.server_address[1]}"
    yield found
    page.close()  # before the server: the page would only try to reconnect
    found.stopped.set()
    server.shutdown()
    server.server_close()
