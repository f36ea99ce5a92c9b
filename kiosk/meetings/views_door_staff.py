"""The tablets at the door, for the host: a code for a new one, how each is, unpairing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.meetings import operations_door, queries
from kiosk.meetings import queries_door as doors
from kiosk.meetings.forms_door import read_door
from kiosk.meetings.rules import spoken_code
from kiosk.meetings.views import meetings
from kiosk.meetings.views_door import pairing_key
from kiosk.security import current_user, host
from kiosk.tokens import new_code
from kiosk.web import or_404, public_address, render, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


def _page(meeting: Meeting, form: Form, code: str = "", status: int = 200) -> Response:
    return render(
        "meetings/doors.html",
        status=status,
        meeting=meeting,
        form=form,
        doors=doors.list_doors(meeting.id),
        pairing=spoken_code(code) if code else "",
        door_address=f"{public_address()}/door".split("://", 1)[-1],
        over=queries.has_ended(meeting.id),
        secure=public_address().startswith("https://"),
    )


@meetings.get("/meetings/<int:meeting_id>/doors")
@host
def list_doors(meeting_id: int) -> Response:
    """Show the tablets of a meeting, and a form for one more."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    return _page(meeting, Form({"name": "", "pin": ""}))


@meetings.post("/meetings/<int:meeting_id>/doors")
@host
def create_door(meeting_id: int) -> Response:
    """Make a code for a tablet; it is on this answer only, for it is kept nowhere."""
    meeting, who = or_404(queries.find_meeting_by_id(meeting_id)), current_user().id
    form, code = read_door(request.form), new_code()
    if form.errors:
        return _page(meeting, form, status=422)
    try:
        operations_door.make_door(who, meeting.id, **form.cleaned, pairing=pairing_key(code))
    except Refusal as refusal:
        form.errors[""] = refusal.sentence
        return _page(meeting, form, status=refusal.status)
    return _page(meeting, Form({"name": "", "pin": ""}), code)


@meetings.post("/doors/<int:door_id>/unpairing")
@host
def unpair_door(door_id: int) -> Response:
    """Let a tablet be a door no more; what it still holds is taken when it comes."""
    door = or_404(doors.find_door_by_id(door_id))
    operations_door.unpair_door(door.id, current_user().id)
    return see_other("meetings.list_doors", meeting_id=door.meeting_id)
