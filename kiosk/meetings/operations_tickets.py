"""Send tickets by mail, each once; what is sent is made when it goes."""

from collections.abc import Callable

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.mail import operations as mail
from kiosk.mail.message import Message, Never, NotNow
from kiosk.mail.post import Composer
from kiosk.meetings import queries, queries_staff
from kiosk.meetings import queries_registrations as registrations
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.tickets import ticket, write_mail

KIND = "ticket"


def send_tickets(meeting_id: int, who: int | None) -> int:
    """Put a ticket in the outbox for each who has an address and has got none; return how many.

    Raises Refusal meeting_ended (409).
    """

    def job() -> int:
        queries_staff.find_for_change(meeting_id)  # two hosts who press at once: each ticket once
        if queries.has_ended(meeting_id):
            raise Refusal("meeting_ended", lazy("The meeting has ended. Thank you for coming."))
        found = registrations.list_registrations(meeting_id)
        refs = [one.id for one in found if one.email and not one.mailed]
        mail.queue_all(KIND, refs, registrations.about(meeting_id))
        waiting = (Registration.meeting == meeting_id) & (Registration.email != "")
        Registration.update(mailed=True).where(waiting).execute()
        audit.record(who, "send_tickets", f"meeting:{meeting_id}", number=len(refs))
        return len(refs)

    sent = write(job)
    hub.announce_tally(meeting_id)
    return sent


def composer(secret: str, address: Callable[[], str]) -> Composer:
    """Return what makes a ticket's message right before it is sent, from the registration's id.

    Never: gone, no_email, meeting_ended.
    """

    def compose(ref: str, _kind: str) -> Message | NotNow | Never:
        one = registrations.find_by_ref(ref)
        if one is None:
            return Never("gone")
        if not one.email:
            return Never("no_email")
        if queries.has_ended(one.meeting_id):
            return Never("meeting_ended")
        meeting = queries.get_meeting(one.meeting_id)
        link = f"{address()}/registrations/{ticket(secret, one.id)}"
        written = write_mail(meeting, link)
        return Message(
            to=one.email,
            subject=written.subject,
            text=written.text,
            html=written.html,
            language=written.language,
        )

    return compose
