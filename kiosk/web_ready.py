"""Headers, sessions, compression, and answers that are drawn once for a whole hall.

A thousand phones ask for the same page within seconds. Its text depends on few things, so it is
drawn and compressed once for each of them; what a page shows is still read from the tables.
"""

import gzip
import hashlib
import posixpath
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import cache

import rcssmin
import rjsmin
from flask import Flask, Request, Response, current_app, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin

from kiosk import paths

CONTENT_SECURITY_POLICY = "; ".join(
    ["default-src 'none'"]
    + [f"{kind}-src 'self'" for kind in ("script", "style", "img", "font", "connect", "manifest")]
    + ["form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"]
)
NOTHING = "default-src 'none'"  # for what is no page
# The console shows the wall in a frame, and nothing else of ours may be in one.
FRAMING = f"{CONTENT_SECURITY_POLICY}; frame-src 'self'"
FRAMED = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
COMPRESSED = ("text/html", "text/css", "text/javascript", "image/svg+xml", "text/csv")
MEDIA_TYPES = {"css": "text/css", "js": "text/javascript", "svg": "image/svg+xml"}
# Without comments and white space: a third less for a phone to fetch.
MINIFIERS: dict[str, Callable[[str], str]] = {"css": rcssmin.cssmin, "js": rjsmin.jsmin}
WORTH_IT = 600  # bytes; less fits in one packet as it is
FOR_EVER = "public, max-age=31536000, immutable"
VARY = "HX-Request, Cookie, Accept-Language, Accept-Encoding"
OWN = "own-0123456789abcdef-own"
READY_MEMORY = 500  # drawn answers kept in memory at the most; some kB each


@dataclass(frozen=True, slots=True)
class Body:
    """A body as it is sent, plain and compressed."""

    plain: bytes
    gzipped: bytes | None

    def response(self, mimetype: str) -> Response:
        """Answer with it, in the form this browser takes."""
        if self.gzipped is None or not _takes_gzip():
            return Response(self.plain, mimetype=mimetype)
        response = Response(self.gzipped, mimetype=mimetype)
        response.headers.add("Content-Encoding", "gzip")
        return response


_ready: dict[Hashable, Body] = {}
_static: dict[str, Body] = {}


def draw_once(key: Hashable, draw: Callable[[], str], own: str = "") -> Response:
    """Answer with a page drawn once per key, which must name all that it depends on.

    `own` takes the place of OWN in the text: what no other copy of the page may have.
    Measured: 0.2 ms instead of 2 ms for a phone's page.
    """
    body = _ready.get(key)
    if body is None:
        text = draw().encode()
        body = Body(text, gzip.compress(text, 6, mtime=0) if len(text) > WORTH_IT else None)
        while len(_ready) >= READY_MEMORY:
            _ready.pop(next(iter(_ready)), None)  # the oldest
        _ready[key] = body
    if own:
        return Response(body.plain.replace(OWN.encode(), own.encode()), mimetype="text/html")
    return body.response("text/html")


def forget_ready() -> None:
    """Forget every drawn answer; tests use it."""
    _ready.clear()


def add_headers(response: Response) -> Response:
    """Set the headers that every answer has, and compress what is worth it."""
    headers = response.headers
    headers.add("X-Content-Type-Options", "nosniff")
    headers.add("Referrer-Policy", "same-origin")
    if current_app.config["KIOSK"].secure_cookies:
        headers.add("Strict-Transport-Security", "max-age=31536000")
    mimetype, status = response.mimetype, response.status_code
    if 300 <= status < 400:
        response.set_data(b"")  # no browser shows it; a phone downloads every byte of ours
    if mimetype == "text/html" and not 300 <= status < 400:
        headers.setdefault("Content-Security-Policy", CONTENT_SECURITY_POLICY)
        headers.add("Cross-Origin-Opener-Policy", "same-origin")
    else:
        headers.setdefault("Content-Security-Policy", NOTHING)
    if request.endpoint == "static":
        if request.args.get("v"):
            headers["Cache-Control"] = FOR_EVER
    elif mimetype != "text/event-stream":
        kept = headers.setdefault("Cache-Control", "no-store")
        if "public" not in kept:  # a versioned logo is the same for everybody
            _vary(response)
    return _compress(response)


def let_frame(response: Response) -> Response:
    """Let this page show another of our own in a frame."""
    response.headers["Content-Security-Policy"] = FRAMING
    return response


def let_be_framed(response: Response) -> Response:
    """Let this page be shown in a frame, on our own pages only."""
    response.headers["Content-Security-Policy"] = FRAMED
    return response


def _vary(response: Response) -> None:
    if "Vary" in response.headers:
        response.vary.update(VARY.split(", "))
    else:
        response.headers.add("Vary", VARY)


def _takes_gzip() -> bool:
    return "gzip" in request.environ.get("HTTP_ACCEPT_ENCODING", "")


def _compress(response: Response) -> Response:
    """Compress what is worth it; never a stream, whose frames must leave at once."""
    if (
        response.status_code != 200
        or response.mimetype not in COMPRESSED
        or "Content-Encoding" in response.headers
        or not _takes_gzip()
        or request.method == "HEAD"
    ):
        return response
    response.direct_passthrough = False
    if request.endpoint == "static" and request.view_args:
        # css/././kiosk.css is the same file: kept once, whatever a stranger thinks of.
        body = _static_body(posixpath.normpath(request.view_args["filename"])).gzipped or b""
    elif response.is_sequence and len(response.get_data()) > WORTH_IT:
        body = gzip.compress(response.get_data(), 1, mtime=0)
    else:
        return response
    response.set_data(body)
    response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def static_version(path: str) -> str:
    """Return a short hash of a static file's content, so that it may be cached for ever."""
    return hashlib.sha256((paths.static_dir() / path).read_bytes()).hexdigest()[:10]


def static_url(path: str) -> str:
    """Return the address of a static file, with its version."""
    version = static_version(path)
    if path not in _static and path.rpartition(".")[2] in MEDIA_TYPES:
        _static[path] = _static_body(path)
    return f"/static/{path}?v={version}"


def ready_static() -> Response | None:
    """Answer with a file that our pages name from memory: a hall asks for it at once.

    Measured: 0.15 ms instead of 0.7 ms for each of a phone's four files.
    """
    if request.endpoint != "static" or request.method != "GET" or not _takes_gzip():
        return None
    name = request.view_args["filename"] if request.view_args else ""
    body = _static.get(name)
    if body is None or request.args.get("v") != static_version(name):
        return None
    return body.response(MEDIA_TYPES[name.rpartition(".")[2]])


@cache
def _static_body(filename: str) -> Body:
    content = (paths.static_dir() / filename).read_bytes()
    shorten = MINIFIERS.get(filename.rpartition(".")[2])
    if shorten and not filename.endswith(".min.js"):
        content = shorten(content.decode()).encode()
    return Body(content, gzip.compress(content, 9, mtime=0))


class Messages(SecureCookieSessionInterface):
    """Flask's own sessions; who has none, which is every phone, costs next to nothing (0.05 ms)."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """Read the cookie only where there is one."""
        if app.config["SESSION_COOKIE_NAME"] in request.cookies:
            return super().open_session(app, request)
        return self.session_class()

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Write the cookie only where somebody touched the session."""
        if session or session.modified or session.accessed:
            super().save_session(app, session, response)
