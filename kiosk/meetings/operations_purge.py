"""Purge who had checked in; how many they were is kept, for results go on saying it.

Call inside a running write. Votes are no part of this: they hold no way back to a check-in.
"""

from datetime import date

from kiosk.meetings import queries_attendance, queries_purge
from kiosk.meetings.models import Attendance, AttendanceCount


def purge_before(day: date) -> dict[str, int]:
    """Purge the check-ins at meetings held before this day; return how many they were."""
    purged = 0
    for meeting_id in queries_purge.list_meetings_before(day):
        for role, mode, count in queries_attendance.count_groups(meeting_id):
            _keep_count(meeting_id, role, mode, count)
        purged += Attendance.delete().where(Attendance.meeting == meeting_id).execute()
    return {"attendances": purged}


def _keep_count(meeting_id: int, role: str, mode: str, count: int) -> None:
    """Add to what is kept: somebody may have checked in to an old meeting after its purge."""
    own = (AttendanceCount.meeting == meeting_id) & (AttendanceCount.role == role)
    own &= AttendanceCount.mode == mode
    more = AttendanceCount.update(count=AttendanceCount.count + count).where(own)
    if not more.execute():
        AttendanceCount.create(meeting=meeting_id, role=role, mode=mode, count=count)
