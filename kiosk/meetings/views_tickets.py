"""Tickets: printed and sent by the host; on a phone a code for the door, and a way to check in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from flask import Response, current_app, flash, request

from kiosk import links, security
from kiosk.errors import Refusal
from kiosk.i18n import ngettext
from kiosk.meetings import operations_tickets, queries, rules
from kiosk.meetings import queries_registrations as registrations
from kiosk.meetings.operations_registrations import check_in_registered
from kiosk.meetings.tickets import ticket
from kiosk.meetings.views import A_DAY_AND_A_HALF, load_meeting, meetings
from kiosk.meetings.views_print import paper
from kiosk.security import current_user, host, public
from kiosk.tokens import derived_token
from kiosk.web import apart, or_404, public_address, render, see_other

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.meetings.models import Meeting
    from kiosk.meetings.models_registrations import Registration

TICKETS_PER_SHEET = 8


def _tickets(meeting_id: int, found: Sequence[Registration]) -> Response:
    secret, address = current_app.config["SECRET_KEY"], public_address()
    addresses = [f"{address}/registrations/{ticket(secret, one.id)}" for one in found]
    codes = apart(lambda: links.qr_paths(addresses))
    drawn = list(zip(found, codes, strict=True))
    step = TICKETS_PER_SHEET
    return paper(
        "meetings/tickets.html",
        meeting_id,
        sheets=[drawn[first : first + step] for first in range(0, len(drawn), step)],
        back_url=f"/meetings/{meeting_id}/registrations",
    )


@meetings.get("/meetings/<int:meeting_id>/tickets")
@host
def show_tickets(meeting_id: int) -> Response:
    """Show everybody's ticket as it comes out on paper, eight to an A4."""
    or_404(queries.find_meeting_by_id(meeting_id))
    return _tickets(meeting_id, registrations.list_registrations(meeting_id))


@meetings.get("/meetings/<int:meeting_id>/tickets/<registration_id>")
@host
def show_ticket(meeting_id: int, registration_id: str) -> Response:
    """Show one ticket as it comes out on paper."""
    one = or_404(registrations.find_registration(meeting_id, registration_id))
    return _tickets(meeting_id, [one])


@meetings.post("/meetings/<int:meeting_id>/tickets/sending")
@host
def send_tickets(meeting_id: int) -> Response:
    """Send a ticket to each who has an address and has got none."""
    or_404(queries.find_meeting_by_id(meeting_id))
    sent = operations_tickets.send_tickets(meeting_id, current_user().id)
    flash(ngettext("%(n)s ticket is on its way.", "%(n)s tickets are on their way.", sent), "ok")
    return see_other("meetings.list_registrations", meeting_id=meeting_id)


def _load(code: str) -> tuple[Registration, Meeting]:
    one = registrations.find_by_ticket(code)
    if one is None:
        security.count_wrong_code()
    one = or_404(one)
    return one, queries.get_meeting(one.meeting_id)


def _ticket_page(code: str, status: int = 200, **more: Any) -> Response:
    one, meeting = _load(code)
    return render(
        "meetings/registration.html",
        status=status,
        registration=one,
        meeting=meeting,
        join_code=rules.spoken_code(meeting.code),
        code=links.qr_path(f"{public_address()}/registrations/{code}"),
        action=f"/{meeting.code}/tickets/{code}",
        ended=queries.has_ended(meeting.id),
        **{"operation": secrets.token_hex(16), "refusal": None, **more},
    )


@meetings.get("/registrations/<ticket_code>")
@public
def show_registration(ticket_code: str) -> Response:
    """Show a ticket to whoever has its address; a mail scanner that opens it changes nothing."""
    return _ticket_page(ticket_code)


@meetings.post("/<code:code>/tickets/<ticket_code>")
@public
def use_ticket(code: str, ticket_code: str) -> Response:
    """Check in by a ticket on this phone: one person, one check-in."""
    meeting = load_meeting(code)
    one = or_404(registrations.find_registration_by_code(meeting.id, ticket_code))
    operation = request.form.get("operation", "")[:64] or secrets.token_hex(16)
    token = _token_for(one, meeting, operation)
    try:
        check_in_registered(one.id, token, on_phone=True)
    except Refusal as refusal:
        more = {"refusal": refusal, "operation": operation}
        return _ticket_page(ticket_code, refusal.status, **more)
    answer = see_other("voting.show_phone", code=meeting.code)
    path = f"/{meeting.code}"
    security.set_cookie(answer, security.ATTENDEE_COOKIE, token, A_DAY_AND_A_HALF, path)
    return answer


def _token_for(one: Registration, meeting: Meeting, operation: str) -> str:
    """Return who this phone is already, unless somebody else who is registered; else a new token.

    It is made of the try and never of the ticket: whoever prints tickets learns nobody's vote.
    """
    known = request.cookies.get(security.ATTENDEE_COOKIE)
    if known and registrations.may_go_on_as(meeting.id, known, one.id):
        return known
    secret = current_app.config["SECRET_KEY"]
    return derived_token(secret, "attendance", meeting.code, one.id, operation)
