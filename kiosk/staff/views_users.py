"""The administrator's pages of users."""

from flask import Response, flash, request

from kiosk import web
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.security import admin, current_user
from kiosk.staff import forms, operations, queries
from kiosk.staff.views import staff


@staff.get("/users")
@admin
def list_users() -> Response:
    """Show all users."""
    return web.render("staff/users.html", users=queries.list_users())


@staff.get("/users/new")
@admin
def new_user() -> Response:
    """Show the form for a new user."""
    return web.render("staff/user_new.html", form=Form({"roles": ["host"]}))


@staff.post("/users")
@admin
def create_user() -> Response:
    """Make a user."""
    form = forms.read_user(request.form, new=True)
    if not form.errors:
        try:
            user = operations.create_user(current_user().id, **form.cleaned)
        except Refusal as refusal:
            forms.refuse(form, refusal)
    if form.errors:
        return web.render("staff/user_new.html", status=422, form=form)
    flash(_("%(name)s can sign in now.", name=user.name), "ok")
    return web.see_other("staff.list_users")


@staff.get("/users/<int:user_id>/edit")
@admin
def edit_user(user_id: int) -> Response:
    """Show a user to change."""
    user = web.or_404(queries.find_user(user_id))
    form = Form({"email": user.email, "name": user.name, "roles": user.role_names})
    return _user_page(user_id, form)


@staff.post("/users/<int:user_id>")
@admin
def update_user(user_id: int) -> Response:
    """Change a user's name, address, roles and, when one is written, password."""
    web.or_404(queries.find_user(user_id))
    form = forms.read_user(request.form, new=False)
    if not form.errors:
        try:
            operations.update_user(current_user().id, user_id, **form.cleaned)
        except Refusal as refusal:
            forms.refuse(form, refusal)
    if form.errors:
        return _user_page(user_id, form, 422)
    flash(_("The changes are saved."), "ok")
    # An administrator may have given up that role just now, and then the list is not theirs.
    mine = user_id == current_user().id
    return web.see_other("staff.show_account" if mine else "staff.list_users")


@staff.post("/users/<int:user_id>/disabling")
@admin
def disable_user(user_id: int) -> Response:
    """Keep a user from signing in."""
    user = web.or_404(queries.find_user(user_id))
    try:
        operations.disable_user(current_user().id, user_id)
    except Refusal as refusal:
        form = Form({"email": user.email, "name": user.name, "roles": user.role_names})
        forms.refuse(form, refusal, "")
        return _user_page(user_id, form, refusal.status)
    flash(_("%(name)s can no longer sign in.", name=user.name), "ok")
    return web.see_other("staff.list_users")


@staff.post("/users/<int:user_id>/enabling")
@admin
def enable_user(user_id: int) -> Response:
    """Let a user sign in again."""
    user = web.or_404(queries.find_user(user_id))
    operations.enable_user(current_user().id, user_id)
    flash(_("%(name)s can sign in again.", name=user.name), "ok")
    return web.see_other("staff.list_users")


@staff.post("/users/<int:user_id>/sessions/ending")
@admin
def end_user_sessions(user_id: int) -> Response:
    """Sign a user out on every computer."""
    user = web.or_404(queries.find_user(user_id))
    operations.end_sessions(current_user().id, user_id)
    flash(_("%(name)s is signed out everywhere.", name=user.name), "ok")
    return web.see_other("staff.list_users")


def _user_page(user_id: int, form: Form, status: int = 200) -> Response:
    user = web.or_404(queries.find_user(user_id))
    sessions = queries.list_sessions(user_id)
    return web.render(
        "staff/user_edit.html", status=status, form=form, person=user, sessions=sessions
    )
