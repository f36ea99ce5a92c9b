"""The first picture: welcome, the agenda, and how long until we begin; and the test picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from zlib import crc32

from kiosk.i18n import _, format_time
from kiosk.meetings import rules_agenda
from kiosk.voting import queries_pitch, queries_scenes, scenes
from kiosk.voting.rules_scenes import milliseconds

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


def picture(meeting: Meeting, _stage: Stage) -> dict[str, Any]:
    """Return the agenda, and when the meeting begins if that is soon."""
    soon = queries_scenes.starts_soon(meeting)
    agenda = rules_agenda.agenda_lines(meeting.agenda or "")
    sign_up = queries_pitch.is_open(meeting.id)
    return {
        "agenda": agenda,
        "roomy": len(agenda) <= rules_agenda.ROOMY_LINES,
        "starts": format_time(meeting.starts_at) if soon else "",
        "until": milliseconds(meeting.starts_at),
        "sign_up": sign_up,  # for a pitch, before its turn comes
        "key": crc32(repr((agenda, soon, sign_up)).encode()) if agenda or soon or sign_up else "",
    }


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Offer the test picture, over whatever stands on the wall."""
    shown = stage.cover == "test"
    cover = {"cover": "" if shown else "test"}
    return [scenes.Button(_("Test picture"), f"/meetings/{meeting.id}/covers", cover, shown)]


scenes.PICTURES["waiting"] = picture
scenes.OFFERS.append(offer)
