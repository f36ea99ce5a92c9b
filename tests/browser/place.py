"""What a place is: one page in one state, and how to get there."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Page

from tests.browser.house import House
from tests.faults.hall import Phone

Find = Callable[[House], str]
Then = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """One page in one state: its endpoint, who sees it, its path, what is done there first."""

    endpoint: str
    name: str
    find: Callable[[House], str | tuple[str, Phone]]  # a phone's cookie goes with its path
    role: str = ""
    then: Then = field(default=lambda page: None)
    refused: str = ""  # the status that the console will mention
    wall: bool = False
    paper: bool = False
    translated: bool = False  # of paper: what stands around it speaks the reader's language


def at(path: str) -> Find:
    return lambda house: path


def submit_unchecked(page: Page) -> None:
    """Send the first form of the page as it is, past the browser's own checks."""
    with page.expect_navigation():
        page.evaluate("form = document.querySelector('main form'); form.noValidate = true")
        page.evaluate("form.requestSubmit ? form.requestSubmit() : form.submit()")


def open_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
