"""Read whose Kiosk this is."""

import kiosk.retention.queries as retention
from kiosk.errors import Busy
from kiosk.i18n import language
from kiosk.live.hub import hub
from kiosk.municipality import rules_texts as texts
from kiosk.municipality.models import Municipality
from kiosk.municipality.rules import NO_NAME, Block, fill_in, read_blocks

TOPIC = "municipality"
_known: tuple[int, Municipality] | None = None


def get_municipality() -> Municipality:
    """Return the municipality, remembered until somebody changes it."""
    global _known
    revision = hub.revision(TOPIC)
    if _known is None or _known[0] != revision:
        try:
            found = Municipality.get_or_none(Municipality.id == 1)
        except Busy:  # the page that says so has a name at its top too
            return _known[1] if _known else Municipality(id=1, name=NO_NAME)
        _known = (revision, found or Municipality(id=1, name=NO_NAME))
    return _known[1]


def get_text(page: str) -> list[Block]:
    """Return the information or accessibility page, in the person's language, to be shown."""
    municipality = get_municipality()
    name = f"{page}_{language()}"
    text = getattr(municipality, name) or texts.default(name)
    contact = municipality.contact or texts.NO_CONTACT[language()]
    disposal = "\n".join(f"- {line}" for line in retention.describe_decisions())
    disposal = disposal or texts.NO_DISPOSAL[language()]
    return read_blocks(fill_in(text, municipality.name, contact, disposal))


def forget() -> None:
    """Forget what was remembered; tests use it between databases."""
    global _known
    _known = None
