"""Start `kiosk run` with one thing wrong with it: python -m tests.faults.launch FAULT run …

The faults live here, so that no setting of the program can bring them about.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from os import environ
from pathlib import Path

from gevent import monkey

monkey.patch_all(os=False, signal=False, subprocess=False)  # before kiosk, as kiosk run does


def sync_too_little() -> None:
    """Commit without waiting for the disk: what the power-cut test must catch."""
    from kiosk import db

    db.PRAGMAS["synchronous"] = "normal"


def clock_from_file() -> None:
    """Let the clock go wrong by the seconds written in the file FAULT_CLOCK."""
    from kiosk import clock

    def wrong() -> datetime:
        return datetime.now(UTC) + timedelta(
            seconds=float(Path(environ["FAULT_CLOCK"]).read_text())
        )

    clock.now = wrong


def look_once() -> None:
    """Never look at the pictures again, so that what is not heard of never shows."""
    from kiosk.live import bell

    bell.LOOK_AGAIN_SECONDS = 3600


def write_mail() -> None:
    """Compose mail of the kind "test", and look for it more often than people need."""
    from kiosk.mail import post, sending, worker
    from kiosk.mail.message import Message

    sending.PACE_SECONDS, worker.LOOK_SECONDS = 0.0, 0.1
    post.use_composer("test", lambda ref, _kind: Message(f"{ref}@example.org", "Hej", ref, ref))


FAULTS: dict[str, Callable[[], None]] = {
    "sync": sync_too_little,
    "clock": clock_from_file,
    "once": look_once,
    "mail": write_mail,
}

if __name__ == "__main__":
    FAULTS[sys.argv.pop(1)]()
    from kiosk.cli import main

    main()
