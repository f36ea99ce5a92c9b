"""Read whose Kiosk this is."""

from kiosk.live.hub import hub
from kiosk.municipality.models import Municipality

TOPIC = "municipality"
_known: tuple[int, Municipality] | None = None


def get_municipality() -> Municipality:
    """Return the municipality, remembered until somebody changes it."""
    global _known
    revision = hub.revision(TOPIC)
    if _known is None or _known[0] != revision:
        _known = (revision, Municipality.get_or_none(Municipality.id == 1) or Municipality(id=1))
    return _known[1]


def forget() -> None:
    """Forget what was remembered; tests use it between databases."""
    global _known
    _known = None
