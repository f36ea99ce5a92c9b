"""Read who wants to pitch, and how long a pitch may be."""

from collections.abc import Mapping
from typing import Any

from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.voting import rules_pitch as rules

NAME_LENGTH = 120
FIELDS = ("company", "name", "about")


def read_pitch(sent: Mapping[str, Any]) -> Form:
    """Return who pitches: a company or a name, and perhaps a line of what it is about."""
    form = Form({name: sent.get(name, "") for name in FIELDS})
    form.take_text("company", NAME_LENGTH)
    form.take_text("name", NAME_LENGTH)
    form.take_text("about", rules.MOST_ABOUT)
    if not form.errors and not (form.cleaned["company"] or form.cleaned["name"]):
        form.errors["company"] = lazy("Write a company or a name, so that the host can call you.")
    return form


def read_seconds(sent: Mapping[str, Any]) -> Form:
    """Return how many seconds a pitch is."""
    typed = str(sent.get("seconds", "")).strip()
    form = Form({"seconds": typed[:10]})
    seconds = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 0
    form.cleaned["seconds"] = seconds
    if not rules.fits_seconds(seconds):
        form.errors["seconds"] = lazy(
            "A pitch is between %(fewest)s and %(most)s seconds.",
            fewest=rules.FEWEST_SECONDS,
            most=rules.MOST_SECONDS,
        )
    return form
