"""The way from the laptop's console to the same console on the host's phone."""

from flask import Response

import kiosk.meetings.queries as meetings
from kiosk import links
from kiosk.security import host
from kiosk.voting.views import voting
from kiosk.web import or_404, public_address, render


@voting.get("/meetings/<int:meeting_id>/remote")
@host
def show_remote(meeting_id: int) -> Response:
    """Show the console's address for a phone's camera; it opens nothing without signing in."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    address = f"{public_address()}/meetings/{meeting.id}/console"
    return render(
        "voting/remote.html",
        meeting=meeting,
        code=links.qr_path(address),
        address=address.split("://", 1)[-1],
    )
