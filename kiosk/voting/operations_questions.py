"""Everything a host does to the questions before they are asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import LazyText, lazy
from kiosk.live import hub
from kiosk.questions.editing import lineage_after
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.templates import template_b
from kiosk.tokens import new_key
from kiosk.voting import queries, queries_questions, queries_sittings
from kiosk.voting import rules_questions as rules
from kiosk.voting.models import Question
from kiosk.voting.specs import row_of, spec_of

T = TypeVar("T")

MOST_QUESTIONS = 50


def create_question(meeting_id: int, who: int | None, spec: QuestionSpec) -> Question:
    """Add a question last in the running order, in each sitting that has not ended.

    Raises Refusal too_many_questions (409).
    """

    def job() -> tuple[list[int], Question]:
        everywhere = queries_sittings.list_where_added(meeting_id)
        questions = [_append(one, spec) for one in everywhere]
        for question in questions:
            on = f"meeting:{question.meeting_id}"
            audit.record(who, "create_question", on, question=question.id)
        return everywhere, questions[0]

    everywhere, question = write(job)
    _announce(meeting_id, everywhere)
    return question


def update_question(question_id: int, who: int | None, spec: QuestionSpec) -> bool:
    """Change a planned question in every sitting; return whether it is another from now on.

    Raises Refusal opened or opened_elsewhere (409), or gone (404).
    """

    def change(question: Question, shared: list[Question]) -> bool:
        _refuse_if_asked(question)
        old = spec_of(question)
        known = template_b(queries.get_meeting(question.meeting_id).partner)
        lineage = lineage_after(old, spec, new_key(), known)
        for one in shared:
            for column, value in row_of(replace(spec, lineage=lineage)).items():
                setattr(one, column, value)
            one.save()
        return lineage != old.lineage

    return _change(question_id, who, "update_question", change)


def move_question(question_id: int, who: int | None, direction: rules.Direction) -> None:
    """Let a planned question change places with its planned neighbour, in every sitting."""

    def change(_question: Question, shared: list[Question]) -> None:
        for one in shared:
            rows = queries.list_questions(one.meeting_id)
            for place, row_id in enumerate(rules.moved(rows, one.id, direction), start=1):
                Question.update(position=place).where(Question.id == row_id).execute()

    _change(question_id, who, "move_question", change)


def drop_question(question_id: int, who: int | None) -> None:
    """Take a planned question out of every sitting that has not asked it."""

    def change(_question: Question, shared: list[Question]) -> None:
        for one in shared:
            one.delete_instance()

    _change(question_id, who, "drop_question", change)


def take_template(meeting_id: int, who: int | None) -> int:
    """Add the template's questions that the meeting lacks, in each sitting; return how many."""

    def job() -> tuple[list[int], int]:
        partner = queries.get_meeting(meeting_id).partner
        missing = queries_questions.list_missing_template(meeting_id, partner)
        everywhere = queries_sittings.list_where_added(meeting_id)
        for one in everywhere:
            fill_from_template(one, partner, who)
        return everywhere, len(missing)

    everywhere, added = write(job)
    _announce(meeting_id, everywhere)
    return added


def fill_from_template(meeting_id: int, partner: str, who: int | None) -> None:
    """Add the template's questions inside the running write of whoever makes the meeting."""
    for spec in queries_questions.list_missing_template(meeting_id, partner):
        _append(meeting_id, spec)
    audit.record(who, "take_template", f"meeting:{meeting_id}")


def copy_questions(old_meeting_id: int, meeting_id: int, who: int | None) -> None:
    """Copy the questions with their lineage, each once, inside the running write."""
    for row in queries.list_questions(old_meeting_id):
        if row.rerun_of_id is None:
            _append(meeting_id, spec_of(row), row.also)
    audit.record(who, "copy_questions", f"meeting:{meeting_id}", of=old_meeting_id)


def _append(meeting_id: int, spec: QuestionSpec, also: str | None = None) -> Question:
    rows = queries.list_questions(meeting_id)
    if len(rows) >= MOST_QUESTIONS:
        raise Refusal(
            "too_many_questions",
            lazy("A meeting has at most %(n)s questions. Drop one first.", n=MOST_QUESTIONS),
        )
    last = rows[-1].position if rows else 0
    return Question.create(meeting=meeting_id, position=last + 1, also=also, **row_of(spec))


def _change(
    question_id: int,
    who: int | None,
    act: str,
    change: Callable[[Question, list[Question]], T],
) -> T:
    """Change a question that has not been opened; what was asked stays as it was asked.

    The change is given the question and its like in every sitting where nobody has opened it.
    """

    def job() -> tuple[int, list[int], T]:
        found = queries.find_question(question_id)
        if found is None:
            raise Refusal("gone", lazy("Somebody has just dropped the question."), 404)
        family = queries_sittings.list_shared(found, for_update=True)
        question = queries.get_question(question_id)
        if question.opened_at is not None:
            raise Refusal(
                "opened",
                lazy("The question has been opened, so it stays as it was asked. Add a new one."),
            )
        alone = question.id not in [one.id for one in family]  # a new vote is this sitting's own
        shared = [question] if alone else [one for one in family if one.opened_at is None]
        for one in shared:
            audit.record(who, act, f"meeting:{one.meeting_id}", question=one.id)
        meetings = [one.meeting_id for one in shared]
        return question.meeting_id, meetings, change(question, shared)

    meeting_id, meetings, outcome = write(job)
    _announce(meeting_id, meetings)
    return outcome


def _refuse_if_asked(question: Question) -> None:
    """Refuse other words for what another sitting has been asked: the two are to be added up."""
    asked = [] if question.rerun_of_id else queries_sittings.list_asked_at(question)
    if asked:
        raise Refusal("opened_elsewhere", asked_words(asked))


def asked_words(labels: list[str]) -> LazyText:
    """Say where a question has been asked, so that its words stay."""
    return lazy(
        "The question has been asked at %(sitting)s, so it stays as it was asked. Add a new one.",
        sitting=", ".join(labels),
    )


def _announce(meeting_id: int, everywhere: list[int]) -> None:
    """Announce to the meeting; in other sittings only the running order has changed."""
    hub.announce_stage(meeting_id)
    for one in everywhere:
        if one != meeting_id:
            hub.announce_tally(one)
