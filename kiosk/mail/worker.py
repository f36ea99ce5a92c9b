"""The mail carrier in the background of the server: looks every few seconds, never in the way."""

import logging
import threading
import time
from typing import Any

from kiosk.db import EmbeddedDatabase, database
from kiosk.i18n import language, use_language
from kiosk.live.hub import hub
from kiosk.mail import operations_sending, post, queries
from kiosk.mail.sending import BATCH, Carrier

LOOK_SECONDS = 5.0  # between two looks at what is due
DUTY_SECONDS = 60.0
QUIET_SECONDS = 60.0  # between two lines in the log about a database that is away

log = logging.getLogger("kiosk")


class Worker:
    """Sends what is due and does what the features want done each minute."""

    def __init__(self) -> None:
        self.carrier: Carrier | None = None
        self._next_duties = 0.0
        self._said = -QUIET_SECONDS
        self._recovered = False

    def start(self) -> threading.Thread:
        """Begin in the background, for as long as the process lives."""
        self.carrier = Carrier(post.settings(), lambda: not hub.closing)
        thread = threading.Thread(target=self._run, args=(self.carrier,), daemon=True, name="mail")
        thread.start()
        return thread

    @property
    def is_handing_over(self) -> bool:
        """Tell whether a message is leaving just now, so that a stopping server may wait for it."""
        return self.carrier is not None and self.carrier.handing_over

    def _run(self, carrier: Carrier) -> None:
        while not hub.closing:
            looked_at = 0
            try:
                looked_at = self.turn(carrier)
            except Exception as error:  # mail must outlive any mishap of the database
                if time.monotonic() - self._said >= QUIET_SECONDS:
                    self._said = time.monotonic()
                    log.warning("mail starts again: %s", type(error).__name__)
            if looked_at < BATCH:
                time.sleep(LOOK_SECONDS)

    def turn(self, carrier: Carrier) -> int:
        """Do what there is to do now; return how many messages were looked at."""
        if not self._recovered:
            # Of one process on SQLite every such message is its dead predecessor's. On PostgreSQL
            # it may be a living neighbour's, unless it is too old for that.
            embedded = isinstance(_database(), EmbeddedDatabase)
            _say_left(operations_sending.give_up_abandoned(all_of_them=embedded))
            self._recovered = True
        if time.monotonic() >= self._next_duties:
            self._next_duties = time.monotonic() + DUTY_SECONDS
            do_duties()
        return carrier.send_due()


def do_duties() -> None:
    """Do what features want done each minute; one that fails leaves the rest alone."""
    with database.connection_context():
        abandoned, held = queries.has_abandoned(), queries.is_held()
    if abandoned:
        _say_left(operations_sending.give_up_abandoned(all_of_them=False))
    for duty in [] if held else post.list_duties():
        before = language()
        try:
            duty()
        except Exception as error:
            log.error("a duty of each minute failed: %s", type(error).__name__)
        finally:
            use_language(before)
            if not database.is_closed():
                database.close()


def _database() -> Any:
    return database.obj


def _say_left(number: int) -> None:
    if number:
        log.warning("mail: %s interrupted on the way, and not sent again", number)


worker = Worker()
