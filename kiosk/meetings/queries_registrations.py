"""Read who has registered for a meeting: by ticket, by a few letters, and the host's list."""

from dataclasses import dataclass
from datetime import date
from typing import cast

from kiosk.meetings import queries_purge
from kiosk.meetings import rules_registrations as rules
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.queries import find_attendee
from kiosk.tokens import token_hash


def find_registration_by_code(meeting_id: int, code: str) -> Registration | None:
    """Return the registration of a ticket of this meeting; `code` may be the ticket's address."""
    found = find_by_ticket(code)
    return found if found is not None and found.meeting_id == meeting_id else None


def find_by_ticket(code: str) -> Registration | None:
    """Return the registration of a ticket of whatever meeting, or None."""
    given = rules.ticket_code(code)
    found = Registration.select().where(Registration.code_hash == token_hash(given))
    return cast(Registration | None, found.first()) if given else None


def find_registration(meeting_id: int, registration_id: str) -> Registration | None:
    """Return a registration of this meeting, or None."""
    return Registration.get_or_none(
        Registration.id == registration_id, Registration.meeting == meeting_id
    )


def search_registrations(meeting_id: int, words: str) -> list[Registration]:
    """Return at most eight who are found by at least three letters of their company's name.

    Whoever asks shows the company and nothing else, and one line for each: of several people
    from one company, it is one who has not come. Case and accents do not matter.
    """
    return rules.search(list_registrations(meeting_id), words)


def list_registrations(meeting_id: int) -> list[Registration]:
    """Return everybody who has registered, by company and name."""
    found = Registration.select().where(Registration.meeting == meeting_id)
    return sorted(found, key=lambda one: (one.company.casefold(), one.name.casefold(), one.id))


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many have registered, how many of them have come, and how their tickets stand."""

    registered: int
    come: int
    to_mail: int  # have an address and have got no ticket by mail
    mailed: int


def count_registrations(meeting_id: int) -> Numbers:
    """Count who has registered, from the rows."""
    found = list_registrations(meeting_id)
    return Numbers(
        registered=len(found),
        come=sum(one.attendance_id is not None for one in found),
        to_mail=sum(bool(one.email) and not one.mailed for one in found),
        mailed=sum(one.mailed for one in found),
    )


def find_by_ref(registration_id: str) -> Registration | None:
    """Return the registration that a message in the outbox is about, or None."""
    return Registration.get_or_none(Registration.id == registration_id)


def about(meeting_id: int) -> str:
    """Return what the mails of a meeting's tickets are marked with."""
    return f"tickets:{meeting_id}"


def may_go_on_as(meeting_id: int, token: str, registration_id: str) -> bool:
    """Tell whether a phone that is checked in by this token may use the registration's ticket.

    Not when it is checked in by somebody else's: then two people use one phone.
    """
    attendee = find_attendee(meeting_id, token)
    if attendee is None:
        return False
    theirs = Registration.select().where(
        Registration.attendance == attendee.id, Registration.id != registration_id
    )
    return not theirs.exists()


def count_before(day: date) -> dict[str, int]:
    """Count who had registered for meetings held before this day, if anybody had."""
    held = queries_purge.list_held_before(day)
    number = Registration.select().where(Registration.meeting.in_(held)).count()
    return {"registrations": number} if number else {}
