"""Read the table of direct-award limits."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kiosk.evaluations import rules
from kiosk.evaluations.models import DirectAwardLimit
from kiosk.staff.queries import find_user


@dataclass(frozen=True, slots=True)
class LimitLine:
    """One row of the table as its page shows it."""

    limit: DirectAwardLimit
    time: Literal["now", "coming", "past"]
    checked_by: str  # a name, or nothing


def list_limits() -> list[DirectAwardLimit]:
    """Return the table of direct-award limits, by law, the newest first."""
    rows = list(DirectAwardLimit.select().order_by(DirectAwardLimit.valid_from.desc()))
    return sorted(rows, key=lambda row: rules.LAWS.index(row.law))


def list_limit_lines(today: date) -> list[LimitLine]:
    """Return the table with which rows are valid today, and who has checked them."""
    lines: list[LimitLine] = []
    for row in list_limits():
        valid = any(line.limit.law == row.law and line.time == "now" for line in lines)
        begun = row.valid_from <= today
        user = find_user(row.checked_by) if row.checked_by else None
        time: Literal["now", "coming", "past"] = "past" if valid else "now" if begun else "coming"
        lines.append(LimitLine(row, time, user.name if user else ""))
    return lines


def find_limit(limit_id: int) -> DirectAwardLimit | None:
    """Return one row of the limits, or None."""
    return DirectAwardLimit.get_or_none(DirectAwardLimit.id == limit_id)


def has_limit(law: str, valid_from: date, besides: int | None = None) -> bool:
    """Tell whether a law has a limit from that very day already."""
    same = (DirectAwardLimit.law == law) & (DirectAwardLimit.valid_from == valid_from)
    return any(row.id != besides for row in DirectAwardLimit.select().where(same))
