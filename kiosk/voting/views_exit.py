"""The exit evaluation: the host asks, phones answer, the host closes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, flash, redirect, request, url_for

import kiosk.meetings.queries as meetings
from kiosk import clock, security
from kiosk.errors import Refusal
from kiosk.i18n import _, language
from kiosk.questions.template_c import TEMPLATE_C
from kiosk.security import current_user, host, public
from kiosk.voting import exports, operations_exit, pictures_exit, queries_exit, scene_exit
from kiosk.voting.views import draw_phone, find_voter, load_meeting, voting
from kiosk.voting.views_console import act_on_stage, expected
from kiosk.voting.views_result import send_file
from kiosk.web import or_404, see_other, wants_fragment

if TYPE_CHECKING:
    from kiosk.voting.views import Voter


def _typed() -> dict[str, list[str]]:
    return {spec.lineage: request.form.getlist(spec.lineage) for spec in TEMPLATE_C}


@voting.post("/<code:code>/exit-answers")
@public
def create_exit_answers(code: str) -> Response:
    """Count the person's answers about the meeting, or say plainly why they were not."""
    meeting = load_meeting(code)
    voter = find_voter(meeting)
    if voter is None:
        return redirect(url_for("voting.show_phone", code=meeting.code), 303)  # type: ignore[return-value]
    _count(voter)
    typed, operation = _typed(), request.form.get("operation", "")
    try:
        operations_exit.send_exit(meeting.id, voter.key or voter.attendee.token, typed, operation)
    except Refusal as refusal:
        values = {item: "".join(sent[:1]) for item, sent in typed.items()}
        own = scene_exit.Own(values=values, refusal=refusal)
        return draw_phone(meeting, voter, refusal.status, personal=own)
    if wants_fragment():
        return draw_phone(meeting, voter)
    return see_other("voting.show_phone", code=meeting.code)


def _count(voter: Voter) -> None:
    if security.ballots_per_voter.blocked(voter.attendee.id):
        raise security.too_many()
    security.ballots_per_voter.count(voter.attendee.id)


@voting.post("/meetings/<int:meeting_id>/exit-forms")
@host
def show_exit(meeting_id: int) -> Response:
    """Ask everybody in the room how the meeting was."""
    meeting, who = or_404(meetings.find_meeting_by_id(meeting_id)), current_user().id
    return act_on_stage(meeting.id, lambda: operations_exit.show_exit(meeting.id, who, expected()))


@voting.post("/meetings/<int:meeting_id>/exit-forms/closing")
@host
def close_exit(meeting_id: int) -> Response:
    """Take no more answers; the result can then be read."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    operations_exit.close_exit(meeting.id, current_user().id)
    flash(_("No more answers are taken. This is what people said."), "ok")
    return see_other("voting.show_result", meeting_id=meeting.id, _anchor="exit")


@voting.get("/meetings/<int:meeting_id>/exit.csv")
@host
def show_exit_file(meeting_id: int) -> Response:
    """Send what people said at the way out as a file."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    report = or_404(queries_exit.get_report(meeting))
    day = f"{clock.local(meeting.starts_at):%Y-%m-%d}"
    rows: exports.Rows = pictures_exit.exit_rows(report, language())
    return send_file(rows, f"exit-{day}-{meeting.code}.csv")
