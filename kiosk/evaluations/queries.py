"""Read procurements, their gate and their invitations."""

from datetime import date
from typing import Any

from kiosk import clock
from kiosk.db import database
from kiosk.evaluations import rules
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.municipality.queries import get_municipality
from kiosk.tokens import token_hash


def today() -> date:
    """Return this day where the municipality is."""
    return clock.local(clock.now()).date()


def proposed_day(decided_on: date) -> date:
    """Return the day that is proposed for sending, as the municipality has set it."""
    return rules.proposed_day(decided_on, get_municipality().sending_days)


def find_procurement(procurement_id: int) -> Procurement | None:
    """Return the procurement, or None."""
    return Procurement.get_or_none(Procurement.id == procurement_id)


def find_for_change(procurement_id: int) -> Procurement | None:
    """Return the procurement as it is inside the running write, and keep others from changing it.

    The gate is asked of this row, in the same transaction as what it lets through.
    """
    query = Procurement.select().where(Procurement.id == procurement_id)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def decision_of(procurement: Procurement) -> rules.Decision:
    """Return what the gate goes by."""
    found: Any = procurement
    return rules.Decision(
        state=found.state,
        awarded_on=found.awarded_on,
        cancelled_on=found.cancelled_on,
        entered=found.decision_at is not None,
        withdrawn=found.withdrawn_at is not None,
        under_review=found.review_since is not None,
    )


def why_shut(procurement: Procurement) -> rules.Shut:
    """Return why the gate is shut today, or "" when it is open."""
    return rules.why_shut(decision_of(procurement), today())


def find_invitation_by_token(token: str) -> Invitation | None:
    """Return the invitation a link belongs to, or None; the token itself is stored nowhere."""
    return Invitation.get_or_none(Invitation.token_hash == token_hash(token))
