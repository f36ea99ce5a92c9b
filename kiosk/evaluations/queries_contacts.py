"""Read who wants to be contacted."""

from kiosk.evaluations.models_answers import Contact


def list_contacts() -> tuple[list[Contact], list[Contact]]:
    """Return those nobody has seen to, and the others; by company, for when is not kept."""
    found = list(Contact.select().order_by(Contact.company, Contact.name, Contact.id))
    waiting = [contact for contact in found if contact.handled_at is None]
    return waiting, [contact for contact in found if contact.handled_at is not None]
