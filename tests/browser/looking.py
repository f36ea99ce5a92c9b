"""Look at a page as a person or a camera does."""

import io

import zxingcpp
from PIL import Image
from playwright.sync_api import Page

from tests.browser.house import Meeting

SIDEWAYS = "() => document.documentElement.scrollWidth > innerWidth"


def fits(page: Page) -> bool:
    """Tell whether a page needs no sideways scrolling, on small phones too."""
    wide = []
    for width in (320, 390):
        page.set_viewport_size({"width": width, "height": 844})
        wide.append(page.evaluate(SIDEWAYS))
    return not any(wide)


def decoded(page: Page) -> list[str]:
    """Read the QR codes in a picture of the page, as a phone's camera would."""
    picture = Image.open(io.BytesIO(page.screenshot()))
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def join_address(meeting: Meeting) -> str:
    return f"{meeting.house.address}/{meeting.code}"
