"""Read the exit evaluation: whether it takes answers, how many have come, and its result."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_sittings as held
from kiosk import clock
from kiosk.db import database, run_sql
from kiosk.questions.tally import Tally, suppress, tally
from kiosk.questions.template_c import DOOR_FIRST, TEMPLATE_C
from kiosk.retention.queries import list_purged
from kiosk.voting import queries
from kiosk.voting import rules_exit as rules
from kiosk.voting.models import Stage
from kiosk.voting.models_exit import ExitForm
from kiosk.voting.queries_result import shuffled_texts
from kiosk.voting.secrets import voter_key

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting

# PostgreSQL: as with ballots, a closing waits for answers on their way, and they for it.
EXIT_ANSWERS = 2  # our kind of advisory lock, by meeting
ONE_MORE = f"SELECT pg_advisory_xact_lock_shared({EXIT_ANSWERS}, ?)"
NO_MORE = f"SELECT pg_advisory_xact_lock({EXIT_ANSWERS}, ?)"


@dataclass(frozen=True, slots=True)
class Asked:
    """One question's result as it may be shown, and its texts if any, in no order."""

    tally: Tally
    texts: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Year:
    """One meeting of the series on the trend; `share` is None where too few answered."""

    meeting: Meeting
    day: date
    answers: int
    share: int | None


@dataclass(frozen=True, slots=True)
class ExitReport:
    """What people said at the way out; `asked` is empty as long as answers are taken."""

    form: ExitForm
    sent: int
    asked: list[Asked] = field(default_factory=list)
    trend: list[Year] = field(default_factory=list)


def find_form(meeting_id: int) -> ExitForm | None:
    """Return the exit form of a meeting, or None where it has never been shown."""
    return ExitForm.get_or_none(ExitForm.meeting == meeting_id)


def list_open_forms() -> list[ExitForm]:
    """Return the forms that have not been closed."""
    return list(ExitForm.select().where(ExitForm.closed_at.is_null()))


def takes_answers(stage: Stage) -> bool:
    """Tell whether people may answer just now."""
    form = find_form(stage.meeting_id)
    if form is None or not form.secret:  # a restored backup has no secret: it takes no more
        return False
    return rules.takes_answers(stage.scene, _day(stage.ended_at), _today())


def is_over(form: ExitForm) -> bool:
    """Tell whether the meeting's day has passed."""
    stage = queries.get_stage(form.meeting_id)
    opened = clock.local(form.opened_at).date()
    return rules.is_over(opened, _day(stage.ended_at), _today())


def _day(moment: datetime | None) -> date | None:
    return clock.local(moment).date() if moment else None


def _today() -> date:
    return clock.local(clock.now()).date()


def find_open_secret(meeting_id: int) -> str | None:
    """Return the secret of a form that takes answers, which goes on doing so meanwhile."""
    if database.for_update and database.in_transaction():
        run_sql(ONE_MORE, (meeting_id,))
    if not takes_answers(queries.get_stage(meeting_id)):
        return None
    form = find_form(meeting_id)
    return form.secret if form else None


def find_door_secret(meeting_id: int) -> str | None:
    """Return the secret for who answers at the door: until the form closes, also before the room.

    A tablet may have kept answers while its network was gone.
    """
    if database.for_update and database.in_transaction():
        run_sql(ONE_MORE, (meeting_id,))
    form = find_form(meeting_id)
    return form.secret if form else None


def wait_for_answers(meeting_id: int) -> None:
    """Wait until answers on their way are in; more must wait until the running write is over."""
    if database.for_update:
        run_sql(NO_MORE, (meeting_id,))


def find_mine(meeting_id: int, voter: str) -> dict[str, str] | None:
    """Return this person's own answers as stored, by item, or None when none have been sent."""
    form = find_form(meeting_id)
    if form is None or not form.secret:
        return None
    keys = {voter_key(form.secret, f"{item}:{voter}"): item for item in all_items()}
    marks = ", ".join("?" * len(keys))
    rows = run_sql(
        "SELECT voter_key, answer FROM exit_answer"  # noqa: S608 - only question marks are put in
        f" WHERE meeting_id = ? AND voter_key IN ({marks})",
        (meeting_id, *keys),
    ).fetchall()
    return {keys[key]: str(answer) for key, answer in rows} or None


def all_items() -> tuple[str, ...]:
    """Return the items that a person may have a row for."""
    return (rules.SENT, *(spec.lineage for spec in TEMPLATE_C))


def count_sent(meeting_id: int) -> int:
    """Count those who have answered, from the rows."""
    row = run_sql(
        "SELECT COUNT(*) FROM exit_answer WHERE meeting_id = ? AND item = ?",
        (meeting_id, rules.SENT),
    ).fetchone()
    return int(row[0])


def count_answers(meeting_id: int, item: str) -> dict[str, int]:
    """Count how many gave each answer to one of the questions, from the rows."""
    rows = run_sql(
        "SELECT answer, COUNT(*) FROM exit_answer WHERE meeting_id = ? AND item = ?"
        " GROUP BY answer",
        (meeting_id, item),
    )
    return {str(answer): int(count) for answer, count in rows.fetchall()}


def get_report(meeting: Meeting) -> ExitReport | None:
    """Return what people said at the way out, or None where nobody was asked."""
    form = find_form(meeting.id)
    if form is None:
        return None
    report = ExitReport(form, count_sent(meeting.id))
    if is_readable(meeting):
        report.asked.extend(_read(meeting, form))
        report.trend.extend(list_trend(meeting))
    return report


def _read(meeting: Meeting, form: ExitForm) -> list[Asked]:
    found = []
    at_the_door = (DOOR_FIRST,) if count_answers(meeting.id, DOOR_FIRST.lineage) else ()
    for spec in (*at_the_door, *TEMPLATE_C):
        counts = count_answers(meeting.id, spec.lineage)
        shown = suppress(tally(spec, counts), meeting.threshold)
        known = {} if shown.withheld else counts
        found.append(Asked(shown, shuffled_texts(spec, known, form.salt)))
    return found


def list_trend(meeting: Meeting) -> list[Year]:
    """Return the meetings of the series up to this one that asked, the earliest first.

    Each sitting of a meeting is a point of its own, this meeting's earlier ones too.
    """
    own = [one for one in held.list_others(meeting) if one.starts_at <= meeting.starts_at]
    chain = [*reversed(meetings.list_earlier_in_series(meeting)), *own, meeting]
    return [_year(one) for one in chain if is_readable(one)]


def is_readable(meeting: Meeting) -> bool:
    """Tell whether a meeting's answers are closed, and have not been purged."""
    form = find_form(meeting.id)
    if form is None or form.closed_at is None:
        return False
    return "exits" not in list_purged(clock.local(meeting.starts_at).date())


def _year(meeting: Meeting) -> Year:
    first = TEMPLATE_C[0]
    counted = tally(first, count_answers(meeting.id, first.lineage))
    shown = suppress(counted, meeting.threshold)
    day = clock.local(meeting.starts_at).date()
    return Year(meeting, day, counted.voters, rules.worth_it_share(shown))
