"""Read a decision on disposal: a period, a reference and a role, or a sentence per field."""

from typing import Any

from werkzeug.datastructures import MultiDict

from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.retention import rules

FIELDS = ("months", "reference", "role")
LONGEST_TEXT = 100  # characters


def show_decision(decision: Any) -> Form:
    """Fill in the form; empty when nothing has been decided."""
    return Form({name: getattr(decision, name, "") for name in FIELDS})


def read_decision(data: MultiDict[str, str]) -> Form:
    """Read and check a decision; one without a reference is a plan, by which nothing goes."""
    form = Form({name: data.get(name, "") for name in FIELDS})
    _take_months(form)
    reference = form.take_text("reference", LONGEST_TEXT)
    role = form.take_text("role", LONGEST_TEXT)
    if reference and not role and "role" not in form.errors:
        form.errors["role"] = lazy("Write who is responsible: a role, not a name.")
    return form


def _take_months(form: Form) -> None:
    typed = form.values["months"].strip()
    low, high = rules.SHORTEST, rules.LONGEST
    if typed.isascii() and typed.isdigit() and low <= int(typed[:9]) <= high:
        form.cleaned["months"] = int(typed[:9])
    else:
        form.errors["months"] = lazy(
            "Write the period in whole months, from %(low)s to %(high)s.", low=low, high=high
        )
