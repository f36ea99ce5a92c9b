"""The console: the host's pult, one form per act."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from flask import Response, request

import kiosk.meetings.queries as meetings
from kiosk.errors import Refusal
from kiosk.live.stream import poll, stream
from kiosk.security import current_user, host, still_has_role
from kiosk.voting import channels, operations, queries
from kiosk.voting.operations_scenes import show_scene as show_scene_
from kiosk.voting.views import voting
from kiosk.web import done, let_frame, or_404, public_address, render

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Question

SIMPLE = ("waiting",)  # scenes that need nothing more said


def _meeting(meeting_id: int) -> Meeting:
    return or_404(meetings.find_meeting_by_id(meeting_id))


def _question(question_id: int) -> Question:
    return or_404(queries.find_question(question_id))


def expected() -> int | None:
    """Return the version of the stage that the host saw, or None when the form names none."""
    typed = request.form.get("expect", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None


def act_on_stage(meeting_id: int, act: Callable[[], Any]) -> Response:
    """Do one act; who lost a race gets a calm sentence and the true state."""
    address = public_address()
    try:
        act()
    except Refusal as refusal:
        context = channels.console_context(meeting_id, address, str(refusal.sentence))
        return _page(context, refusal.status)
    context = channels.console_context(meeting_id, address)
    values = {"meeting_id": meeting_id}
    return done("voting.show_console", "voting/_console.html", values, **context)


def _page(context: dict[str, object], status: int = 200) -> Response:
    """Draw the console, which shows the wall in a frame."""
    return let_frame(render("voting/console.html", "voting/_console.html", status, **context))


@voting.get("/meetings/<int:meeting_id>/console")
@host
def show_console(meeting_id: int) -> Response:
    """Show the console."""
    context = channels.console_context(_meeting(meeting_id).id, public_address())
    return _page(context)


@voting.get("/meetings/<int:meeting_id>/console/stream")
@host
def stream_console(meeting_id: int) -> Response:
    """Send the console each time anything changes, for as long as its host is signed in."""
    still = still_has_role("host")
    return stream(channels.console_channel(_meeting(meeting_id), public_address(), still))


@voting.get("/meetings/<int:meeting_id>/console/frame")
@host
def show_console_frame(meeting_id: int) -> Response:
    """Answer the console once."""
    return poll(channels.console_channel(_meeting(meeting_id), public_address()))


@voting.post("/questions/<int:question_id>/opening")
@host
def open_question(question_id: int) -> Response:
    """Open a question for voting."""
    question, who = _question(question_id), current_user().id
    return act_on_stage(
        question.meeting_id, lambda: operations.open_question(question_id, who, expected())
    )


@voting.post("/questions/<int:question_id>/closing")
@host
def close_question(question_id: int) -> Response:
    """Close a question for good."""
    question, who = _question(question_id), current_user().id
    return act_on_stage(
        question.meeting_id, lambda: operations.close_question(question_id, who, expected())
    )


@voting.post("/questions/<int:question_id>/revealing")
@host
def reveal_question(question_id: int) -> Response:
    """Show a question's result on wall and phones."""
    question, who = _question(question_id), current_user().id
    return act_on_stage(
        question.meeting_id, lambda: operations.reveal_question(question_id, who, expected())
    )


@voting.post("/questions/<int:question_id>/rerunning")
@host
def rerun_question(question_id: int) -> Response:
    """Ask a closed question again, as a new vote."""
    question, who = _question(question_id), current_user().id
    return act_on_stage(question.meeting_id, lambda: operations.rerun_question(question_id, who))


@voting.post("/meetings/<int:meeting_id>/scenes")
@host
def show_scene(meeting_id: int) -> Response:
    """Let the room wait, or do another thing that needs nothing more said."""
    meeting, who = _meeting(meeting_id), current_user().id
    scene = request.form.get("scene", "")
    simple = scene if scene in SIMPLE else ""
    return act_on_stage(meeting.id, lambda: show_scene_(meeting.id, simple, who, expected()))


@voting.post("/meetings/<int:meeting_id>/covers")
@host
def cover_screen(meeting_id: int) -> Response:
    """Cover the wall with black or the QR code, or uncover it."""
    meeting, who = _meeting(meeting_id), current_user().id
    cover = request.form.get("cover", "")
    return act_on_stage(
        meeting.id, lambda: operations.cover_screen(meeting.id, cover, who, expected())
    )


@voting.post("/meetings/<int:meeting_id>/taking-back")
@host
def take_back(meeting_id: int) -> Response:
    """Take back the last step."""
    meeting, who = _meeting(meeting_id), current_user().id
    return act_on_stage(meeting.id, lambda: operations.take_back(meeting.id, who, expected()))


@voting.post("/meetings/<int:meeting_id>/ending")
@host
def end_meeting(meeting_id: int) -> Response:
    """End the meeting."""
    meeting, who = _meeting(meeting_id), current_user().id
    return act_on_stage(meeting.id, lambda: operations.end_meeting(meeting.id, who, expected()))
