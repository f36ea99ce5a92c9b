"""The gate in words: why it is shut, and what to do. For pages and for refusals alike.

Nothing here depends on what is in the table of invitations: a shut gate says the same whether there
are bidders in it or not.
"""

from kiosk.evaluations.rules import Shut
from kiosk.i18n import LazyText, lazy

SENTENCES: dict[Shut, LazyText] = {
    "no_decision": lazy(
        "No award or cancellation is on record yet. Until then nothing about bidders may be "
        "entered, shown or sent. When the award has been notified, or the procurement cancelled, "
        "enter the date of it."
    ),
    "date_ahead": lazy(
        "The date of the decision has not come yet. Until then nothing about bidders may be "
        "entered, shown or sent. Wait for that day, or correct the date if it is wrong."
    ),
    "withdrawn": lazy(
        "The decision has been taken back. Until there is a new one nothing about bidders may be "
        "entered, shown or sent, and any link already sent is paused. When there is a new "
        "decision, enter the date of it."
    ),
}
UNDER_REVIEW = lazy(
    "A review is under way, so nothing is sent now. When the review is over, say so on the page "
    "of the procurement. Then sending can go on."
)


def sentence(reason: Shut) -> LazyText | str:
    """Return why the gate is shut and what to do; "" when it is open."""
    return SENTENCES[reason] if reason else ""
