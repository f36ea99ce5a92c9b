"""Read rehearsals: which meeting has one, and how it stands. No other list shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import kiosk.voting.queries as voting
from kiosk import clock
from kiosk.meetings import rules_rehearsal as rules
from kiosk.meetings.models import Meeting
from kiosk.meetings.models_rehearsal import Rehearsal

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Running:
    """One rehearsal as its driver sees it."""

    meeting: Meeting
    people: int
    last_act: datetime
    scene: str

    @property
    def acts(self) -> bool:
        """Tell whether pretended people do anything: not when it has ended or nobody leads it."""
        return self.scene != "ended" and not rules.rests(self.last_act, clock.now())

    @property
    def left_behind(self) -> bool:
        """Tell whether it is to be thrown away by itself."""
        begun, today = clock.local(self.meeting.created_at), clock.local(clock.now())
        return rules.is_left_behind(begun.date(), today.date(), self.last_act, clock.now())


def find_copy(meeting_id: int) -> Meeting | None:
    """Return the rehearsal of a meeting, if there is one."""
    return Meeting.get_or_none(Meeting.rehearsal_of == meeting_id)


def find_rehearsal(meeting_id: int) -> Running | None:
    """Return how a rehearsal stands, or None where the meeting is a real one."""
    row = Rehearsal.get_or_none(Rehearsal.meeting == meeting_id)
    return _running(row) if row else None


def list_rehearsals() -> list[Running]:
    """Return every rehearsal there is."""
    return [_running(row) for row in Rehearsal.select().order_by(Rehearsal.meeting)]


def _running(row: Rehearsal) -> Running:
    meeting, stage = row.meeting, voting.list_stages([row.meeting_id]).get(row.meeting_id)
    if stage is None:  # nobody has done anything yet
        return Running(meeting, row.people, meeting.created_at, "waiting")
    return Running(meeting, row.people, stage.changed_at, stage.scene)
