"""The table of direct-award limits."""

from flask import Response, flash, request

from kiosk import security
from kiosk.errors import Refusal
from kiosk.evaluations import forms_limits as forms
from kiosk.evaluations import operations_limits as operations
from kiosk.evaluations import queries, queries_limits
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.security import current_user
from kiosk.web import or_404, render, see_other


@evaluations.get("/limits")
@security.procurement
def list_limits() -> Response:
    """Show the limits, which of them are checked, and the form for a new one."""
    return _page(forms.blank_limit())


@evaluations.post("/limits")
@security.procurement
def create_limit() -> Response:
    """Add a limit."""
    form = forms.read_limit(request.form)
    if not form.errors:
        try:
            operations.create_limit(current_user().id, **form.cleaned)
        except Refusal as refusal:
            form.errors[refusal.facts.get("field", "")] = refusal.sentence
    if form.errors:
        return _page(form, 422)
    flash(_("The limit is added. Confirm it when you have checked it."), "ok")
    return see_other("evaluations.list_limits")


@evaluations.get("/limits/<int:limit_id>/edit")
@security.procurement
def edit_limit(limit_id: int) -> Response:
    """Show a limit to change."""
    limit = or_404(queries_limits.find_limit(limit_id))
    return render("evaluations/limit_edit.html", limit=limit, form=forms.show_limit(limit))


@evaluations.post("/limits/<int:limit_id>")
@security.procurement
def update_limit(limit_id: int) -> Response:
    """Change a limit."""
    limit = or_404(queries_limits.find_limit(limit_id))
    form = forms.read_limit(request.form)
    if not form.errors:
        try:
            operations.update_limit(limit_id, current_user().id, **form.cleaned)
        except Refusal as refusal:
            form.errors[refusal.facts.get("field", "")] = refusal.sentence
    if form.errors:
        return render("evaluations/limit_edit.html", status=422, limit=limit, form=form)
    flash(_("The changes are saved."), "ok")
    return see_other("evaluations.list_limits")


@evaluations.post("/limits/<int:limit_id>/confirmation")
@security.procurement
def create_confirmation(limit_id: int) -> Response:
    """Say that a limit has been checked."""
    or_404(queries_limits.find_limit(limit_id))
    seen = request.form.get("seen", type=int)
    operations.confirm_limit(limit_id, current_user().id, seen_sek=seen)
    flash(_("The limit is confirmed."), "ok")
    return see_other("evaluations.list_limits")


@evaluations.post("/limits/<int:limit_id>/deletion")
@security.procurement
def delete_limit(limit_id: int) -> Response:
    """Take a limit out of the table."""
    or_404(queries_limits.find_limit(limit_id))
    operations.delete_limit(limit_id, current_user().id)
    flash(_("The limit is removed."), "ok")
    return see_other("evaluations.list_limits")


def _page(form: Form, status: int = 200) -> Response:
    return render(
        "evaluations/limits.html",
        status=status,
        form=form,
        limits=queries_limits.list_limit_lines(queries.today()),
    )
