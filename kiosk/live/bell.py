"""Keep screens true across processes: hear of writes made elsewhere, and look again by itself.

For SQLite the file's `data_version` moves when another program has written. For PostgreSQL each
process tells the others by NOTIFY, and by a table how many streams it holds. And whatever is
lost on the way, every picture is drawn anew each ten seconds: one that differs is announced, so
no screen stays wrong longer than that.
"""

import json
import logging
import secrets
import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

from kiosk.db import EmbeddedDatabase, database
from kiosk.db_server import CHANNEL, ServerDatabase
from kiosk.live import stream
from kiosk.live.hub import hub
from kiosk.live.presence import Presence

if TYPE_CHECKING:
    from flask import Flask

LISTEN_SECONDS = 0.5
LOOK_AGAIN_SECONDS = 10.0
QUIET_SECONDS = 60.0
TELL_SECONDS = 0.05  # announcements this close together travel as one

log = logging.getLogger("kiosk")


def listen(app: "Flask") -> None:
    """Start listening in the background, for as long as the process lives."""
    source = cast(Any, database.obj)
    duties: list[Callable[[], None]] = [lambda: _look_again(app)]
    if isinstance(source, EmbeddedDatabase):
        duties.append(lambda: _hear_the_file(source))
    elif isinstance(source, ServerDatabase):
        process = secrets.token_hex(8)  # not its number, which is the same on another machine
        duties.append(lambda: _hear_the_server(source, process))
        duties += [_Teller(source, process).run, Presence(process).run]
    for duty in duties:
        threading.Thread(target=_keep_on, args=(duty,), daemon=True, name="bell").start()


def _keep_on(duty: Callable[[], None]) -> None:
    """Start a duty again when the database was away for a while; say so once a minute."""
    said = -QUIET_SECONDS
    while not hub.closing:
        try:
            duty()
        except Exception as error:  # the bell must outlive any mishap of the database
            if time.monotonic() - said >= QUIET_SECONDS:
                said = time.monotonic()
                log.warning("the bell starts again: %s", str(error).partition("\n")[0])
            time.sleep(LISTEN_SECONDS)


def _look_again(app: "Flask") -> None:
    time.sleep(LOOK_AGAIN_SECONDS)
    cast(Any, database.obj).wipe_again()
    stream.announce_stale(app)


def _hear_the_file(source: EmbeddedDatabase) -> None:
    heard = source.data_version()
    while not hub.closing:
        time.sleep(LISTEN_SECONDS)
        now = source.data_version()
        if now != heard:
            heard = now
            hub.announce_all()


def _hear_the_server(source: ServerDatabase, process: str) -> None:
    with source.listening() as connection:
        hub.announce_all()  # what was said before we listened is lost
        while not hub.closing:
            for note in connection.notifies(timeout=LISTEN_SECONDS):
                said = json.loads(note.payload)
                if said["by"] != process:
                    hub.hear(*said["topics"])


class _Teller:
    """Tells the other processes what this one has announced, bursts together."""

    def __init__(self, source: ServerDatabase, process: str):
        self._source = source
        self._process = process
        self._topics: set[str] = set()
        self._something = threading.Event()
        hub.on_announce = self._remember

    def _remember(self, topics: tuple[str, ...]) -> None:
        self._topics.update(topics)
        self._something.set()

    def run(self) -> None:
        """Wait for an announcement, gather what comes close behind it, and tell."""
        self._something.wait()
        time.sleep(TELL_SECONDS)
        self._something.clear()
        topics, self._topics = self._topics, set()
        said = json.dumps({"by": self._process, "topics": sorted(topics)})
        with self._source.connection_context():
            cast(Any, self._source).execute_sql("SELECT pg_notify(%s, %s)", (CHANNEL, said))
