"""Read the sittings of a meeting: each is a meeting of its own, held together by their whole."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kiosk.db import database
from kiosk.meetings.models import Meeting
from kiosk.meetings.rules_sittings import Group, grouped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.meetings.queries_staff import MeetingLine


def list_sittings(meeting: Meeting, for_update: bool = False) -> list[Meeting]:
    """Return every sitting of the meeting in the order they are held, itself among them."""
    if not meeting.whole:
        return [meeting]
    query = Meeting.select().where(Meeting.whole == meeting.whole).order_by(Meeting.id)
    if for_update and database.for_update:
        query = query.for_update()
    return sorted(query, key=lambda one: (one.starts_at, one.id))


def list_others(meeting: Meeting) -> list[Meeting]:
    """Return the other sittings of the meeting in the order they are held."""
    return [one for one in list_sittings(meeting) if one.id != meeting.id]


def label_of(meeting: Meeting) -> str:
    """Return what a sitting is called among its own; its join code if nobody has said."""
    return meeting.sitting or meeting.code


def group_lines(
    ahead: Sequence[MeetingLine], earlier: Sequence[MeetingLine]
) -> tuple[list[Group[MeetingLine]], list[Group[MeetingLine]]]:
    """Return the host's two lists with the sittings of one meeting under one heading."""
    sittings = Counter(line.meeting.whole or "" for line in (*ahead, *earlier))
    sittings[""] = 0
    return grouped(ahead, sittings), grouped(earlier, sittings)
