"""Sign in and out."""

from flask import Blueprint, Response, make_response, redirect, request

from kiosk import security, web
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import ngettext
from kiosk.security import public, signed_in
from kiosk.staff import forms, operations_sessions, queries, rules

staff = Blueprint("staff", __name__)

HOME = "/meetings"
# Much looser than the one per account: a whole town hall may share one address.
wrong_from_address = security.Limiter(tries=100, seconds=900)


@staff.get("/sessions/new")
@public
def new_session() -> Response:
    """Show the sign-in page, or go on when already signed in."""
    target = security.local_path(request.args.get("next"), HOME)
    if security.current_user():
        return make_response(redirect(target, 303))
    return _sign_in_page(Form({"next": target}))


@staff.post("/sessions")
@public
def create_session() -> Response:
    """Sign in."""
    form = forms.read_sign_in(request.form)
    if form.errors:
        return _sign_in_page(form, 422)
    account, address = form.cleaned["email"], request.remote_addr or ""
    wait = max(
        security.wrong_passwords.seconds_left(account), wrong_from_address.seconds_left(address)
    )
    if wait:
        return _wait_page(form, wait)
    try:
        started = operations_sessions.sign_in(**form.cleaned)
    except Refusal as refusal:
        security.wrong_passwords.count(account)
        wrong_from_address.count(address)
        forms.refuse(form, refusal)
        return _sign_in_page(form, 422)
    security.wrong_passwords.forget(account)
    return _go_in(form, started)


def _go_in(form: Form, started: operations_sessions.Started) -> Response:
    before = security.current_user()
    if before:  # the session this browser had must not live on unseen
        operations_sessions.sign_out(before.id, request.cookies[security.STAFF_COOKIE])
    response = make_response(redirect(security.local_path(form.values["next"], HOME), 303))
    security.set_cookie(response, security.STAFF_COOKIE, started.token, started.seconds)
    return response


@staff.post("/sessions/ending")
@signed_in
def end_session() -> Response:
    """Sign out of this browser."""
    token = request.cookies[security.STAFF_COOKIE]
    operations_sessions.sign_out(security.current_user().id, token)
    response = web.see_other("staff.new_session")
    response.delete_cookie(security.STAFF_COOKIE)
    return response


def _wait_page(form: Form, seconds: float) -> Response:
    minutes = rules.minutes_to_wait(seconds)
    form.errors[""] = ngettext(
        "Too many wrong passwords. Wait %(n)s minute and try again.",
        "Too many wrong passwords. Wait %(n)s minutes and try again.",
        minutes,
    )
    response = _sign_in_page(form, 429)
    response.headers["Retry-After"] = str(int(seconds) + 1)
    return response


def _sign_in_page(form: Form, status: int = 200) -> Response:
    nobody_yet = queries.count_users() == 0
    return web.render("staff/sign_in.html", status=status, form=form, nobody_yet=nobody_yet)


# The other pages of the same blueprint add themselves to it.
from kiosk.staff import views_account, views_users  # noqa: E402, F401
