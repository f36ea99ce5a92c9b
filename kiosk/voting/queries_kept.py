"""Read which wishes and answers at the way out are so old that they may be purged, by meeting."""

from __future__ import annotations

from typing import TYPE_CHECKING

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_purge as held
from kiosk import clock
from kiosk.retention.queries import list_purged
from kiosk.voting import rules_exit as rules
from kiosk.voting.models_exit import ExitAnswer, ExitForm
from kiosk.voting.models_factors import FactorList, FactorSuggestion
from kiosk.voting.models_wishes import Wish, WishBox

if TYPE_CHECKING:
    from datetime import date

    from kiosk.meetings.models import Meeting


def list_with_wishes(day: date) -> list[Meeting]:
    """Return the meetings held before this day that have wishes left."""
    old = held.list_held_before(day)
    found = WishBox.select(WishBox.meeting).join(Wish).where(WishBox.meeting.in_(old)).distinct()
    return [meetings.get_meeting(one) for one in sorted(box.meeting_id for box in found)]


def count_wishes(day: date) -> dict[str, int]:
    """Count the wishes and the suggested factors of meetings held before this day."""
    old = held.list_held_before(day)
    boxes = WishBox.select(WishBox.id).where(WishBox.meeting.in_(old))
    lists = FactorList.select(FactorList.id).where(FactorList.meeting.in_(old))
    return {
        "wishes": Wish.select().where(Wish.box.in_(boxes)).count(),
        "suggestions": FactorSuggestion.select().where(FactorSuggestion.list.in_(lists)).count(),
    }


def list_with_exits(day: date) -> list[Meeting]:
    """Return the meetings held before this day whose closed answers at the way out are left."""
    old = held.list_held_before(day)
    closed = ExitForm.select().where(ExitForm.meeting.in_(old), ExitForm.closed_at.is_null(False))
    ids = [one.meeting_id for one in closed]
    left = [one for one in ids if ExitAnswer.select().where(ExitAnswer.meeting == one).exists()]
    return [meetings.get_meeting(one) for one in sorted(left)]


def count_exits(day: date) -> dict[str, int]:
    """Count the people who answered at the way out of meetings held before this day."""
    old = [one.id for one in list_with_exits(day)]
    sent = ExitAnswer.select().where(ExitAnswer.meeting.in_(old), ExitAnswer.item == rules.SENT)
    return {"exits": sent.count()}


def list_gone(meeting: Meeting) -> set[str]:
    """Return the classes of data that have been purged of meetings as old as this one."""
    return list_purged(clock.local(meeting.starts_at).date())
