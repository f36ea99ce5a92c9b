"""Scenes around the questions: a break, and the clock that walls count down by."""

from flask import Response, make_response, request

import kiosk.meetings.queries as meetings
from kiosk import clock
from kiosk.security import current_user, host, public
from kiosk.voting import operations_breaks, scene_break, scene_waiting  # noqa: F401 - they register
from kiosk.voting.rules_scenes import milliseconds
from kiosk.voting.views import voting
from kiosk.voting.views_console import act_on_stage, expected
from kiosk.web import or_404


@voting.post("/meetings/<int:meeting_id>/breaks")
@host
def take_break(meeting_id: int) -> Response:
    """Let everybody take a break."""
    meeting, who = or_404(meetings.find_meeting_by_id(meeting_id)), current_user().id
    typed = request.form.get("minutes", "")
    minutes = int(typed) if typed in ("5", "10", "15", "20") else 0
    return act_on_stage(
        meeting.id, lambda: operations_breaks.take_break(meeting.id, minutes, who, expected())
    )


@voting.get("/clock")
@public
def show_clock() -> Response:
    """Tell the server's time in milliseconds, for a projector whose own clock may be wrong."""
    answer = make_response(str(milliseconds(clock.now())))
    answer.mimetype = "text/plain"
    return answer
