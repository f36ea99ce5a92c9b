"""Read what a tablet at the door sends, and what the host says when one is to be paired."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.meetings.rules import ROLES
from kiosk.meetings.rules_door import is_pin, normal_claim
from kiosk.questions.text import TooLong, clean_text

MOST_ENTRIES = 50  # in one sending
NAME_LENGTH, COMPANY_LENGTH = 40, 120
OPERATION = re.compile(r"[A-Za-z0-9_-]{16,64}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a tablet has kept until now: a check-in, or answers at the way out."""

    operation: str
    kind: str
    claim: str = ""
    role: str = "other"
    company: str = ""
    municipality: str = ""
    registration: str = ""
    ticket: str = ""
    voter: str = ""  # of answers: one visit to the tablet, which may send twice
    answers: Mapping[str, list[str]] = field(default_factory=dict)


def read_door(sent: Mapping[str, str]) -> Form:
    """Read what a new tablet is to be called, and its PIN."""
    form = Form({"name": sent.get("name", ""), "pin": sent.get("pin", "").strip()})
    form.take_text("name", NAME_LENGTH)
    if not form.errors and not form.cleaned["name"]:
        form.errors["name"] = lazy("Give the tablet a name.")
    form.cleaned["pin"] = form.values["pin"]
    if not is_pin(form.values["pin"]):
        form.errors["pin"] = lazy("A PIN has four to eight digits.")
    return form


def read_entries(sent: Any) -> list[Entry]:
    """Read a sending; what is not ours in it is left out, and gets no answer."""
    raw = sent.get("entries") if isinstance(sent, dict) else None
    found = (read_entry(one) for one in (raw if isinstance(raw, list) else [])[:MOST_ENTRIES])
    return [one for one in found if one is not None]


def read_entry(raw: Any) -> Entry | None:
    """Read one thing kept; a person who stood at the door is never turned down for a field."""
    if not isinstance(raw, dict):
        return None
    words = {name: value for name, value in raw.items() if isinstance(value, str)}
    operation, kind = words.get("operation", ""), words.get("kind", "")
    claim = normal_claim(words.get("claim", "")) or ""
    if not OPERATION.fullmatch(operation) or kind not in ("check_in", "exit"):
        return None
    voter = words.get("voter", "")
    if not (claim if kind == "check_in" else OPERATION.fullmatch(voter)):
        return None
    return Entry(
        operation,
        kind,
        claim,
        words["role"] if words.get("role") in ROLES else "other",
        _shortened(words.get("company", "")),
        words.get("municipality", "")[:60],
        words.get("registration", "")[:24],
        words.get("ticket", "")[:200],
        voter,
        _answers(raw.get("answers")),
    )


def _shortened(text: str) -> str:
    try:
        return clean_text(text[:COMPANY_LENGTH], COMPANY_LENGTH)
    except TooLong:  # marks of letters count otherwise than characters
        return ""


def _answers(raw: Any) -> dict[str, list[str]]:
    if not isinstance(raw, dict):
        return {}
    return {str(item): [value] for item, value in raw.items() if isinstance(value, str) and value}


def read_number(value: Any, most: int) -> int | None:
    """Return a whole number from nought up to `most`, or None for anything else."""
    fits = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most
    return value if fits else None
