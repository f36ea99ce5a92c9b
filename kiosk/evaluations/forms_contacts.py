"""Read contact details that somebody chose to leave."""

import re

from werkzeug.datastructures import MultiDict

from kiosk.evaluations.rules_contacts import LIMITS
from kiosk.forms import Form
from kiosk.i18n import lazy

# Only what nobody can be reached at is refused: the person may know better than we.
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")


def read_contact(sent: MultiDict[str, str]) -> Form:
    """Read who wants to be contacted, and how; one way to reach them is needed."""
    form = Form({name: sent.get(name, "") for name in LIMITS})
    for name, limit in LIMITS.items():
        form.take_text(name, limit, multiline=name == "message")
    email = form.cleaned.get("email", "")
    if email and not ADDRESS.fullmatch(email):
        form.errors["email"] = lazy("Write an e-mail address, like anna@example.se.")
    if not (form.errors or email or form.cleaned.get("phone")):
        form.errors["email"] = lazy("Write an e-mail address or a phone number.")
    return form
