"""Read who has registered for a meeting: by ticket, by a few letters, and the host's list."""

from typing import cast

from kiosk.meetings import rules_registrations as rules
from kiosk.meetings.models_registrations import Registration
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
