"""What no request gets past: other sites, other hosts, huge forms; and what each answer carries."""

import gzip
from dataclasses import replace
from io import BytesIO

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient

from kiosk.meetings import queries as meetings
from kiosk.voting import queries
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient

CHECK_IN = {"role": "company", "mode": "room"}


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting."""
    return make_hall()


def checked_in(hall: Hall) -> int:
    """Count who has got in."""
    return queries.get_numbers(hall.meeting.id, None).checked_in


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Referer": "https://evil.example/localhost"},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    ],
)
def test_a_form_from_another_site_is_refused(
    client: CheckingClient, hall: Hall, headers: dict[str, str]
):
    page = client.post(f"/{CODE}/attendances", data=CHECK_IN, headers=headers, status=403).text
    assert "från en annan webbplats" in page
    assert checked_in(hall) == 0


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "http://localhost"},
        {"Referer": "http://localhost/KX4P7Q"},
        {},  # a text browser may send none of them
    ],
)
def test_a_form_from_here_is_taken(client: CheckingClient, hall: Hall, headers: dict[str, str]):
    client.post(f"/{CODE}/attendances", data=CHECK_IN, headers=headers)
    assert checked_in(hall) == 1


def test_a_form_from_the_public_address_is_taken_whatever_host_the_proxy_names(
    app: Flask, client: CheckingClient, hall: Hall
):
    address = "http://kiosk.example.se:8080"
    app.config["KIOSK"] = replace(app.config["KIOSK"], address=address)
    headers = {"Host": "localhost", "Origin": address}
    client.post(f"/{CODE}/attendances", data=CHECK_IN, headers=headers)
    assert checked_in(hall) == 1
    headers["Origin"] = "http://evil.example:8080"
    client.post(f"/{CODE}/attendances", data=CHECK_IN, headers=headers, status=403)


def test_an_unknown_host_is_refused(client: CheckingClient, hall: Hall):
    page = client.get("/", headers={"Host": "evil.example"}, status=400).text
    assert "evil.example" not in page
    for known in ("localhost", "192.168.1.20:8000", "kiosk.local", "[::1]:8000"):
        client.get("/", headers={"Host": known})


def test_a_form_of_ten_thousand_parts_is_refused(client: CheckingClient, hall: Hall):
    parts = {f"part{number}": "x" for number in range(10_000)}
    page = client.post(f"/{CODE}/attendances", data=parts, status=413).text
    assert "för stort" in page
    client.post(f"/{CODE}/attendances", data=parts, status=413, content_type="multipart/form-data")


def test_nor_is_it_read_when_nobody_says_how_long_it_is(app: Flask, hall: Hall):
    form = BytesIO(b"&".join(b"x" for _part in range(10_000)))
    chunked = {"wsgi.input": form, "wsgi.input_terminated": True, "CONTENT_LENGTH": None}
    page = app.test_client().post(
        f"/{CODE}/attendances",
        content_type="application/x-www-form-urlencoded",
        environ_overrides=chunked,
    )
    assert page.status_code == 413


def test_a_form_of_hundreds_of_kilobytes_is_taken_from_nobody_but_an_administrator(
    client: CheckingClient, hall: Hall
):
    client.post(f"/{CODE}/attendances", data={"name": "x" * 300_000}, status=413)
    client.post("/sessions", data={"password": "x" * 300_000}, status=413)


@pytest.mark.parametrize("name", ["Origin", "Referer"])
@pytest.mark.parametrize("address", ["http://[", "http://[::1", "//[", "http://[x]y"])
def test_an_address_that_is_none_is_foreign_and_no_mishap(
    client: CheckingClient, hall: Hall, name: str, address: str
):
    page = client.post(f"/{CODE}/attendances", data=CHECK_IN, headers={name: address}, status=403)
    assert "från en annan webbplats" in page.text


@pytest.mark.parametrize("host", ["localhost:81:82", "localhost:x", "a@localhost", "[", ""])
def test_a_host_that_is_none_is_refused(client: CheckingClient, host: str):
    client.get("/", headers={"Host": host}, status=400)


def test_a_huge_body_is_refused(client: CheckingClient, hall: Hall):
    client.post(f"/{CODE}/attendances", data={"name": "x" * 2_000_000}, status=413)
    assert checked_in(hall) == 0


def test_every_answer_keeps_the_page_to_itself(client: CheckingClient, hall: Hall):
    for address, status in (("/", 200), ("/nowhere", 404), ("/static/css/kiosk.css", 200)):
        headers = client.get(address, status=status).headers
        policy = headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert policy.startswith("default-src 'none'")
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "same-origin"


def test_pages_are_not_kept_and_files_are(client: CheckingClient):
    assert client.get("/").headers["Cache-Control"] == "no-store"
    page = client.get("/").text
    address = page.split('href="/static/css/')[1].split('"')[0]
    kept = client.get(f"/static/css/{address}").headers["Cache-Control"]
    assert "immutable" in kept


def test_answers_are_compressed_and_streams_are_not(app: Flask, hall: Hall):
    asked, plain = {"Accept-Encoding": "gzip"}, FlaskClient(app, Response)
    for address in ("/static/css/kiosk.css", f"/{CODE}/attendances/new"):
        answer = plain.get(address, headers=asked)
        assert answer.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.data)
    plain.post(f"/{CODE}/attendances", data=CHECK_IN)
    stream = plain.get(f"/{CODE}/stream", headers=asked)
    assert "Content-Encoding" not in stream.headers
    assert stream.headers["X-Accel-Buffering"] == "no"


def test_attendee_cookies_are_for_this_meeting_only(client: CheckingClient, hall: Hall):
    cookie = client.post(f"/{CODE}/attendances", data=CHECK_IN).headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", f"Path=/{CODE}"))


def test_over_https_a_cookie_is_for_https_only(client: CheckingClient, hall: Hall):
    there = f"https://localhost/{CODE}/attendances"
    assert "Secure" in client.post(there, data=CHECK_IN).headers["Set-Cookie"]
    assert "Secure" not in client.post(f"/{CODE}/attendances", data=CHECK_IN).headers["Set-Cookie"]


def test_reading_sets_no_cookie(client: CheckingClient, hall: Hall):
    for address in ("/", f"/{CODE}/attendances/new", "/information", "/cookies", "/accessibility"):
        assert "Set-Cookie" not in client.get(address).headers


def test_an_unexpected_error_is_a_page_without_a_trace(
    client: CheckingClient, hall: Hall, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(meetings, "find_meeting", lambda _code: 1 / 0)
    page = client.get(f"/{CODE}", status=500).text
    assert "Något gick fel hos oss" in page
    assert "Traceback" not in page
    assert "ZeroDivision" not in page


def test_a_wrong_method_says_what_to_do(client: CheckingClient, hall: Hall):
    answer = client.delete(f"/{CODE}/attendances", status=405)
    assert "POST" in answer.headers["Allow"]
