"""The way in: start page, check-in, leaving, personal codes."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Blueprint, Response, current_app, request

from kiosk import security
from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy
from kiosk.meetings import queries, rules
from kiosk.meetings.forms import read_attendance
from kiosk.meetings.operations import check_in
from kiosk.meetings.queries_door import has_door
from kiosk.security import public
from kiosk.tokens import derived_token
from kiosk.web import OWN, or_404, render, render_once, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting

meetings = Blueprint("meetings", __name__)

A_DAY_AND_A_HALF = 36 * 3600


@meetings.get("/")
@public
def show_start() -> Response:
    """Ask for the join code; a code that is typed leads on to its meeting."""
    typed = request.args.get("code", "")
    if not typed:
        return render("meetings/start.html", form=Form({}))
    code = rules.normal_code(typed)
    if code and queries.find_meeting(code):
        return see_other("voting.show_phone", code=code)
    security.count_wrong_code()
    errors: dict[str, LazyText | str] = {
        "code": lazy("There is no meeting with that code. Look at the wall and try again.")
    }
    return render("meetings/start.html", status=404, form=Form({"code": typed[:40]}, errors=errors))


def load_meeting(code: str) -> Meeting:
    """Return the meeting of a join code, or 404."""
    meeting = queries.find_meeting(code.upper())
    if meeting is None:
        security.count_wrong_code()
    return or_404(meeting)


@meetings.get("/<code:code>/attendances/new")
@public
def new_attendance(code: str) -> Response:
    """Show the check-in form."""
    meeting = load_meeting(code)
    form, at_door = Form({"role": "company", "mode": "room"}), has_door(meeting.id)
    return render_once(
        "meetings/check_in.html",
        None,
        (),
        ("check_in", meeting.id, at_door),
        lambda: {"meeting": meeting, "form": form, "operation": OWN, "at_door": at_door},
        own=secrets.token_hex(16),
    )


def _token_of(meeting: Meeting, operation: str) -> str:
    """Return who this browser is at the meeting already, else a token made from the try's own id.

    So who goes back to the form and sends it again is still one person, with one vote.
    """
    known = request.cookies.get(security.ATTENDEE_COOKIE)
    if known and queries.find_attendee(meeting.id, known):
        return known
    return derived_token(current_app.config["SECRET_KEY"], "attendance", meeting.code, operation)


@meetings.post("/<code:code>/attendances")
@public
def create_attendance(code: str) -> Response:
    """Check in: one person per browser, however often it sends the form."""
    meeting = load_meeting(code)
    form = read_attendance(request.form, meeting.level, meeting.municipality_names)
    operation = request.form.get("operation", "")[:64] or secrets.token_hex(16)
    if form.errors:
        return render(
            "meetings/check_in.html", status=422, meeting=meeting, form=form, operation=operation
        )
    token = _token_of(meeting, operation)
    check_in(meeting.id, token, **form.cleaned)
    answer = see_other("voting.show_phone", code=meeting.code)
    security.set_cookie(
        answer, security.ATTENDEE_COOKIE, token, A_DAY_AND_A_HALF, f"/{meeting.code}"
    )
    return answer


@meetings.post("/<code:code>/attendances/leaving")
@public
def leave_meeting(code: str) -> Response:
    """Forget the person on this phone; the check-in itself stays counted."""
    meeting = load_meeting(code)
    answer = see_other("meetings.new_attendance", code=meeting.code)
    for name in (security.ATTENDEE_COOKIE, security.ROLL_COOKIE):
        answer.delete_cookie(name, path=f"/{meeting.code}")
    return answer
