"""Read questions as a host prepares them."""

from collections.abc import Sequence
from dataclasses import dataclass

import kiosk.meetings.queries as meetings
from kiosk.db import run_sql
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.templates import template_b
from kiosk.voting import rules
from kiosk.voting.models import Question
from kiosk.voting.queries import get_meeting, list_questions
from kiosk.voting.queries_factors import has_opened_list
from kiosk.voting.specs import spec_of


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """One question in the running order, and where it may be moved."""

    id: int
    spec: QuestionSpec
    phase: rules.Phase
    is_rerun: bool
    may_move_up: bool
    may_move_down: bool
    also: str = ""  # how it is counted once more


def list_question_lines(meeting_id: int) -> list[QuestionLine]:
    """Return the running order as the prepare page shows it."""
    rows = list_questions(meeting_id)
    planned = [row.id for row in rows if row.opened_at is None]
    return [
        QuestionLine(
            id=row.id,
            spec=spec_of(row),
            phase=rules.phase(row),
            is_rerun=row.rerun_of_id is not None,
            may_move_up=row.id in planned[1:],
            may_move_down=row.id in planned[:-1],
            also=row.also or "",
        )
        for row in rows
    ]


def count_questions() -> dict[int, int]:
    """Count the questions of every meeting that has any, by meeting id."""
    rows = run_sql("SELECT meeting_id, COUNT(*) FROM question GROUP BY meeting_id").fetchall()
    return {int(meeting): int(count) for meeting, count in rows}


def has_opened_question(meeting_id: int) -> bool:
    """Tell whether any question of the meeting has been opened, or a vote about factors."""
    opened = Question.select().where(
        Question.meeting == meeting_id, Question.opened_at.is_null(False)
    )
    return bool(opened.exists()) or has_opened_list(meeting_id)


def list_meetings_that_vote() -> list[str]:
    """Return the titles of the real meetings where people vote just now."""
    rows = run_sql(
        "SELECT title FROM meeting JOIN question ON question.meeting_id = meeting.id"
        " WHERE opened_at IS NOT NULL AND closed_at IS NULL AND rehearsal_of IS NULL"
        " UNION SELECT title FROM meeting JOIN factor_list ON factor_list.meeting_id = meeting.id"
        " WHERE opened_at IS NOT NULL AND closed_at IS NULL AND rehearsal_of IS NULL"
        " ORDER BY title"
    ).fetchall()
    return [str(row[0]) for row in rows]


def list_missing_template(meeting_id: int, partner: str) -> list[QuestionSpec]:
    """Return the template's questions that the meeting does not have."""
    known = {row.lineage for row in list_questions(meeting_id)}
    return [spec for spec in template_b(partner) if spec.lineage not in known]


def names_another_partner(lines: Sequence[QuestionLine], partner: str) -> bool:
    """Tell whether the template's question about a partner names another than this one."""
    wording = {spec.lineage: spec.prompt_sv for spec in template_b(partner)}
    return any(
        line.spec.lineage == "b5"
        and line.phase == "planned"
        and line.spec.prompt_sv != wording.get("b5")
        for line in lines
    )


def is_yearly(question: Question) -> bool:
    """Tell whether the question is asked every year, so that another wording breaks a series."""
    if question.lineage in {spec.lineage for spec in template_b("-")}:
        return True
    earlier = meetings.list_earlier_in_series(get_meeting(question.meeting_id))
    return any(row.lineage == question.lineage for one in earlier for row in list_questions(one.id))
