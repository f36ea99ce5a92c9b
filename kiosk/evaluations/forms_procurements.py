"""Read what an officer writes about a procurement."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from kiosk.evaluations import rules, rules_limits
from kiosk.forms import Form
from kiosk.i18n import lazy

if TYPE_CHECKING:
    from kiosk.evaluations.models import Procurement

LENGTHS = {"title": 200, "reference": 60, "unit": 100, "category": 100, "joint_with": 200}
ORDER = ("title", "reference", "unit", "category", "law", "value_sek", "joint_with", "state")
REASON = 300
# Where a procurement may be when it is registered: a decision is entered on its page.
FIRST_STATES = ("planned", "announced", "tendering_closed")


def blank_procurement() -> Form:
    """Return the form of a new procurement, with what most have."""
    return Form({"law": "LOU", "state": "planned"})


def show_procurement(procurement: Procurement) -> Form:
    """Return the form filled in with a procurement's facts."""
    values: dict[str, Any] = {name: getattr(procurement, name) for name in ORDER}
    values["value_sek"] = grouped(procurement.value_sek)
    return Form(values)


def read_procurement(sent: Mapping[str, str], new: bool = False) -> Form:
    """Read a procurement's facts; `cleaned` holds the columns, its first state too if it is new."""
    form = Form({name: sent.get(name, "") for name in ORDER})
    for name, limit in LENGTHS.items():
        form.take_text(name, limit)
    if not form.cleaned.get("title") and "title" not in form.errors:
        form.errors["title"] = lazy("Write the name of the procurement.")
    form.cleaned["law"] = form.values["law"]
    if form.values["law"] not in rules.LAWS:
        form.errors["law"] = lazy("Choose a law.")
    take_kronor(form, "value_sek")
    if new:
        form.cleaned["state"] = form.values["state"] or "planned"
        if form.cleaned["state"] not in FIRST_STATES:
            form.errors["state"] = lazy("Choose how far the procurement has come.")
    form.errors = {name: form.errors[name] for name in ORDER if name in form.errors}
    return form


def take_kronor(form: Form, name: str, required: bool = False) -> None:
    """Read an amount of whole kronor, written with digits and spaces."""
    typed = re.sub(r"\s", "", str(form.values[name]))  # no-break spaces too
    form.cleaned[name] = None
    if not typed:
        if required:
            form.errors[name] = lazy("Write the amount.")
    elif not (typed.isascii() and typed.isdigit()):
        form.errors[name] = lazy("Write whole kronor with digits and spaces only, like 4 000 000.")
    elif len(typed) > 13 or int(typed) > rules_limits.MOST_SEK:
        form.errors[name] = lazy("That amount can't be right. Check the number of zeros.")
    else:
        form.cleaned[name] = int(typed)


def grouped(kronor: int | None) -> str:
    """Return an amount as people write it, with spaces, so that it can be read back."""
    return "" if kronor is None else f"{kronor:,}".replace(",", " ")


def take_day(form: Form, name: str) -> date | None:
    """Read a date as date fields send it; nothing written is None and no error."""
    typed = str(form.values[name]).strip()
    form.cleaned[name] = None
    try:
        form.cleaned[name] = date.fromisoformat(typed) if typed else None
    except ValueError:
        form.errors[name] = lazy("Write the date as year-month-day, like 2027-03-12.")
    day: date | None = form.cleaned[name]
    return day


def read_step(sent: Mapping[str, str]) -> Form:
    """Read which step a procurement takes, and the date of it where it is a decision."""
    form = Form({name: sent.get(name, "") for name in ("state", "awarded_on", "cancelled_on")})
    form.cleaned["state"] = form.values["state"]
    if form.values["state"] not in rules.STATES:
        form.errors[""] = lazy("The procurement can't take that step from here.")
    form.cleaned["field"] = field = date_field(form.values["state"])
    form.cleaned["day"] = take_day(form, field)
    return form


def date_field(state: str) -> str:
    """Return the field that holds the date of a decision."""
    return "cancelled_on" if state == "cancelled" else "awarded_on"


def read_date(sent: Mapping[str, str]) -> Form:
    """Read the right date of an award or of a cancellation."""
    form = Form({"corrected_on": sent.get("corrected_on", "")})
    take_day(form, "corrected_on")
    return form


def read_due(sent: Mapping[str, str]) -> Form:
    """Read what somebody decides instead of what the limits suggest."""
    form = Form({name: sent.get(name, "") for name in ("due", "due_reason")})
    form.take_text("due_reason", REASON)
    form.cleaned["due"] = form.values["due"]
    if form.values["due"] not in ("", *rules_limits.DUE):
        form.errors["due"] = lazy("Choose one of the answers.")
    return form
