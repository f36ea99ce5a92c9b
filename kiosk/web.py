"""Page or fragment, load or 404, error pages, headers: the only user of htmx_flask."""

import logging
import socket
from collections.abc import Callable
from functools import cache, lru_cache
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, make_response, redirect, request, url_for
from flask import render_template as flask_render
from htmx_flask import Htmx
from werkzeug.datastructures import LanguageAccept
from werkzeug.exceptions import HTTPException
from werkzeug.http import parse_accept_header
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from kiosk import i18n, links, security, security_door
from kiosk.errors import Busy, Refusal, StorageFull
from kiosk.i18n import _, language
from kiosk.live.hub import hub
from kiosk.web_ready import OWN as OWN
from kiosk.web_ready import Messages, add_headers, ready_static, static_url
from kiosk.web_ready import draw_once as draw_once
from kiosk.web_ready import let_be_framed as let_be_framed
from kiosk.web_ready import let_frame as let_frame
from kiosk.web_waiting import apart as apart

T = TypeVar("T")
log = logging.getLogger("kiosk")


def wants_fragment() -> bool:
    """Tell whether htmx asks for a part of a page rather than the browser for all of it."""
    if "HTTP_HX_REQUEST" not in request.environ:
        return False  # most requests of a hall
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.history_restore_request


def render(page: str, fragment: str | None = None, status: int = 200, **context: Any) -> Response:
    """Render the page, or its fragment when htmx asks for that."""
    template = fragment if fragment and wants_fragment() else page
    return make_response(flask_render(template, **context), status)


def render_once(
    page: str,
    fragment: str | None,
    topics: tuple[str, ...],
    key: tuple[object, ...],
    context: Callable[[], dict[str, Any]],
    own: str = "",
) -> Response:
    """Render as `render` does, but only once for all who would see the same.

    The key names what the context was made from, the topics whose moves make it old. Nothing
    personal may be in a context but what the key says; `own` stands where the context has OWN.
    """
    template = fragment if fragment and wants_fragment() else page
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        # "Saved." is for one person.
        return make_response(flask_render(template, **context()).replace(OWN, own))
    revisions = tuple(hub.revision(topic) for topic in ("meetings", "municipality", *topics))
    # What page_path says of a GET, but as it came: nothing is decoded for this.
    asked = (request.environ["PATH_INFO"], request.environ.get("QUERY_STRING"))
    where = asked if request.method == "GET" or template == fragment else page_path()
    whole = (template, language(), where, revisions, key)
    return draw_once(whole, lambda: flask_render(template, **context()), own)


def render_text(template: str, **context: Any) -> str:
    """Render a fragment to text, for a stream's frame."""
    return flask_render(template, **context)


def see_other(endpoint: str, **values: Any) -> Response:
    """Send the browser on to a page after a write (303)."""
    return make_response(redirect(url_for(endpoint, **values), 303))


def done(endpoint: str, fragment: str, values: dict[str, Any], **context: Any) -> Response:
    """Answer a successful write: the fragment for htmx, a redirect to the page for others."""
    if wants_fragment():
        return make_response(flask_render(fragment, **context))
    return see_other(endpoint, **values)


def or_404(thing: T | None) -> T:
    """Return the thing, or answer 404 when there is none."""
    if thing is None:
        abort(404)
    return thing


def sign(purpose: str, payload: list[int]) -> str:
    """Return a tamper-proof token for a link of this installation."""
    return links.sign(current_app.config["SECRET_KEY"], purpose, payload)


def unsign(purpose: str, token: str) -> list[int] | None:
    """Return what a token carries, or None when it is not one of ours."""
    return links.unsign(current_app.config["SECRET_KEY"], purpose, token)


def public_address() -> str:
    """Return the address phones shall use, without a slash at the end.

    It is KIOSK_ADDRESS, else the address in use; a host who sits at localhost gets the
    machine's address on the network instead, for no phone can reach localhost.
    """
    settings = current_app.config["KIOSK"]
    if settings.address:
        return str(settings.address)
    parts = urlsplit(request.host_url)
    if parts.hostname in ("localhost", "127.0.0.1", "::1") and settings.bind_host in (
        "0.0.0.0",  # noqa: S104 - compared, not bound
        "::",
    ):
        port = f":{parts.port}" if parts.port else ""
        return f"{parts.scheme}://{lan_address()}{port}"
    return request.host_url.rstrip("/")


@cache
def lan_address() -> str:
    """Return this machine's address on the local network; nothing is sent to find it out."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address: UDP connect sends nothing
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"


def page_path() -> str:
    """Return the path of the page the person sees, which a refused form's own address is not."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    return security.local_path(security.split_address(request.referrer or "").path, "/")


class CodeConverter(BaseConverter):
    """A join code in an address; it has no vowels, so no other page can look like one."""

    regex = "[B-DF-HJ-NP-TV-Zb-df-hj-np-tv-z2-9]{6}"


class RowConverter(IntegerConverter):
    """A row's number in an address; a larger one than any database holds is no page of ours."""

    def __init__(self, map: Map) -> None:
        super().__init__(map, max=2**31 - 1)


def init_app(app: Flask) -> None:
    """Install headers, checks, languages, template helpers and error pages."""
    Htmx(app)
    app.url_map.converters.update(code=CodeConverter, int=RowConverter)
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]
        i18n.gettext, i18n.ngettext, newstyle=True
    )
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(static_url=static_url)
    app.jinja_env.filters.update(
        date=i18n.format_date,
        time=i18n.format_time,
        moment=i18n.format_moment,
        number=i18n.format_number,
        percent=i18n.format_percent,
    )
    app.session_interface = Messages()
    app.before_request(_before)
    app.after_request(add_headers)
    app.register_error_handler(Refusal, _show_refusal)
    app.register_error_handler(Busy, _show_busy)
    app.register_error_handler(StorageFull, _show_full)
    app.register_error_handler(HTTPException, _show_http_error)
    app.register_error_handler(Exception, _show_unexpected)


def _before() -> Response | None:
    """Do what comes before every view; one hook, for Flask takes its time with each."""
    _choose_language()
    security.check_host()
    security.check_cross_site()
    security.check_form_size()
    return security_door.lead_back_to_door() or ready_static()


def _choose_language() -> None:
    chosen = request.cookies.get("kiosk_lang", "")
    if chosen not in i18n.LANGUAGES:
        fallback = current_app.config["KIOSK"].language
        chosen = _best_language(request.headers.get("Accept-Language", ""), fallback)
    i18n.use_language(chosen)


@lru_cache(maxsize=256)  # browsers say it in few ways
def _best_language(accepted: str, fallback: str) -> str:
    wanted = parse_accept_header(accepted, LanguageAccept)
    return wanted.best_match(i18n.LANGUAGES, fallback) or "sv"


def error_page(code: int, sentence: str, retry: bool = False) -> Response:
    """Show what went wrong and what to do next; htmx gets it as a notice, never inside a form."""
    kept = retry and "password" not in request.form
    fields = list(request.form.items(multi=True)) if kept else []
    context = {"code": code, "title": _title(code), "sentence": sentence, "retry_fields": fields}
    context["next_steps"] = _next_steps()
    response = render("errors/error.html", "errors/_error.html", code, **context)
    if wants_fragment():
        response.headers["HX-Retarget"] = "#notice"
        response.headers["HX-Reswap"] = "innerHTML"
    return response


def _next_steps() -> list[tuple[str, str]]:
    """Say where to go on from an error: staff to their meetings, others to the code."""
    _root, room, *rest = request.path.split("/")
    if room in ("meetings", "questions", "users", "municipality", "account"):
        return [(_("Go to your meetings"), "/meetings")]
    if room == "procurements" and len(rest) > 1:  # what to do stands on its page
        return [(_("Go to the procurement"), f"/procurements/{rest[0]}")]
    if room in ("procurements", "limits", "report", "form-versions", "contacts"):
        return [(_("Go to the procurements"), "/procurements")]
    if room in ("evaluations", "invitations"):
        return [(_("Open your personal link again"), "")]
    return [(_("Enter the meeting's code"), "/")]


def _show_refusal(refusal: Refusal) -> Response:
    return error_page(refusal.status, str(refusal.sentence))


def _show_busy(_error: Busy) -> Response:
    response = error_page(
        503, _("The database is busy just now. Nothing is lost. Try again in a moment."), True
    )
    response.headers["Retry-After"] = "5"
    return response


def _show_full(_error: StorageFull) -> Response:
    log.error("the disk is full or read-only: nothing can be saved")
    return error_page(
        503,
        _("Nothing can be saved just now: the server's disk is full. Tell the host."),
        True,
    )


def _show_http_error(error: HTTPException) -> Any:
    code = error.code or 500
    if code < 400:
        return error
    response = error_page(code, _sentence(code))
    if code == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response


def _show_unexpected(error: Exception) -> Response:
    log.exception("unexpected error on %s", request.endpoint)
    return error_page(500, _sentence(500))


def _title(code: int) -> str:
    titles = {
        400: _("The request could not be read"),
        403: _("Not from here"),
        404: _("The page is not here"),
        405: _("That can't be done here"),
        409: _("Not just now"),
        413: _("Too much at once"),
        422: _("Something needs correcting"),
        429: _("A moment, please"),
        503: _("Back in a moment"),
    }
    return titles.get(code, _("Something went wrong with us"))


def _sentence(code: int) -> str:
    sentences = {
        400: _("Go back and try again."),
        404: _("Check the address or the code. The link may be old."),
        405: _("Go back and use the buttons on the page."),
        413: _("What you sent is too large. Shorten it and try again."),
        429: _("Too many tries. Wait a minute and try again."),
        503: _("Kiosk is busy. Try again in a moment."),
    }
    return sentences.get(code, _("It is not your fault. Try again in a moment."))
