"""Inviting as tests do it: what is typed, what is stored, and what the outbox would send."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.operations_messages import compose
from kiosk.evaluations.queries import today
from kiosk.mail.message import Message, Never, NotNow
from kiosk.mail.outbox import Mail
from tests.web.checking import CheckingClient

ROWS = "Företag;Kontaktperson;E-post\nAlfa AB;Anna Ek;anna@alfa.example\nBeta AB;;\n"


def at(procurement: Procurement, path: str) -> str:
    """Return an address under a procurement."""
    return f"/procurements/{procurement.id}/{path}"


def rows(text: str = ROWS, kind: str = "bidder") -> dict[str, str]:
    """Return the form of a pasted list."""
    return {"rows": text, "kind": kind}


def sending(when: str = "now", days: int = 5, last: int = 30, reminds: bool = False) -> Any:
    """Return the form of sending: now, or in so many days, with so many days to answer."""
    first = today() + timedelta(days=days if when == "day" else 0)
    return {
        "when": when,
        "send_on": first.isoformat() if when == "day" else "",
        "closes_on": (first + timedelta(days=last)).isoformat(),
        "reminds_itself": "1" if reminds else "",
    }


def invitations() -> list[Invitation]:
    """Return everybody invited, by company and address."""
    return list(Invitation.select().order_by(Invitation.company, Invitation.email))


def mails(kind: str = "invitation") -> list[Mail]:
    """Return the messages of a kind in the outbox."""
    return list(Mail.select().where(Mail.kind == kind).order_by(Mail.id))


def deliver() -> list[Message]:
    """Send what is queued, as the worker does, but to nobody: return the messages that went."""
    gone = []
    for one in Mail.select().where(Mail.state == "queued"):
        answer: Message | NotNow | Never = compose(one.ref, one.kind)
        if isinstance(answer, Message):
            gone.append(answer)
            facts = {"state": "sent", "sent_at": clock.now(), "problem": ""}
        elif isinstance(answer, Never):
            facts = {"state": "stopped", "problem": answer.reason}
        else:
            facts = {"problem": answer.reason}
        write(lambda one=one, facts=facts: Mail.update(**facts).where(Mail.id == one.id).execute())
    return gone


def change(model: type, where: Any, **facts: Any) -> None:
    """Change rows in the tables."""
    write(lambda: model.update(**facts).where(where).execute())  # type: ignore[attr-defined]


def fresh(procurement: Procurement) -> Procurement:
    """Return the procurement as it is now."""
    return Procurement.get_by_id(procurement.id)


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment as a clock on the wall shows it, for `stopped_clock`."""
    return datetime.combine(day, time(hour, minute))


Clock = Callable[[datetime], None]


def stopped_clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return what sets the clock to a wall-clock moment of the municipality, and keeps it there."""

    def set_to(moment: datetime) -> None:
        fixed = clock.from_local(moment)
        monkeypatch.setattr(clock, "now", lambda: fixed)

    return set_to


def send(client: CheckingClient, procurement: Procurement, **typed: Any) -> None:
    """Send by the page."""
    client.post(at(procurement, "sending"), data=sending(**typed))
