"""Decide how old something must be before it may be purged; dates are passed in."""

from calendar import monthrange
from datetime import date

# In the order in which they are purged: a draft is found by its invitation.
MATERIALS = (
    "drafts",
    "invitations",
    "mails",
    "responses",
    "contacts",
    "attendances",
    "wishes",
    "exits",
    "reports",
)
SHORTEST, LONGEST = 1, 600  # months


def older_than(today: date, months: int) -> date:
    """Return the day before which everything is older than so many months."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    return date(year, month + 1, min(today.day, monthrange(year, month + 1)[1]))


def seen(day: date, counts: dict[str, int]) -> str:
    """Return what somebody saw who was shown this, to ask whether it is still so."""
    return " ".join([day.isoformat(), *(str(number) for number in counts.values())])
