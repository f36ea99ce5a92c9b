"""Read meetings as a host prepares them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import kiosk.voting.queries as voting
import kiosk.voting.queries_questions as questions
from kiosk import clock
from kiosk.db import database, run_sql
from kiosk.meetings import rules_staff as rules
from kiosk.meetings.models import Attendance, Meeting
from kiosk.meetings.queries import count_checked_in, list_meetings
from kiosk.meetings.queries_attendance import is_purged


@dataclass(frozen=True, slots=True)
class MeetingLine:
    """One meeting in the host's list."""

    meeting: Meeting
    state: rules.State
    checked_in: int
    questions: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """Everything the prepare page shows of a meeting."""

    meeting: Meeting
    state: rules.State
    checked_in: int
    questions: list[questions.QuestionLine]
    remaining: Sequence[str]
    missing_from_template: int
    may_delete: bool


def count_checked_in_by_meeting() -> dict[int, int]:
    """Count those who have checked in, by meeting id, purged or not; not who only votes."""
    rows = run_sql(
        "SELECT meeting_id, COUNT(*) FROM attendance WHERE NOT vote_only GROUP BY meeting_id"
        ' UNION ALL SELECT meeting_id, SUM("count") FROM attendance_count GROUP BY meeting_id'
    ).fetchall()
    counts: Counter[int] = Counter()
    for meeting, count in rows:
        counts[int(meeting)] += int(count)
    return counts


def list_meeting_lines(today: date) -> tuple[list[MeetingLine], list[MeetingLine]]:
    """Return the meetings of today and ahead, soonest first, and the earlier ones, latest first."""
    meetings = list_meetings()
    ids = [meeting.id for meeting in meetings]
    stages, asked = voting.list_stages(ids), questions.count_questions()
    people = count_checked_in_by_meeting()
    lines = [
        MeetingLine(
            meeting,
            rules.state(
                stages[meeting.id].scene if meeting.id in stages else "waiting",
                clock.local(meeting.starts_at).date(),
                today,
                people.get(meeting.id, 0),
            ),
            people.get(meeting.id, 0),
            asked.get(meeting.id, 0),
        )
        for meeting in meetings
    ]
    ahead = [line for line in lines if clock.local(line.meeting.starts_at).date() >= today]
    return ahead[::-1], lines[len(ahead) :]


def get_preparation(meeting: Meeting, today: date) -> Preparation:
    """Return what a host sees before the meeting, and what remains to do."""
    people = count_checked_in(meeting.id)
    lines = questions.list_question_lines(meeting.id)
    day = clock.local(meeting.starts_at).date()
    return Preparation(
        meeting=meeting,
        state=rules.state(voting.get_stage(meeting.id).scene, day, today, people),
        checked_in=people,
        questions=lines,
        remaining=rules.remaining(_facts(meeting, lines)),
        missing_from_template=len(questions.list_missing_template(meeting.id, meeting.partner)),
        may_delete=is_untouched(meeting.id),
    )


def _facts(meeting: Meeting, lines: list[questions.QuestionLine]) -> rules.Facts:
    return rules.Facts(
        kind=meeting.kind,
        place=meeting.place,
        remote_url=meeting.remote_url,
        has_series=meeting.series_id is not None,
        questions=len(lines),
        without_english=sum(not line.spec.prompt_en for line in lines),
        language=meeting.language,
        partner_differs=questions.names_another_partner(lines, meeting.partner),
        hour_comes_twice=_comes_twice(meeting),
    )


def _comes_twice(meeting: Meeting) -> bool:
    typed = clock.local(meeting.starts_at).replace(tzinfo=None)
    return clock.from_local(typed.replace(fold=0)) < clock.from_local(typed.replace(fold=1))


def is_untouched(meeting_id: int) -> bool:
    """Tell whether nobody has been there: no check-in or voter, and no question ever opened."""
    been_there = Attendance.select().where(Attendance.meeting == meeting_id).exists()
    been_there = been_there or is_purged(meeting_id)
    return not been_there and not questions.has_opened_question(meeting_id)


def count_questions(meeting_id: int) -> int:
    """Count a meeting's questions."""
    return questions.count_questions().get(meeting_id, 0)


def is_opened(meeting_id: int) -> bool:
    """Tell whether any question of the meeting has been opened."""
    return questions.has_opened_question(meeting_id)


def find_for_change(meeting_id: int) -> Meeting | None:
    """Return the meeting as it is inside the running write, and keep others from changing it."""
    query = Meeting.select().where(Meeting.id == meeting_id)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]
