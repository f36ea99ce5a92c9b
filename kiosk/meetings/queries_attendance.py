"""Read who came: numbers for the result page, names for the list that only hosts fetch."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import cast

from peewee import fn

from kiosk.meetings.models import Attendance, AttendanceCount
from kiosk.meetings.rules import MODES, ROLES


@dataclass(frozen=True, slots=True)
class Presence:
    """How many came, by role and by mode; who only votes has not checked in."""

    total: int
    by_role: dict[str, int]
    by_mode: dict[str, int]


def count_presence(meeting_id: int) -> Presence:
    """Count those who have checked in, from the rows; of purged ones the counts are kept."""
    by_role, by_mode = dict.fromkeys(ROLES, 0), dict.fromkeys(MODES, 0)
    kept = AttendanceCount.select(
        AttendanceCount.role, AttendanceCount.mode, AttendanceCount.count
    ).where(AttendanceCount.meeting == meeting_id)
    counts = chain(count_groups(meeting_id), cast(Iterable[tuple[str, str, int]], kept.tuples()))
    for role, mode, count in counts:
        by_role[role] += count
        by_mode[mode] += count
    return Presence(sum(by_role.values()), by_role, by_mode)


def count_groups(meeting_id: int) -> list[tuple[str, str, int]]:
    """Count the check-ins that are still there: role, mode and how many."""
    rows = (
        Attendance.select(Attendance.role, Attendance.mode, fn.COUNT(Attendance.id))
        .where(Attendance.meeting == meeting_id, Attendance.vote_only == False)  # noqa: E712 - SQL
        .group_by(Attendance.role, Attendance.mode)
        .tuples()
    )
    return list(cast(Iterable[tuple[str, str, int]], rows))


def is_purged(meeting_id: int) -> bool:
    """Tell whether who had checked in to the meeting has been purged."""
    return bool(AttendanceCount.select().where(AttendanceCount.meeting == meeting_id).exists())


def list_attendances(meeting_id: int) -> list[Attendance]:
    """Return those who have checked in by company and name: an order that tells no time."""
    found = Attendance.select().where(
        Attendance.meeting == meeting_id,
        Attendance.vote_only == False,  # noqa: E712 - SQL
    )
    return sorted(
        found, key=lambda one: (one.company == "", one.company.casefold(), one.name.casefold())
    )


def takes_part_remotely(attendance_id: str) -> bool:
    """Tell whether the person takes part from afar."""
    mode = Attendance.select(Attendance.mode).where(Attendance.id == attendance_id).scalar()
    return bool(mode == "remote")


def find_company_and_name(attendance_id: str) -> tuple[str, str]:
    """Return what somebody said of themselves when they checked in."""
    row = Attendance.select(Attendance.company, Attendance.name).where(
        Attendance.id == attendance_id
    )
    return cast(tuple[str, str], row.tuples().first() or ("", ""))
