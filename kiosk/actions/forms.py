"""Read what staff write about an action."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from kiosk.actions import rules
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import lazy

if TYPE_CHECKING:
    from kiosk.actions.models import Action

LINES = {"title": 200, "area": 100, "contact": 200, "origin": 200}
TEXTS = {"description": 3000, "information": 3000, "answer": 3000}
ORDER = (
    "title", "area", "status", "answer", "description", "information", "contact", "origin",
)  # fmt: skip
REQUIRED = {
    "title": lazy("Write a title."),
    "area": lazy("Write which area the action belongs to."),
    "description": lazy("Describe what you do, or why you do nothing."),
}
PLACES = {"exists_already": "title"}


def blank_action() -> Form:
    """Return the form of a new action."""
    return Form({"status": "inquiry"})


def show_action(action: Action) -> Form:
    """Return the form filled in with an action."""
    form = Form({name: getattr(action, name) for name in ORDER if name != "area"})
    form.values["area"] = action.area.title if action.area else ""
    form.values["seen"] = action.changed_at.isoformat()
    return form


def read_action(sent: Mapping[str, str]) -> Form:
    """Read an action; `cleaned` holds the columns, the area's title and when it was `seen`."""
    form = Form({name: sent.get(name, "") for name in (*ORDER, "seen")})
    for name, limit in LINES.items():
        form.take_text(name, limit)
    for name, limit in TEXTS.items():
        form.take_text(name, limit, multiline=True)
    for name, sentence in REQUIRED.items():
        if not form.cleaned.get(name):
            form.errors.setdefault(name, sentence)
    status = form.cleaned["status"] = form.values["status"]
    if status not in rules.STATUSES:
        form.errors["status"] = lazy("Choose a status.")
    elif rules.needs_answer(status) and not form.cleaned.get("answer"):
        form.errors.setdefault("answer", lazy("Say why it is declined."))
    form.cleaned["seen"] = _moment(form.values["seen"])
    form.errors = {name: form.errors[name] for name in ORDER if name in form.errors}
    return form


def take_refusal(form: Form, refusal: Refusal) -> None:
    """Put an operation's refusal where it belongs in the form."""
    form.errors[PLACES.get(refusal.code, "")] = refusal.sentence


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
