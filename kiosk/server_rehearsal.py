"""The pretended people of rehearsals, in the background of the server and never in the way.

They act through the same operations as people do, one act at a time: a hall that votes at the
same moment has at most one more in each group that is committed. What they do follows from the
rows and the clock (rules_rehearsal), so that a restarted server goes on where the old one was.
"""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from peewee import DoesNotExist, IntegrityError

from kiosk import clock
from kiosk.db import database
from kiosk.errors import Refusal
from kiosk.live.hub import hub
from kiosk.meetings import operations_rehearsal as rehearsals
from kiosk.meetings import queries_rehearsal
from kiosk.meetings.operations import check_in
from kiosk.meetings.queries import TOPIC
from kiosk.meetings.rules import personal_codes
from kiosk.meetings.rules_rehearsal import LEASE
from kiosk.tokens import derived_token
from kiosk.voting import queries, queries_exit, queries_wishes, scene_wishes
from kiosk.voting import rules_rehearsal as rules
from kiosk.voting.operations_ballots import cast_ballot
from kiosk.voting.operations_exit import send_exit
from kiosk.voting.operations_wishes import create_wish, support_wish
from kiosk.voting.specs import spec_of

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Question
    from kiosk.voting.models_wishes import WishBox

LOOK_SECONDS = 0.25  # between two looks at what is due
IDLE_SECONDS = 30.0  # with no rehearsal; a new one wakes us at once
BATCH_SECONDS = 1.0  # of acts, before the rows are read again
QUIET_SECONDS = 60.0

log = logging.getLogger("kiosk")

Do = Callable[[rules.Act], None]


@dataclass
class Plan:
    """What is still to be done in answer to one thing, each act after its moment."""

    since: datetime
    acts: list[rules.Act]
    do: Do

    def take_due(self, now: datetime) -> list[rules.Act]:
        """Return what is due and forget it; of several acts of one person only the last."""
        passed = (now - self.since).total_seconds()
        due = [act for act in self.acts if act.after <= passed]
        self.acts = self.acts[len(due) :]
        return sorted({act.number: act for act in due}.values(), key=lambda act: act.after)


@dataclass
class Crowd:
    """The pretended people of one rehearsal."""

    meeting: "Meeting"
    people: int
    secret: str
    plans: dict[str, Plan] = field(default_factory=dict)
    leads_until: float = 0.0

    def __post_init__(self) -> None:
        code, size = self.meeting.code, self.meeting.roll_size
        self.tokens = [
            derived_token(self.secret, "rehearsal", code, str(n)) for n in range(self.people)
        ]
        # On a roll theirs are the last codes: the first are printed for real phones.
        roll = self.meeting.level == "roll"
        own = personal_codes(self.secret, code, size)[-self.people :] if roll else []
        self.keys = [f"roll:{one}" for one in own] or self.tokens

    def look(self) -> None:
        """Plan what the room asks for now, and drop the plans of what is over."""
        wanted = dict(self._wanted())
        for key in [key for key in self.plans if key not in wanted]:
            del self.plans[key]
        for key, make in wanted.items():
            if key not in self.plans:
                self.plans[key] = make()

    def _wanted(self) -> Iterator[tuple[str, Callable[[], Plan]]]:
        meeting_id, stage = self.meeting.id, queries.get_stage(self.meeting.id)
        yield "arrive", self._arrivals
        if (question := queries.find_open_question(meeting_id)) is not None:
            yield f"vote:{question.id}:{question.opened_at}", partial(self._votes, question)
        for box in scene_wishes.boxes_on(stage):
            if box.closed_at is None:
                yield f"box:{box.id}", partial(self._wishes, box)
                for line in queries_wishes.get_board(box).approved:
                    yield f"wish:{line.wish.id}", partial(self._supports, line.wish.id)
        form = queries_exit.find_form(meeting_id) if stage.scene == "exit" else None
        if form is not None and form.closed_at is None:
            yield "leave", partial(self._leavings, form.opened_at)

    def _arrivals(self) -> Plan:
        seed, tongue = self.meeting.code, self.meeting.language
        remote = bool(self.meeting.remote_url)

        def do(act: rules.Act) -> None:
            who = rules.person(seed, act.number, tongue, remote)
            token = self.tokens[act.number]
            check_in(self.meeting.id, token, role=who.role, company=who.company, mode=who.mode)

        return Plan(self.meeting.created_at, rules.arrivals(seed, self.people), do)

    def _votes(self, question: "Question") -> Plan:
        seed = f"{self.meeting.code}:{question.id}:{question.opened_at:%H%M%S%f}"
        acts = rules.votes(seed, spec_of(question), self.people, self.meeting.language)

        def do(act: rules.Act) -> None:
            cast_ballot(question.id, self.keys[act.number], act.values, act.operation)

        return Plan(question.opened_at, acts, do)

    def _wishes(self, box: "WishBox") -> Plan:
        seed = f"{self.meeting.code}:{box.id}"
        acts = rules.wishes(seed, box.lineage, self.people, self.meeting.language)

        def do(act: rules.Act) -> None:
            create_wish(box.id, self.keys[act.number], act.values[0], act.operation)

        return Plan(box.opened_at, acts, do)

    def _supports(self, wish_id: str) -> Plan:
        # When it was approved is kept nowhere: from when we saw it.
        acts = rules.supports(wish_id, self.people)
        return Plan(
            clock.now(), acts, lambda act: support_wish(wish_id, self.keys[act.number], True)
        )

    def _leavings(self, since: datetime) -> Plan:
        seed, tongue = self.meeting.code, self.meeting.language

        def do(act: rules.Act) -> None:
            answers = rules.leaving_answers(seed, act.number, tongue)
            send_exit(self.meeting.id, self.tokens[act.number], answers, act.operation)

        return Plan(since, rules.leavings(seed, self.people), do)


class Driver:
    """Drives every rehearsal that no other process drives, for as long as the process lives."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self.process = secrets.token_hex(16)
        self.crowds: dict[tuple[int, str], Crowd] = {}
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
                hub.wait(TOPIC, seen, IDLE_SECONDS)

    def turn(self) -> bool:
        """Do what is due now; return whether any rehearsal goes on."""
        try:
            running = queries_rehearsal.list_rehearsals()
            acting = [one for one in running if one.acts]
            if len(acting) < len(running):
                rehearsals.throw_away_left_behind()
            present = {(one.meeting.id, one.meeting.code): one for one in acting}
            self.crowds = {key: one for key, one in self.crowds.items() if key in present}
            for key, one in present.items():
                if key not in self.crowds:
                    self.crowds[key] = Crowd(one.meeting, one.people, self.secret)
                self._drive(self.crowds[key])
            return bool(acting)
        finally:
            if not database.is_closed():
                database.close()

    def _drive(self, crowd: Crowd) -> None:
        if time.monotonic() >= crowd.leads_until:
            if not rehearsals.take_lead(crowd.meeting.id, self.process):
                return
            crowd.leads_until = time.monotonic() + LEASE.total_seconds() / 2
        seen, until = hub.revision(TOPIC), time.monotonic() + BATCH_SECONDS
        crowd.look()
        database.close()  # no connection is held while acts wait for their commit
        for plan in list(crowd.plans.values()):
            due = plan.take_due(clock.now())
            while due:
                # What was planned for may be gone: another rehearsal could have its number.
                if hub.revision(TOPIC) != seen or time.monotonic() > until:
                    plan.acts = due + plan.acts
                    return
                _act(plan, due)


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
