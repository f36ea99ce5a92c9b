"""Prepare what the console says in a rehearsal: who is pretended, and what to try."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.i18n import _
from kiosk.meetings import queries_rehearsal as rehearsals
from kiosk.voting import queries_rehearsal

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class RehearsalPicture:
    """What a rehearsal's console shows besides what every console does."""

    real_id: int
    people: int
    resting: bool
    tries: list[tuple[str, bool]]  # what to try, and whether it has been done


def draw_rehearsal(meeting: Meeting) -> RehearsalPicture | None:
    """Return what to say of a rehearsal, or None of a real meeting."""
    if meeting.rehearsal_of is None:
        return None
    running = rehearsals.find_rehearsal(meeting.id)
    done = queries_rehearsal.list_acts(meeting.id)
    tries = (
        (_("Open a question, and see the votes come"), "open_question"),
        (_("Close the vote"), "close_question"),
        (_("Reveal the result"), "reveal_question"),
        (_("Cover the wall: black, or the QR code"), "cover_screen"),
        (_("Take back the last step"), "take_back"),
    )
    return RehearsalPicture(
        real_id=meeting.rehearsal_of,
        people=running.people if running else 0,
        resting=running is not None and not running.acts and running.scene != "ended",
        tries=[(words, act in done) for words, act in tries],
    )
