"""Decide which code a voting card has, whose voice it is, and what its holder is told; pure."""

from dataclasses import dataclass
from typing import Literal

from kiosk.tokens import derived_code

State = Literal["", "shared", "replaced"]


def card_code(secret: str, meeting_code: str, serial: int, generation: int = 1) -> str:
    """Return the code on a card (eight characters), the same each time, kept nowhere.

    A card that replaces a lost one is a higher generation, which goes into the code.
    """
    more = (str(generation),) if generation > 1 else ()
    return derived_code(secret, "roll", meeting_code, str(serial), *more)


@dataclass(frozen=True, slots=True)
class Card:
    """A voting card as its code opens it."""

    serial: int
    generation: int  # of this very code
    newest: int  # of the card's number
    phones: int
    voter: str  # what it votes by: the number's first code, whichever generation

    @property
    def state(self) -> State:
        """Return replaced for a code that is dead, shared for one that several phones took."""
        if self.generation < self.newest:
            return "replaced"
        return "shared" if self.phones > 1 else ""

    @property
    def shows_vote(self) -> bool:
        """Tell whether the phone may be shown how the card has voted.

        Not when somebody else may have voted by it: codes are printed, so whoever prints them,
        or finds a card, would otherwise learn a vote.
        """
        return self.newest == 1 and self.phones < 2
