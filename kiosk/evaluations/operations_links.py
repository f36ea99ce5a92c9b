"""Enter by a personal link inside a write, or refuse; and let a bidder be left in peace."""

from collections.abc import Container

from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries, queries_bidder
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.operations_gate import refuse_if_shut
from kiosk.evaluations.rules_links import State
from kiosk.i18n import LazyText, lazy

NO_LINK = lazy("There is no such link.")
REFUSALS: dict[State, tuple[LazyText, int]] = {
    "answered": (lazy("These answers have been sent already."), 409),
    "revoked": (lazy("This link no longer counts."), 410),
    "closed": (lazy("The last day to answer has passed."), 410),
    "held": (lazy("The evaluation is paused. What you have saved is kept."), 409),
    "shut": (lazy("The evaluation is paused. What you have saved is kept."), 409),
}


def enter(token: str, states: Container[State] = ("open",)) -> tuple[Invitation, Procurement]:
    """Return invitation and procurement as they are in the running write, and keep others waiting.

    Raises Refusal: no_link (404), gate_shut (409), or the state that the link is in.
    """
    found = queries.find_invitation_by_token(token)
    if found is None:
        raise Refusal("no_link", NO_LINK, 404)
    procurement = queries.find_for_change(found.procurement_id)
    # Read anew: on PostgreSQL it may have been sent while we waited for the procurement.
    invitation = Invitation.get_or_none(Invitation.id == found.id)
    if invitation is None or procurement is None:
        raise Refusal("no_link", NO_LINK, 404)
    refuse_if_shut(procurement)
    state = queries_bidder.state_of(invitation, procurement)
    if state not in states:
        raise Refusal(state, *REFUSALS.get(state, REFUSALS["held"]))
    return invitation, procurement


def stop_reminders(token: str) -> None:
    """Send this bidder no more reminders; whatever state the link is in, the gate's included.

    It tells nobody anything, and who asks to be left in peace is not asked to come back.
    """
    found = queries.find_invitation_by_token(token)
    if found is None:
        raise Refusal("no_link", NO_LINK, 404)
    # One column, of the same length: the row stays where it lies (see Invitation).
    query = Invitation.update(no_reminders=True).where(Invitation.id == found.id)
    write(lambda: query.execute())
