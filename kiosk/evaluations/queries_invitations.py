"""Read who is invited and how sending goes; never who has answered, only how many.

Every count here is behind the gate: whoever calls has asked it first.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import kiosk.mail.queries as mail
from kiosk.db import database
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.queries_purge import about
from kiosk.i18n import LazyText
from kiosk.mail.outbox import Mail

SHOWN = 200  # invitations on the page before somebody asks for all
ON_THEIR_WAY = ("queued", "sending")
GONE = ("sent", "written")
IN_TROUBLE = ("failed", "unsure")
STOPPED = {"answered": "sent", "restored": "restored"}
# What our own composer has said: the page says it in other ways, or must not say it at all.
OURS = (
    "gone", "revoked", "no_email", "answered", "closed", "no_reminders", "gate_shut",
    "under_review",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """One invitation on the page, with what an officer must know of its message or letter.

    `mark`: "" , failed, unsure, new (nothing sent yet though others have), letter or revoked.
    """

    invitation: Invitation
    mark: str = ""
    words: LazyText | str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """How many are invited, how many messages have gone, how many have answered."""

    invited: int
    answered: int
    by_mail: int
    letters: int
    letters_left: int  # not printed yet
    gone: int
    waiting: int
    failed: int
    unsure: int
    stopped: int  # waited when the database was copied, and the copy was put back
    unsent: int  # nothing in the outbox yet
    revoked: int
    opted_out: int  # want no more reminders


def list_invitations(procurement_id: int) -> list[Invitation]:
    """Return all invitations of a procurement by company; their keys tell no order."""
    found = Invitation.select().where(Invitation.procurement == procurement_id)
    return sorted(found, key=lambda one: (one.company.casefold(), one.email.casefold()))


def find_invitation(procurement_id: int, invitation_id: str) -> Invitation | None:
    """Return one invitation of a procurement, or None."""
    same = (Invitation.id == invitation_id) & (Invitation.procurement == procurement_id)
    return Invitation.get_or_none(same)


def find_by_ref(invitation_id: str) -> Invitation | None:
    """Return the invitation that a message in the outbox is about, or None."""
    return Invitation.get_or_none(Invitation.id == invitation_id)


def list_addresses(procurement_id: int) -> tuple[list[str], list[str]]:
    """Return the e-mail addresses invited, and the companies that get a letter."""
    found = [one for one in list_invitations(procurement_id) if one.revoked_at is None]
    return (
        [one.email for one in found if one.email],
        [one.company for one in found if not one.email],
    )


def list_lines(
    procurement: Procurement, found: Sequence[Invitation], all_of_them: bool
) -> tuple[list[Line], int]:
    """Return the invitations, those in trouble first, and how many are left out of the page."""
    troubles = {
        one.ref: one for one in mail.list_problems(about(procurement.id)) if one.state in IN_TROUBLE
    }
    queued = set(list_queued(procurement.id, "invitation"))
    lines = []
    for one in found:
        trouble = troubles.get(one.id)
        if trouble and one.revoked_at is None:
            lines.append(Line(one, trouble.state, trouble.words, trouble.detail))
        else:
            lines.append(Line(one, _mark(one, procurement, queued)))
    lines.sort(key=lambda line: line.mark not in IN_TROUBLE)
    shown = lines if all_of_them else lines[:SHOWN]
    return shown, len(lines) - len(shown)


def _mark(one: Invitation, procurement: Procurement, queued: set[str]) -> str:
    if one.revoked_at is not None:
        return "revoked"
    if not one.email:
        return "letter"
    return "new" if procurement.opened_at is not None and one.id not in queued else ""


def list_queued(procurement_id: int, kind: str) -> list[str]:
    """Return the ids of the invitations that have a message of this kind in the outbox."""
    rows = Mail.select(Mail.ref).where(Mail.about == about(procurement_id), Mail.kind == kind)
    return [row.ref for row in rows]


def count_invitations(procurement: Procurement, found: Sequence[Invitation]) -> Numbers:
    """Count what the page shows.

    Links that were revoked still count: if they did not, the number that has answered would fall
    or stay when one is revoked, and so tell whether that one had.
    """
    valid = [one for one in found if one.revoked_at is None]
    by_mail = {one.id for one in valid if one.email}
    letters = [one for one in valid if not one.email]
    states = _count_states(procurement.id, {one.id for one in found})
    return Numbers(
        invited=len(found),
        answered=sum(one.answered for one in found),
        by_mail=len(by_mail),
        letters=len(letters),
        letters_left=sum(one.printed_at is None for one in letters),
        gone=sum(states.get(state, 0) for state in GONE),
        waiting=sum(states.get(state, 0) for state in ON_THEIR_WAY),
        failed=states.get("failed", 0),
        unsure=states.get("unsure", 0),
        stopped=states.get("restored", 0),
        unsent=len(by_mail - set(list_queued(procurement.id, "invitation"))),
        revoked=len(found) - len(valid),
        opted_out=sum(one.no_reminders for one in valid),
    )


def _count_states(procurement_id: int, ids: set[str]) -> dict[str, int]:
    """Count invitations by the state of their message, restored for one stopped by a restore.

    One that was held back because there was an answer already counts as gone.
    """
    counts: dict[str, int] = {}
    rows = Mail.select(Mail.ref, Mail.state, Mail.problem).where(
        Mail.about == about(procurement_id), Mail.kind == "invitation"
    )
    for row in rows:
        state = STOPPED.get(row.problem, row.state) if row.state == "stopped" else row.state
        if row.ref in ids:
            counts[state] = counts.get(state, 0) + 1
    return counts


def list_to_invite(procurement_id: int) -> list[str]:
    """Return the ids of those who are to get a message and have none in the outbox."""
    queued = set(list_queued(procurement_id, "invitation"))
    query = _with_mail(procurement_id)
    return [one.id for one in query if one.id not in queued]


def list_to_remind(procurement_id: int) -> list[str]:
    """Return the ids of those who have got a message and neither answered nor opted out."""
    gone = Mail.select(Mail.ref).where(
        Mail.about == about(procurement_id), Mail.kind == "invitation", Mail.state.in_(GONE)
    )
    reached = {row.ref for row in gone}
    query = _with_mail(procurement_id).where(~Invitation.answered, ~Invitation.no_reminders)
    return [one.id for one in query if one.id in reached]


def _with_mail(procurement_id: int):  # type: ignore[no-untyped-def] # peewee's query
    return Invitation.select(Invitation.id).where(
        Invitation.procurement == procurement_id,
        Invitation.revoked_at.is_null(),
        Invitation.email != "",
    )


def list_letters(procurement_id: int, all_of_them: bool) -> list[Invitation]:
    """Return those who get a printed letter: who have no e-mail, or everybody."""
    valid = [one for one in list_invitations(procurement_id) if one.revoked_at is None]
    return [one for one in valid if all_of_them or not one.email]


def find_invitation_for_change(procurement_id: int, invitation_id: str) -> Invitation | None:
    """Return one invitation as it is inside the running write, and keep others from changing it."""
    same = (Invitation.id == invitation_id) & (Invitation.procurement == procurement_id)
    query = Invitation.select().where(same)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def find_mail(invitation_id: str) -> Mail | None:
    """Return the latest message to somebody, or None."""
    query = Mail.select().where(Mail.ref == invitation_id).order_by(Mail.id.desc())
    return query.first()  # type: ignore[no-any-return]


def list_waiting_troubles(procurement_id: int) -> list[LazyText]:
    """Return why messages wait or were stopped, in words, each once."""
    found = {
        one.problem: one.words
        for one in mail.list_problems(about(procurement_id))
        if one.state in ("queued", "stopped") and one.problem not in OURS
    }
    return list(found.values())
