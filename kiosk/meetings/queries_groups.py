"""Read what one person said when checking in: for counting by company or group."""

from dataclasses import dataclass

from kiosk.db import run_sql


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said at check-in."""

    role: str
    mode: str
    company: str
    municipality: str
    vote_only: bool


def find_said(attendance_id: str) -> Said | None:
    """Return what the person said, or None when the check-in has been purged."""
    row = run_sql(
        "SELECT role, mode, company, municipality, vote_only FROM attendance WHERE id = ?",
        (attendance_id,),
    ).fetchone()
    return Said(row[0], row[1], row[2], row[3] or "", bool(row[4])) if row else None
