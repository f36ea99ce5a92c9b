"""Read which check-ins are so old that they may be purged: whole meetings, by their day."""

from datetime import date, datetime, time

from kiosk import clock
from kiosk.meetings.models import Attendance, Meeting


def list_meetings_before(day: date) -> list[int]:
    """Return the meetings held before this day that have check-ins left, by their ids."""
    begins = clock.from_local(datetime.combine(day, time()))
    real = Meeting.rehearsal_of.is_null()  # a rehearsal is thrown away as a whole
    old = Meeting.select(Meeting.id).join(Attendance).where(real, Meeting.starts_at < begins)
    return [one.id for one in old.distinct().order_by(Meeting.id)]


def count_before(day: date) -> dict[str, int]:
    """Count the check-ins at meetings held before this day, also of those who only voted."""
    held = list_meetings_before(day)
    return {"attendances": Attendance.select().where(Attendance.meeting.in_(held)).count()}


def list_held_before(day: date) -> list[int]:
    """Return every meeting held before this day, by their ids."""
    begins = clock.from_local(datetime.combine(day, time()))
    real = Meeting.rehearsal_of.is_null()
    old = Meeting.select(Meeting.id).where(real, Meeting.starts_at < begins)
    return [one.id for one in old.order_by(Meeting.id)]
