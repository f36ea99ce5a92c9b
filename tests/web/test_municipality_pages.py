"""The public pages that the law asks for, and the choice of language."""

import re
from pathlib import Path

import pytest
from flask import Flask

from kiosk import security
from kiosk.municipality import operations
from kiosk.retention import operations as disposal
from tests.support.installation import MUNICIPALITY
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client

PAGES = {
    "/information": ("Dina personuppgifter", "Your personal data"),
    "/cookies": ("Kakor", "Cookies"),
    "/accessibility": ("Tillgänglighetsredogörelse", "Accessibility statement"),
}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("index", [0, 1])
def test_the_page_is_whole_in_the_browsers_language(client: CheckingClient, path: str, index: int):
    page = client.get(path, headers={"Accept-Language": ("sv", "en")[index]})
    assert words(find(page, ".//h1")[0]) == PAGES[path][index]
    assert find(page, ".")[0].get("lang") == ("sv", "en")[index]
    assert "{" not in page.text.split("<main")[1]


@pytest.mark.parametrize("path", [*PAGES, "/theme.css", "/logo", "/sessions/new"])
def test_reading_sets_no_cookie(client: CheckingClient, path: str):
    status = 404 if path in ("/theme.css", "/logo") else 200
    assert "Set-Cookie" not in client.get(path, status=status).headers


@pytest.mark.parametrize("path", PAGES)
def test_every_page_leads_to_the_pages_the_law_asks_for(client: CheckingClient, path: str):
    for start in ("/", "/sessions/new", "/nowhere-at-all"):
        page = client.get(start, status=404 if start == "/nowhere-at-all" else 200)
        assert path in [link.get("href") for link in find(page, ".//footer//a")]


def test_the_information_page_says_what_the_regulation_asks_for(client: CheckingClient):
    operations.update_municipality(None, contact="ombud@example.se")
    text = words(find(client.get("/information"), ".//main")[0])
    for must in (f"{MUNICIPALITY} är personuppgiftsansvarig", "ombud@example.se", "artikel 6.1 e"):
        assert must in text
    for heading in ("Varför", "Rättslig grund", "får del av", "Hur länge", "Dina rättigheter"):
        assert heading in text


def test_the_information_page_tells_bidders_what_holds_for_their_answers(client: CheckingClient):
    text = words(find(client.get("/information"), ".//main")[0])
    for must in (
        "konfidentiella men inte anonyma",
        "Den som har länken kan läsa och ändra utkastet",
        "Det sparas för sig och hör inte ihop med något svar",
        "Det gäller också svar på en utvärdering",
        "ur sitt upphandlingssystem",
        "följa upp och förbättra kommunens upphandlingar",
        "inte skrivit in något gallringsbeslut än",
    ):
        assert must in text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_information_page_tells_what_has_been_decided_on_disposal(
    client: CheckingClient, language: str
):
    disposal.decide(None, "attendances", months=13, reference="KS {contact} 7", role="Arkivarien")
    disposal.decide(None, "drafts", months=3, reference="", role="")
    page = client.get("/information", headers={"Accept-Language": language})
    items = [words(item) for item in find(page, ".//main//li")]
    line = {"sv": "Incheckningar: 13 månader", "en": "Check-ins: 13 months"}[language]
    assert [one for one in items if one.startswith(line) and "(KS {contact} 7)" in one]
    assert not [one for one in items if one.startswith(("Utkast:", "Drafts:"))]


def test_the_accessibility_statement_has_the_fields_digg_asks_for(client: CheckingClient):
    text = words(find(client.get("/accessibility"), ".//main")[0])
    for must in (MUNICIPALITY, "delvis förenlig", "Brister", "Kontakt", "Digg", "WCAG 2.2"):
        assert must in text
    assert re.search(r"den \d+ november 2026", text)


def test_without_a_contact_the_pages_still_say_where_to_turn(client: CheckingClient):
    assert "fråga i kommunens växel" in client.get("/information").text


def test_the_pages_work_before_anything_is_set(empty_app: Flask):
    client = new_client(empty_app)
    for path in PAGES:
        client.get(path)


def test_the_cookie_page_names_every_cookie_the_program_knows(client: CheckingClient):
    text = client.get("/cookies").text
    known = [value for name, value in vars(security).items() if name.endswith("_COOKIE")]
    assert len(known) >= 3
    for name in (*known, "kiosk_lang", client.application.config["SESSION_COOKIE_NAME"]):
        assert name in text


def test_no_cookie_is_set_but_by_a_name_that_the_page_above_is_tested_for():
    set_by = re.compile(r"set_cookie\(\s*\w+,\s*([\w.]+),")
    folder = Path(security.__file__).parent
    code = [path.read_text(encoding="utf-8") for path in folder.glob("*/*.py")]
    names = {name.rpartition(".")[2] for text in code for name in set_by.findall(text)}
    assert "EVALUATION_COOKIE" in names
    assert names - {"LANGUAGE_COOKIE"} <= set(vars(security))


def test_a_language_is_chosen_for_a_year_and_the_person_stays_on_the_page(client: CheckingClient):
    response = client.post("/language", data={"lang": "en", "next": "/cookies"})
    assert response.location == "/cookies"
    assert "Max-Age=31536000" in response.headers["Set-Cookie"]
    assert words(find(client.get("/cookies"), ".//h1")[0]) == "Cookies"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "", "/\\x"])
def test_the_switch_leads_to_no_other_site(client: CheckingClient, target: str):
    assert client.post("/language", data={"lang": "sv", "next": target}).location == "/"


@pytest.mark.parametrize("chosen", ["", "de", "sv\r\nX: y"])
def test_an_unknown_language_is_refused(client: CheckingClient, chosen: str):
    response = client.post("/language", data={"lang": chosen}, status=422)
    assert "Set-Cookie" not in response.headers


def test_the_switch_on_a_refused_form_leads_back_to_the_form(client: CheckingClient):
    page = client.post(
        "/sessions", headers={"Referer": "http://localhost/sessions/new"}, status=422
    )
    switch = find(page, ".//form[@action='/language']/input[@name='next']")
    assert switch[0].get("value") == "/sessions/new"


def test_a_link_changes_no_language(client: CheckingClient):
    client.get("/language", status=405)


def test_another_site_changes_no_language(client: CheckingClient):
    client.post("/language", data={"lang": "en"}, headers={"Sec-Fetch-Site": "none"})
    client.post("/language", data={"lang": "en"}, headers={"Origin": "null"}, status=403)
