"""A phone takes over the check-in that a tablet at the door made, by the code it showed."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import Response, request

from kiosk import security
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import LazyText, lazy
from kiosk.meetings import operations_door_check_ins as check_ins
from kiosk.meetings import rules_door
from kiosk.meetings.forms import read_attendance
from kiosk.meetings.operations import check_in
from kiosk.meetings.views import A_DAY_AND_A_HALF, load_meeting, meetings
from kiosk.meetings.views_door import claim_token
from kiosk.security import public
from kiosk.web import render, see_other

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting

NO_CODE = lazy("That is not a code from the door. It has nine characters. Look again.")


@meetings.get("/<code:code>/claims/new")
@public
def new_claim(code: str) -> Response:
    """Ask for the code that the tablet showed; who scanned it finds it filled in."""
    meeting = load_meeting(code)
    typed = rules_door.normal_claim(request.args.get("claim", "")) or ""
    return _ask(meeting, Form({"claim": typed}))


def _ask(meeting: Meeting, form: Form, status: int = 200) -> Response:
    operation = request.form.get("operation", "")[:64] or secrets.token_hex(16)
    page = "meetings/claim.html"
    return render(page, status=status, meeting=meeting, form=form, operation=operation)


@meetings.post("/<code:code>/claims")
@public
def create_claim(code: str) -> Response:
    """Go on in this phone, counted once; where the tablet has not sent it yet, say so and help."""
    meeting, typed = load_meeting(code), request.form.get("claim", "")
    claim, address = rules_door.normal_claim(typed), request.remote_addr or ""
    if security.wrong_claims.blocked(address):
        raise security.too_many()
    if claim is None:
        security.wrong_claims.count(address)
        errors: dict[str, LazyText | str] = {"claim": NO_CODE}
        return _ask(meeting, Form({"claim": typed[:40]}, errors=errors), 422)
    token = claim_token(meeting, claim)
    if request.cookies.get(security.ATTENDEE_COOKIE) == token:
        return _go_in(meeting, token)
    try:
        known = check_ins.take_over(meeting.id, token, request.form.get("operation", ""))
    except Refusal as refusal:
        form = Form({"claim": typed[:40]}, errors={"": refusal.sentence})
        return _ask(meeting, form, refusal.status)
    return _go_in(meeting, token) if known else _early(meeting, claim, token)


def _early(meeting: Meeting, claim: str, token: str) -> Response:
    """Check in here what the tablet has not sent: the same code makes one check-in of the two."""
    security.wrong_claims.count(request.remote_addr or "")
    sent = request.form.get("role")
    places = meeting.municipality_names
    form = read_attendance({**request.form, "mode": "room"}, meeting.level, places)
    form.values["claim"] = claim
    if sent is None or form.errors:
        status = 422 if sent is not None else 200
        operation = request.form.get("operation", "")[:64]
        page = "meetings/claim_early.html"
        return render(page, status=status, meeting=meeting, form=form, operation=operation)
    check_in(meeting.id, token, **{**form.cleaned, "vote_only": False})
    check_ins.take_over(meeting.id, token, request.form.get("operation", ""))  # sent meanwhile?
    return _go_in(meeting, token)


def _go_in(meeting: Meeting, token: str) -> Response:
    answer, path = see_other("voting.show_phone", code=meeting.code), f"/{meeting.code}"
    security.set_cookie(answer, security.ATTENDEE_COOKIE, token, A_DAY_AND_A_HALF, path)
    return answer
