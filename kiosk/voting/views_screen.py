"""The projector: a signed link opens it on any computer, without signing in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response

from kiosk.i18n import use_language
from kiosk.live.stream import picture, poll, stream
from kiosk.security import public
from kiosk.voting import channels
from kiosk.voting.views import voting
from kiosk.web import let_be_framed, or_404, public_address, render

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


def _wall(token: str) -> Meeting:
    meeting = or_404(channels.meeting_of_token(token))
    use_language(meeting.language)  # the wall speaks the meeting's language, whoever opened it
    return meeting


@voting.get("/screens/<token>")
@public
def show_screen(token: str) -> Response:
    """Show the wall."""
    meeting = _wall(token)
    shared = picture(channels.screen_channel(meeting, public_address())).html
    page = render("voting/screen.html", shared=shared, meeting=meeting, token=token)
    return let_be_framed(page)


@voting.get("/screens/<token>/stream")
@public
def stream_screen(token: str) -> Response:
    """Send the wall each time anything changes, four times a second at the most."""
    return stream(channels.screen_channel(_wall(token), public_address()))


@voting.get("/screens/<token>/frame")
@public
def show_screen_frame(token: str) -> Response:
    """Answer the wall once."""
    return poll(channels.screen_channel(_wall(token), public_address()))
