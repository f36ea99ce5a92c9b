"""Pitches on a list, made with the program's own operations."""

from kiosk.meetings.models import Attendance
from kiosk.meetings.operations import check_in
from kiosk.tokens import token_hash
from kiosk.voting import operations_pitch, queries, queries_pitch
from kiosk.voting.models_pitch import Pitch
from tests.support.meeting import Hall


def open_list(hall: Hall) -> None:
    """Let phones sign up."""
    operations_pitch.set_sign_up(hall.meeting.id, True, None)


def words(company: str, name: str = "", about: str = "") -> dict[str, str]:
    return {"company": company, "name": name, "about": about}


def listed(hall: Hall, *companies: str) -> list[Pitch]:
    """Put these last on the list, as the host; return them as they are now."""
    for company in companies:
        operations_pitch.add_pitch(hall.meeting.id, words(company), None)
    return [one for one in queries_pitch.list_pitches(hall.meeting.id) if one.company in companies]


def signed(hall: Hall, company: str, accepted: bool = True) -> Pitch:
    """Let somebody new sign up, and have them accepted."""
    token = f"pitch-{company}"
    check_in(hall.meeting.id, token, role="company")
    person = Attendance.get(Attendance.token_hash == token_hash(token)).id
    operations_pitch.sign_up(hall.meeting.id, person, words(company))
    made = queries_pitch.find_own(hall.meeting.id, person)
    assert made
    if accepted:
        operations_pitch.accept_pitch(made.id, None)
    return now(made)


def now(pitch: Pitch) -> Pitch:
    """Return a pitch as it is in the table."""
    found = queries_pitch.find_pitch(pitch.id)
    assert found
    return found


def running(hall: Hall) -> queries_pitch.Running:
    """Return who speaks and who comes."""
    return queries_pitch.get_running(queries.get_stage(hall.meeting.id))


def order(hall: Hall) -> list[str]:
    """Return the companies still to speak, the next one first."""
    return [one.company for one in running(hall).coming]
