"""Compose a message right before it is sent, and ask everything again that may have changed.

Between the queue and the mail server an hour or a week may pass: the award may be withdrawn, a
review begun, the link revoked, the answer given.
"""

from dataclasses import replace

from kiosk.evaluations import messages, queries, queries_sending, rules_sending
from kiosk.evaluations import queries_invitations as reading
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.mail.message import Message, Never, NotNow

ROUNDS = {"invitation": 0, "reminder_1": 1, "reminder_2": 2}


def compose(ref: str, kind: str) -> Message | NotNow | Never:
    """Return the message to one bidder, or why there is none to send, now or ever.

    `ref` is the invitation's id. NotNow: gate_shut, under_review. Never: gone, revoked, no_email,
    answered, closed, no_reminders.
    """
    invitation = reading.find_by_ref(ref)
    procurement = queries.find_procurement(invitation.procurement_id) if invitation else None
    if invitation is None or procurement is None:
        return Never("gone")
    if queries.why_shut(procurement):
        return NotNow("gate_shut")
    if procurement.review_since is not None:
        return NotNow("under_review")
    reason = _why_never(procurement, invitation, ROUNDS[kind])
    if reason or procurement.closes_on is None:
        return Never(reason or "closed")
    only_read = invitation.kind == "documents"
    facts = queries_sending.facts_of(procurement, procurement.closes_on, ROUNDS[kind], only_read)
    return _message(replace(facts, name=invitation.contact), invitation)


def _why_never(procurement: Procurement, invitation: Invitation, round_number: int) -> str:
    checks = (
        ("revoked", invitation.revoked_at is not None),
        ("no_email", not invitation.email),
        ("answered", bool(invitation.answered)),
        ("closed", rules_sending.is_closed(procurement.closes_on, queries.today())),
        ("no_reminders", bool(round_number and invitation.no_reminders)),
    )
    return next((code for code, applies in checks if applies), "")


def _message(facts: messages.Facts, invitation: Invitation) -> Message:
    link = messages.link_of(invitation.id)
    written = messages.write_message(facts, link, invitation.language)
    return Message(
        to=invitation.email,
        subject=written.subject,
        text=written.text,
        html=written.html,
        language=written.parts[0].language,
        unsubscribe=messages.no_reminders_link(link),
    )
