"""The phone's pitch: sign up, see one's place, take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, redirect, request, url_for

import kiosk.meetings.queries_attendance as attendance
from kiosk import security
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.security import public
from kiosk.voting import operations_pitch, queries, queries_pitch, scene_pitch
from kiosk.voting import rules_pitch as rules
from kiosk.voting.forms_pitch import read_pitch
from kiosk.voting.views import find_voter, load_meeting, voting
from kiosk.web import render, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


def _person(meeting: Meeting) -> str | None:
    """Return the check-in of who asks, or None."""
    voter = find_voter(meeting)
    return voter.attendee.id if voter else None


def _way_in(meeting: Meeting) -> Response:
    return redirect(url_for("meetings.new_attendance", code=meeting.code), 303)  # type: ignore[return-value]


def _draw(
    meeting: Meeting, person: str, form: Form | None = None, refusal: Refusal | None = None
) -> Response:
    """Draw the page: one's own pitch and its place, or the form, with what was typed in it."""
    stage = queries.get_stage(meeting.id)
    running = queries_pitch.get_running(stage)
    own = queries_pitch.find_own(meeting.id, person)
    turns = scene_pitch.draw_turns(running.coming)
    company, name = attendance.find_company_and_name(person)
    status = refusal.status if refusal else 422 if form and form.errors else 200
    return render(
        "voting/pitch.html",
        None,
        status,
        meeting=meeting,
        own=own,
        number=next((one.number for one in turns if own and one.id == own.id), 0),
        speaking=bool(own and running.speaker and running.speaker.id == own.id),
        sign_up=queries_pitch.is_open(meeting.id) and stage.scene != "ended",
        form=form or Form({"company": company, "name": name}),
        most_about=rules.MOST_ABOUT,
        refusal=refusal,
    )


@voting.get("/<code:code>/pitches")
@public
def show_own_pitch(code: str) -> Response:
    """Show what this person has signed up for, or how to sign up."""
    meeting = load_meeting(code)
    person = _person(meeting)
    return _draw(meeting, person) if person else _way_in(meeting)


@voting.post("/<code:code>/pitches")
@public
def create_pitch(code: str) -> Response:
    """Sign up for a pitch."""
    meeting = load_meeting(code)
    person = _person(meeting)
    if person is None:
        return _way_in(meeting)
    form = read_pitch(request.form)
    if form.errors:
        return _draw(meeting, person, form)
    _count(person)
    try:
        operations_pitch.sign_up(meeting.id, person, form.cleaned)
    except Refusal as refusal:
        return _draw(meeting, person, form, refusal)
    return see_other("voting.show_own_pitch", code=meeting.code)


@voting.post("/<code:code>/pitches/withdrawal")
@public
def withdraw_pitch(code: str) -> Response:
    """Take one's own sign-up back."""
    meeting = load_meeting(code)
    person = _person(meeting)
    if person is None:
        return _way_in(meeting)
    _count(person)
    try:
        operations_pitch.withdraw(meeting.id, person)
    except Refusal as refusal:
        return _draw(meeting, person, None, refusal)
    return see_other("voting.show_own_pitch", code=meeting.code)


def _count(person: str) -> None:
    """Let nobody flood a hall with sign-ups."""
    if security.ballots_per_voter.blocked(person):
        raise security.too_many()
    security.ballots_per_voter.count(person)
