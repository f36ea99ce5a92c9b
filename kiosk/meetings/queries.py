"""Read meetings, and who has checked in."""

from dataclasses import dataclass

import kiosk.voting.queries as voting
from kiosk.db import run_sql
from kiosk.live.hub import hub
from kiosk.meetings.models import Meeting, Series
from kiosk.tokens import token_hash

TOPIC = "meetings"  # moves when the facts of any meeting change
_known: dict[str, tuple[int, Meeting]] = {}
# Those whose check-ins have been purged are still counted: that they came is no personal data.
COUNT_CHECKED_IN = (
    "SELECT (SELECT COUNT(*) FROM attendance WHERE meeting_id = ? AND NOT vote_only)"
    ' + (SELECT COALESCE(SUM("count"), 0) FROM attendance_count WHERE meeting_id = ?)'
)


@dataclass(frozen=True, slots=True)
class Attendee:
    """One person at a meeting, as known by the token in the browser."""

    id: str
    token: str
    vote_only: bool


def find_meeting(code: str) -> Meeting | None:
    """Return the meeting with this join code, remembered until any meeting changes."""
    revision = hub.revision(TOPIC)
    cached = _known.get(code)
    if cached and cached[0] == revision:
        return cached[1]
    found = Meeting.get_or_none(Meeting.code == code)
    if found is not None:
        if len(_known) > 100:
            _known.clear()
        _known[code] = (revision, found)
    return found


def get_meeting(meeting_id: int) -> Meeting:
    """Return a meeting that is known to exist."""
    return Meeting.get_by_id(meeting_id)


def find_meeting_by_id(meeting_id: int) -> Meeting | None:
    """Return the meeting, or None."""
    return Meeting.get_or_none(Meeting.id == meeting_id)


def list_meetings() -> list[Meeting]:
    """Return every real meeting, the latest first."""
    real = Meeting.select().where(Meeting.rehearsal_of.is_null())
    return list(real.order_by(Meeting.starts_at.desc(), Meeting.id.desc()))


def list_series() -> list[Series]:
    """Return every series by its title."""
    return list(Series.select().order_by(Series.title))


def list_earlier_in_series(meeting: Meeting) -> list[Meeting]:
    """Return the earlier meetings of the same series, the latest first; no sitting of its own.

    A rehearsal is in no series; it shows what the meeting that it is a copy of will show.
    """
    if meeting.rehearsal_of is not None:
        meeting = get_meeting(meeting.rehearsal_of)
    if meeting.series_id is None:
        return []
    found = Meeting.select().where(
        Meeting.series == meeting.series_id, Meeting.starts_at < meeting.starts_at
    )
    earlier = list(found.order_by(Meeting.starts_at.desc(), Meeting.id.desc()))
    return [one for one in earlier if not one.whole or one.whole != meeting.whole]


def find_attendee(meeting_id: int, token: str) -> Attendee | None:
    """Return the person whose token this is at this meeting."""
    row = run_sql(
        "SELECT id, vote_only FROM attendance WHERE token_hash = ? AND meeting_id = ?",
        (token_hash(token), meeting_id),
    ).fetchone()
    return Attendee(row[0], token, bool(row[1])) if row else None


def count_checked_in(meeting_id: int) -> int:
    """Count those who have checked in, purged or not; who only votes is not counted."""
    row = run_sql(COUNT_CHECKED_IN, (meeting_id, meeting_id)).fetchone()
    return int(row[0])


def has_ended(meeting_id: int) -> bool:
    """Tell whether the meeting has ended."""
    return voting.get_scene(meeting_id).scene == "ended"
