"""Read how a host wants a question counted once more."""

from kiosk.forms import Form
from kiosk.i18n import lazy
from kiosk.voting.rules_groups import ALSO


def read_also(form: Form, typed: str, may_split_by_municipality: bool) -> str:
    """Return the extra count; what is wrong with it lands in the form's errors.

    A written answer has none: only the host reads it.
    """
    form.values["also"] = typed
    if form.values["kind"] == "text":
        return ""
    if typed not in ALSO:
        form.errors["also"] = lazy("Choose how it is counted from the list.")
    elif typed == "municipality" and not may_split_by_municipality:
        form.errors["also"] = lazy(
            "The meeting has no list of municipalities. Write one among the meeting's facts first."
        )
    return typed
