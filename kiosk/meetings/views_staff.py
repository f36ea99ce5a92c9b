"""The host's pages of meetings: the list, a new one, preparing, changing, copying."""

import secrets
from typing import Any

from flask import Response, current_app, flash, request

from kiosk import clock, links
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _, format_number, language, ngettext
from kiosk.meetings import forms_staff as forms
from kiosk.meetings import operations_staff as operations
from kiosk.meetings import (
    queries,
    queries_rehearsal,
    queries_sittings,
    queries_staff,
    rules_rehearsal,
    rules_staff,
)
from kiosk.meetings.rules import spoken_code
from kiosk.meetings.views import meetings
from kiosk.meetings.views_rehearsal import real_meeting
from kiosk.municipality.queries import get_municipality
from kiosk.questions.thresholds import HARD_FLOOR
from kiosk.security import current_user, host
from kiosk.tokens import CODE_LENGTH, derived_code
from kiosk.web import or_404, public_address, render, see_other, sign


def _code_of_try() -> str:
    """Return the join code that belongs to this very try, so that a double click makes one."""
    operation = request.form.get("operation", "")[:64] or secrets.token_hex(16)
    secret, who = current_app.config["SECRET_KEY"], str(current_user().id)
    return derived_code(secret, "meeting", who, operation, length=CODE_LENGTH)


def _form_page(template: str, form: Form, status: int = 200, **context: Any) -> Response:
    return render(
        template,
        status=status,
        form=form,
        series=[("", _("No series")), *((one.id, one.title) for one in queries.list_series())],
        floor=HARD_FLOOR,
        ceiling=rules_staff.THRESHOLD_CEILING,
        most_codes=rules_staff.MOST_PERSONAL_CODES,
        operation=request.form.get("operation") or secrets.token_hex(16),
        **context,
    )


def _read() -> Form:
    return forms.read_meeting(request.form, [one.id for one in queries.list_series()])


@meetings.get("/meetings")
@host
def list_meetings() -> Response:
    """Show all meetings: today and ahead, and earlier ones."""
    today = clock.local(clock.now()).date()
    lines = queries_staff.list_meeting_lines(today)
    ahead, earlier = queries_sittings.group_lines(*lines)
    operation = secrets.token_hex(16)
    return render("meetings/meetings.html", ahead=ahead, earlier=earlier, operation=operation)


@meetings.get("/meetings/new")
@host
def new_meeting() -> Response:
    """Show the form for a new meeting."""
    form = forms.blank_meeting(language(), get_municipality().threshold)
    return _form_page("meetings/meeting_new.html", form)


@meetings.post("/meetings")
@host
def create_meeting() -> Response:
    """Make a meeting, with the template's questions if asked for."""
    form = _read()
    if form.errors:
        return _form_page("meetings/meeting_new.html", form, 422)
    meeting = operations.create_meeting(
        current_user().id,
        code=_code_of_try(),
        template=bool(form.values["template"]),
        **form.cleaned,
    )
    flash(_("The meeting is made. This page shows what remains to do."), "ok")
    return see_other("meetings.show_meeting", meeting_id=meeting.id)


@meetings.get("/meetings/<int:meeting_id>")
@host
def show_meeting(meeting_id: int) -> Response:
    """Show everything a host needs before the meeting."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    if meeting.rehearsal_of is not None:  # everything about it stands with the real one
        return see_other("meetings.show_meeting", meeting_id=meeting.rehearsal_of)
    address = public_address()
    wall = f"/screens/{sign('screen', [meeting.id, meeting.screen_generation])}"
    return render(
        "meetings/meeting.html",
        prepared=queries_staff.get_preparation(meeting, clock.local(clock.now()).date()),
        meeting=meeting,
        rehearsal=queries_rehearsal.find_copy(meeting.id),
        sizes=[(size, format_number(size)) for size in rules_rehearsal.SIZES],
        sizes_form=Form({"people": rules_rehearsal.USUAL}),
        sittings=queries_sittings.list_sittings(meeting),
        code=links.qr_path(f"{address}/{meeting.code}"),
        join_address=address.split("://", 1)[-1],
        join_code=spoken_code(meeting.code),
        wall_address=f"{address}{wall}",
        wall_path=wall,
        operation=secrets.token_hex(16),
    )


@meetings.get("/meetings/<int:meeting_id>/edit")
@host
def edit_meeting(meeting_id: int) -> Response:
    """Show a meeting's facts to change."""
    meeting = real_meeting(meeting_id)
    form = forms.show_meeting(meeting)
    return _form_page("meetings/meeting_edit.html", form, meeting=meeting)


@meetings.post("/meetings/<int:meeting_id>")
@host
def update_meeting(meeting_id: int) -> Response:
    """Change a meeting's facts."""
    meeting = real_meeting(meeting_id)
    form = _read()
    if not form.errors:
        try:
            operations.update_meeting(meeting_id, current_user().id, **form.cleaned)
        except Refusal as refusal:
            form.errors[refusal.facts.get("field", "")] = refusal.sentence
    if form.errors:
        return _form_page("meetings/meeting_edit.html", form, 422, meeting=meeting)
    flash(_("The changes are saved."), "ok")
    return see_other("meetings.show_meeting", meeting_id=meeting_id)


@meetings.post("/meetings/<int:meeting_id>/copies")
@host
def copy_meeting(meeting_id: int) -> Response:
    """Make next year's meeting from this one."""
    real_meeting(meeting_id)
    meeting = operations.copy_meeting(meeting_id, current_user().id, _code_of_try())
    questions = queries_staff.count_questions(meeting.id)
    flash(
        ngettext(
            "The meeting is copied, with %(n)s question. Check title, date and time, and save.",
            "The meeting is copied, with %(n)s questions. Check title, date and time, and save.",
            questions,
        ),
        "ok",
    )
    return see_other("meetings.edit_meeting", meeting_id=meeting.id)


@meetings.post("/meetings/<int:meeting_id>/deletion")
@host
def delete_meeting(meeting_id: int) -> Response:
    """Delete a meeting that nobody has been to."""
    meeting = real_meeting(meeting_id)
    operations.delete_meeting(meeting_id, current_user().id)
    flash(_("%(title)s is deleted.", title=meeting.title), "ok")
    return see_other("meetings.list_meetings")


@meetings.post("/meetings/<int:meeting_id>/screen-links")
@host
def create_screen_link(meeting_id: int) -> Response:
    """Make a new link to the wall; the old ones die."""
    or_404(queries.find_meeting_by_id(meeting_id))
    operations.renew_screen_link(meeting_id, current_user().id)
    flash(_("The wall has a new address. The old one no longer works."), "ok")
    return see_other("meetings.show_meeting", meeting_id=meeting_id, _anchor="wall")
