"""Read what attendees send at the door."""

from collections.abc import Mapping, Sequence

from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.meetings.rules import MODES, ROLES

NAME_LENGTH = 120


def read_attendance(
    sent: Mapping[str, str], level: str, municipalities: Sequence[str] = ()
) -> Form:
    """Read a check-in; only an open meeting lets somebody just vote.

    Of what municipality somebody is, is asked only where the meeting has a list of them.
    """
    form = Form({name: sent.get(name, "") for name in ("role", "mode", "company", "name")})
    vote_only = sent.get("vote_only") == "1" and level == "open"
    form.cleaned["vote_only"] = vote_only
    form.cleaned["role"] = form.values["role"] or "other"
    form.cleaned["mode"] = form.values["mode"] or "room"
    if form.cleaned["role"] not in ROLES:
        form.errors["role"] = lazy("Choose where you come from.")
    if form.cleaned["mode"] not in MODES:
        form.errors["mode"] = lazy("Choose whether you are in the room or remote.")
    for name in ("company", "name"):
        form.take_text(name, NAME_LENGTH)
    if municipalities:
        chosen = form.values["municipality"] = sent.get("municipality", "")
        form.cleaned["municipality"] = chosen
        if chosen and chosen not in municipalities:
            form.errors["municipality"] = lazy("Choose a municipality from the list.")
    return form
