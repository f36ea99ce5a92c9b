"""One's own account: name, password, and the computers one is signed in on."""

from flask import Response, flash, request

from kiosk import security, web
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.security import current_user, signed_in
from kiosk.staff import forms, operations, operations_sessions, queries
from kiosk.staff.views import staff


@staff.get("/account")
@signed_in
def show_account() -> Response:
    """Show one's own account."""
    return _account_page()


@staff.post("/account")
@signed_in
def update_account() -> Response:
    """Change one's own name."""
    form, user = forms.read_name(request.form), current_user()
    if form.errors:
        return _account_page(name_form=form)
    operations.rename_user(user.id, user.id, form.cleaned["name"])
    flash(_("Your name is saved."), "ok")
    return web.see_other("staff.show_account")


@staff.post("/account/passwords")
@signed_in
def create_password() -> Response:
    """Change one's own password; this browser stays signed in, all others are signed out."""
    form, user = forms.read_password(request.form), current_user()
    session = queries.find_session(request.cookies[security.STAFF_COOKIE])
    if not form.errors:
        _change_password(form, user)
    if form.errors:
        return _account_page(password_form=form)
    started = operations_sessions.start_session(user.id, bool(session and session.remember))
    flash(_("Your password is changed. You are signed out on all other computers."), "ok")
    response = web.see_other("staff.show_account")
    security.set_cookie(response, security.STAFF_COOKIE, started.token, started.seconds)
    return response


def _change_password(form: Form, user: security.Actor) -> None:
    if security.wrong_passwords.blocked(user.email):
        raise security.too_many()
    try:
        operations.change_own_password(user.id, **form.cleaned)
    except Refusal as refusal:
        security.wrong_passwords.count(user.email)
        forms.refuse(form, refusal, "present")


@staff.post("/account/sessions/<key>/ending")
@signed_in
def end_own_session(key: str) -> Response:
    """Sign out on another computer."""
    operations_sessions.end_session(current_user().id, key)
    flash(_("That computer is signed out."), "ok")
    return web.see_other("staff.show_account")


def _account_page(name_form: Form | None = None, password_form: Form | None = None) -> Response:
    here = queries.find_session(request.cookies[security.STAFF_COOKIE])
    return web.render(
        "staff/account.html",
        status=422 if name_form or password_form else 200,
        name_form=name_form or Form({"name": current_user().name}),
        password_form=password_form or Form({}),
        sessions=queries.list_sessions(current_user().id),
        here=here,
    )
