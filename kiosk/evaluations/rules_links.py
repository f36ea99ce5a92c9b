"""Decide what a personal link opens; what is known of it and the day are passed in."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kiosk.tokens import token_hash

# What the link opens: the form; the receipt; or a page that says why neither. "shut" is the gate
# or an evaluation that has not been opened, "held" a review (överprövning).
State = Literal["open", "answered", "revoked", "closed", "held", "shut"]
KEY_LENGTH = 12  # hex digits: 48 bits, in the address after the token has gone into a cookie


@dataclass(frozen=True, slots=True)
class Facts:
    """What decides about a link."""

    gate_open: bool
    opened: bool  # the evaluation has begun
    under_review: bool
    answered: bool
    revoked: bool
    closes_on: date | None  # last day to answer


def key_of(token: str) -> str:
    """Return what stands in the address instead of the token; it opens nothing by itself."""
    return token_hash(token)[:KEY_LENGTH]


def state(facts: Facts, today: date) -> State:
    """Return what the link opens today.

    A shut gate comes first: then no page says anything about anybody, not even that they answered.
    """
    if not facts.gate_open or not facts.opened:
        return "shut"
    if facts.answered:
        return "answered"
    if facts.revoked:
        return "revoked"
    if facts.closes_on is not None and today > facts.closes_on:
        return "closed"
    return "held" if facts.under_review else "open"
