"""Take a voting card into a phone, and replace one that is lost."""

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries, queries_cards, queries_staff
from kiosk.meetings.models_cards import RollCard
from kiosk.meetings.rules_cards import Card

REPLACED = lazy("This card has been replaced by a new one. Use the code on the new card.")
NO_SUCH = lazy("There is no card with that number.")


def take_card(meeting_id: int, card: Card, tried: str) -> None:
    """Note that a phone has taken a card; a repeat of the same try changes nothing.

    What the card votes is no part of this, nor who holds it. Raises Refusal card_replaced (409).
    """

    def job() -> None:
        row = _for_change(meeting_id, card.serial)
        if row.generation != card.generation:
            raise Refusal("card_replaced", REPLACED)
        if row.tried != tried:
            _save(row, used=True, phones=row.phones + 1, tried=tried)

    write(job)
    hub.announce_tally(meeting_id)


def replace_card(meeting_id: int, serial: int, who: int | None, tried: str) -> None:
    """Give a card's number a new code; the old one dies at once, also on a phone that has it.

    The number stays one voice: a vote that it has in the open question stands until it is changed.
    Raises Refusal: no_such_card (422), meeting_ended (409).
    """

    def job() -> None:
        meeting = queries_staff.find_for_change(meeting_id)
        if meeting is None or meeting.level != "roll" or not 1 <= serial <= meeting.roll_size:
            raise Refusal("no_such_card", NO_SUCH, 422)
        if queries.has_ended(meeting_id):
            raise Refusal("meeting_ended", lazy("The meeting has ended. Thank you for coming."))
        row = _for_change(meeting_id, serial)
        if row.tried != tried:
            _save(row, generation=row.generation + 1, phones=0, tried=tried)
            audit.record(who, "replace_card", f"meeting:{meeting_id}", card=serial)

    write(job)
    hub.announce_tally(meeting_id)


def _for_change(meeting_id: int, serial: int) -> RollCard:
    RollCard.insert(meeting=meeting_id, serial=serial).on_conflict_ignore().execute()
    return queries_cards.get_for_change(meeting_id, serial)


def _save(row: RollCard, **facts: object) -> None:
    same = (RollCard.meeting == row.meeting_id) & (RollCard.serial == row.serial)
    RollCard.update(**facts).where(same).execute()
