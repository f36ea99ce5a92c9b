"""What becomes of each message on its way out: small writes, each on disk before it goes on."""

from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from kiosk import clock
from kiosk.db import database, write
from kiosk.mail.outbox import Mail
from kiosk.mail.rules import SERVER_TROUBLE, count_tries, next_try
from kiosk.mail.troubles import Trouble

T = TypeVar("T")

# Longer than any server is waited for: whoever claimed a message that long ago is gone.
ABANDONED = timedelta(minutes=15)
ASK_AGAIN = timedelta(minutes=15)  # a composer that said NotNow


def claim(mail: Mail) -> bool:
    """Take a message for handing over, if it still waits and nobody else has it."""
    untouched = (Mail.id == mail.id) & (Mail.state == "queued") & (Mail.attempts == mail.attempts)
    fields = {"state": "sending", "next_at": clock.now() + ABANDONED}
    return bool(_write(lambda: Mail.update(**fields).where(untouched).execute()))


def mark_gone(mail: Mail, state: str) -> bool:
    """Note that a message was taken by the server (sent), or is in its file (written).

    Returns False when it was stopped meanwhile.
    """
    done = {"state": state, "sent_at": clock.now(), "problem": "", "detail": ""}
    # Unsure too: another process may have given us up while the disk was full.
    waiting = (Mail.id == mail.id) & Mail.state.in_(("queued", "sending", "unsure"))
    return bool(_write(lambda: Mail.update(**done).where(waiting).execute()))


def mark(mail: Mail, state: str, problem: str, detail: str = "") -> None:
    """Note that a message failed, is unsure or was stopped, and why."""
    fields = {"state": state, "problem": problem[:40], "detail": detail}
    _write(lambda: Mail.update(**fields).where(_ours(mail)).execute())


def ask_later(mail: Mail, reason: str) -> None:
    """Put off a message whose composer says NotNow; that is no try."""
    fields = {"problem": reason[:40], "detail": "", "next_at": clock.now() + ASK_AGAIN}
    _write(lambda: Mail.update(**fields).where(_ours(mail)).execute())


def put_off(mail: Mail, trouble: Trouble) -> None:
    """Let a message wait for its next try, or give up after the last one."""
    fields = _after(mail.attempts, mail.problem, trouble)
    _write(lambda: Mail.update(**fields).where(_ours(mail)).execute())


def put_all_off(trouble: Trouble) -> int:
    """Let everything that is due wait, each as long as its own tries say; return how many."""
    due = (Mail.state == "queued") & (Mail.next_at <= clock.now())

    def job() -> int:
        kinds = Mail.select(Mail.attempts, Mail.problem).where(due).distinct()
        put = 0
        for kind in list(kinds):
            same = due & (Mail.attempts == kind.attempts) & (Mail.problem == kind.problem)
            fields = _after(kind.attempts, kind.problem, trouble)
            put += Mail.update(**fields).where(same).execute()
        return put

    return _write(job)


def let_waiting_go() -> None:
    """Let all that waited for the server go now: it takes mail again."""
    waited = (Mail.state == "queued") & Mail.problem.in_(sorted(SERVER_TROUBLE))
    _write(lambda: Mail.update(next_at=clock.now()).where(waited).execute())


def give_up_abandoned(*, all_of_them: bool) -> int:
    """Mark what a dead process left on its way as unsure: it may have arrived. Return how many."""
    left = Mail.state == "sending"
    if not all_of_them:
        left &= Mail.next_at <= clock.now()
    fields = {"state": "unsure", "problem": "interrupted", "detail": ""}
    return int(_write(lambda: Mail.update(**fields).where(left).execute()))


def _write(job: Callable[[], T]) -> T:
    """Write, and keep no connection to the database: a mail server may take its time next."""
    try:
        return write(job)
    finally:
        if not database.is_closed():
            database.close()


def _ours(mail: Mail) -> object:
    """Return the condition that a message is as we know it: stopped meanwhile, it stays so."""
    return (
        (Mail.id == mail.id)
        & Mail.state.in_(("queued", "sending"))
        & (Mail.attempts == mail.attempts)
    )


def _after(attempts: int, before: str, trouble: Trouble) -> dict[str, object]:
    tries = count_tries(attempts, before, trouble.code)
    wait = next_try(tries, trouble.code)
    fields = {"attempts": tries, "problem": trouble.code, "detail": trouble.detail}
    if wait is None:
        return {**fields, "state": "failed", "problem": "gave_up"}
    return {**fields, "state": "queued", "next_at": clock.now() + wait}
