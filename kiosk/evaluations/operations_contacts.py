"""Keep contact details apart from every answer, and note that somebody has seen to them."""

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries
from kiosk.evaluations.models_answers import Contact
from kiosk.evaluations.rules import half_year
from kiosk.i18n import lazy


def leave_contact(key: str, **details: str) -> None:
    """Keep the details once, however often the form is sent: the key is made from the try."""
    period = half_year(queries.today())
    insert = Contact.insert(id=key, period=period, **details).on_conflict_ignore()
    write(lambda: insert.execute())


def mark_contact(who: int, key: str, handled: bool) -> None:
    """Note that somebody has been in touch, or take that note back. Raises Refusal gone (404)."""
    note = {"handled_at": clock.now(), "handled_by": who} if handled else {}
    values = {"handled_at": None, "handled_by": None} | note

    def job() -> None:
        if not Contact.update(**values).where(Contact.id == key).execute():
            raise Refusal("gone", lazy("Those contact details are no longer here."), 404)
        audit.record(who, "contact_handled" if handled else "contact_reopened", f"contact:{key}")

    write(job)
