"""Change whose Kiosk this is; `who` is the id of who does it, None is the command line."""

from collections.abc import Callable
from typing import Any

from kiosk import audit
from kiosk.db import write
from kiosk.live.hub import hub
from kiosk.municipality.models import Municipality
from kiosk.municipality.queries import TOPIC
from kiosk.municipality.rules import NO_NAME, THRESHOLD_FLOOR

ON = "municipality:1"


def update_municipality(who: int | None, **values: Any) -> None:
    """Change name, accent, numbers, contact or texts; values are those a form has checked."""
    if "threshold" in values:
        values["threshold"] = max(THRESHOLD_FLOOR, values["threshold"])

    def change(row: Municipality) -> None:
        changed = sorted(name for name, value in values.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, values[name])
        audit.record(who, "municipality_updated", ON, changed=changed)

    _change(change)


def set_logo(who: int | None, content: bytes, media_type: str) -> None:
    """Set the logo; the content is one that rules_logos.media_type has accepted."""

    def change(row: Municipality) -> None:
        row.logo, row.logo_type = content, media_type
        audit.record(who, "logo_set", ON, type=media_type, bytes=len(content))

    _change(change)


def remove_logo(who: int | None) -> None:
    """Go back to the name alone."""

    def change(row: Municipality) -> None:
        row.logo, row.logo_type = None, ""
        audit.record(who, "logo_removed", ON)

    _change(change)


def _change(change: Callable[[Municipality], None]) -> None:
    def job() -> None:
        row = Municipality.get_or_none(Municipality.id == 1)
        if row is None:
            row = Municipality.create(id=1, name=NO_NAME)
        change(row)
        row.save()

    write(job)
    hub.announce(TOPIC)
