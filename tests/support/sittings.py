"""A meeting held twice, breakfast and lunch, made with the program's own operations."""

from collections.abc import Sequence
from datetime import timedelta

from kiosk import clock
from kiosk.meetings.models import Meeting
from kiosk.meetings.operations_sittings import create_sitting
from kiosk.questions.kinds import QuestionSpec
from kiosk.voting import queries
from kiosk.voting.models import Question
from kiosk.voting.operations_questions import create_question
from tests.support.results import make_meeting, vote_on

TWELVE = ["red"] * 8 + ["blue"] * 4
NINE = ["red"] * 2 + ["blue"] * 7


def hold_twice(**facts: object) -> tuple[Meeting, Meeting]:
    """Make a meeting with a breakfast and a lunch."""
    breakfast = make_meeting(**facts)
    start = breakfast.starts_at + timedelta(hours=4)
    lunch = once_more(breakfast, "Lunch", starts_at=start)
    return Meeting.get_by_id(breakfast.id), lunch


def once_more(meeting: Meeting, label: str, own: str = "Frukost", **facts: object) -> Meeting:
    """Hold the meeting once more."""
    given = {"starts_at": clock.now(), "place": "Matsalen", **facts}
    return create_sitting(meeting.id, None, own=own, sitting=label, **given)


def ask_both(
    spec: QuestionSpec, *answers: Sequence[str], **facts: object
) -> tuple[tuple[Meeting, Meeting], list[Question]]:
    """Ask a question at breakfast, then at lunch; return the meetings and the two questions."""
    both = hold_twice(**facts)
    create_question(both[0].id, None, spec)
    return both, [
        vote_on(queries.list_questions(meeting.id)[-1], given)
        for meeting, given in zip(both, answers, strict=False)
    ]
