"""The sittings of one meeting together: on the wall, on a page to read and print, and as a file."""

from flask import Response, request

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_sittings as held
from kiosk import clock
from kiosk.i18n import language
from kiosk.security import current_user, host
from kiosk.voting import (
    operations_sittings,
    pictures_sittings,
    queries,
    queries_together,
    scene_sittings,  # noqa: F401 - it registers
)
from kiosk.voting.views import voting
from kiosk.voting.views_console import act_on_stage, expected
from kiosk.voting.views_result import send_file
from kiosk.web import or_404, render


@voting.post("/questions/<int:question_id>/together")
@host
def show_together(question_id: int) -> Response:
    """Show the result on stage added up over the sittings, or as it was."""
    question, who = or_404(queries.find_question(question_id)), current_user().id
    on = request.form.get("on", "") == "1"
    return act_on_stage(
        question.meeting_id,
        lambda: operations_sittings.show_together(question_id, on, who, expected()),
    )


@voting.get("/meetings/<int:meeting_id>/together")
@host
def show_results_together(meeting_id: int) -> Response:
    """Show what each sitting has revealed beside the others, and the sums."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    or_404(held.list_others(meeting) or None)
    return render(
        "voting/together.html",
        meeting=meeting,
        together=pictures_sittings.draw(queries_together.get_report(meeting), language()),
        printed_at=clock.now(),
    )


@voting.get("/meetings/<int:meeting_id>/together.csv")
@host
def show_together_file(meeting_id: int) -> Response:
    """Send the same as a file, a row for each answer and sitting."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    or_404(held.list_others(meeting) or None)
    report = pictures_sittings.draw(queries_together.get_report(meeting), language())
    day = f"{clock.local(meeting.starts_at):%Y-%m-%d}"
    return send_file(pictures_sittings.rows(report), f"together-{day}-{meeting.code}.csv")
