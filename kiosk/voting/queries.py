"""Read the stage, questions, ballots and results; every number is counted from rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from peewee import DoesNotExist

import kiosk.meetings.queries as meetings
import kiosk.voting.queries_sittings as sittings
from kiosk import clock
from kiosk.db import database, run_sql
from kiosk.live.hub import hub, stage_topic, tally_topic
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.tally import Tally, suppress, tally
from kiosk.voting import rules
from kiosk.voting.models import Question, Stage
from kiosk.voting.queries_groups import Groups, get_groups
from kiosk.voting.secrets import voter_key
from kiosk.voting.specs import spec_of

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


@dataclass(frozen=True, slots=True)
class LiveQuestion:
    """What casting a ballot needs to know; it cannot change while the question is open."""

    meeting_id: int
    spec: QuestionSpec
    also: str = ""  # how its ballots are counted once more


@dataclass(frozen=True, slots=True)
class Scene:
    """What the room does now, and which version of the stage that is."""

    scene: str
    question_id: int | None
    version: int


@dataclass(frozen=True, slots=True)
class Numbers:
    """The integrity line: four numbers counted apart, that should agree."""

    checked_in: int
    connected: int
    ballots: int
    counted: int


@dataclass(frozen=True, slots=True)
class Result:
    """A question's result as it may be shown, with the year before beside it.

    `beside` names the sitting that stands there instead of a year; `together` those added up.
    """

    question: Question
    tally: Tally
    before: Tally | None = None
    before_meeting: Meeting | None = None
    beside: str = ""
    together: list[str] = field(default_factory=list)
    groups: Groups | None = None  # how it was counted once more


@dataclass(frozen=True, slots=True)
class Room:
    """A whole picture of a meeting now: what phone, screen and console draw."""

    meeting: Meeting
    stage: Stage
    question: Question | None
    spec: QuestionSpec | None
    phase: str
    voted: int
    result: Result | None = None
    questions: list[Question] = field(default_factory=list)


FIND_OPEN = (
    "SELECT secret FROM question WHERE id = ? AND opened_at IS NOT NULL AND closed_at IS NULL"
)
# PostgreSQL: a closing waits for ballots on their way, and they for it. Each waits in line, which
# row locks do not: with those a closing was measured to wait 37 s for a hall that went on voting.
BALLOTS = 1  # our kind of advisory lock, by question
ONE_MORE_BALLOT = f"SELECT pg_advisory_xact_lock_shared({BALLOTS}, ?)"
NO_MORE_BALLOTS = f"SELECT pg_advisory_xact_lock({BALLOTS}, ?)"

_live: dict[int, tuple[int, LiveQuestion]] = {}


def get_meeting(meeting_id: int) -> Meeting:
    """Return the meeting of a question or stage."""
    return meetings.get_meeting(meeting_id)


def get_stage(meeting_id: int, for_update: bool = False) -> Stage:
    """Return the stage of a meeting; one that never had any waits, and is not yet in the table."""
    query = Stage.select().where(Stage.meeting == meeting_id)
    if for_update and database.for_update:
        query = query.for_update()
    found = query.first()
    if found is None:
        found = Stage(meeting=meeting_id, changed_at=clock.now())
    return cast(Stage, found)


def get_scene(meeting_id: int) -> Scene:
    """Return what the room does, without building a row of it: every phone's page asks."""
    row = run_sql(
        "SELECT scene, question_id, version FROM stage WHERE meeting_id = ?", (meeting_id,)
    ).fetchone()
    return Scene(*row) if row else Scene("waiting", None, 1)


def list_stages(meeting_ids: list[int]) -> dict[int, Stage]:
    """Return the stages of several meetings by meeting id."""
    return {s.meeting_id: s for s in Stage.select().where(Stage.meeting.in_(meeting_ids))}


def find_question(question_id: int) -> Question | None:
    """Return the question, or None."""
    return Question.get_or_none(Question.id == question_id)


def get_question(question_id: int) -> Question:
    """Return a question that is known to exist; inside a write it stays as read."""
    query = Question.select().where(Question.id == question_id)
    if database.for_update and database.in_transaction():
        query = query.for_update()
    return query.get()


def list_questions(meeting_id: int) -> list[Question]:
    """Return a meeting's questions in running order."""
    return list(
        Question.select()
        .where(Question.meeting == meeting_id)
        .order_by(Question.position, Question.id)
    )


def find_open_question(meeting_id: int) -> Question | None:
    """Return the question that is open for voting, if any."""
    found = Question.select().where(
        Question.meeting == meeting_id,
        Question.opened_at.is_null(False),
        Question.closed_at.is_null(),
    )
    return cast(Question | None, found.first())


def get_live_question(question_id: int) -> LiveQuestion:
    """Return a question's meeting and description, remembered until its stage moves."""
    cached = _live.get(question_id)
    if cached and cached[0] == hub.revision(stage_topic(cached[1].meeting_id)):
        return cached[1]
    question = get_question(question_id)
    revision = hub.revision(stage_topic(question.meeting_id))
    live = LiveQuestion(question.meeting_id, spec_of(question), question.also or "")
    if question.opened_at is not None:
        if len(_live) > 200:
            _live.clear()
        _live[question_id] = (revision, live)
    return live


def find_live_question(question_id: int) -> LiveQuestion | None:
    """Return what casting a ballot needs to know, or None when there is no such question."""
    try:
        return get_live_question(question_id)
    except DoesNotExist:
        return None


def is_written(question_id: int | None, answer: str | None) -> bool:
    """Tell whether an answer is in somebody's own words, which no other phone has."""
    if question_id is None or answer is None:
        return False
    return get_live_question(question_id).spec.kind == "text"


def find_open_secret(question_id: int) -> str | None:
    """Return the secret of an open question, which stays open meanwhile, or None."""
    if database.for_update:
        run_sql(ONE_MORE_BALLOT, (question_id,))
    row = run_sql(FIND_OPEN, (question_id,)).fetchone()
    # A restored backup holds an open question without its secret: it takes no more votes.
    return str(row[0]) if row and row[0] else None


def wait_for_ballots(question_id: int) -> None:
    """Wait until ballots on their way are in; more must wait until the running write is over."""
    if database.for_update:
        run_sql(NO_MORE_BALLOTS, (question_id,))


def find_ballot(question_id: int, voter: str) -> str | None:
    """Return this voter's own answer as stored, while the question is open; else None."""
    row = run_sql(
        "SELECT secret FROM question WHERE id = ? AND closed_at IS NULL", (question_id,)
    ).fetchone()
    if not row or not row[0]:
        return None
    mine = run_sql(
        "SELECT answer FROM ballot WHERE question_id = ? AND voter_key = ?",
        (question_id, voter_key(row[0], voter)),
    ).fetchone()
    return str(mine[0]) if mine else None


def count_answers(question_id: int) -> dict[str, int]:
    """Count the ballots that hold each answer, from the rows."""
    rows = run_sql(
        "SELECT answer, COUNT(*) FROM ballot WHERE question_id = ? GROUP BY answer", (question_id,)
    )
    return {str(answer): int(count) for answer, count in rows.fetchall()}


def count_ballots(question_id: int) -> int:
    """Count the ballots of a question, from the rows."""
    row = run_sql("SELECT COUNT(*) FROM ballot WHERE question_id = ?", (question_id,)).fetchone()
    return int(row[0])


def get_numbers(meeting_id: int, question: Question | None) -> Numbers:
    """Return the integrity line; ballots and counted are reached in two different ways."""
    ballots = counted = 0
    if question is not None:
        ballots = count_ballots(question.id)
        counted = tally(spec_of(question), count_answers(question.id)).counted
    return Numbers(
        checked_in=meetings.count_checked_in(meeting_id),
        connected=hub.count_present(tally_topic(meeting_id)),
        ballots=ballots,
        counted=counted,
    )


def get_result(question: Question, threshold: int) -> Result:
    """Return a closed question's result, withheld when too few, beside that of the year before."""
    shown = suppress(tally(spec_of(question), count_answers(question.id)), threshold)
    extra = None if shown.withheld else get_groups(question, shown.voters, threshold)
    if extra is not None and extra.is_alone:  # voices of companies, and earlier years' are people's
        return Result(question, shown, groups=extra)
    before, when = sittings.find_before(question) or (None, None)
    return Result(question, shown, before, when, groups=extra)


def get_room(meeting_id: int) -> Room:
    """Return a whole picture of the meeting now, from the tables."""
    meeting = get_meeting(meeting_id)
    stage = get_stage(meeting_id)
    question = stage.question
    phase = rules.phase(question) if question else ""
    return Room(
        meeting=meeting,
        stage=stage,
        question=question,
        spec=spec_of(question) if question else None,
        phase=phase,
        voted=(question.also_persons or count_ballots(question.id)) if question else 0,
        result=sittings.for_the_room(get_result(question, meeting.threshold), stage)
        if question and stage.scene == "revealed" and phase == "revealed"
        else None,
        questions=list_questions(meeting_id),
    )
