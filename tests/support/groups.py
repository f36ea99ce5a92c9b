"""Votes that are also counted by company or split into groups, by the program's operations."""

from collections.abc import Mapping, Sequence

from kiosk.meetings.operations import check_in
from kiosk.meetings.queries import find_attendee
from kiosk.questions.kinds import QuestionSpec
from kiosk.tokens import new_token
from kiosk.voting import operations, operations_groups, queries, queries_groups
from kiosk.voting.models import Question
from kiosk.voting.models_groups import GroupResult
from kiosk.voting.operations_ballots import cast_ballot
from tests.support.meeting import Hall

PEPPER = "not in the database"
Vote = tuple[Mapping[str, str], str | Sequence[str]]  # what was said at check-in, and the answer


def ask(hall: Hall, also: str, spec: QuestionSpec) -> Question:
    """Add a question that is counted once more, and open it."""
    question = operations_groups.create_question(hall.meeting.id, None, spec, also)
    operations.open_question(question.id, None)
    return queries.get_question(question.id)


def vote(hall: Hall, question: Question, votes: Sequence[Vote]) -> list[str]:
    """Check everybody in and let them vote; return their tokens."""
    tokens = []
    for said, answer in votes:
        tokens.append(new_token())
        check_in(hall.meeting.id, tokens[-1], **{"role": "company", **said})
        vote_again(hall, question, tokens[-1], answer)
    return tokens


def vote_again(hall: Hall, question: Question, token: str, answer: str | Sequence[str]) -> None:
    """Let somebody who has checked in vote, as the phone's page does."""
    attendee = find_attendee(hall.meeting.id, token)
    assert attendee
    group = queries_groups.group_of(question.also or "", question.id, attendee.id, PEPPER)
    values = [answer] if isinstance(answer, str) else list(answer)
    cast_ballot(question.id, token, values, new_token(), group)


def close(question: Question) -> Question:
    """Close and reveal a question; return it as it is now."""
    operations.close_question(question.id, None)
    operations.reveal_question(question.id, None)
    return queries.get_question(question.id)


def parts_of(question: Question) -> dict[str, dict[str, int]]:
    """Return what a reader of the database finds of each part."""
    rows = GroupResult.select().where(GroupResult.question == question.id)
    return {row.part: row.counts for row in rows}


def many(count: int, answer: str, **said: str) -> list[Vote]:
    """Return votes of people who say the same but for their company, each from another one."""
    return [({"company": f"Företag {n} AB", **said}, answer) for n in range(count)]
