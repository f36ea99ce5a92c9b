"""Keep a ballot's group while its vote is open, and only what may be shown of it afterwards."""

import secrets

from kiosk.db import write
from kiosk.live import hub
from kiosk.questions.fingerprint import fingerprint
from kiosk.questions.kinds import QuestionSpec
from kiosk.voting import operations_questions, queries, queries_sittings
from kiosk.voting import queries_groups as groups
from kiosk.voting import rules_groups as rules
from kiosk.voting.models import Question
from kiosk.voting.models_groups import GroupMark, GroupResult
from kiosk.voting.operations_ballots import put_ballots
from kiosk.voting.specs import spec_of


def settle(question: Question) -> None:
    """Turn a closing question's marks into what may be kept, inside the running write.

    Call it before anything is counted: where the difference between the counts is of few answers
    and companies decide, only their voices stay as ballots.
    """
    if not question.also:
        return
    meeting = queries.get_meeting(question.meeting_id)
    done = rules.settle(
        question.also,
        spec_of(question),
        groups.count_by_mark(question.id),
        meeting.threshold,
        secrets.choice,
    )
    GroupMark.delete().where(GroupMark.question == question.id).execute()
    # A copy that was put back holds no marks (backup.py), so groups can't be counted any more.
    question.also_outcome = done.outcome if question.secret else "lost"
    if question.also_outcome == "alone":
        question.also_persons = done.persons
        _replace_ballots(question, done.parts[rules.COMPANIES])
    elif question.also_outcome == "shown":
        _keep(question, meeting.code, done)


def _replace_ballots(question: Question, voices: rules.Counts) -> None:
    put_ballots(question.id, [answer for answer, count in voices.items() for _ in range(count)])


def _keep(question: Question, code: str, done: rules.Settled) -> None:
    spec = spec_of(question)
    for part in sorted(done.parts):
        counts, salt = dict(done.parts[part]), secrets.token_hex(16)
        key = rules.part_key(question.id, question.also or "", part)
        seal = fingerprint(code, key, spec, counts, salt)
        GroupResult.create(question=question, part=part, counts=counts, salt=salt, fingerprint=seal)


def create_question(meeting_id: int, who: int | None, spec: QuestionSpec, also: str) -> Question:
    """Add a question that is counted once more; raises as operations_questions does."""

    def job() -> Question:
        question = operations_questions.create_question(meeting_id, who, spec)
        _set(question, also)
        return question

    question = write(job)
    hub.announce_stage(meeting_id)
    return queries.get_question(question.id)


def update_question(question_id: int, who: int | None, spec: QuestionSpec, also: str) -> bool:
    """Change a planned question and how it is counted once more; raises and returns as without."""

    def job() -> bool:
        broken = operations_questions.update_question(question_id, who, spec)
        _set(queries.get_question(question_id), also)
        return broken

    broken = write(job)
    hub.announce_stage(queries.get_question(question_id).meeting_id)
    return broken


def _set(question: Question, also: str) -> None:
    """Let the question be counted so in every sitting; a new vote is counted as the first was."""
    if question.rerun_of_id is not None:
        return
    same = [one.id for one in queries_sittings.list_shared(question) if one.opened_at is None]
    Question.update(also=also or None).where(Question.id.in_([question.id, *same])).execute()
