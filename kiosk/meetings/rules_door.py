"""Decide what a tablet at the door may do, and for how long; time is passed in."""

import re
from datetime import datetime, timedelta

from kiosk.tokens import CODE_ALPHABET

DOOR_MODES = ("check_in", "exit")
PAIRING_LIFE = timedelta(minutes=10)
# What a tablet holds when it is unpaired, or when the meeting ends, is still taken for so long.
STILL_TAKEN = timedelta(hours=36)
SILENT_AFTER = timedelta(seconds=60)  # a tablet says three times a minute that it is there
FREE_TRIES = 9  # wrong PINs; from the tenth on there is a wait, twice as long each time
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=1)
CLAIM_LENGTH = 9  # eight random characters, and one that tells a slip of the finger
# Odd and no multiple of seven: against 28 letters each single slip changes the last character.
WEIGHTS = (1, 3, 5, 9, 11, 13, 15, 17)


def is_pin(typed: str) -> bool:
    """Tell whether a PIN may be used: four to eight digits."""
    return re.fullmatch(r"[0-9]{4,8}", typed) is not None


def check_letter(random_part: str) -> str:
    """Return the last character of a claim, worked out from the others."""
    places = (CODE_ALPHABET.index(one) for one in random_part)
    total = sum(weight * place for weight, place in zip(WEIGHTS, places, strict=True))
    return CODE_ALPHABET[total % len(CODE_ALPHABET)]


def normal_claim(typed: str) -> str | None:
    """Return the code that a tablet has shown, in what a person typed, or None when it is none."""
    code = re.sub(r"[\s\-.]", "", typed).upper()
    if not re.fullmatch(f"[{CODE_ALPHABET}]{{{CLAIM_LENGTH}}}", code):
        return None
    return code if check_letter(code[:-1]) == code[-1] else None


def wait_after(wrong: int) -> timedelta:
    """Return how long nobody may try again after so many wrong PINs in a row."""
    if wrong <= FREE_TRIES:
        return timedelta(0)
    doublings: int = min(wrong - FREE_TRIES - 1, 10)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def is_silent(seen_at: datetime | None, now: datetime) -> bool:
    """Tell whether a paired tablet has not been heard of for a while."""
    return seen_at is None or now - seen_at > SILENT_AFTER


def is_still_taken(unpaired_at: datetime | None, now: datetime) -> bool:
    """Tell whether what a tablet holds is taken: while it is paired, and a while after."""
    return unpaired_at is None or now - unpaired_at <= STILL_TAKEN
