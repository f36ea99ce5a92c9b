"""Read voting cards: by their code, by their number, and how many have been used."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from kiosk.db import database, run_sql
from kiosk.meetings import rules_cards as rules
from kiosk.meetings.models_cards import RollCard

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting


@lru_cache(maxsize=32)
def _codes(
    secret: str, meeting_code: str, size: int, replaced: tuple[tuple[int, int], ...]
) -> dict[str, tuple[int, int]]:
    """Return serial and generation by code: of every card, and of each that one has been before."""
    newest = dict(replaced)
    return {
        rules.card_code(secret, meeting_code, serial, generation): (serial, generation)
        for serial in range(1, size + 1)
        for generation in range(1, newest.get(serial, 1) + 1)
    }


def find_card(secret: str, meeting: Meeting, code: str) -> rules.Card | None:
    """Return the card with this code, dead or alive, or None when the meeting has no such card."""
    replaced = run_sql(
        "SELECT serial, generation FROM roll_card WHERE meeting_id = ? AND generation > 1"
        " ORDER BY serial",
        (meeting.id,),
    ).fetchall()
    known = _codes(secret, meeting.code, meeting.roll_size, tuple(map(tuple, replaced)))
    if code not in known:
        return None
    serial, generation = known[code]
    row = run_sql(
        "SELECT generation, phones FROM roll_card WHERE meeting_id = ? AND serial = ?",
        (meeting.id, serial),
    ).fetchone()
    newest, phones = row or (1, 0)
    first = rules.card_code(secret, meeting.code, serial)
    return rules.Card(serial, generation, newest, phones, f"roll:{first}")


def count_used(meeting_id: int) -> int:
    """Count the cards that a phone has taken, from the rows."""
    row = run_sql("SELECT COUNT(*) FROM roll_card WHERE meeting_id = ? AND used", (meeting_id,))
    return int(row.fetchone()[0])


def count_replacements(meeting_id: int) -> dict[int, int]:
    """Return how many times each card has been replaced that has been, by its number."""
    return {serial: newest - 1 for serial, newest in get_generations(meeting_id).items()}


def get_generations(meeting_id: int) -> dict[int, int]:
    """Return the generation of each card that has been replaced, by its number."""
    found = RollCard.select().where(RollCard.meeting == meeting_id, RollCard.generation > 1)
    return {one.serial: one.generation for one in found.order_by(RollCard.serial)}


def get_for_change(meeting_id: int, serial: int) -> RollCard:
    """Return a card that has a row inside the running write, and keep others from changing it."""
    query = RollCard.select().where(RollCard.meeting == meeting_id, RollCard.serial == serial)
    return (query.for_update() if database.for_update else query).get()
