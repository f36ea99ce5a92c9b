"""Take the check-ins that a tablet sends, each once, and let a phone take one over."""

from dataclasses import dataclass

from kiosk.db import database, run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries_attendance
from kiosk.meetings import queries_door as doors
from kiosk.meetings.models import Attendance
from kiosk.meetings.models_door import Door, DoorCheckIn
from kiosk.meetings.models_registrations import Registration
from kiosk.tokens import new_key, token_hash

PURGED = lazy("The check-ins of this meeting have been purged, so no more are taken.")
USED = lazy(
    "This code has been used on a phone already. If it was yours, go on there. "
    "Otherwise ask somebody at the door for a new one."
)
ON_ITS_WAY = "the phone came first"


@dataclass(frozen=True, slots=True)
class Sent:
    """One check-in from a tablet: what it calls it, the token of its code, and who came."""

    operation: str
    token: str
    role: str = "other"
    company: str = ""
    municipality: str = ""
    registration_id: str | None = None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it: whether the person was checked in already, and her code opens it."""

    known: bool
    opens: bool


def take_check_in(door: Door, sent: Sent) -> Taken:
    """Check a person in once, however often and in whatever order the tablet sends it.

    Also after the meeting has ended, and when the tablet has been unpaired meanwhile: who stood
    at the door was told that it was done. Raises Refusal purged (409).
    """

    def job() -> Taken:
        if queries_attendance.is_purged(door.meeting_id):
            raise Refusal("purged", PURGED)
        registered = _registered(door.meeting_id, sent.registration_id)
        before = doors.find_check_in(sent.operation)
        if before is None:
            _store(door, sent, registered)
            before = doors.find_check_in(sent.operation)
        claim = doors.find_claim(door.meeting_id, sent.token)
        return Taken(bool(before and before.met_known), bool(claim and claim.open))

    taken = write(job)
    hub.announce_tally(door.meeting_id)
    return taken


def _registered(meeting_id: int, registration_id: str | None) -> Registration | None:
    """Return the registration, which nobody else checks in meanwhile; it may be gone by now."""
    if registration_id is None:
        return None
    query = Registration.select().where(
        Registration.id == registration_id, Registration.meeting == meeting_id
    )
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def _store(door: Door, sent: Sent, registered: Registration | None) -> None:
    hashed, taken_by, known = token_hash(sent.token), "", False
    if registered is not None and registered.attendance_id is not None:
        attendance_id, known = registered.attendance_id, True
        _give_new_code(registered, hashed)
    else:
        here = Attendance.get_or_none(Attendance.token_hash == hashed)
        taken_by = token_hash(ON_ITS_WAY) if here is not None else ""
        attendance_id = here.id if here is not None else _check_in(door, sent, registered, hashed)
        if registered is not None:
            Registration.update(attendance=attendance_id).where(
                Registration.id == registered.id
            ).execute()
    row = (token_hash(sent.operation), door.id, attendance_id, hashed, known, taken_by)
    run_sql(
        "INSERT INTO door_check_in"
        " (operation, door_id, attendance_id, claim_hash, met_known, taken_by)"
        " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
        row,
    )


def _check_in(door: Door, sent: Sent, registered: Registration | None, hashed: str) -> str:
    """Make the check-in; two tries of one tablet that cross each other make one."""
    role = registered.role if registered else sent.role
    company = registered.company if registered else sent.company
    name = registered.name if registered else ""
    run_sql(
        "INSERT INTO attendance"
        " (id, meeting_id, token_hash, role, company, name, mode, vote_only, municipality)"
        " VALUES (?, ?, ?, ?, ?, ?, 'room', ?, ?) ON CONFLICT (token_hash) DO NOTHING",
        (new_key(), door.meeting_id, hashed, role, company, name, False, sent.municipality),
    )
    return str(Attendance.get(Attendance.token_hash == hashed).id)


def _give_new_code(registered: Registration, hashed: str) -> None:
    """Let the new code open the check-in, where no phone has taken the one shown before."""
    attendance = Attendance.get_by_id(registered.attendance_id)
    shown = DoorCheckIn.get_or_none(DoorCheckIn.claim_hash == attendance.token_hash)
    if shown is not None and not shown.taken_by and not registered.on_phone:
        attendance.token_hash = hashed
        attendance.save()


def take_over(meeting_id: int, token: str, tried: str) -> bool:
    """Let a phone go on with the check-in that a tablet made; the cookie is then the token.

    `tried` is the id of the phone's own try, so that a lost answer can be asked for again.
    Return False where the code is unknown: the tablet may not have sent it yet. Raises Refusal
    claim_used (409): a code opens one phone, or two people would see each other's votes.
    """

    def job() -> bool:
        claim = doors.find_claim(meeting_id, token)
        if claim is None:
            return False
        changed = DoorCheckIn.update(taken_by=token_hash(tried)).where(
            DoorCheckIn.operation == claim.operation,
            DoorCheckIn.taken_by.in_(["", token_hash(tried)]),
        )
        if not claim.open or not changed.execute():
            raise Refusal("claim_used", USED)
        Registration.update(on_phone=True).where(
            Registration.attendance == claim.attendance_id
        ).execute()
        return True

    return write(job)
