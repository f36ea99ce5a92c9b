"""Keeping the list of actions: for those who lead meetings and those who work with procurement."""

from typing import Any

from flask import Response, flash, request

from kiosk.actions import forms, operations, queries, rules
from kiosk.actions.views import actions, status_words
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.security import current_user, host_or_procurement
from kiosk.web import or_404, render, see_other


def _new_page(form: Form, status: int = 200) -> Response:
    return render("actions/action_new.html", status=status, form=form, **_offered())


def _edit_page(action_id: int, form: Form, status: int = 200) -> Response:
    action = or_404(queries.find_action(action_id))
    return render("actions/action_edit.html", status=status, form=form, action=action, **_offered())


def _offered() -> dict[str, Any]:
    words = status_words()
    return {
        "areas": [(area.title, area.title) for area in queries.list_areas()],
        "statuses": [(status, words[status]) for status in rules.STATUSES],
    }


def _back(action_id: int | None = None) -> Response:
    return see_other("actions.edit_actions", _anchor=f"action-{action_id}" if action_id else None)


@actions.get("/actions/edit")
@host_or_procurement
def edit_actions() -> Response:
    """Show all actions to whoever keeps them."""
    return render("actions/actions_edit.html", groups=queries.list_by_area(), words=status_words())


@actions.get("/actions/new")
@host_or_procurement
def new_action() -> Response:
    """Show the form of a new action."""
    return _new_page(forms.blank_action())


@actions.post("/actions")
@host_or_procurement
def create_action() -> Response:
    """Add an action."""
    form = forms.read_action(request.form)
    if form.errors:
        return _new_page(form, 422)
    facts = dict(form.cleaned)
    facts.pop("seen")
    try:
        action = operations.create_action(current_user().id, **facts)
    except Refusal as refusal:
        forms.take_refusal(form, refusal)
        return _new_page(form, refusal.status)
    flash(_("The action is added. Everybody can read it now."), "ok")
    return _back(action.id)


@actions.get("/actions/<int:action_id>/edit")
@host_or_procurement
def edit_action(action_id: int) -> Response:
    """Show an action to change."""
    return _edit_page(action_id, forms.show_action(or_404(queries.find_action(action_id))))


@actions.post("/actions/<int:action_id>")
@host_or_procurement
def update_action(action_id: int) -> Response:
    """Change an action, its status among the rest."""
    action = or_404(queries.find_action(action_id))
    form = forms.read_action(request.form)
    if form.errors:
        return _edit_page(action_id, form, 422)
    try:
        operations.update_action(action_id, current_user().id, **form.cleaned)
    except Refusal as refusal:
        forms.take_refusal(form, refusal)
        form.values["seen"] = action.changed_at.isoformat()
        return _edit_page(action_id, form, refusal.status)
    flash(_("The changes are saved."), "ok")
    return _back(action_id)


@actions.post("/actions/<int:action_id>/deletion")
@host_or_procurement
def delete_action(action_id: int) -> Response:
    """Take an action off the list for good."""
    action = or_404(queries.find_action(action_id))
    operations.delete_action(action_id, current_user().id)
    flash(_("%(title)s is deleted.", title=action.title), "ok")
    return _back()
