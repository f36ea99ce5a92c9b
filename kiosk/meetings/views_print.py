"""What is printed before the meeting, in the meeting's own language: poster, table cards, codes."""

from typing import Any

from flask import Response

from kiosk import links
from kiosk.i18n import use_language
from kiosk.meetings import queries, rules
from kiosk.meetings.views import meetings
from kiosk.security import host
from kiosk.web import or_404, public_address, render

CARDS_PER_SHEET = 4


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
