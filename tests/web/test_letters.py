"""Printed letters: for those without an address, with a code that leads where the text says."""

from dataclasses import replace

import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw
from werkzeug.test import TestResponse

from kiosk.evaluations.queries import today
from tests.support.inviting import at, fresh, invitations, send
from tests.support.procurements import invite, make_procurement, open_evaluation
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


def test_those_without_an_address_get_a_letter_whose_code_is_their_own_link(
    as_procurement: CheckingClient,
):
    here = open_evaluation()
    tokens = invite(here, 2, email="", language="sv") + invite(here, 1, language="sv")
    page = as_procurement.get(at(here, "letters"))
    links = [f"{ADDRESS}/invitations/{token}" for token in tokens]
    assert sorted(read_codes(page)) == sorted(links[:2])
    typed = [words(one).replace(" ", "") for one in find(page, ".//*[@class='letter-address']")]
    assert sorted(typed) == sorted(links[:2])
    assert len(read_codes(as_procurement.get(at(here, "letters?all=1")))) == 3


def test_a_letter_says_what_the_message_says_but_asks_for_no_reply(as_procurement: CheckingClient):
    here = open_evaluation()
    invite(here, 1, email="", language="sv", contact="Karin Berg", kind="documents")
    said = words(find(as_procurement.get(at(here, "letters")), ".//article")[0])
    for part in ("Hej Karin Berg,", "Ni har läst underlaget", "Svaren är konfidentiella."):
        assert part in said
    assert "mejl" not in said
    assert "påminnelse" not in said


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", ["sv"]), ("en", ["en"]), ("", ["sv", "en"])],
)
def test_a_letter_is_in_the_language_of_its_row(
    as_procurement: CheckingClient, language: str, said: list[str]
):
    here = open_evaluation()
    invite(here, 1, email="", language=language)
    page = as_procurement.get(at(here, "letters"))
    parts = [one.get("lang") for one in find(page, ".//article//div[@lang]")]
    assert parts == said * 2


def test_printed_letters_are_remembered(as_procurement: CheckingClient):
    here = open_evaluation()
    invite(here, 2, email="")
    invite(here, 1)
    assert "2 brev är inte utskrivna än." in as_procurement.get(at(here, "invitations")).text
    as_procurement.post(at(here, "letters"))
    page = as_procurement.get(at(here, "invitations")).text
    assert "2 brev är utskrivna." in page
    assert "Alla brev är utskrivna." in page
    assert sum(one.printed_at is not None for one in invitations()) == 2


def test_opening_with_letters_alone_sends_no_message(as_procurement: CheckingClient):
    here = make_procurement()
    invite(here, 1, email="")
    send(as_procurement, here)
    assert fresh(here).opened_at
    assert "Det fanns inget mejl att skicka." in as_procurement.get(at(here, "invitations")).text


@pytest.mark.parametrize("sent", [True, False])
def test_no_letter_is_printed_before_sending_or_during_a_review(
    as_procurement: CheckingClient, sent: bool
):
    made = open_evaluation(review_since=today()) if sent else make_procurement()
    invite(made, 1, email="", company="Brevbolaget AB")
    assert "Brevbolaget" not in as_procurement.get(at(made, "letters"), status=409).text
    as_procurement.post(at(made, "letters"), status=409)
    assert invitations()[0].printed_at is None


def test_with_nobody_to_write_to_the_page_says_so(as_procurement: CheckingClient):
    here = open_evaluation()
    invite(here)
    assert "inget brev att skriva ut" in as_procurement.get(at(here, "letters")).text
