"""The host's list of who has registered: pasted or from a file with a preview, or one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, current_app, flash, request

import kiosk.mail.queries as mail
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _, ngettext
from kiosk.importing import reading as importing
from kiosk.importing import texts
from kiosk.meetings import forms_registrations as forms
from kiosk.meetings import operations_registrations_staff as operations
from kiosk.meetings import queries
from kiosk.meetings import queries_registrations as registrations
from kiosk.meetings import rules_registrations as rules
from kiosk.meetings.reading_registrations import Listed, Row, mark_known, read_rows
from kiosk.meetings.tickets import write_mail
from kiosk.meetings.views import meetings
from kiosk.security import current_user, host, takes
from kiosk.web import apart, or_404, public_address, render, see_other

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kiosk.meetings.models import Meeting

MOST_BYTES = importing.LARGEST_FILE + 512 * 1024  # the file, or the box, and what surrounds it
SHOWN = 100  # usable rows in the preview; all of them are in the box


def load_meeting_by_id(meeting_id: int) -> Meeting:
    """Return the meeting, or 404."""
    return or_404(queries.find_meeting_by_id(meeting_id))


def _list_page(meeting_id: int, form: Form, status: int = 200) -> Response:
    meeting = load_meeting_by_id(meeting_id)
    return render(
        "meetings/registrations.html",
        status=status,
        meeting=meeting,
        found=registrations.list_registrations(meeting_id),
        numbers=registrations.count_registrations(meeting_id),
        ended=queries.has_ended(meeting_id),
        form=form,
        written=write_mail(meeting, f"{public_address()}/registrations/{'x' * rules.CODE_LENGTH}"),
        mail_mode=mail.mode(),
        mail_rests=mail.is_held(),
        problems=mail.list_problems(registrations.about(meeting_id)),
    )


@meetings.get("/meetings/<int:meeting_id>/registrations")
@host
def list_registrations(meeting_id: int) -> Response:
    """Show who has registered and who of them has come."""
    return _list_page(meeting_id, forms.blank_registration())


@meetings.post("/meetings/<int:meeting_id>/registrations/single")
@host
def create_registration(meeting_id: int) -> Response:
    """Register one more."""
    load_meeting_by_id(meeting_id)
    form = forms.read_registration(request.form)
    if form.errors:
        return _list_page(meeting_id, form, 422)
    person, secret = rules.Person(**form.cleaned), current_app.config["SECRET_KEY"]
    added = operations.add_registrations(meeting_id, current_user().id, secret, [person])
    if not added:
        form.errors["company"] = _("%(company)s is registered already.", company=person.company)
        return _list_page(meeting_id, form, 422)
    flash(_("%(company)s is registered.", company=person.company), "ok")
    return see_other("meetings.list_registrations", meeting_id=meeting_id)


@meetings.get("/meetings/<int:meeting_id>/registrations/new")
@host
def new_registrations(meeting_id: int) -> Response:
    """Show the box and the file field for a list."""
    return _new_page(load_meeting_by_id(meeting_id), Form({}))


@meetings.post("/meetings/<int:meeting_id>/registrations/preview")
@host
@takes(MOST_BYTES)
def preview_registrations(meeting_id: int) -> Response:
    """Show what each row of a list means and which cannot be used; nothing is stored."""
    meeting = load_meeting_by_id(meeting_id)
    form, listed = _read(meeting_id)
    if form.errors or listed is None:
        return _new_page(meeting, form, 422)
    return _preview_page(meeting, form, listed)


@meetings.post("/meetings/<int:meeting_id>/registrations")
@host
@takes(MOST_BYTES)
def create_registrations(meeting_id: int) -> Response:
    """Register by the rows that can be used; the others stay in the box to be mended."""
    meeting = load_meeting_by_id(meeting_id)
    form, listed = _read(meeting_id)
    if form.errors or listed is None:
        return _new_page(meeting, form, 422)
    who, secret = current_user().id, current_app.config["SECRET_KEY"]
    try:
        added = operations.add_registrations(meeting_id, who, secret, listed.usable)
    except Refusal as refusal:
        form.errors["rows"] = refusal.sentence
        return _new_page(meeting, form, refusal.status)
    words = ngettext("%(n)s is registered now.", "%(n)s are registered now.", added)
    flash(words, "ok" if added else "message")
    if listed.unusable or listed.more:
        return _preview_page(meeting, form, Listed(tuple(listed.unusable), listed.more), 422)
    return see_other("meetings.list_registrations", meeting_id=meeting_id)


@meetings.post("/meetings/<int:meeting_id>/registrations/<registration_id>/removal")
@host
def remove_registration(meeting_id: int, registration_id: str) -> Response:
    """Take somebody off the list."""
    load_meeting_by_id(meeting_id)
    operations.remove_registration(meeting_id, registration_id, current_user().id)
    flash(_("Taken off the list. The ticket no longer works."), "ok")
    return see_other("meetings.list_registrations", meeting_id=meeting_id)


def _read(meeting_id: int) -> tuple[Form, Listed | None]:
    """Read the list that was sent, as a file or in the box, and mark who is registered already."""
    file = request.files.get("file")
    content = file.read(importing.LARGEST_FILE + 1) if file and file.filename else None
    form = forms.read_list(request.form, content is not None)
    if form.errors:
        return form, None
    try:
        table = apart(lambda: importing.read_list(content, form.values["rows"]))
    except importing.NotATableError as refused:
        form.errors["rows" if content is None else "file"] = forms.UNREADABLE[refused.code]
        return form, None
    listed = apart(lambda: read_rows(table.rows, table.more))
    return form, mark_known(listed, registrations.list_registrations(meeting_id))


def _new_page(meeting: Meeting, form: Form, status: int = 200) -> Response:
    template = "meetings/registrations_new.html"
    return render(template, status=status, meeting=meeting, form=form)


def _preview_page(meeting: Meeting, form: Form, listed: Listed, status: int = 200) -> Response:
    good = [row for row in listed.rows if not row.problem]
    form.values["rows"] = _box([*listed.unusable, *(row for row in good if not row.known)])
    return render(
        "meetings/registrations_preview.html",
        status=status,
        meeting=meeting,
        form=form,
        listed=listed,
        good=good[:SHOWN],
        not_shown=len(good[SHOWN:]),
        problems=forms.PROBLEMS,
    )


def _box(rows: Iterable[Row]) -> str:
    """Return the rows as text to be mended, with headings that are understood again."""
    roles = {"company": _("Company"), "association": _("Association"), "other": _("Other")}
    roles["municipality"] = _("Municipality")
    modes = {"room": _("In the room"), "remote": _("Remotely")}
    head = [_("Company"), _("Name"), _("E-mail"), _("From"), _("Takes part")]
    people = [row.person for row in rows]
    return texts.join(
        [head, *([p.company, p.name, p.email, roles[p.role], modes[p.mode]] for p in people)]
    )
