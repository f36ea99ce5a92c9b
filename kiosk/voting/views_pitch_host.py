"""The host's pitches: the list and its order, and what stands on the stage."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, request

import kiosk.meetings.queries as meetings
from kiosk.errors import Refusal
from kiosk.live.stream import poll, stream
from kiosk.security import current_user, host, still_has_role
from kiosk.voting import channels_pitch, operations_pitch, operations_pitch_stage, queries_pitch
from kiosk.voting.forms_pitch import read_pitch, read_seconds
from kiosk.voting.views import voting
from kiosk.voting.views_console import act_on_stage, expected
from kiosk.web import done, or_404, render, see_other

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting


def _meeting(meeting_id: int) -> Meeting:
    return or_404(meetings.find_meeting_by_id(meeting_id))


def _page(meeting: Meeting, status: int = 200, notice: str = "", **forms: Any) -> Response:
    context = channels_pitch.page_context(meeting, notice, **forms)
    return render("voting/pitches.html", "voting/_pitches.html", status, **context)


@voting.get("/meetings/<int:meeting_id>/pitches")
@host
def show_pitches(meeting_id: int) -> Response:
    """Show who has signed up, and the running order."""
    return _page(_meeting(meeting_id))


@voting.get("/meetings/<int:meeting_id>/pitches/stream")
@host
def stream_pitches(meeting_id: int) -> Response:
    """Send the list each time it changes."""
    meeting, still = _meeting(meeting_id), still_has_role("host")
    return stream(channels_pitch.pitches_channel(meeting, still))


@voting.get("/meetings/<int:meeting_id>/pitches/frame")
@host
def show_pitches_frame(meeting_id: int) -> Response:
    """Answer the list once."""
    return poll(channels_pitch.pitches_channel(_meeting(meeting_id)))


@voting.post("/meetings/<int:meeting_id>/pitches")
@host
def add_pitch(meeting_id: int) -> Response:
    """Put somebody on the list, as the host."""
    meeting, form = _meeting(meeting_id), read_pitch(request.form)
    if form.errors:
        return _page(meeting, 422, form=form)
    try:
        operations_pitch.add_pitch(meeting.id, form.cleaned, current_user().id)
    except Refusal as refusal:
        return _page(meeting, refusal.status, str(refusal.sentence), form=form)
    return see_other("voting.show_pitches", meeting_id=meeting.id)


@voting.post("/meetings/<int:meeting_id>/pitches/seconds")
@host
def set_pitch_seconds(meeting_id: int) -> Response:
    """Decide how long a pitch is."""
    meeting, form = _meeting(meeting_id), read_seconds(request.form)
    if form.errors:
        return _page(meeting, 422, seconds_form=form)
    operations_pitch.set_seconds(meeting.id, form.cleaned["seconds"], current_user().id)
    return see_other("voting.show_pitches", meeting_id=meeting.id)


def _act(meeting: Meeting, act: Callable[[], None]) -> Response:
    """Do one act on the list; who comes second gets a calm sentence and the true list."""
    try:
        act()
    except Refusal as refusal:
        return _page(meeting, refusal.status, str(refusal.sentence))
    context = channels_pitch.pitches_context(meeting)
    return done(
        "voting.show_pitches", "voting/_pitches.html", {"meeting_id": meeting.id}, **context
    )


def _listed(meeting_id: int, pitch_id: str) -> tuple[Meeting, str]:
    """Return the meeting and the pitch, which may just have been taken back but is no other's."""
    found = queries_pitch.find_pitch(pitch_id)
    or_404(found is None or found.meeting_id == meeting_id or None)
    return _meeting(meeting_id), pitch_id


@voting.post("/meetings/<int:meeting_id>/pitches/sign-up")
@host
def set_sign_up(meeting_id: int) -> Response:
    """Let phones sign up, or no more."""
    meeting, who, on = _meeting(meeting_id), current_user().id, request.form.get("on") == "1"
    return _act(meeting, lambda: operations_pitch.set_sign_up(meeting.id, on, who))


@voting.post("/meetings/<int:meeting_id>/pitches/<pitch_id>/approval")
@host
def accept_pitch(meeting_id: int, pitch_id: str) -> Response:
    """Take a sign-up into the running order."""
    (meeting, one), who = _listed(meeting_id, pitch_id), current_user().id
    return _act(meeting, lambda: operations_pitch.accept_pitch(one, who))


@voting.post("/meetings/<int:meeting_id>/pitches/<pitch_id>/hiding")
@host
def hide_pitch(meeting_id: int, pitch_id: str) -> Response:
    """Take a pitch out of the room's sight."""
    (meeting, one), who = _listed(meeting_id, pitch_id), current_user().id
    return _act(meeting, lambda: operations_pitch.hide_pitch(one, who))


@voting.post("/meetings/<int:meeting_id>/pitches/<pitch_id>/return")
@host
def return_pitch(meeting_id: int, pitch_id: str) -> Response:
    """Let somebody who has spoken come again."""
    (meeting, one), who = _listed(meeting_id, pitch_id), current_user().id
    return _act(meeting, lambda: operations_pitch.return_pitch(one, who))


@voting.post("/meetings/<int:meeting_id>/pitches/<pitch_id>/removal")
@host
def remove_pitch(meeting_id: int, pitch_id: str) -> Response:
    """Take a pitch off the list for good."""
    (meeting, one), who = _listed(meeting_id, pitch_id), current_user().id
    return _act(meeting, lambda: operations_pitch.remove_pitch(one, who))


@voting.post("/meetings/<int:meeting_id>/pitches/<pitch_id>/moving")
@host
def move_pitch(meeting_id: int, pitch_id: str) -> Response:
    """Let a pitch change places with its neighbour."""
    (meeting, one), who = _listed(meeting_id, pitch_id), current_user().id
    earlier = request.form.get("to") == "earlier"
    return _act(meeting, lambda: operations_pitch.move_pitch(one, earlier, who))


@voting.post("/meetings/<int:meeting_id>/pitches/sound")
@host
def set_pitch_sound(meeting_id: int) -> Response:
    """Let the wall sound when the time is up, or be silent."""
    meeting, who, on = _meeting(meeting_id), current_user().id, request.form.get("on") == "1"
    return act_on_stage(meeting.id, lambda: operations_pitch.set_sound(meeting.id, on, who))


@voting.post("/meetings/<int:meeting_id>/pitches/showing")
@host
def show_pitches_scene(meeting_id: int) -> Response:
    """Show the running order to the room, or thank those who have spoken."""
    meeting, who = _meeting(meeting_id), current_user().id
    return act_on_stage(
        meeting.id, lambda: operations_pitch_stage.show_pitches(meeting.id, who, expected())
    )


@voting.post("/meetings/<int:meeting_id>/pitches/calling")
@host
def call_pitch(meeting_id: int) -> Response:
    """Call somebody up."""
    meeting, who, one = _meeting(meeting_id), current_user().id, request.form.get("pitch", "")
    return act_on_stage(
        meeting.id, lambda: operations_pitch_stage.call_pitch(meeting.id, one, who, expected())
    )


@voting.post("/meetings/<int:meeting_id>/pitches/timing")
@host
def time_pitch(meeting_id: int) -> Response:
    """Start, pause or restart the time of who speaks."""
    meeting, who, act = _meeting(meeting_id), current_user().id, request.form.get("act", "")
    return act_on_stage(
        meeting.id, lambda: operations_pitch_stage.time_pitch(meeting.id, act, who, expected())
    )
