"""Results to test with: made in memory for the exports, or by real votes for the pages."""

from collections.abc import Mapping, Sequence

from kiosk import clock
from kiosk.meetings.models import Meeting
from kiosk.meetings.operations_staff import create_meeting
from kiosk.meetings.queries_attendance import Presence
from kiosk.questions.fingerprint import fingerprint
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.tally import suppress, tally
from kiosk.tokens import new_token
from kiosk.voting import operations
from kiosk.voting.models import Question, Stage
from kiosk.voting.operations_ballots import cast_ballot
from kiosk.voting.operations_questions import create_question
from kiosk.voting.queries import Result, get_question
from kiosk.voting.queries_result import Asked, Report, shuffled_texts

SALT = "5a17" * 8


def report_of(*results: tuple[QuestionSpec, Mapping[str, int]], title: str = "Träff") -> Report:
    """Return the report of a meeting whose questions were answered like this; no database."""
    meeting = Meeting(code="KX4P7Q", title=title, place="Stora salen", threshold=7)
    asked = [_asked(number, *result) for number, result in enumerate(results, 1)]
    return Report(meeting, Stage(scene="ended"), Presence(48, {}, {}), asked)


def _asked(number: int, spec: QuestionSpec, counts: Mapping[str, int]) -> Asked:
    shown = suppress(tally(spec, counts), 7)
    kept = {} if shown.withheld else dict(counts)
    seal = fingerprint("KX4P7Q", number, spec, counts, SALT)
    question = Question(id=number, salt=SALT, fingerprint=seal, revealed_at=clock.now())
    texts = shuffled_texts(spec, kept, SALT)
    return Asked(number, question, Result(question, shown), kept, texts, None)


def make_meeting(**facts: object) -> Meeting:
    """Make a meeting now without questions."""
    return create_meeting(None, **{"title": "Träff", "starts_at": clock.now(), **facts})


def hold_vote(
    meeting: Meeting, spec: QuestionSpec, answers: Sequence[str | list[str]], reveal: bool = True
) -> Question:
    """Ask a question, let one voter give each of the answers, and close it."""
    question = create_question(meeting.id, None, spec)
    return vote_on(question, answers, reveal)


def vote_on(
    question: Question, answers: Sequence[str | list[str]], reveal: bool = True
) -> Question:
    """Open a planned question, let one voter give each of the answers, and close it."""
    operations.open_question(question.id, None)
    for answer in answers:
        values = [answer] if isinstance(answer, str) else answer
        cast_ballot(question.id, new_token(), values, new_token())
    operations.close_question(question.id, None)
    if reveal:
        operations.reveal_question(question.id, None)
    return get_question(question.id)
