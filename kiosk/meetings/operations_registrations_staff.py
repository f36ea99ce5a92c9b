"""Write the list of who has registered: add some, take one away."""

from collections.abc import Iterable, Sequence
from datetime import date

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.mail.outbox import Mail
from kiosk.meetings import queries, queries_purge, queries_registrations, queries_staff
from kiosk.meetings import rules_registrations as rules
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.tickets import ticket
from kiosk.tokens import new_key, token_hash

AT_ONCE = 100  # rows in one statement; SQLite takes a limited number of values


def add_registrations(
    meeting_id: int, who: int | None, secret: str, people: Sequence[rules.Person]
) -> int:
    """Register those who are not on the list yet; return how many they were.

    Raises Refusal: meeting_ended (409), too_many (422).
    """

    def job() -> int:
        queries_staff.find_for_change(meeting_id)  # others who add wait: nobody gets on it twice
        if queries.has_ended(meeting_id):
            raise Refusal("meeting_ended", lazy("The meeting has ended. Thank you for coming."))
        known = queries_registrations.list_registrations(meeting_id)
        fresh = rules.not_known(people, known)
        if len(known) + len(fresh) > rules.MOST_REGISTRATIONS:
            raise Refusal("too_many", lazy("So many can't be registered for one meeting."), 422)
        _insert(meeting_id, secret, fresh)
        audit.record(who, "add_registrations", f"meeting:{meeting_id}", number=len(fresh))
        return len(fresh)

    added = write(job)
    hub.announce_tally(meeting_id)
    return added


def _insert(meeting_id: int, secret: str, people: Iterable[rules.Person]) -> None:
    rows = []
    for one in people:
        key = new_key()
        row = {"id": key, "meeting": meeting_id, "code_hash": token_hash(ticket(secret, key))}
        rows.append(row | {name: getattr(one, name) for name in rules.PERSON})
    for first in range(0, len(rows), AT_ONCE):
        Registration.insert_many(rows[first : first + AT_ONCE]).execute()


def remove_registration(meeting_id: int, registration_id: str, who: int | None) -> None:
    """Take somebody off the list; the ticket dies, a check-in by it stays."""

    def job() -> None:
        one = queries_registrations.find_registration(meeting_id, registration_id)
        if one is not None:
            one.delete_instance()
            audit.record(who, "remove_registration", f"meeting:{meeting_id}")

    write(job)
    hub.announce_tally(meeting_id)


def purge_before(day: date) -> dict[str, int]:
    """Purge who had registered for meetings held before this day, and the mails with their tickets.

    Call inside a running write.
    """
    counted = queries_registrations.count_before(day)
    held = queries_purge.list_held_before(day)
    about = [queries_registrations.about(one) for one in held]
    Mail.delete().where(Mail.about.in_(about)).execute()
    Registration.delete().where(Registration.meeting.in_(held)).execute()
    return counted
