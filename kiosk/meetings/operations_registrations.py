"""Check in who has registered, by ticket or by name: one registration is at most one check-in."""

import kiosk.voting.queries as voting
from kiosk.db import database, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries
from kiosk.meetings.models import Attendance
from kiosk.meetings.models_registrations import Registration
from kiosk.tokens import new_key, token_hash

ENDED = lazy("The meeting has ended. Thank you for coming.")
GONE = lazy("The registration has just been taken away. Check in as new instead.")
ON_ANOTHER_PHONE = lazy(
    "Another phone is checked in with this ticket, and a vote is open. "
    "Vote on that phone, or try again here when the vote has closed."
)

ANOTHER_PERSON = lazy("This phone is checked in as somebody else. Let it forget that first.")


def check_in_registered(registration_id: str, token: str, *, on_phone: bool) -> bool:
    """Check in a registered person; tell whether the token now opens the check-in.

    `on_phone` says that somebody will vote by the token: her own phone, or one that the door
    gives a code to. Then a check-in that another phone has moves here, so the old one is out, but
    never while a vote is open: that would be two votes, or would show how the other one voted.
    Without it a check-in that is there already stays as it is, and False comes back.
    Raises Refusal: meeting_ended (409), gone (404), ticket_in_use (409),
    another_person (409): the token has checked in somebody else who has registered.
    """

    def job() -> tuple[int, bool]:
        one = _for_change(registration_id)
        if queries.has_ended(one.meeting_id):
            raise Refusal("meeting_ended", ENDED)
        return one.meeting_id, _take(one, token_hash(token), on_phone)

    meeting_id, opens = write(job)
    hub.announce_tally(meeting_id)
    return opens


def _for_change(registration_id: str) -> Registration:
    query = Registration.select().where(Registration.id == registration_id)
    one = (query.for_update() if database.for_update else query).first()
    if one is None:
        raise Refusal("gone", GONE, 404)
    return one  # type: ignore[no-any-return]


def _other_than(one: Registration, here: Attendance | None) -> bool:
    """Tell whether the token has checked in somebody else who has registered."""
    if here is None or here.id == one.attendance_id:
        return False
    return bool(Registration.select().where(Registration.attendance == here.id).exists())


def _take(one: Registration, hashed: str, on_phone: bool) -> bool:
    """Give the registration's one check-in to whoever holds the token, if that may be."""
    here = Attendance.get_or_none(Attendance.token_hash == hashed)
    mine = one.attendance_id is not None and here is not None and here.id == one.attendance_id
    if _other_than(one, here):
        raise Refusal("another_person", ANOTHER_PERSON)
    if one.attendance_id is not None and not mine and not on_phone:
        return False
    if one.attendance_id is not None and not mine and one.on_phone:
        _refuse_while_voting(one.meeting_id)
    if not mine:
        _merge(one, here, hashed)
    one.on_phone = one.on_phone or on_phone
    one.save()
    return True


def _merge(one: Registration, here: Attendance | None, hashed: str) -> None:
    """Make one check-in of what this phone has done before and the registration's own."""
    if one.attendance_id is None and here is not None:
        here.company, here.name, here.role = one.company, one.name, one.role
        here.vote_only = False
        here.save()
        one.attendance = here
    elif one.attendance_id is None:
        one.attendance = Attendance.create(
            id=new_key(), meeting=one.meeting_id, token_hash=hashed, role=one.role,
            company=one.company, name=one.name, mode=one.mode,
        )  # fmt: skip
    else:
        if here is not None:
            here.delete_instance()
        Attendance.update(token_hash=hashed).where(Attendance.id == one.attendance_id).execute()


def _refuse_while_voting(meeting_id: int) -> None:
    if voting.find_open_question(meeting_id) is not None:
        raise Refusal("ticket_in_use", ON_ANOTHER_PHONE)
