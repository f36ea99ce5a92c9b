"""What the outbox says: how many have gone, what cannot go and why, and where mail goes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from peewee import fn

from kiosk import clock
from kiosk.i18n import LazyText
from kiosk.mail import post
from kiosk.mail.outbox import Mail, MailPause
from kiosk.mail.troubles import CODES, words


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
    return "smtp" if post.settings().mail.host else "files"


def is_held() -> bool:
    """Tell whether all mail rests since a copy was put back, until a person lets it go."""
    return MailPause.select().exists()


def list_due(limit: int) -> list[Mail]:
    """List what is to go now, the longest waiting first."""
    due = (Mail.state == "queued") & (Mail.next_at <= clock.now())
    return list(Mail.select().where(due).order_by(Mail.next_at, Mail.id).limit(limit))


def has_abandoned() -> bool:
    """Tell whether messages are on their way for longer than any conversation lasts."""
    late = (Mail.state == "sending") & (Mail.next_at <= clock.now())
    return Mail.select().where(late).exists()


def count_all() -> dict[str, int]:
    """Count all messages by state, but those that a feature holds back for reasons of its own."""
    rows: Any = Mail.select(Mail.state, fn.COUNT(Mail.id)).where(Mail.problem.in_(["", *CODES]))
    return dict(rows.group_by(Mail.state).tuples())


def count_problems() -> dict[tuple[str, str], int]:
    """Count all messages that mail has trouble with, by state and the code of why."""
    rows: Any = Mail.select(Mail.state, Mail.problem, fn.COUNT(Mail.id))
    rows = rows.where(Mail.problem.in_(CODES)).group_by(Mail.state, Mail.problem)
    return {(state, problem): number for state, problem, number in rows.tuples()}


def counts(about: str) -> dict[str, int]:
    """Count the messages about something by state; states without any are left out."""
    rows: Any = Mail.select(Mail.state, fn.COUNT(Mail.id)).where(Mail.about == about)
    return dict(rows.group_by(Mail.state).tuples())


def list_problems(about: str) -> list[Problem]:
    """List the messages about something that did not just go, each with words for why."""
    rows = Mail.select().where(Mail.about == about, Mail.problem != "").order_by(Mail.id)
    return [
        Problem(
            one.id, one.kind, one.ref, one.state, one.problem, words(one.problem, one.state),
            one.detail, one.attempts, one.next_at,
        )
        for one in rows
    ]  # fmt: skip
