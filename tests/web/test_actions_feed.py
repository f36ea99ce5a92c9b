"""The feeds of what the municipality does: valid Atom, the same ids whatever the address."""

from datetime import datetime
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, fromstring

import pytest
from flask import Flask

from kiosk import clock
from kiosk.actions import queries
from tests.web.checking import CheckingClient
from tests.web.test_actions_pages import ACTION, MARKUP, add

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: CheckingClient, path: str = "/actions/feed", **more: object) -> Element:
    answer = client.get(path, **more)
    assert answer.mimetype == "application/atom+xml"
    return fromstring(answer.get_data())  # noqa: S314 - we made it


def texts(element: Element, tag: str) -> list[str | None]:
    return [one.text for one in element.iter(f"{ATOM}{tag}")]


def test_a_feed_has_what_every_atom_feed_must_have(as_host: CheckingClient, client: CheckingClient):
    add(as_host)
    found = feed(client)
    assert found.tag == f"{ATOM}feed"
    for parent in (found, found.find(f"{ATOM}entry")):
        assert parent is not None
        for tag in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{tag}")) == 1
        assert datetime.fromisoformat(parent.findtext(f"{ATOM}updated", ""))
    assert found.findtext(f"{ATOM}author/{ATOM}name")
    links = {one.get("rel"): str(one.get("href")) for one in found.findall(f"{ATOM}link")}
    assert [urlsplit(links[one]).path for one in ("self", "alternate")] == [
        "/actions/feed", "/actions",
    ]  # fmt: skip
    assert all(urlsplit(one).scheme == "http" for one in links.values())


def test_an_entry_says_what_the_page_says(as_host: CheckingClient, client: CheckingClient):
    add(as_host, status="declined", answer="Det kostar för mycket.")
    entry = feed(client).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Avslås med motivering: Följ upp avtal"
    content = entry.findtext(f"{ATOM}content", "")
    for part in ("Det kostar för mycket.", "Beskrivning: Varje avtal", "Kontakt: upphandling@"):
        assert part in content
    english = feed(client, headers={"Accept-Language": "en"})
    assert texts(english, "title")[1] == "Declined, with the reason: Följ upp avtal"


def test_ids_stay_and_moments_move(
    as_host: CheckingClient, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
):
    add(as_host)
    before = feed(client)
    later = clock.now().replace(year=2031)
    monkeypatch.setattr(clock, "now", lambda: later)
    as_host.post("/sessions", data={"email": "anna@example.se", "password": "korrekt häst batteri"})
    as_host.post("/actions/1", data=ACTION | {"title": "Annat"})
    after = feed(client, base_url="http://127.0.0.1:8000")
    assert texts(before, "id") == texts(after, "id")
    assert len(set(texts(after, "id"))) == 2
    assert texts(after, "updated")[0] > texts(before, "updated")[0]  # type: ignore[operator]


def test_each_area_has_its_own_feed(as_host: CheckingClient, client: CheckingClient):
    add(as_host)
    add(as_host, title="B", area="Bygg")
    assert len(texts(feed(client), "id")) == 3
    bygg = feed(client, "/actions/areas/2/feed")
    assert texts(bygg, "title")[1:] == ["Pågår: B"]
    assert texts(bygg, "id")[0] != texts(feed(client), "id")[0]
    client.get("/actions/areas/9/feed", status=404)


def test_a_feed_stays_when_its_area_is_empty(as_host: CheckingClient, client: CheckingClient):
    assert texts(feed(client), "id")[1:] == []
    action = add(as_host)
    as_host.post(f"/actions/{action.id}/deletion")
    assert texts(feed(client, "/actions/areas/1/feed"), "id")[1:] == []


def test_words_are_words_in_a_feed_too(as_host: CheckingClient, client: CheckingClient):
    add(as_host, title=MARKUP[:180], description=MARKUP + "]]>&amp;\x00")
    found = feed(client)
    assert MARKUP[:180] in str(texts(found, "title")[1])
    assert MARKUP + "]]>&amp;" in str(texts(found, "content")[0])


def test_a_reader_that_has_it_already_is_told_so(as_host: CheckingClient, client: CheckingClient):
    add(as_host)
    tag = client.get("/actions/feed").headers["ETag"]
    client.get("/actions/feed", headers={"If-None-Match": tag}, status=304)
    add(as_host, title="B")
    client.get("/actions/feed", headers={"If-None-Match": tag})


def test_other_features_read_the_actions_by_one_query(as_host: CheckingClient, app: Flask):
    add(as_host)
    add(as_host, title="B")
    assert [action.title for action in queries.list_actions()] == ["B", ACTION["title"]]
    assert [action.area.title for action in queries.list_actions()] == ["Avtal", "Avtal"]
