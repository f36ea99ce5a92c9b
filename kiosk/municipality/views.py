"""The municipality's settings, its public pages, its colours and its logo."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, make_response, redirect, request

from kiosk import security, web
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import LANGUAGES, _, lazy
from kiosk.municipality import forms, operations, queries, rules
from kiosk.security import admin, current_user, public, takes

municipality = Blueprint("municipality", __name__)

FOR_EVER = "public, max-age=31536000, immutable"
MOST_BYTES = 512 * 1024  # long texts in two languages; a logo and what surrounds it
A_YEAR = 365 * 24 * 3600
LANGUAGE_COOKIE = "kiosk_lang"
# An SVG may hold scripts; ours are refused at upload, and the browser is told to run none.
# Styles inside the picture are part of the drawing.
LOGO_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@municipality.get("/municipality/edit")
@admin
def edit_municipality() -> Response:
    """Show the settings."""
    return _settings_page(forms.show_settings(queries.get_municipality()))


@municipality.post("/municipality")
@admin
@takes(MOST_BYTES)
def update_municipality() -> Response:
    """Change the settings."""
    form = forms.read_settings(request.form)
    if form.errors:
        return _settings_page(form, status=422)
    operations.update_municipality(current_user().id, **form.cleaned)
    flash(_("The changes are saved."), "ok")
    return web.see_other("municipality.edit_municipality")


@municipality.post("/municipality/logo")
@admin
@takes(MOST_BYTES)
def update_logo() -> Response:
    """Set the logo."""
    form = forms.read_logo(request.files.get("logo"))
    if form.errors:
        settings = forms.show_settings(queries.get_municipality())
        return _settings_page(settings, logo_form=form, status=422)
    operations.set_logo(current_user().id, **form.cleaned)
    flash(_("The logo is saved."), "ok")
    return web.see_other("municipality.edit_municipality")


@municipality.post("/municipality/logo/removing")
@admin
def delete_logo() -> Response:
    """Remove the logo."""
    operations.remove_logo(current_user().id)
    flash(_("The logo is removed."), "ok")
    return web.see_other("municipality.edit_municipality")


@municipality.get("/information")
@public
def show_information() -> Response:
    """Show what is stored about people, why and how long."""
    return web.render("municipality/information.html", blocks=queries.get_text("information"))


@municipality.get("/accessibility")
@public
def show_accessibility() -> Response:
    """Show the accessibility statement."""
    return web.render("municipality/accessibility.html", blocks=queries.get_text("accessibility"))


@municipality.get("/cookies")
@public
def show_cookies() -> Response:
    """Show every cookie and what else is kept in the browser."""
    cookies = {
        "attendee": security.ATTENDEE_COOKIE,
        "code": security.ROLL_COOKIE,
        "card": security.CARD_COOKIE,
        "door": security.DOOR_COOKIE,
        "evaluation": security.EVALUATION_COOKIE,
        "lang": LANGUAGE_COOKIE,
        "staff": security.STAFF_COOKIE,
        "known": security.KNOWN_COOKIE,
        "message": current_app.config["SESSION_COOKIE_NAME"],
    }
    return web.render("municipality/cookies.html", cookies=cookies)


@municipality.get("/theme.css")
@public
def show_theme() -> Response:
    """Send the municipality's own colours."""
    known = queries.get_municipality()
    return _file(web.or_404(known.theme_css or None), "text/css", known.theme_url)


@municipality.get("/logo")
@public
def show_logo() -> Response:
    """Send the logo."""
    known = queries.get_municipality()
    content = bytes(web.or_404(known.logo or None))
    response = _file(content, known.logo_type, known.logo_url)
    response.headers["Content-Security-Policy"] = LOGO_POLICY
    return response


@municipality.post("/language")
@public
def create_language() -> Response:
    """Choose the language of this browser, for a year."""
    chosen = request.form.get("lang")
    if chosen not in LANGUAGES:
        raise Refusal("unknown_language", lazy("Choose Swedish or English."), 422)
    response = make_response(redirect(security.local_path(request.form.get("next"), "/"), 303))
    security.set_cookie(response, LANGUAGE_COOKIE, chosen, A_YEAR)
    return response


def _file(content: str | bytes, media_type: str, address: str) -> Response:
    response = Response(content, mimetype=media_type)
    if request.full_path == address:  # another version may be asked for by an old page
        response.headers["Cache-Control"] = FOR_EVER
    return response


def _settings_page(form: Form, logo_form: Form | None = None, status: int = 200) -> Response:
    context: dict[str, Any] = {"form": form, "logo_form": logo_form or Form({})}
    return web.render("municipality/edit.html", status=status, low=rules.THRESHOLD_FLOOR, **context)
