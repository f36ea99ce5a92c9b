"""Pretended people act in the background of the server, and never in the way.

One act at a time: a hall that votes at the same moment has at most one more in each group that is
committed. Of several processes one drives each rehearsal.
"""

import logging
import secrets
import threading
import time
from typing import TYPE_CHECKING

from peewee import DoesNotExist, IntegrityError

from kiosk import clock
from kiosk.db import database
from kiosk.errors import Refusal
from kiosk.live.hub import hub
from kiosk.meetings import operations_rehearsal as rehearsals
from kiosk.meetings import queries_rehearsal
from kiosk.meetings.queries import TOPIC
from kiosk.meetings.rules_rehearsal import LEASE
from kiosk.server_rehearsal_crowd import Crowd, Plan
from kiosk.voting import rules_rehearsal as rules

if TYPE_CHECKING:
    from flask import Flask

LOOK_SECONDS = 0.25  # between two looks at what is due
REST_SECONDS = 2.0  # while pretended people rest
IDLE_SECONDS = 30.0  # with no rehearsal; a new one wakes us at once
BATCH_SECONDS = 1.0  # of acts, before the rows are read again
MOST_PAUSE = 0.1  # seconds
QUIET_SECONDS = 60.0

log = logging.getLogger("kiosk")


class Driver:
    """Drives every rehearsal that no other process drives, for as long as the process lives."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self.process = secrets.token_hex(16)
        self.crowds: dict[tuple[int, str], Crowd] = {}
        self.resting = False
        self._said = -QUIET_SECONDS

    def start(self, app: "Flask") -> threading.Thread:
        """Begin in the background."""
        self.secret = app.config["SECRET_KEY"]
        thread = threading.Thread(target=self._run, daemon=True, name="rehearsal")
        thread.start()
        return thread

    def _run(self) -> None:
        while not hub.closing:
            seen, acting = hub.revision(TOPIC), False
            try:
                acting = self.turn()
            except Exception as error:  # a rehearsal must never take the server with it
                if time.monotonic() - self._said >= QUIET_SECONDS:
                    self._said = time.monotonic()
                    log.warning("rehearsals start again: %s", type(error).__name__)
            if acting:
                time.sleep(LOOK_SECONDS)
            else:
                hub.wait(TOPIC, seen, REST_SECONDS if self.resting else IDLE_SECONDS)

    def turn(self) -> bool:
        """Do what is due now; return whether any rehearsal goes on."""
        seen = hub.revision(TOPIC)  # before the reading, so that it can only be too old
        try:
            running = queries_rehearsal.list_rehearsals()
            acting = [one for one in running if one.acts]
            self.resting = any(one.scene != "ended" for one in running)
            if len(acting) < len(running):
                rehearsals.throw_away_left_behind()
            present = {(one.meeting.id, one.meeting.code): one for one in acting}
            self.crowds = {key: one for key, one in self.crowds.items() if key in present}
            for key, one in present.items():
                if key not in self.crowds:
                    self.crowds[key] = Crowd(one.meeting, one.people, self.secret)
                self._drive(self.crowds[key], seen)
            return bool(acting)
        finally:
            if not database.is_closed():
                database.close()

    def _drive(self, crowd: Crowd, seen: int) -> None:
        if crowd.asks_at is None or clock.now() >= crowd.asks_at:
            crowd.leads = rehearsals.take_lead(crowd.meeting.id, self.process)
            crowd.asks_at = clock.now() + LEASE / 2
        if not crowd.leads:
            return
        until = time.monotonic() + BATCH_SECONDS
        crowd.look()
        database.close()  # no connection is held while acts wait for their commit
        for plan in list(crowd.plans.values()):
            due = plan.take_due(clock.now())
            while due:
                # What was planned for may be gone: another rehearsal could have its number.
                if hub.revision(TOPIC) != seen or time.monotonic() > until:
                    plan.acts = due + plan.acts
                    return
                began = time.monotonic()
                _act(plan, due)
                # As long a pause as the act took: at least every other commit is the real hall's.
                time.sleep(min(time.monotonic() - began, MOST_PAUSE))


def _act(plan: Plan, due: list[rules.Act]) -> None:
    """Do the first act; one that is refused, as a real one might be, is not tried again."""
    try:
        plan.do(due[0])
    except (Refusal, IntegrityError, DoesNotExist):
        pass
    except Exception:
        plan.acts = due + plan.acts
        raise
    due.pop(0)


driver = Driver()
