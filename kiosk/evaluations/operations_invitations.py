"""Invite bidders, correct what was written of one, take one back. Never while the gate is shut."""

from collections.abc import Sequence
from typing import Any

from kiosk import audit, clock
from kiosk.db import checkpoint, write
from kiosk.errors import Refusal
from kiosk.evaluations import messages, queries
from kiosk.evaluations import queries_invitations as reading
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.operations_gate import refuse_if_held, refuse_if_shut
from kiosk.evaluations.queries_purge import about
from kiosk.evaluations.rules_addresses import Address, Addresses, mark_invited
from kiosk.i18n import lazy
from kiosk.mail import operations as mail
from kiosk.tokens import new_key, token_hash

AT_ONCE = 200  # rows in one statement; SQLite takes a limited number of values


def find_open_gate(procurement_id: int) -> Procurement:
    """Return the procurement inside the running write; raise Refusal gone or gate_shut."""
    found = queries.find_for_change(procurement_id)
    if found is None:
        raise Refusal("gone", lazy("The procurement is no longer here."), 404)
    refuse_if_shut(found)
    return found


def add_invitations(
    procurement_id: int, who: int | None, addresses: Addresses, kind: str = "bidder"
) -> int:
    """Invite everybody a list's usable rows name and who is not invited; return how many.

    Asks again inside the write who is invited already: two officers may add the same list.
    """

    def job() -> int:
        procurement = find_open_gate(procurement_id)
        marked = mark_invited(addresses, *reading.list_addresses(procurement.id))
        rows = [_row(procurement.id, one, kind) for one in marked.usable]
        _insert(rows)
        if rows:
            audit.record(who, "add_invitations", about(procurement.id), number=len(rows))
        return len(rows)

    return write(job)


def update_invitation(
    procurement_id: int, invitation_id: str, who: int | None, **facts: Any
) -> str:
    """Correct company, contact, e-mail or language; return the invitation's id from now on.

    Once sending has begun another address gets another link and a message of its own: whoever
    reads the old address must not be able to answer. Raises Refusal taken (422), revoked (409).
    """

    def job() -> str:
        procurement = find_open_gate(procurement_id)
        row = find_invitation(procurement.id, invitation_id)
        same_address = facts["email"].casefold() == row.email.casefold()
        _refuse_taken(procurement.id, row, facts["email"])
        if same_address or procurement.opened_at is None:
            Invitation.update(**facts).where(Invitation.id == row.id).execute()
            new_id = row.id
        else:
            refuse_if_held(procurement)
            new_id = _replace(row, facts)
            if facts["email"]:
                mail.queue("invitation", new_id, about(procurement.id))
        audit.record(who, "update_invitation", about(procurement.id), new_link=new_id != row.id)
        return str(new_id)

    new_id = write(job)
    checkpoint("invitation", "draft")
    return new_id


def revoke_invitation(procurement_id: int, invitation_id: str, who: int | None) -> bool:
    """Take an invitation back; tell whether its link had been sent and is now dead.

    Before sending the row goes altogether; afterwards it stays, so that counts tell nothing new.
    """

    def job() -> bool:
        procurement = find_open_gate(procurement_id)
        row = find_invitation(procurement.id, invitation_id)
        audit.record(who, "revoke_invitation", about(procurement.id))
        if procurement.opened_at is None:
            row.delete_instance()
            return False
        facts = {"revoked_at": clock.now(), "revoked_by": who}
        Invitation.update(**facts).where(Invitation.id == row.id).execute()
        Draft.delete().where(Draft.token_hash == row.token_hash).execute()
        return True

    sent = write(job)
    checkpoint("invitation", "draft")
    return sent


def find_invitation(procurement_id: int, invitation_id: str) -> Invitation:
    """Return an invitation inside the running write; raise Refusal gone (404) or revoked (409)."""
    row = reading.find_invitation_for_change(procurement_id, invitation_id)
    if row is None:
        raise Refusal("gone", lazy("Somebody has just taken the invitation away."), 404)
    if row.revoked_at is not None:
        raise Refusal("revoked", lazy("The invitation has been taken back. Invite anew instead."))
    return row


def _row(procurement_id: int, address: Address, kind: str) -> dict[str, Any]:
    key = new_key()
    return {
        "id": key,
        "procurement": procurement_id,
        "company": address.company,
        "contact": address.contact,
        "email": address.email,
        "language": address.language,
        "kind": kind,
        "token_hash": token_hash(messages.token_of(key)),
    }


def _insert(rows: Sequence[dict[str, Any]]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        Invitation.insert_many(rows[first : first + AT_ONCE]).execute()


def _refuse_taken(procurement_id: int, row: Invitation, email: str) -> None:
    taken, _letters = reading.list_addresses(procurement_id)
    others = [one.casefold() for one in taken if one.casefold() != row.email.casefold()]
    if email and email.casefold() in others:
        raise Refusal(
            "taken", lazy("Somebody else is invited at that address already."), 422, field="email"
        )


def _replace(row: Invitation, facts: dict[str, Any]) -> str:
    """Give somebody a new link: another row, for a link is made from the row's key."""
    key = new_key()
    kept = {"procurement": row.procurement_id, "kind": row.kind, "answered": row.answered}
    Draft.delete().where(Draft.token_hash == row.token_hash).execute()
    row.delete_instance()
    hashed = token_hash(messages.token_of(key))
    Invitation.create(id=key, token_hash=hashed, no_reminders=row.no_reminders, **kept, **facts)
    return key
