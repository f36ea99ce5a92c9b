"""Put messages in the outbox, stop them, let them go on; call these inside a running write."""

from collections.abc import Sequence
from datetime import datetime

from kiosk import clock
from kiosk.mail.outbox import Mail, MailPause

AT_ONCE = 200  # rows in one statement; SQLite takes a limited number of values


def queue(kind: str, ref: str, about: str = "", at: datetime | None = None) -> bool:
    """Put a message in the outbox inside the running write; tell whether it was new there.

    `ref` is what the composer of this kind is given, `about` what `counts` and `stop` go by,
    like procurement:7. It goes at once, or at the moment `at`.
    """
    now = clock.now()
    if Mail.select().where(Mail.kind == kind, Mail.ref == ref).exists():
        return False
    row = {"kind": kind, "ref": ref, "about": about, "next_at": at or now, "created_at": now}
    Mail.insert(**row).on_conflict_ignore().execute()
    return True


def queue_all(kind: str, refs: Sequence[str], about: str = "") -> int:
    """Put many messages in the outbox at once, as `queue` does one; return how many were new.

    Thousands of them, one by one, would keep everybody else from writing for seconds.
    """
    now = clock.now()
    known = {row.ref for row in Mail.select(Mail.ref).where(Mail.kind == kind, Mail.about == about)}
    same = {"kind": kind, "about": about, "next_at": now, "created_at": now}
    rows = [same | {"ref": ref} for ref in refs if ref not in known]
    for first in range(0, len(rows), AT_ONCE):
        Mail.insert_many(rows[first : first + AT_ONCE]).on_conflict_ignore().execute()
    return len(rows)


def stop(about: str, reason: str) -> int:
    """Stop what has not gone yet, inside the running write; `reason` is a stable code.

    What is being handed over at this very moment goes; everything else does not. Returns how
    many were stopped.
    """
    waiting = (Mail.about == about) & (Mail.state == "queued")
    fields = {"state": "stopped", "problem": reason, "detail": ""}
    return int(Mail.update(**fields).where(waiting).execute())


def resume(about: str) -> int:
    """Let what was stopped go on, inside the running write; return how many.

    Each composer is asked anew, and may say Never again.
    """
    return _again((Mail.about == about) & (Mail.state == "stopped"))


def retry(mail_id: int) -> bool:
    """Send what failed or may not have arrived again, because a person says so."""
    return bool(_again((Mail.id == mail_id) & Mail.state.in_(("failed", "unsure"))))


def _again(which: object) -> int:
    fresh = {"state": "queued", "problem": "", "detail": "", "attempts": 0, "next_at": clock.now()}
    return int(Mail.update(**fresh).where(which).execute())


def hold() -> int:
    """Make all mail rest, as after a restore: what waits is stopped, what comes waits.

    Returns how many were stopped.
    """
    if not MailPause.select().exists():
        MailPause.create(since=clock.now())
    waiting = Mail.state.in_(("queued", "sending"))
    fields = {"state": "stopped", "problem": "restored", "detail": ""}
    return int(Mail.update(**fields).where(waiting).execute())


def release() -> bool:
    """Let mail go again after a restore; what was stopped then stays so until `resume`."""
    return bool(MailPause.delete().execute())
