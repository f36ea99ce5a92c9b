"""An outbox to send from: a house with mail settings, messages in it, and a clock that turns."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, cast

import pytest

from kiosk import clock, schema
from kiosk.config import Settings
from kiosk.db import database, write
from kiosk.mail import operations, post, sending, smtp
from kiosk.mail.message import Message, Never, NotNow
from kiosk.mail.outbox import Mail
from kiosk.mail.sending import Carrier
from tests.support.installation import settings_in

START = datetime(2027, 3, 1, 8, 0, tzinfo=UTC)
ABOUT = "procurement:7"
SCHEDULE = [timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720)]


@dataclass
class Mailing:
    """One outbox, its carrier, and what the composer of its messages says."""

    settings: Settings
    now: datetime = START
    made: dict[str, Message | NotNow | Never | Exception] = field(default_factory=dict)
    composed: int = 0

    def carrier(self) -> Carrier:
        return Carrier(self.settings)

    def queue(self, *refs: str) -> None:
        write(lambda: [operations.queue("invitation", ref, ABOUT) for ref in refs])

    def compose(self, ref: str, kind: str) -> Message | NotNow | Never:
        self.composed += 1
        made = self.made.get(ref) or message(ref)
        if isinstance(made, Exception):
            raise made
        return made

    def send(self) -> int:
        """Send what is due now."""
        return self.carrier().send_due()

    def wait(self, **time: float) -> None:
        self.now += timedelta(**time)

    def stop_in_a_thread(self) -> None:
        """Stop what waits, as a request beside the worker does."""
        write(lambda: operations.stop(ABOUT, "withdrawn"))

    def states(self) -> dict[str, str]:
        return {one.ref: one.state for one in Mail.select()}

    def one(self, ref: str) -> Mail:
        return cast(Mail, Mail.get(Mail.ref == ref))


def message(ref: str, **more: Any) -> Message:
    """Make a message to the company of this name."""
    said: dict[str, Any] = {
        "to": f"{ref}@example.org",
        "subject": "Hur gick upphandlingen av städtjänster?",
        "text": f"Hej {ref}!\nhttps://kiosk.example.se/invitations/hemlig-{ref}\n",
        "html": f"<p>Hej {ref}!</p>",
        "unsubscribe": f"https://kiosk.example.se/invitations/hemlig-{ref}/reminders",
    }
    return Message(**said | more)


@contextmanager
def open_mailing(
    template: Path, folder: Path, patch: pytest.MonkeyPatch, **environ: str
) -> Iterator[Mailing]:
    """Open an outbox on a copy of an instance folder, with a clock that only `wait` moves."""
    shutil.copytree(template, folder)
    mailing = Mailing(settings_in(folder, **environ))
    schema.open_database(mailing.settings)
    post.use_settings(mailing.settings)
    post.use_composer("invitation", mailing.compose)
    patch.setattr(clock, "now", lambda: mailing.now)
    patch.setattr(sending, "PACE_SECONDS", 0.0)
    patch.setattr(smtp, "ANSWER_SECONDS", 2.0)
    patch.setattr(smtp, "VERDICT_SECONDS", 2.0)
    try:
        yield mailing
    finally:
        cast(Any, database.obj).close_all()


def tries(mailing: Mailing, ref: str = "ada", most: int = 30) -> list[timedelta]:
    """Send again and again, each time when it is time, and return how long each wait was."""
    waits: list[timedelta] = []
    mailing.send()
    while mailing.one(ref).state == "queued" and len(waits) < most:
        waits.append(mailing.one(ref).next_at - mailing.now)
        mailing.wait(seconds=waits[-1].total_seconds() - 1)
        assert mailing.send() == 0
        mailing.wait(seconds=1)
        mailing.send()
    return waits


SCHEDULE = [timedelta(minutes=n) for n in (1, 5, 30, 120, 720)]
