"""Read how sending stands: what is planned, what is due, and what every message says."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk import clock
from kiosk.evaluations import queries, rules, rules_sending
from kiosk.evaluations.messages import Facts
from kiosk.evaluations.models import Procurement
from kiosk.municipality.queries import get_municipality
from kiosk.questions.thresholds import effective_threshold


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
    proposed = queries.proposed_day(decided_on)
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


def list_planned() -> list[Procurement]:
    """Return the procurements that are to be sent by themselves on some day."""
    waiting = Procurement.send_on.is_null(False) & Procurement.opened_at.is_null()
    return list(Procurement.select().where(waiting).order_by(Procurement.id))


def list_reminding() -> list[Procurement]:
    """Return the procurements whose reminders go by themselves and are not all sent."""
    going = Procurement.opened_at.is_null(False) & Procurement.reminds_itself
    going &= Procurement.closes_on >= queries.today()
    few = Procurement.reminders < rules.MOST_REMINDERS
    return list(Procurement.select().where(going & few).order_by(Procurement.id))


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
