"""Read a row of the table of direct-award limits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kiosk.evaluations import rules
from kiosk.evaluations.forms_procurements import grouped, take_day, take_kronor
from kiosk.forms import Form
from kiosk.i18n import lazy

if TYPE_CHECKING:
    from kiosk.evaluations.models import DirectAwardLimit

FIELDS = ("law", "limit_sek", "valid_from", "source")
LAST_YEAR = 2099


def blank_limit() -> Form:
    """Return the form of a new limit."""
    return Form({"law": "LOU"})


def show_limit(limit: DirectAwardLimit) -> Form:
    """Return the form filled in with a limit."""
    values = {name: getattr(limit, name) for name in FIELDS}
    return Form(values | {"limit_sek": grouped(values["limit_sek"])})


def read_limit(sent: Mapping[str, str]) -> Form:
    """Read a limit: law, amount, first day and source."""
    form = Form({name: sent.get(name, "") for name in FIELDS})
    form.cleaned["law"] = form.values["law"]
    if form.values["law"] not in rules.LAWS:
        form.errors["law"] = lazy("Choose a law.")
    take_kronor(form, "limit_sek", required=True)
    day = take_day(form, "valid_from")
    if day is None and "valid_from" not in form.errors:
        form.errors["valid_from"] = lazy("Write from which day the limit is valid.")
    elif day is not None and not rules.FIRST_DAY.year <= day.year <= LAST_YEAR:
        form.errors["valid_from"] = lazy("That year can't be right. Check the date.")
    form.take_text("source", 300)
    form.errors = {name: form.errors[name] for name in FIELDS if name in form.errors}
    return form
