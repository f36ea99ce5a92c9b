"""What is printed before the meeting, in the meeting's own language: poster, table cards, codes."""

from typing import Any

from flask import Response, abort, current_app

from kiosk import links
from kiosk.i18n import use_language
from kiosk.meetings import queries, rules
from kiosk.meetings.views import meetings
from kiosk.security import host
from kiosk.web import or_404, public_address, render

CARDS_PER_SHEET = 4
CODES_PER_SHEET = 10


def paper(template: str, meeting_id: int, **context: Any) -> Response:
    """Show a page as it comes out on paper, in the meeting's own language."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    use_language(meeting.language)
    address = public_address()
    return render(
        template,
        meeting=meeting,
        code=links.qr_path(f"{address}/{meeting.code}"),
        join_address=address.split("://", 1)[-1],
        join_code=rules.spoken_code(meeting.code),
        **{"back_url": f"/meetings/{meeting_id}", **context},
    )


@meetings.get("/meetings/<int:meeting_id>/poster")
@host
def show_poster(meeting_id: int) -> Response:
    """Show the poster, one A4."""
    return paper("meetings/poster.html", meeting_id)


@meetings.get("/meetings/<int:meeting_id>/cards")
@host
def show_cards(meeting_id: int) -> Response:
    """Show table cards, four to an A4."""
    return paper("meetings/cards.html", meeting_id, cards=range(CARDS_PER_SHEET))


@meetings.get("/meetings/<int:meeting_id>/roll")
@host
def show_roll(meeting_id: int) -> Response:
    """Show the personal codes, to be cut apart and handed out."""
    meeting = or_404(queries.find_meeting_by_id(meeting_id))
    if meeting.level != "roll":
        abort(404)
    secret = current_app.config["SECRET_KEY"]
    codes = rules.personal_codes(secret, meeting.code, meeting.roll_size)
    numbered = [(n, f"{code[:4]} {code[4:]}") for n, code in enumerate(codes, start=1)]
    sheets = [
        numbered[first : first + CODES_PER_SHEET]
        for first in range(0, len(numbered), CODES_PER_SHEET)
    ]
    return paper("meetings/roll.html", meeting_id, sheets=sheets)
