"""Put messages in the outbox, stop them, let them go on. Call inside a running write."""

from datetime import datetime

from kiosk import clock
from kiosk.mail.outbox import Mail


def queue(kind: str, ref: str, about: str = "", at: datetime | None = None) -> bool:
    """Put a message in the outbox inside the running write; tell whether it was new there.

    `ref` is what the composer of this kind is given, `about` what `counts` and `stop` go by,
    like procurement:7. It goes at once, or at the moment `at`.
    """
    now = clock.now()
    row = {"kind": kind, "ref": ref, "about": about, "next_at": at or now, "created_at": now}
    if Mail.select().where(Mail.kind == kind, Mail.ref == ref).exists():
        return False
    Mail.insert(**row).on_conflict_ignore().execute()
    return True


def stop(about: str, reason: str) -> int:
    """Stop what has not gone yet, inside the running write; `reason` is a stable code."""
    waiting = (Mail.about == about) & (Mail.state == "queued")
    return int(Mail.update(state="stopped", problem=reason).where(waiting).execute())


def resume(about: str) -> int:
    """Let what was stopped go on, inside the running write; return how many."""
    stopped = (Mail.about == about) & (Mail.state == "stopped")
    fresh = {"state": "queued", "problem": "", "detail": "", "attempts": 0, "next_at": clock.now()}
    return int(Mail.update(**fresh).where(stopped).execute())


def retry(mail_id: int) -> bool:
    """Send what failed or may not have arrived again, because a person says so."""
    again = (Mail.id == mail_id) & Mail.state.in_(("failed", "unsure"))
    fresh = {"state": "queued", "problem": "", "detail": "", "attempts": 0, "next_at": clock.now()}
    return bool(Mail.update(**fresh).where(again).execute())
