"""Rehearse a meeting: begin on a copy of it, and throw the copy away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, flash, request

from kiosk.errors import Refusal
from kiosk.i18n import _, lazy
from kiosk.meetings import operations_rehearsal, queries, queries_rehearsal
from kiosk.meetings import rules_rehearsal as rules
from kiosk.meetings.views import meetings
from kiosk.security import current_user, host
from kiosk.web import or_404, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


REAL_ONLY = (["registrations"], ["tickets"], ["sittings"], ["together"])


def real_meeting(meeting_id: int) -> Meeting:
    """Return the meeting, or 404: a rehearsal is neither changed nor copied, only thrown away."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    return or_404(meeting if meeting.rehearsal_of is None else None)


@meetings.before_app_request
def keep_it_a_rehearsal() -> None:
    """Refuse what would let anything of a rehearsal live on: files, mail, further meetings."""
    meeting_id = (request.view_args or {}).get("meeting_id")
    part = request.path.split("/")[3:4]
    if meeting_id is not None and (request.path.endswith(".csv") or part in REAL_ONLY):
        real_meeting(meeting_id)


@meetings.post("/meetings/<int:meeting_id>/rehearsals")
@host
def create_rehearsal(meeting_id: int) -> Response:
    """Begin a rehearsal, or go on with the one that is there, on its console."""
    people = rules.size_of(request.form.get("people", str(rules.USUAL)))
    if people is None:
        raise Refusal("unknown_size", lazy("Choose one of the numbers."), 422)
    who = current_user().id
    copy = operations_rehearsal.start_rehearsal(real_meeting(meeting_id).id, who, people)
    return see_other("voting.show_console", meeting_id=copy.id)


@meetings.post("/meetings/<int:meeting_id>/rehearsals/ending")
@host
def end_rehearsal(meeting_id: int) -> Response:
    """Throw the meeting's rehearsal away; a second click finds it gone and is no mistake."""
    meeting = real_meeting(meeting_id)
    copy = queries_rehearsal.find_copy(meeting.id)
    if copy is not None:
        operations_rehearsal.throw_away(copy.id, current_user().id)
    flash(_("The rehearsal is thrown away. Nothing of it is left."), "ok")
    return see_other("meetings.show_meeting", meeting_id=meeting.id, _anchor="rehearsal")
