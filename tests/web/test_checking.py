"""The checking client sees what is wrong with a page, so that silence means something."""

import pytest
from flask import Flask, Response

from tests.web.checking import CheckingClient
from tests.web.conftest import new_client

POLICY = "default-src 'none'"
GOOD = (
    "<!doctype html><html lang='sv'><head><title>Röster – Kiosk</title></head><body>"
    "<h1>Röster</h1>{}</body></html>"
)
BAD = {
    "no language": GOOD.replace(" lang='sv'", "").format(""),
    "no heading": GOOD.replace("<h1>Röster</h1>", "").format(""),
    "two headings": GOOD.format("<h1>Två</h1>"),
    "another title": GOOD.replace("Röster –", "Träffar –").format(""),
    "broken markup": GOOD.format("<p><div></p>"),
    "an unknown entity": GOOD.format("&nosuch;"),
    "an id twice": GOOD.format("<p id='a'></p><p id='a'></p>"),
    "a lost reference": GOOD.format("<p aria-describedby='gone'></p>"),
    "a field without a label": GOOD.format("<input name='a'>"),
    "an empty label": GOOD.format("<label for='a'></label><input id='a'>"),
    "a form without action": GOOD.format("<form method='post'></form>"),
    "a form without method": GOOD.format("<form action='/x'></form>"),
    "an inline style": GOOD.format("<p style='color:red'></p>"),
    "an inline script": GOOD.format("<script>x()</script>"),
    "a handler": GOOD.format("<p onclick='x()'></p>"),
    "a script address": GOOD.format("<a href='javascript:x()'>x</a>"),
    "a nameless link": GOOD.format("<a href='/'><img src='/picture' alt=''></a>"),
    "a nameless button": GOOD.format("<button></button>"),
    "a picture from elsewhere": GOOD.format("<img alt='' src='https://example.org/x.png'>"),
    "a picture that is gone": GOOD.format("<img alt='' src='/gone'>"),
    "two roots": "<p id='a'></p><p id='b'></p>",
    "a root without an id": "<p></p>",
    "an empty fragment": "",
}
FINE = {
    "a page": GOOD.format("<label for='a'>A</label><input id='a'><img alt='' src='/picture'>"),
    "a fragment": "<form id='a' method='post' action='/x'><button>Rösta</button></form>",
}


def serve(markup: str, policy: str = POLICY) -> CheckingClient:
    app = Flask(__name__, static_folder=None)
    head = {"Content-Security-Policy": policy}
    app.add_url_rule("/", view_func=lambda: Response(markup, headers=head))
    app.add_url_rule("/picture", "p", lambda: Response(b"", mimetype="image/png"))
    return new_client(app)


@pytest.mark.parametrize("markup", BAD.values(), ids=BAD)
def test_a_bad_page_is_seen(markup: str):
    client = serve(markup)
    with pytest.raises(AssertionError):
        client.get("/")


@pytest.mark.parametrize("markup", FINE.values(), ids=FINE)
def test_a_good_page_passes(markup: str):
    serve(markup).get("/")


def test_a_page_without_a_policy_is_seen():
    client = serve(FINE["a page"], policy="default-src *")
    with pytest.raises(AssertionError):
        client.get("/")


@pytest.mark.parametrize(("path", "status"), [("/", 404), ("/gone", 200), ("/gone", None)])
def test_another_status_than_expected_is_seen(path: str, status: int | None):
    client = serve(FINE["a page"])
    with pytest.raises(AssertionError):
        client.get(path, status=status)
