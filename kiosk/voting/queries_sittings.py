"""Read the results of a meeting's sittings together: shown apart, and added up where that is safe.

Only what each sitting has revealed is in it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_sittings as held
import kiosk.voting.queries as queries
from kiosk.db import database
from kiosk.meetings.queries_sittings import label_of
from kiosk.questions.kinds import QuestionSpec, comparable
from kiosk.questions.tally import Tally, suppress, tally
from kiosk.questions.thresholds import effective_threshold
from kiosk.voting import rules
from kiosk.voting import rules_sittings as sittings
from kiosk.voting.models import Question, Stage
from kiosk.voting.specs import spec_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kiosk.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Column:
    """One sitting's own result of a question; None where it has revealed none."""

    meeting: Meeting
    tally: Tally | None = None
    question: Question | None = None


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of some sittings: which, and all their stored answers."""

    tally: Tally
    of: list[Meeting]
    counts: dict[str, int] = field(default_factory=dict)
    salt: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """One question in every sitting, and the sum if it may be shown."""

    spec: QuestionSpec
    columns: list[Column]
    total: Total | None


@dataclass(frozen=True, slots=True)
class Answers:
    """What one sitting answered, made public at a moment that orders it among the others."""

    meeting: Meeting
    counts: Mapping[str, int]
    order: Any
    salt: str


def find_revealed(meeting_id: int, spec: QuestionSpec) -> Question | None:
    """Return the meeting's latest revealed question that is the same as this one."""
    found = [
        question
        for question in queries.list_questions(meeting_id)
        if is_of_people(question) and comparable(spec_of(question), spec)
    ]
    return found[-1] if found else None


def is_of_people(question: Question) -> bool:
    """Tell whether the question is revealed and its ballots people's, not companies' voices."""
    return rules.phase(question) == "revealed" and question.also_outcome != "alone"


def add(spec: QuestionSpec, parts: Sequence[Answers]) -> Total | None:
    """Return the sum of the sittings' answers, or None where nothing may be added up."""
    in_order = sorted(parts, key=lambda part: (part.order, part.meeting.id))
    least = max((effective_threshold(one.meeting.threshold) for one in in_order), default=0)
    facts = []
    for one in in_order:
        shown = suppress(tally(spec, one.counts), one.meeting.threshold)
        facts.append(sittings.Part(one.meeting.id, shown.voters, not shown.withheld))
    chosen = set(sittings.added_up(facts, least))
    counts: Counter[str] = Counter()
    for one in in_order:
        counts.update(one.counts if one.meeting.id in chosen else {})
    total = suppress(tally(spec, counts), least)
    if not chosen or total.withheld:
        return None
    of = [one.meeting for one in parts if one.meeting.id in chosen]
    return Total(total, of, dict(counts), "".join(one.salt for one in in_order))


def add_questions(spec: QuestionSpec, questions: Sequence[Question]) -> Total | None:
    """Return the sum of revealed questions, one of each sitting."""
    found = [
        Answers(
            meetings.get_meeting(one.meeting_id),
            queries.count_answers(one.id),
            one.revealed_at,
            one.salt,
        )
        for one in questions
    ]
    return add(spec, found)


def list_revealed(question: Question) -> list[Question]:
    """Return the question and what other sittings have revealed of it, as they are held."""
    meeting = meetings.get_meeting(question.meeting_id)
    found = {meeting.id: question}
    for other in held.list_others(meeting):
        if same := find_revealed(other.id, spec_of(question)):
            found[other.id] = same
    return [found[one.id] for one in held.list_sittings(meeting) if one.id in found]


def find_together(question: Question) -> Total | None:
    """Return the sum of a revealed question over the sittings that have revealed it."""
    if not is_of_people(question):
        return None
    return add_questions(spec_of(question), list_revealed(question))


def for_the_room(result: queries.Result, stage: Stage) -> queries.Result:
    """Return the result as the room sees it: beside an earlier sitting's, or with all added up.

    The host has chosen which sittings are added up: one that reveals later changes no wall.
    """
    question = result.question
    chosen = (stage.detail or {}).get("together", [])
    if not is_of_people(question):
        return result
    if chosen:
        found = [one for one in list_revealed(question) if one.id in chosen]
        total = add_questions(spec_of(question), found)
        if total is not None:
            labels = [label_of(one) for one in total.of]
            return replace(result, tally=total.tally, together=labels, groups=None)
        return result
    return _beside(result)


def _beside(result: queries.Result) -> queries.Result:
    """Put the sitting that revealed the question last before this one in last year's place."""
    own = result.question
    earlier = [
        one
        for one in list_revealed(own)
        if one.id != own.id and one.revealed_at and own.revealed_at
        and (one.revealed_at, one.id) < (own.revealed_at, own.id)
    ]  # fmt: skip
    if not earlier:
        return result
    before = max(earlier, key=lambda one: (one.revealed_at, one.id))
    meeting = meetings.get_meeting(before.meeting_id)
    shown = suppress(tally(spec_of(before), queries.count_answers(before.id)), meeting.threshold)
    if shown.withheld:
        return result
    return replace(result, before=shown, before_meeting=meeting, beside=label_of(meeting))


def find_before(question: Question) -> tuple[Tally, Meeting] | None:
    """Return the latest revealed result earlier in the series: the sum, where it had sittings."""
    spec = spec_of(question)
    groups: dict[object, list[Meeting]] = {}
    for one in meetings.list_earlier_in_series(meetings.get_meeting(question.meeting_id)):
        groups.setdefault(one.whole or one.id, []).append(one)
    for group in groups.values():
        found = [same for one in group if (same := find_revealed(one.id, spec))]
        if found:
            return _before(spec, found)
    return None


def _before(spec: QuestionSpec, found: list[Question]) -> tuple[Tally, Meeting] | None:
    if total := add_questions(spec, found):
        return total.tally, total.of[0]
    for one in found:
        meeting = meetings.get_meeting(one.meeting_id)
        shown = suppress(tally(spec, queries.count_answers(one.id)), meeting.threshold)
        if not shown.withheld:
            return shown, meeting
    return None


def list_together(meeting: Meeting) -> list[Together]:
    """Return every question that any sitting has revealed, in the running order."""
    found: list[Together] = []
    known: list[QuestionSpec] = []
    everyone = held.list_sittings(meeting)
    for one in everyone:
        for question in queries.list_questions(one.id):
            spec = spec_of(question)
            new = not any(comparable(spec, other) for other in known)
            if is_of_people(question) and new:
                known.append(spec)
                found.append(_together(spec, everyone))
    return found


def _together(spec: QuestionSpec, everyone: list[Meeting]) -> Together:
    same = {one.id: find_revealed(one.id, spec) for one in everyone}
    columns = [_column(one, same[one.id]) for one in everyone]
    return Together(spec, columns, add_questions(spec, [q for q in same.values() if q]))


def _column(meeting: Meeting, question: Question | None) -> Column:
    if question is None:
        return Column(meeting)
    counted = tally(spec_of(question), queries.count_answers(question.id))
    return Column(meeting, suppress(counted, meeting.threshold), question)


def list_shared(question: Question, for_update: bool = False) -> list[Question]:
    """Return the same question in every sitting, itself among them; new votes are no part of it."""
    meeting = meetings.get_meeting(question.meeting_id)
    ids = [one.id for one in held.list_sittings(meeting)]
    query = Question.select().where(
        Question.meeting.in_(ids), Question.lineage == question.lineage, Question.rerun_of.is_null()
    )
    if for_update and database.for_update:
        query = query.for_update()
    return list(query.order_by(Question.id))


def list_asked_at(question: Question) -> list[str]:
    """Return what those other sittings are called that have asked the question."""
    asked = {
        one.meeting_id
        for one in list_shared(question)
        if one.opened_at is not None and one.meeting_id != question.meeting_id
    }
    others = held.list_others(meetings.get_meeting(question.meeting_id))
    return [label_of(one) for one in others if one.id in asked]


def list_where_added(meeting_id: int) -> list[int]:
    """Return the meetings that a new question is added to: the sittings that go on, this first."""
    others = held.list_others(meetings.get_meeting(meeting_id))
    going_on = [one.id for one in others if queries.get_scene(one.id).scene != "ended"]
    return [meeting_id, *going_on]
