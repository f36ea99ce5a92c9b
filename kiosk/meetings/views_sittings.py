"""The host's form for holding a meeting once more."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Response, current_app, flash, request

from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.meetings import forms_staff as forms
from kiosk.meetings import operations_sittings as operations
from kiosk.meetings import queries
from kiosk.meetings.rules_sittings import LONGEST_LABEL
from kiosk.meetings.views import meetings
from kiosk.security import current_user, host
from kiosk.tokens import CODE_LENGTH, derived_code
from kiosk.web import or_404, render, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


def _page(meeting: Meeting, form: Form, status: int = 200) -> Response:
    return render(
        "meetings/sitting_new.html",
        status=status,
        meeting=meeting,
        form=form,
        longest=LONGEST_LABEL,
        operation=request.form.get("operation") or secrets.token_hex(16),
    )


def _code_of_try() -> str:
    """Return the join code that belongs to this very try, so that a double click makes one."""
    operation = request.form.get("operation", "")[:64] or secrets.token_hex(16)
    secret, who = current_app.config["SECRET_KEY"], str(current_user().id)
    return derived_code(secret, "sitting", who, operation, length=CODE_LENGTH)


@meetings.get("/meetings/<int:meeting_id>/sittings/new")
@host
def new_sitting(meeting_id: int) -> Response:
    """Ask what the two are called, and when and where the new one is."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    return _page(meeting, forms.show_sitting(meeting))


@meetings.post("/meetings/<int:meeting_id>/sittings")
@host
def create_sitting(meeting_id: int) -> Response:
    """Make another sitting with the same questions."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    form = forms.read_sitting(request.form)
    if form.errors:
        return _page(meeting, form, 422)
    try:
        made = operations.create_sitting(
            meeting_id, current_user().id, code=_code_of_try(), **form.cleaned
        )
    except Refusal as refusal:
        form.errors[refusal.facts.get("field", "")] = refusal.sentence
        return _page(meeting, form, refusal.status)
    flash(_("The sitting is made. It has its own code, wall and console."), "ok")
    return see_other("meetings.show_meeting", meeting_id=made.id)
