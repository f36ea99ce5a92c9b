"""What the outbox says: how many have gone, what cannot go and why, and where mail goes."""

from dataclasses import dataclass
from datetime import datetime

from peewee import fn

from kiosk.i18n import LazyText, lazy
from kiosk.mail.outbox import Mail


@dataclass(frozen=True)
class Problem:
    """One message that waits, failed or was stopped, with words for why."""

    mail_id: int
    kind: str
    ref: str
    state: str
    problem: str
    words: LazyText
    detail: str
    attempts: int
    next_at: datetime


def mode() -> str:
    """Return where mail goes: smtp, or files when there are no SMTP settings."""
    return "files"


def is_held() -> bool:
    """Tell whether all mail rests since a copy was put back, until a person lets it go."""
    return False


def counts(about: str) -> dict[str, int]:
    """Count the messages about something by state; states without any are left out."""
    rows = Mail.select(Mail.state, fn.COUNT(Mail.id)).where(Mail.about == about)
    return {state: number for state, number in rows.group_by(Mail.state).tuples()}


def list_problems(about: str) -> list[Problem]:
    """List the messages about something that did not just go, each with words for why."""
    rows = Mail.select().where(Mail.about == about, Mail.problem != "").order_by(Mail.id)
    return [
        Problem(
            one.id, one.kind, one.ref, one.state, one.problem, lazy(one.problem), one.detail,
            one.attempts, one.next_at,
        )
        for one in rows
    ]  # fmt: skip
