"""Every page, in both languages: axe-core at every size, light and dark; it fits; one language."""

from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page

from tests.browser.axe import complaints_of_axe
from tests.browser.house import House
from tests.browser.languages import strangers
from tests.browser.looking import fits
from tests.browser.place import Place
from tests.browser.places import PLACES
from tests.browser.room import DESK, PHONE, PROJECTOR, TABLET, give_cookie
from tests.browser.watching import Browsers, Complaints

# No pages: parts of one, files, and what belongs to a page and is checked with it.
NO_PAGES = {
    "static", "municipality.show_theme", "municipality.show_logo", "voting.stream_phone",
    "voting.show_frame", "voting.stream_console", "voting.show_console_frame",
    "voting.show_result_file", "voting.show_attendances_file", "voting.stream_screen",
    "voting.show_screen_frame", "evaluations.show_codebook", "evaluations.show_report_file",
    "evaluations.show_report_workbook", "evaluations.show_invitation",
    "evaluations.show_reminders_link", "actions.show_feed", "actions.show_area_feed",
    "retention.show_file",
    "voting.show_exit_file", "voting.show_clock", "voting.stream_wishes",
    "voting.show_factors_file",
    "voting.stream_pitches", "voting.show_pitches_frame",
    "voting.show_wishes_frame", "voting.show_wishes_file", "voting.show_together_file",
    "meetings.show_door_worker",
}  # fmt: skip


def sizes(place: Place) -> list[Any]:
    return [PROJECTOR, DESK] if place.wall else [PHONE, TABLET, DESK]


def visit(place: Place, house: House, browsers: Browsers) -> list[Page]:
    """Open a place in Swedish and in English, and do there what is to be done."""
    found = place.find(house)
    path, phone = found if isinstance(found, tuple) else (found, None)
    pages = []
    for language in ("sv", "en"):
        context = browsers.open(base_url=house.address, reduced_motion="reduce")
        give_cookie(context, house, f"kiosk_lang={language}")
        if phone:
            give_cookie(context, house, phone.cookie, path)
        if place.role:
            give_cookie(context, house, f"kiosk_staff={house.session(place.role)}")
        page = context.new_page()
        page.goto(path)
        place.then(page)
        pages.append(page)
    return pages


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.name)
def test_a_page_suits_everybody(
    place: Place, house: House, browsers: Browsers, complaints: Complaints
) -> None:
    complaints.tolerate(*([place.refused] if place.refused else []))
    for page, language in zip(visit(place, house, browsers), ("sv", "en"), strict=True):
        own = place.wall or (place.paper and not place.translated)
        spoken = "sv" if own else language  # the meeting's own
        assert strangers(page, spoken) == []
        assert place.wall or place.paper or fits(page)
        for size in sizes(place):
            page.set_viewport_size(size)
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                assert complaints_of_axe(page) == [], f"{page.url} {size} {scheme}"


def test_every_page_has_a_visit(app: Flask) -> None:
    pages = {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert pages - NO_PAGES == {place.endpoint for place in PLACES}


def test_axe_sees_what_is_wrong(page: Page) -> None:
    page.set_content("<html><body><img src='data:,'><p style='color:#999'>Svagt</p></body></html>")
    found = {complaint["id"] for complaint in complaints_of_axe(page)}
    assert {"image-alt", "color-contrast", "html-has-lang", "document-title"} <= found
