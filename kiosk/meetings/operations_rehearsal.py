"""Rehearse a meeting on a copy of it, and throw the copy away with everything in it."""

from datetime import timedelta
from typing import Any

from peewee import IntegrityError

from kiosk import audit, clock
from kiosk.audit import AuditEntry
from kiosk.db import checkpoint, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import operations_staff, queries, queries_rehearsal
from kiosk.meetings import rules_rehearsal as rules
from kiosk.meetings.models import Meeting
from kiosk.meetings.models_rehearsal import Rehearsal
from kiosk.tokens import new_code

GONE = lazy("Somebody has just deleted the meeting.")


def start_rehearsal(meeting_id: int, who: int | None, people: int) -> Meeting:
    """Copy the meeting for a rehearsal with so many pretended people; one that is there goes on.

    Raises Refusal gone or is_rehearsal (404).
    """

    def job() -> Meeting:
        real = operations_staff.existing(meeting_id)
        if real.rehearsal_of is not None:
            raise Refusal("is_rehearsal", GONE, 404)
        running = queries_rehearsal.find_copy(meeting_id)
        if running is not None:
            return running
        copy = Meeting.create(**_facts(real, people), created_at=clock.now(), created_by=who)
        Rehearsal.create(meeting=copy, people=people)
        operations_staff.copy_questions(real.id, copy.id, who)
        audit.record(who, "start_rehearsal", f"meeting:{meeting_id}", people=people)
        return copy

    try:
        copy = write(job)
    except IntegrityError:  # PostgreSQL: somebody pressed the button in the same moment
        copy = write(job)
    _announce(copy.id)
    return copy


def _facts(real: Meeting, people: int) -> dict[str, Any]:
    """Return the facts of the copy: no series of its own, for it is no year of anything."""
    facts: dict[str, Any] = {name: getattr(real, name) for name in operations_staff.COPIED}
    return facts | {
        "title": rules.title_of(real.title, real.language),
        "code": operations_staff.free_code(new_code()),
        "starts_at": real.starts_at,
        "roll_size": real.roll_size + people if real.level == "roll" else real.roll_size,
        "rehearsal_of": real.id,
    }


def throw_away(copy_id: int, who: int | None) -> None:
    """Delete a rehearsal with all that happened in it; again changes nothing.

    What was done in it leaves the log too: the next real meeting may get the same number. That
    there was a rehearsal stays there, at the meeting itself.
    """

    def job() -> bool:
        copy = Meeting.get_or_none(Meeting.id == copy_id, Meeting.rehearsal_of.is_null(False))
        if copy is None:
            return False
        AuditEntry.delete().where(AuditEntry.on == f"meeting:{copy_id}").execute()
        audit.record(who, "throw_away_rehearsal", f"meeting:{copy.rehearsal_of}")
        copy.delete_instance()
        return True

    if write(job):
        _announce(copy_id)  # before anything else: what is remembered of its questions is wrong now
        checkpoint(*tables_of_a_meeting())


def _announce(copy_id: int) -> None:
    hub.hub.announce(queries.TOPIC)
    hub.announce_stage(copy_id)


def tables_of_a_meeting() -> list[str]:
    """Return the table of meetings and each that goes with one, to be wiped."""
    found, waiting = [Meeting], [Meeting]
    while waiting:
        for model in waiting.pop()._meta.backrefs.values():
            if model not in found:
                found.append(model)
                waiting.append(model)
    return sorted(model._meta.table_name for model in found)


def throw_away_left_behind() -> None:
    """Throw away the rehearsals of earlier days that nobody is in."""
    for one in queries_rehearsal.list_rehearsals():
        if one.left_behind:
            throw_away(one.meeting.id, None)


def take_lead(copy_id: int, process: str) -> bool:
    """Let this process drive the rehearsal for a while; False when another one does."""

    def job() -> int:
        free = (Rehearsal.driver == process) | Rehearsal.driven_until.is_null()
        free |= Rehearsal.driven_until < clock.now()
        until: timedelta = rules.LEASE
        mine = Rehearsal.update(driver=process, driven_until=clock.now() + until)
        return int(mine.where(Rehearsal.meeting == copy_id, free).execute())

    return bool(write(job))
