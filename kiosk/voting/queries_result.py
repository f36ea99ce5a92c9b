"""Read the whole result of a meeting as a host may see it: nothing that is withheld is in it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import TYPE_CHECKING

import kiosk.meetings.queries_attendance as attendance
from kiosk.questions.answers import CorruptAnswer, Written, decode
from kiosk.questions.kinds import QuestionSpec
from kiosk.voting import queries, rules
from kiosk.voting.models import Question, Stage

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class Asked:
    """One closed question: its number in the running order, its result, and its texts if any.

    `counts` is how many ballots hold each stored answer, empty where the result is withheld.
    """

    number: int
    question: Question
    result: queries.Result
    counts: dict[str, int]
    texts: list[tuple[str, int]]
    rerun_of: int | None  # the number of the question this is a new vote on


@dataclass(frozen=True, slots=True)
class Report:
    """Everything the result page and the export are made from."""

    meeting: "Meeting"
    stage: Stage
    presence: attendance.Presence
    asked: list[Asked] = field(default_factory=list)
    open: list[tuple[int, Question]] = field(default_factory=list)
    never: list[tuple[int, Question]] = field(default_factory=list)


def get_report(meeting: "Meeting") -> Report:
    """Return the result of every closed question, and which are still open or never were."""
    questions = list(enumerate(queries.list_questions(meeting.id), 1))
    numbers = {question.id: number for number, question in questions}
    report = Report(meeting, queries.get_stage(meeting.id), attendance.count_presence(meeting.id))
    for number, question in questions:
        phase = rules.phase(question)
        if phase in ("closed", "revealed"):
            report.asked.append(_read(number, question, numbers, meeting.threshold))
        else:
            (report.open if phase == "open" else report.never).append((number, question))
    return report


def _read(number: int, question: Question, numbers: dict[int, int], threshold: int) -> Asked:
    result = queries.get_result(question, threshold)
    counts = {} if result.tally.withheld else queries.count_answers(question.id)
    return Asked(
        number=number,
        question=question,
        result=result,
        counts=counts,
        texts=shuffled_texts(result.tally.spec, counts, question.salt),
        rerun_of=numbers.get(question.rerun_of_id) if question.rerun_of_id else None,
    )


def shuffled_texts(
    spec: QuestionSpec, counts: Mapping[str, int], salt: str
) -> list[tuple[str, int]]:
    """Return the texts and how often each was written, in an order that tells nothing.

    The order is that of a hash under the question's salt: the same each time, whatever the order
    in which they came, and no alphabet for the eye to look for a neighbour's words in.
    """
    if spec.kind != "text":
        return []
    found = []
    for stored, count in counts.items():
        try:
            answer = decode(spec, stored)
        except CorruptAnswer:
            continue
        if isinstance(answer, Written) and count:
            found.append((answer.text, count))
    return sorted(found, key=lambda one: sha256(f"{salt}\n{one[0]}".encode()).digest())
