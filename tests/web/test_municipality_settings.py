"""The municipality's settings: name, colour, threshold, texts and logo."""

import io
import struct
import zlib

import pytest

from kiosk.audit import AuditEntry
from kiosk.municipality.queries import get_municipality
from tests.support.installation import MUNICIPALITY
from tests.web.checking import CheckingClient, find

SETTINGS = {
    "name": "Provstad",
    "accent": "#1a5f7a",
    "threshold": "8",
    "sending_days": "14",
    "contact": "x@example.se",
}
FORMS = ["/municipality", "/municipality/logo", "/municipality/logo/removing"]
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>'
SCRIPTED = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def png(width: int = 8, height: int = 8) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(kind + data))
        return struct.pack(">I", len(data)) + kind + data + check

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    rows = chunk(b"IDAT", zlib.compress(b"\0" * (width + 1) * height))
    return b"\x89PNG\r\n\x1a\n" + head + rows + chunk(b"IEND", b"")


def upload(content: bytes, name: str = "logo.png") -> dict[str, object]:
    return {"logo": (io.BytesIO(content), name)}


def test_an_admin_sets_name_colour_threshold_and_contact(as_admin: CheckingClient):
    assert as_admin.post("/municipality", data=SETTINGS).location == "/municipality/edit"
    page = as_admin.get("/municipality/edit")
    assert "Ändringarna är sparade." in page.text
    for name, value in SETTINGS.items():
        assert find(page, f".//input[@name='{name}']")[0].get("value") == value


def test_the_new_name_stands_on_every_page_at_once(as_admin: CheckingClient, client):
    assert MUNICIPALITY in client.get("/information").text
    as_admin.post("/municipality", data=SETTINGS)
    text = client.get("/information").text
    assert "Provstad" in text
    assert MUNICIPALITY not in text


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("name", ""),
        ("name", "x" * 81),
        ("accent", "blue"),
        ("accent", "#12345"),
        ("accent", "#ffee00"),
        ("accent", "#fff;}"),
        ("threshold", "4"),
        ("threshold", "-7"),
        ("threshold", "sju"),
        ("threshold", "٧"),
        ("threshold", "9" * 5000),
        ("sending_days", "10"),
        ("sending_days", "91"),
        ("contact", "x" * 201),
        ("information_sv", "x" * 20001),
    ],
)
def test_a_bad_setting_is_refused_and_everything_typed_is_kept(
    as_admin: CheckingClient, field: str, typed: str
):
    page = as_admin.post("/municipality", data=SETTINGS | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    shown = find(page, f".//*[@name='{field}']")[0]
    assert (shown.get("value") or (shown.text or "").lstrip("\n")) == typed
    assert get_municipality().name == MUNICIPALITY


def test_a_colour_too_light_is_refused_kindly(as_admin: CheckingClient):
    page = as_admin.post("/municipality", data=SETTINGS | {"accent": "#ffee00"}, status=422)
    assert "Färgen är för ljus för att synas på sidan." in page.text


def test_the_colour_becomes_a_style_sheet_that_every_page_fetches(as_admin: CheckingClient):
    as_admin.post("/municipality", data=SETTINGS | {"accent": "1A5F7A"})
    page = as_admin.get("/municipality/edit")
    address = find(page, ".//link[@rel='stylesheet']")[-1].get("href")
    sheet = as_admin.get(address)
    assert sheet.mimetype == "text/css"
    assert "--accent: #1a5f7a; --accent-ink: #ffffff;" in sheet.text
    assert "prefers-color-scheme: dark" in sheet.text
    assert "immutable" in sheet.headers["Cache-Control"]
    assert "Cookie" not in sheet.headers.get("Vary", "")


def test_an_old_version_of_the_colours_is_not_kept_for_ever(as_admin: CheckingClient):
    as_admin.post("/municipality", data=SETTINGS)
    for address in ("/theme.css", "/theme.css?v=0000000000"):
        assert as_admin.get(address).headers["Cache-Control"] == "no-store"


def test_without_a_colour_there_is_no_style_sheet(client: CheckingClient):
    assert "/theme.css" not in client.get("/information").text
    client.get("/theme.css", status=404)


def test_own_texts_are_shown_as_paragraphs_and_never_as_html(as_admin: CheckingClient, client):
    text = "## Egen rubrik\n<b>Fet</b> & {municipality}\n\n- ett\n- två"
    as_admin.post("/municipality", data=SETTINGS | {"information_sv": text})
    page = client.get("/information")
    assert "<h2>Egen rubrik</h2>" in page.text
    assert "&lt;b&gt;Fet&lt;/b&gt; &amp; Provstad" in page.text
    assert [item.text for item in find(page, ".//main//li")] == ["ett", "två"]


def test_a_text_left_as_ours_stays_ours(as_admin: CheckingClient):
    page = as_admin.get("/municipality/edit")
    texts = {one.get("name"): (one.text or "").lstrip("\n") for one in find(page, ".//textarea")}
    assert all(texts.values())
    as_admin.post("/municipality", data=SETTINGS | texts)
    kept = get_municipality()
    assert [getattr(kept, name) for name in texts] == ["", "", "", ""]


@pytest.mark.parametrize(
    ("content", "name", "kind"), [(png(), "a.png", "image/png"), (SVG, "a.svg", "image/svg+xml")]
)
def test_a_logo_stands_in_the_head_of_every_page(
    as_admin: CheckingClient, client, content: bytes, name: str, kind: str
):
    as_admin.post("/municipality/logo", data=upload(content, name))
    address = find(client.get("/information"), ".//header//img")[0].get("src")
    logo = client.get(address)
    assert (logo.data, logo.mimetype) == (content, kind)
    assert "sandbox" in logo.headers["Content-Security-Policy"]
    assert logo.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in logo.headers["Cache-Control"]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Välj en fil först."),
        (b"GIF89a", "Filen måste vara en bild i PNG eller SVG."),
        (png(2001, 1), "Bilden är mer än 2000 bildpunkter"),
        (png() + b"\0" * 200 * 1024, "Filen är större än 200\u00a0kB."),
        (SCRIPTED, "SVG-filen innehåller sådant som en logotyp inte behöver"),
    ],
)
def test_a_file_that_cannot_be_the_logo_is_refused(
    as_admin: CheckingClient, client, content: bytes, sentence: str
):
    page = as_admin.post("/municipality/logo", data=upload(content), status=422)
    assert sentence in page.text
    client.get("/logo", status=404)


def test_a_form_without_a_file_is_refused(as_admin: CheckingClient):
    as_admin.post("/municipality/logo", data={"logo": "text"}, status=422)


def test_the_logo_can_be_removed(as_admin: CheckingClient, client):
    as_admin.post("/municipality/logo", data=upload(png()))
    as_admin.post("/municipality/logo/removing")
    client.get("/logo", status=404)
    assert not find(client.get("/information"), ".//header//img")


def test_what_changed_is_in_the_log(as_admin: CheckingClient):
    as_admin.post("/municipality", data=SETTINGS)
    entry = AuditEntry.select().order_by(AuditEntry.id.desc()).get()
    assert entry.what == "municipality_updated"
    assert (
        entry.detail == '{"changed": ["accent", "contact", "days_to_sending", "name", "threshold"]}'
    )


def test_a_stranger_is_asked_to_sign_in(client: CheckingClient):
    client.get("/municipality/edit", status=303)
    for path in FORMS:
        assert "/sessions/new" in client.post(path, data=SETTINGS).location
    assert get_municipality().name == MUNICIPALITY


@pytest.mark.parametrize("role", ["host", "procurement"])
def test_the_settings_do_not_exist_for_other_roles(sign_in, role: str):
    client = sign_in(role)
    client.get("/municipality/edit", status=404)
    for path in FORMS:
        client.post(path, data=SETTINGS, status=404)


@pytest.mark.parametrize("path", FORMS)
def test_a_link_changes_no_setting(as_admin: CheckingClient, path: str):
    as_admin.get(path, status=405)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_another_site_changes_no_setting(as_admin: CheckingClient, path: str):
    as_admin.post(path, data=SETTINGS, headers={"Origin": "https://evil.example"}, status=403)
    assert get_municipality().name == MUNICIPALITY
