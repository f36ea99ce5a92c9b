"""What is printed: poster, table cards, personal codes."""

from dataclasses import replace

import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from kiosk.meetings.queries import get_meeting
from kiosk.meetings.queries_cards import find_card
from tests.support.hosting import make_meeting
from tests.web.checking import CheckingClient, find, words

SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://ekdalen.example"


@pytest.fixture(autouse=True)
def address(app: Flask) -> None:
    app.config["KIOSK"] = replace(app.config["KIOSK"], address=ADDRESS)


def read_codes(page: TestResponse) -> list[str]:
    """Draw each QR code of a page as its SVG says and read it as a phone does."""
    found = []
    for svg in find(page, f".//*[@class='qr']/{SVG}svg"):
        size = int(str(svg.get("viewBox")).split()[2])
        picture = Image.new("L", (size, size), 255)
        for square in str(svg.findall(f"{SVG}path")[1].get("d")).split("M")[1:]:
            x, y = square.split("h")[0].split()
            ImageDraw.Draw(picture).point((int(x), int(y)), 0)
        big = picture.resize((size * 8, size * 8), Image.Resampling.NEAREST)
        found += [code.text for code in zxingcpp.read_barcodes(big)]
    return found


@pytest.mark.parametrize(("paper", "copies"), [("poster", 1), ("cards", 4)])
def test_every_printed_code_leads_to_the_meeting(as_host: CheckingClient, paper: str, copies: int):
    meeting = make_meeting(as_host)
    page = as_host.get(f"/meetings/{meeting.id}/{paper}")
    assert read_codes(page) == [f"{ADDRESS}/{meeting.code}"] * copies


@pytest.mark.parametrize("paper", ["poster", "cards"])
def test_the_address_the_code_and_the_wifi_stand_in_clear_text(as_host: CheckingClient, paper: str):
    meeting = make_meeting(as_host)
    page = words(find(as_host.get(f"/meetings/{meeting.id}/{paper}"), ".//main")[0])
    for said in (
        "ekdalen.example",
        f"{meeting.code[:3]} {meeting.code[3:]}",
        "Wi-Fi: Gäst-Ekdalen",
    ):
        assert said in page


def test_without_a_wifi_name_none_is_mentioned(as_host: CheckingClient):
    meeting = make_meeting(as_host, wifi_name="")
    assert "Wi-Fi" not in as_host.get(f"/meetings/{meeting.id}/poster").text


def test_paper_is_in_the_meetings_language_whoever_prints_it(as_host: CheckingClient):
    meeting = make_meeting(as_host, language="en")
    page = as_host.get(f"/meetings/{meeting.id}/poster")
    assert find(page, ".")[0].get("lang") == "en"
    assert "Vote with your own phone." in page.text


def test_every_personal_code_on_paper_is_one_that_votes(app: Flask, as_host: CheckingClient):
    made = make_meeting(as_host, level="roll", roll_size="23")
    page = as_host.get(f"/meetings/{made.id}/roll")
    codes = [words(one).replace(" ", "") for one in find(page, ".//*[@class='personal-code']")]
    meeting, secret = get_meeting(made.id), app.config["SECRET_KEY"]
    assert len(set(codes)) == 23
    assert all(find_card(secret, meeting, code) for code in codes)
    assert [len(sheet) for sheet in find(page, ".//main/section")] == [10, 10, 3]


def test_only_a_meeting_with_personal_codes_has_them(as_host: CheckingClient):
    meeting = make_meeting(as_host)
    as_host.get(f"/meetings/{meeting.id}/roll", status=404)
    assert "/roll" not in as_host.get(f"/meetings/{meeting.id}").text
