"""Read what a host writes about a box, and why a wish is parked."""

from collections.abc import Mapping
from typing import Any

from kiosk.forms import Form
from kiosk.i18n import lazy

KINDS = ("wish", "floor")
TITLE_LENGTH = 60


def read_box(sent: Mapping[str, Any], may_be_unmoderated: bool) -> Form:
    """Return the form of a box; one without a moderator must be asked for twice."""
    form = Form({name: sent.get(name, "") for name in ("title_sv", "title_en", "kind")})
    form.values["unmoderated"] = bool(sent.get("unmoderated")) and may_be_unmoderated
    for name in ("title_sv", "title_en"):
        form.take_text(name, TITLE_LENGTH)
    if "title_sv" not in form.errors and not form.cleaned["title_sv"]:
        form.errors["title_sv"] = lazy("Write a title in Swedish.")
    kind = str(form.values["kind"]) or "wish"
    form.cleaned["kind"] = kind if kind in KINDS else "wish"
    form.cleaned["unmoderated"] = form.values["unmoderated"]
    if form.values["unmoderated"] and sent.get("confirmed") != "1":
        form.errors["unmoderated"] = lazy(
            "Without a moderator everything that is written stands on the wall at once. "
            "Say once more that this is what you want."
        )
    return form
