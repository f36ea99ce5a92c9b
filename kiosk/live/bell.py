"""Hear of writes that other programs made to the same database, so that screens stay true."""

import threading
import time
from typing import Any, cast

from kiosk.db import EmbeddedDatabase, database
from kiosk.live.hub import hub

SECONDS = 0.5


def listen() -> threading.Thread:
    """Start listening in the background; a write elsewhere announces every topic here."""
    thread = threading.Thread(target=_listen_to_sqlite, daemon=True, name="bell")
    thread.start()
    return thread


def _listen_to_sqlite() -> None:
    source = cast(Any, database.obj)
    if not isinstance(source, EmbeddedDatabase):
        return
    heard = source.data_version()
    while not hub.closing:
        time.sleep(SECONDS)
        now = source.data_version()
        if now != heard:
            heard = now
            hub.announce_all()
