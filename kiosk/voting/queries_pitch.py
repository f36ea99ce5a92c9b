"""Read who pitches at a meeting, in which order, and how much of the time is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import kiosk.meetings.queries_purge as held
from kiosk import clock
from kiosk.db import database, run_sql
from kiosk.voting import rules_pitch as rules
from kiosk.voting.models_pitch import Pitch, PitchList

if TYPE_CHECKING:
    from datetime import date

    from kiosk.voting.models import Stage


FIND_OWN = "SELECT id FROM pitch WHERE meeting_id = ? AND signer = ?"


@dataclass(frozen=True, slots=True)
class Running:
    """The pitches of a meeting as the stage has them now."""

    facts: PitchList
    everybody: list[Pitch]
    speaker: Pitch | None
    timer: rules.Timer | None
    coming: list[Pitch]

    @property
    def waiting(self) -> list[Pitch]:
        """Return those that the host has not taken up yet."""
        return [one for one in self.everybody if one.state == "new"]


def get_list(meeting_id: int, for_update: bool = False) -> PitchList:
    """Return what holds for all pitches of a meeting; one without any is closed."""
    query = PitchList.select().where(PitchList.meeting == meeting_id)
    if for_update and database.for_update:
        query = query.for_update()
    return cast(PitchList, query.first() or PitchList(meeting=meeting_id))


def is_open(meeting_id: int) -> bool:
    """Tell whether phones may sign up for a pitch."""
    known = get_list(meeting_id)
    return known.opened_at is not None and known.closed_at is None


def list_pitches(meeting_id: int) -> list[Pitch]:
    """Return the pitches of a meeting in running order, also those not accepted."""
    order = (Pitch.position, Pitch.id)
    return list(Pitch.select().where(Pitch.meeting == meeting_id).order_by(*order))


def find_pitch(pitch_id: str) -> Pitch | None:
    """Return the pitch, or None."""
    known = pitch_id.replace("\0", "")  # PostgreSQL can hold no NUL, nor look for one
    return Pitch.get_or_none(Pitch.id == known)


def find_own(meeting_id: int, attendance_id: str) -> Pitch | None:
    """Return what this person has signed up for, or None."""
    row = run_sql(FIND_OWN, (meeting_id, attendance_id)).fetchone()  # every phone's page asks
    return find_pitch(str(row[0])) if row else None


def get_running(stage: Stage) -> Running:
    """Return who speaks and who comes, as the stage has it."""
    detail = (stage.detail or {}) if stage.scene == "pitch" else {}
    everybody = list_pitches(stage.meeting_id)
    accepted = [one for one in everybody if one.state == "accepted"]
    speaker = next((one for one in accepted if one.id == detail.get("pitch")), None)
    return Running(
        facts=get_list(stage.meeting_id),
        everybody=everybody,
        speaker=speaker,
        timer=rules.read_timer(detail) if speaker else None,
        coming=rules.in_turn(accepted, speaker),
    )


def get_left(timer: rules.Timer) -> float:
    """Return how many seconds are left now."""
    return rules.remaining(timer, clock.now())


def count_before(day: date) -> dict[str, int]:
    """Count the pitches of meetings held before this day; none are not mentioned."""
    meetings = held.list_held_before(day)
    number = Pitch.select().where(Pitch.meeting.in_(meetings)).count()
    return {"pitches": number} if number else {}
