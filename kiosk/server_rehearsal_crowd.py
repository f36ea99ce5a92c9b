"""The pretended people of one rehearsal: what they do in answer to what the room asks for.

They go through the same operations as people do. What they do follows from the rows and the clock
(rules_rehearsal), so that a restarted server goes on where the old one was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from kiosk import clock
from kiosk.meetings import operations_cards, rules_cards
from kiosk.meetings.operations import check_in
from kiosk.meetings.queries import find_attendee
from kiosk.tokens import derived_token
from kiosk.voting import (
    queries,
    queries_exit,
    queries_factors,
    queries_groups,
    queries_pitch,
    queries_wishes,
    scene_wishes,
)
from kiosk.voting import rules_rehearsal as rules
from kiosk.voting.operations_ballots import cast_ballot
from kiosk.voting.operations_exit import send_exit
from kiosk.voting.operations_factor_suggestions import create_suggestion
from kiosk.voting.operations_factor_votes import cast_factor_ballots
from kiosk.voting.operations_pitch import sign_up
from kiosk.voting.operations_wishes import create_wish, support_wish
from kiosk.voting.specs import spec_of

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Question
    from kiosk.voting.models_factors import FactorList
    from kiosk.voting.models_wishes import WishBox

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
    leads: bool = False  # this process drives it
    asks_at: datetime | None = None  # when to ask again whether it does

    def __post_init__(self) -> None:
        code, size = self.meeting.code, self.meeting.roll_size
        self.tokens = [
            derived_token(self.secret, "rehearsal", code, str(n)) for n in range(self.people)
        ]
        self.keys, self.cards = self.tokens, []
        if self.meeting.level == "roll":  # theirs are the last: the first are for real phones
            serials = range(size - self.people + 1, size + 1)
            self.cards = [(one, rules_cards.card_code(self.secret, code, one)) for one in serials]
            self.keys = [f"roll:{one}" for _serial, one in self.cards]
        self.arrivals = rules.arrivals(code, self.people)
        self.arrives = {act.number: act.after for act in self.arrivals}

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
        if (listed := queries_factors.find_open_list(meeting_id)) is not None:
            yield f"factors:{listed.id}:{listed.opened_at}", partial(self._factor_votes, listed)
            yield f"suggest:{listed.id}:{listed.opened_at}", partial(self._suggestions, listed)
        for box in scene_wishes.boxes_on(stage):
            yield from self._wanted_of(box)
        pitches = queries_pitch.get_list(meeting_id)
        if pitches.opened_at is not None and pitches.closed_at is None:
            yield f"pitch:{pitches.opened_at}", partial(self._pitches, pitches.opened_at)
        form = queries_exit.find_form(meeting_id) if stage.scene == "exit" else None
        if form is not None and form.closed_at is None:
            yield "leave", partial(self._leavings, form.opened_at)

    def _wanted_of(self, box: "WishBox") -> Iterator[tuple[str, Callable[[], Plan]]]:
        if box.closed_at is not None:
            return
        yield f"box:{box.id}", partial(self._wishes, box)
        for wish in queries_wishes.list_wishes(box.id):
            if wish.state == "approved":
                yield f"wish:{wish.id}", partial(self._supports, wish.id)

    def _answer(self, since: datetime, acts: list[rules.Act], do: Do) -> Plan:
        """Plan acts of people who must have come first: who comes late does it then."""
        ahead = (self.meeting.created_at - since).total_seconds() + rules.SETTLED
        late = [replace(a, after=max(a.after, self.arrives[a.number] + ahead)) for a in acts]
        return Plan(since, sorted(late, key=lambda act: (act.after, act.operation)), do)

    def _arrivals(self) -> Plan:
        meeting = self.meeting

        def do(act: rules.Act) -> None:
            who = rules.person(meeting.code, act.number, meeting.language, bool(meeting.remote_url))
            token = self.tokens[act.number]
            check_in(
                meeting.id, token, role=who.role, company=who.company, mode=who.mode,
                municipality=who.municipality,
            )  # fmt: skip
            if self.cards:
                serial, _code = self.cards[act.number]
                card = rules_cards.Card(serial, 1, 1, 0, self.keys[act.number])
                operations_cards.take_card(meeting.id, card, token)

        return Plan(meeting.created_at, list(self.arrivals), do)

    def _votes(self, question: "Question") -> Plan:
        seed = f"{self.meeting.code}:{question.id}:{question.opened_at:%H%M%S%f}"
        acts = rules.votes(seed, spec_of(question), self.people, self.meeting.language)
        also = question.also or ""

        def do(act: rules.Act) -> None:
            person = self._attendance(act.number) if also else ""
            group = queries_groups.group_of(also, question.id, person, self.secret)
            cast_ballot(question.id, self.keys[act.number], act.values, act.operation, group)

        return self._answer(question.opened_at, acts, do)

    def _factor_votes(self, listed: "FactorList") -> Plan:
        seed = f"{self.meeting.code}:{listed.id}:{listed.opened_at:%H%M%S%f}"
        factors = [one.id for one in queries_factors.list_factors(listed.id)]

        def do(act: rules.Act) -> None:
            answers = rules.factor_answers(seed, act.number, factors)
            cast_factor_ballots(listed.id, self.keys[act.number], answers, act.operation)

        return self._answer(listed.opened_at, rules.factor_votes(seed, self.people), do)

    def _suggestions(self, listed: "FactorList") -> Plan:
        seed = f"{self.meeting.code}:{listed.id}"
        acts = rules.suggestions(seed, self.people, self.meeting.language)

        def do(act: rules.Act) -> None:
            create_suggestion(listed.id, self.keys[act.number], act.values[0], act.operation)

        return self._answer(listed.opened_at, acts, do)

    def _wishes(self, box: "WishBox") -> Plan:
        seed = f"{self.meeting.code}:{box.id}"
        acts = rules.wishes(seed, box.lineage, self.people, self.meeting.language)

        def do(act: rules.Act) -> None:
            create_wish(box.id, self.keys[act.number], act.values[0], act.operation)

        return self._answer(box.opened_at, acts, do)

    def _supports(self, wish_id: str) -> Plan:
        def do(act: rules.Act) -> None:
            support_wish(wish_id, self.keys[act.number], True)

        # When it was approved is kept nowhere: from when we saw it.
        return self._answer(clock.now(), rules.supports(wish_id, self.people), do)

    def _pitches(self, since: datetime) -> Plan:
        acts = rules.pitches(f"{self.meeting.code}:{since}", self.people, self.meeting.language)

        def do(act: rules.Act) -> None:
            words = dict(zip(("company", "name", "about"), act.values, strict=True))
            sign_up(self.meeting.id, self._attendance(act.number), words)

        return self._answer(since, acts, do)

    def _leavings(self, since: datetime) -> Plan:
        seed, tongue = self.meeting.code, self.meeting.language

        def do(act: rules.Act) -> None:
            answers = rules.leaving_answers(seed, act.number, tongue)
            send_exit(self.meeting.id, self.tokens[act.number], answers, act.operation)

        return self._answer(since, rules.leavings(seed, self.people), do)

    def _attendance(self, number: int) -> str:
        attendee = find_attendee(self.meeting.id, self.tokens[number])
        return attendee.id if attendee else ""
