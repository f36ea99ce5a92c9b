"""A paired tablet stays at the door: every other address of the program leads back there."""

from flask import Response, redirect, request

import kiosk.meetings.queries_door as doors
from kiosk.security import Limiter

DOOR_COOKIE = "kiosk_door"
# What the door's own page is drawn with.
LOOKS = frozenset({"static", "municipality.show_theme", "municipality.show_logo"})

wrong_pairings = Limiter(tries=20, seconds=600)  # per address: guesses of a pairing code
wrong_claims = Limiter(tries=60, seconds=60)  # per address: slips, and guesses of a person's code
searches = Limiter(tries=40, seconds=60)  # per tablet: nobody reads the list through it


def lead_back_to_door() -> Response | None:
    """Return where a paired tablet belongs, unless it is there; None for every other browser."""
    token = request.cookies.get(DOOR_COOKIE)
    if not token or request.endpoint in LOOKS:
        return None
    if request.path == "/door" or request.path.startswith("/door/"):
        return None
    return redirect("/door", 303) if doors.is_paired(token) else None  # type: ignore[return-value]
