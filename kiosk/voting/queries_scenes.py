"""Read what the scenes around the questions need to know of the time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from kiosk import clock
from kiosk.voting import rules_scenes as rules

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


def starts_soon(meeting: Meeting) -> bool:
    """Tell whether the meeting's start is ahead of us today."""
    return rules.is_soon(meeting.starts_at, clock.now())


def find_break_end(stage: Stage) -> datetime | None:
    """Return when the break on stage is over, as it was decided when it began."""
    detail = stage.detail or {}
    return datetime.fromisoformat(detail["until"]) if "until" in detail else None


def has_passed(moment: datetime) -> bool:
    """Tell whether a moment lies behind us."""
    return moment <= clock.now()
