"""A meeting with people in it, made with the program's own operations."""

from dataclasses import dataclass
from typing import Any

from kiosk import clock
from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.meetings.operations import check_in
from kiosk.questions.templates import template_b
from kiosk.tokens import new_token
from kiosk.voting import operations, queries
from kiosk.voting.models import Question
from kiosk.voting.operations_ballots import cast_ballot
from kiosk.voting.specs import row_of

CODE = "KX4P7Q"


@dataclass
class Hall:
    """A meeting, its questions in order, and how to fill it with votes."""

    meeting: Meeting
    questions: list[Question]

    def voters(self, count: int) -> list[str]:
        """Check people in; return their tokens."""
        tokens = [f"token-{number}-{self.meeting.code}" for number in range(count)]
        for token in tokens:
            check_in(self.meeting.id, token, role="company")
        return tokens

    def vote(self, question: Question, answers: list[str]) -> None:
        """Cast one ballot per answer, each by another person."""
        for token, answer in zip(self.voters(len(answers)), answers, strict=True):
            cast_ballot(question.id, token, [answer], new_token())

    def open(self, number: int = 0) -> Question:
        """Open a question and return it."""
        operations.open_question(self.questions[number].id, None)
        return self.questions[number]

    def close(self, question: Question) -> Question:
        """Close a question and return it as it is now."""
        operations.close_question(question.id, None)
        return queries.get_question(question.id)

    def reveal(self, question: Question) -> Question:
        """Reveal a question and return it as it is now."""
        operations.reveal_question(question.id, None)
        return queries.get_question(question.id)


def make_hall(code: str = CODE, **facts: Any) -> Hall:
    """Make a meeting with the five questions of template B, b1 and b4 among them."""

    def job() -> Meeting:
        given = {"title": "Dialogträff", "starts_at": clock.now(), "created_at": clock.now()}
        meeting = Meeting.create(code=code, **{**given, **facts})
        for position, spec in enumerate(template_b("Lärkviks kommun")):
            Question.create(meeting=meeting, position=position + 1, **row_of(spec))
        return meeting

    meeting = write(job)
    return Hall(meeting, queries.list_questions(meeting.id))
