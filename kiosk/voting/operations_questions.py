"""Everything a host does to the questions before they are asked."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.questions.editing import lineage_after
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.templates import template_b
from kiosk.tokens import new_key
from kiosk.voting import queries, queries_questions
from kiosk.voting import rules_questions as rules
from kiosk.voting.models import Question
from kiosk.voting.specs import row_of, spec_of

T = TypeVar("T")

MOST_QUESTIONS = 50


def create_question(meeting_id: int, who: int | None, spec: QuestionSpec) -> Question:
    """Add a question last in the running order; raises Refusal too_many_questions (409)."""

    def job() -> Question:
        question = _append(meeting_id, spec)
        audit.record(who, "create_question", f"meeting:{meeting_id}", question=question.id)
        return question

    question = write(job)
    hub.announce_stage(meeting_id)
    return question


def update_question(question_id: int, who: int | None, spec: QuestionSpec) -> bool:
    """Change a planned question; return whether it is another question from now on.

    Raises Refusal opened (409) or gone (404).
    """

    def change(question: Question) -> bool:
        old = spec_of(question)
        known = template_b(queries.get_meeting(question.meeting_id).partner)
        lineage = lineage_after(old, spec, new_key(), known)
        for column, value in row_of(replace(spec, lineage=lineage)).items():
            setattr(question, column, value)
        question.save()
        return lineage != old.lineage

    return _change(question_id, who, "update_question", change)


def move_question(question_id: int, who: int | None, direction: rules.Direction) -> None:
    """Let a planned question change places with its planned neighbour."""

    def change(question: Question) -> None:
        rows = queries.list_questions(question.meeting_id)
        for place, row_id in enumerate(rules.moved(rows, question_id, direction), start=1):
            Question.update(position=place).where(Question.id == row_id).execute()

    _change(question_id, who, "move_question", change)


def drop_question(question_id: int, who: int | None) -> None:
    """Take a planned question out of the meeting."""

    def change(question: Question) -> None:
        question.delete_instance()

    _change(question_id, who, "drop_question", change)


def take_template(meeting_id: int, who: int | None) -> int:
    """Add the template's questions that the meeting lacks; return how many."""

    def job() -> int:
        partner = queries.get_meeting(meeting_id).partner
        missing = queries_questions.list_missing_template(meeting_id, partner)
        fill_from_template(meeting_id, partner, who)
        return len(missing)

    added = write(job)
    hub.announce_stage(meeting_id)
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
            _append(meeting_id, spec_of(row))
    audit.record(who, "copy_questions", f"meeting:{meeting_id}", of=old_meeting_id)


def _append(meeting_id: int, spec: QuestionSpec) -> Question:
    rows = queries.list_questions(meeting_id)
    if len(rows) >= MOST_QUESTIONS:
        raise Refusal(
            "too_many_questions",
            lazy("A meeting has at most %(n)s questions. Drop one first.", n=MOST_QUESTIONS),
        )
    last = rows[-1].position if rows else 0
    return Question.create(meeting=meeting_id, position=last + 1, **row_of(spec))


def _change(question_id: int, who: int | None, act: str, change: Callable[[Question], T]) -> T:
    """Change a question that has not been opened; what was asked stays as it was asked."""

    def job() -> tuple[int, T]:
        question = queries.find_question(question_id)
        if question is None:
            raise Refusal("gone", lazy("Somebody has just dropped the question."), 404)
        meeting_id = question.meeting_id
        if queries.get_question(question_id).opened_at is not None:
            raise Refusal(
                "opened",
                lazy("The question has been opened, so it stays as it was asked. Add a new one."),
            )
        audit.record(who, act, f"meeting:{meeting_id}", question=question_id)
        return meeting_id, change(question)

    meeting_id, outcome = write(job)
    hub.announce_stage(meeting_id)
    return outcome
