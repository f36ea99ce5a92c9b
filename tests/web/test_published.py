"""A published report: a page for everybody, that stays as it was."""

import json
import re

import pytest
from flask import Flask

from kiosk.evaluations.models_report import PublishedReport
from tests.support.reports import give, hold, in_autumn, note, write_texts
from tests.web.checking import CheckingClient, find, words

LABEL = "Index enligt NKI-modellen, lika vikter. Inte SKR:s NUI."
TITLE = "Vad anbudsgivarna säger 2026"


@pytest.fixture(autouse=True)
def _answers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    in_autumn(monkeypatch)
    give(9, out="won", ratings=(10, 10, 10))
    give(4, out="lost", ratings=(1, 1, 1))
    hold(40, 13)


def publish(client: CheckingClient, title: str = TITLE) -> str:
    answer = client.post("/published-reports", data={"title": title, "period": "2026"})
    return str(answer.location)


def body(client: CheckingClient, path: str) -> str:
    return words(find(client.get(path), ".//main")[0])


def test_what_becomes_public_is_shown_before(as_procurement: CheckingClient):
    page = body(as_procurement, "/report/publishing?period=2026")
    assert "Allt under strecket nedan blir offentligt" in page
    assert "Bygger på 13 svar. 40 var inbjudna och 33 % svarade." in page
    assert not PublishedReport.select().count()


def test_anybody_can_read_a_published_report(as_procurement: CheckingClient, client):
    path = publish(as_procurement)
    page = client.get(path)
    assert words(find(page, ".//h1")[0]) == TITLE
    assert LABEL in page.text
    assert TITLE in client.get("/published-reports").text
    assert "Set-Cookie" not in page.headers


def test_a_published_report_stays_as_it_was(as_procurement: CheckingClient, client):
    path = publish(as_procurement)
    before = body(client, path)
    give(20, out="lost", ratings=(1, 1, 1))
    hold(90, 60)
    note("Ny policy")
    assert body(client, path) == before


def test_it_is_kept_in_both_languages(as_procurement: CheckingClient, client):
    path = publish(as_procurement)
    client.post("/language", data={"lang": "en", "next": path})
    page = body(client, path)
    assert "Index by the NKI model, equal weights. Not SKR's NUI." in page
    assert "Built on 13 answers. 40 were invited and 33% answered." in page


def test_what_is_hidden_is_in_no_byte_of_what_is_kept(as_procurement: CheckingClient):
    publish(as_procurement)
    kept = json.dumps(PublishedReport.get().content)
    groups = re.findall(r'"groups": \[([^]]*)\]', kept)
    assert groups
    assert not [one for one in groups if one]
    assert '"waiting": 0' in kept
    assert not re.findall(r'"waiting": [1-9]', kept)


def test_only_texts_that_were_let_through_are_published(as_procurement: CheckingClient, client):
    write_texts([f"Bra {number}" for number in range(7)])
    write_texts(["Hemlig olästs"], state="new")
    write_texts(["Hemlig hållen"], state="withheld")
    write_texts(["Hemligt original"], shown_text="Utan hemlighet")
    path = publish(as_procurement)
    page, kept = body(client, path), json.dumps(PublishedReport.get().content, ensure_ascii=False)
    assert "Bra 3" in page
    assert "Utan hemlighet" in page
    for text in ("Hemlig olästs", "Hemlig hållen", "Hemligt original"):
        assert text not in page + kept


def test_a_report_can_be_taken_back(as_procurement: CheckingClient, client):
    path = publish(as_procurement)
    client.post(f"{path}/withdrawing")
    client.get(path)
    as_procurement.post(f"{path}/withdrawing")
    client.get(path, status=404)
    assert TITLE not in client.get("/published-reports").text
    as_procurement.post(f"{path}/withdrawing", status=404)


@pytest.mark.parametrize("title", ["", "  ", "x" * 201])
def test_a_report_needs_a_title(as_procurement: CheckingClient, title: str):
    data = {"title": title, "period": "2026"}
    page = as_procurement.post("/published-reports", data=data, status=422)
    assert find(page, ".//*[@id='f-title-error']")
    assert not PublishedReport.select().count()


def test_nothing_is_published_below_the_threshold(as_procurement: CheckingClient):
    from kiosk.db import write
    from kiosk.evaluations.models_answers import Response

    write(lambda: Response.delete().execute())
    as_procurement.get("/report/publishing", status=404)
    as_procurement.post("/published-reports", data={"title": TITLE}, status=404)


def test_a_key_that_is_guessed_is_nothing(client: CheckingClient):
    for key in ("x", "1", "A" * 16):
        client.get(f"/published-reports/{key}", status=404)


def test_the_stranger_sees_no_buttons(as_procurement: CheckingClient, client: CheckingClient):
    path = publish(as_procurement)
    page = client.get(path)
    assert not find(page, ".//main//form")
    assert not find(page, ".//main//button")
