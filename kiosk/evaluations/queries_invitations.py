"""Read who is invited and how sending goes; never who has answered, only how many.

Every count here is behind the gate: whoever calls has asked it first.
"""

from dataclasses import dataclass
from datetime import date, datetime

import kiosk.mail.queries as mail
from kiosk import clock
from kiosk.db import database
from kiosk.evaluations import queries, rules, rules_sending
from kiosk.evaluations.messages import Facts
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.queries_purge import about
from kiosk.i18n import LazyText
from kiosk.mail.outbox import Mail
from kiosk.municipality.queries import get_municipality
from kiosk.questions.thresholds import effective_threshold

SHOWN = 200  # invitations on the page before somebody asks for all
ON_THEIR_WAY = ("queued", "sending")
GONE = ("sent", "written")
IN_TROUBLE = ("failed", "unsure")
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
    unsent: int  # nothing in the outbox yet
    revoked: int
    opted_out: int  # want no more reminders


@dataclass(frozen=True, slots=True)
class Sending:
    """How sending stands today."""

    opened: bool
    closed: bool
    planned_on: date | None
    proposed_on: date
    closes_on: date
    held: bool  # a review is under way
    no_reminder: rules_sending.NoReminder
    next_round: int
    next_on: date | None  # the first day a reminder may go
    by_itself_on: date | None


def now_here() -> datetime:
    """Return the present moment where the municipality is."""
    return clock.local(clock.now())


def rounds_of(procurement: Procurement) -> rules_sending.Rounds:
    """Return how far an evaluation's reminders have come."""
    opened = procurement.opened_at
    return rules_sending.Rounds(
        opened_on=clock.local(opened).date() if opened else None,
        closes_on=procurement.closes_on,
        sent=procurement.reminders,
        last_on=procurement.reminded_on,
    )


def get_sending(procurement: Procurement) -> Sending:
    """Return how sending stands; the gate is open, so there is a day of decision."""
    today = queries.today()
    decided_on = queries.decision_of(procurement).decided_on or today
    proposed = rules.proposed_day(decided_on)
    first = procurement.send_on or max(proposed, today)
    rounds = rounds_of(procurement)
    return Sending(
        opened=procurement.opened_at is not None,
        closed=rules_sending.is_closed(procurement.closes_on, today),
        planned_on=procurement.send_on if procurement.opened_at is None else None,
        proposed_on=proposed,
        closes_on=procurement.closes_on or rules.proposed_last_day(first),
        held=procurement.review_since is not None,
        no_reminder=rules_sending.why_no_reminder(rounds, today),
        next_round=rounds.sent + 1,
        next_on=rules_sending.earliest_round(rounds),
        by_itself_on=rules_sending.planned_round(rounds) if procurement.reminds_itself else None,
    )


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


def list_lines(procurement: Procurement, all_of_them: bool) -> tuple[list[Line], int]:
    """Return the invitations, those in trouble first, and how many are left out of the page."""
    troubles = {
        one.ref: one for one in mail.list_problems(about(procurement.id)) if one.state in IN_TROUBLE
    }
    queued = set(list_queued(procurement.id, "invitation"))
    lines = []
    for one in list_invitations(procurement.id):
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


def count_invitations(procurement: Procurement) -> Numbers:
    """Count what the page shows.

    Links that were revoked still count: if they did not, the number that has answered would fall
    or stay when one is revoked, and so tell whether that one had.
    """
    found = list_invitations(procurement.id)
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
        unsent=len(by_mail - set(list_queued(procurement.id, "invitation"))),
        revoked=len(found) - len(valid),
        opted_out=sum(one.no_reminders for one in valid),
    )


def _count_states(procurement_id: int, ids: set[str]) -> dict[str, int]:
    """Count invitations by the state of their message; one held back as answered counts as gone."""
    counts: dict[str, int] = {}
    rows = Mail.select(Mail.ref, Mail.state, Mail.problem).where(
        Mail.about == about(procurement_id), Mail.kind == "invitation"
    )
    for row in rows:
        state = "sent" if row.state == "stopped" and row.problem == "answered" else row.state
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


def list_planned() -> list[Procurement]:
    """Return the procurements that are to be sent by themselves on some day."""
    waiting = Procurement.send_on.is_null(False) & Procurement.opened_at.is_null()
    return list(Procurement.select().where(waiting).order_by(Procurement.id))


def list_reminding() -> list[Procurement]:
    """Return the procurements whose reminders go by themselves and are not all sent."""
    going = Procurement.opened_at.is_null(False) & Procurement.reminds_itself
    few = Procurement.reminders < rules.MOST_REMINDERS
    return list(Procurement.select().where(going & few).order_by(Procurement.id))


def find_invitation_for_change(procurement_id: int, invitation_id: str) -> Invitation | None:
    """Return one invitation as it is inside the running write, and keep others from changing it."""
    same = (Invitation.id == invitation_id) & (Invitation.procurement == procurement_id)
    query = Invitation.select().where(same)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def find_mail(invitation_id: str) -> Mail | None:
    """Return the latest message to somebody, or None."""
    query = Mail.select().where(Mail.ref == invitation_id).order_by(Mail.id.desc())
    return query.first()  # type: ignore[no-any-return]


def facts_of(
    procurement: Procurement, closes_on: date, round_number: int = 0, only_read: bool = False
) -> Facts:
    """Return what every message about a procurement says."""
    known = get_municipality()
    return Facts(
        title=procurement.title,
        reference=procurement.reference,
        municipality=known.name,
        contact=known.contact,
        threshold=effective_threshold(known.threshold),
        closes_on=closes_on,
        only_read=only_read,
        round=round_number,
    )


def list_waiting_troubles(procurement_id: int) -> list[LazyText]:
    """Return why messages wait or were stopped, in words, each once."""
    found = {
        one.problem: one.words
        for one in mail.list_problems(about(procurement_id))
        if one.state in ("queued", "stopped") and one.problem not in OURS
    }
    return list(found.values())
