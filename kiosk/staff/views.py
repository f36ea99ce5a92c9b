"""Sign in and out."""

from flask import Blueprint, Response, current_app, make_response, redirect, request

from kiosk import security, web
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import ngettext
from kiosk.security import public, signed_in
from kiosk.staff import forms, operations_sessions, queries, rules
from kiosk.tokens import new_key, sealed, unsealed

staff = Blueprint("staff", __name__)

# Much looser than the one per account: a whole town hall may share one address, and a stranger
# who knows a host's address must not be able to keep the host out on the day of the meeting.
wrong_from_address = security.Limiter(tries=100, seconds=900)
wrong_for_account = security.Limiter(tries=100, seconds=900)
# Tells that this browser has been signed in to the account before. It opens nothing: its tries
# are counted apart from those of strangers (OWASP, "device cookies" against guessing).
A_YEAR = 365 * 24 * 3600


@staff.get("/sessions/new")
@public
def new_session() -> Response:
    """Show the sign-in page, or go on when already signed in."""
    target = security.local_path(request.args.get("next"), "")
    if user := security.current_user():
        return make_response(redirect(target or security.home_of(user), 303))
    return _sign_in_page(Form({"next": target}))


@staff.post("/sessions")
@public
def create_session() -> Response:
    """Sign in."""
    form = forms.read_sign_in(request.form)
    if form.errors:
        return _sign_in_page(form, 422)
    tries = _tries(form.cleaned["email"])
    wait = max(limiter.seconds_left(key) for limiter, key in tries)
    if wait:
        return _wait_page(form, wait)
    for limiter, key in tries:
        limiter.count(key)  # before, for many may be on their way at once
    try:
        started = operations_sessions.sign_in(**form.cleaned)
    except Refusal as refusal:
        forms.refuse(form, refusal)
        return _sign_in_page(form, 422)
    for limiter, key in tries:
        limiter.take_back(key)
    security.wrong_passwords.forget(tries[0][1])
    return _go_in(form, started)


def _tries(account: str) -> list[tuple[security.Limiter, str]]:
    """Return what counts this try: a known browser's own tries, else those of strangers."""
    secret = current_app.config["SECRET_KEY"]
    browser = unsealed(secret, f"known:{account}", request.cookies.get(security.KNOWN_COOKIE, ""))
    if browser:
        return [(security.wrong_passwords, f"{account} {browser}")]
    address = request.remote_addr or ""
    return [
        (security.wrong_passwords, f"{account} {address}"),
        (wrong_for_account, account),
        (wrong_from_address, address),
    ]


def _go_in(form: Form, started: operations_sessions.Started) -> Response:
    before = security.current_user()
    if before:  # the session this browser had must not live on unseen
        operations_sessions.sign_out(before.id, request.cookies[security.STAFF_COOKIE])
    user = web.or_404(queries.find_user_by_email(form.cleaned["email"]))
    target = security.local_path(form.values["next"], security.home_of(user))
    response = make_response(redirect(target, 303))
    security.set_cookie(response, security.STAFF_COOKIE, started.token, started.seconds)
    secret, account = current_app.config["SECRET_KEY"], form.cleaned["email"]
    known = sealed(secret, f"known:{account}", new_key())
    security.set_cookie(response, security.KNOWN_COOKIE, known, A_YEAR, "/sessions")
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
