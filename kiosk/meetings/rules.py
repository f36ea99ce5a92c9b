"""Decide what a meeting takes; pure."""

import re

from kiosk.meetings.rules_cards import card_code
from kiosk.tokens import CODE_ALPHABET, CODE_LENGTH

KINDS = ("dialogue", "before_procurement", "other")
LEVELS = ("open", "checked_in", "roll")
ROLES = ("company", "association", "municipality", "other")
MODES = ("room", "remote")

CODE_PATTERN = re.compile(f"[{CODE_ALPHABET}]{{{CODE_LENGTH}}}")


def normal_code(typed: str) -> str | None:
    """Return the join code in what a person typed, whatever its case and spaces, or None."""
    code = re.sub(r"[\s\-.]", "", typed).upper()
    return code if CODE_PATTERN.fullmatch(code) else None


def spoken_code(code: str) -> str:
    """Return the code in two groups, as it is shown and read aloud: KX4 P7Q."""
    return f"{code[:3]} {code[3:]}"


def normal_personal_code(typed: str) -> str | None:
    """Return the personal voting code (eight characters) in what a person typed, or None."""
    code = re.sub(r"[\s\-.]", "", typed).upper()
    return code if re.fullmatch(f"[{CODE_ALPHABET}]{{8}}", code) else None


def personal_codes(secret: str, meeting_code: str, size: int) -> list[str]:
    """Return the first code of each voting card of a meeting; the same each time, kept nowhere."""
    return [card_code(secret, meeting_code, serial) for serial in range(1, size + 1)]
