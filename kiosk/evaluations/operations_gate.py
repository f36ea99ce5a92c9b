"""Refuse what the gate does not let through; called inside the write that wants to pass it.

Source: offentlighets- och sekretesslagen (2009:400) 19 kap. 3 §.
"""

from kiosk.errors import Refusal
from kiosk.evaluations import gate, queries
from kiosk.evaluations.models import Procurement


def refuse_if_shut(procurement: Procurement) -> None:
    """Raise Refusal gate_shut (409, facts: reason) unless the gate is open.

    The procurement is one that queries.find_for_change has read in this very write.
    """
    reason = queries.why_shut(procurement)
    if reason:
        raise Refusal("gate_shut", gate.sentence(reason), 409, reason=reason)


def refuse_if_held(procurement: Procurement) -> None:
    """Raise Refusal gate_shut or under_review (409) unless messages may go out now."""
    refuse_if_shut(procurement)
    if procurement.review_since is not None:
        raise Refusal("under_review", gate.UNDER_REVIEW, 409)
