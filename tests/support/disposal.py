"""Decisions on disposal, and things of a certain age to purge."""

from datetime import date, timedelta
from typing import Any

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models import Draft, Procurement
from kiosk.evaluations.models_answers import Contact, Remark
from kiosk.evaluations.queries import today
from kiosk.mail.outbox import Mail
from kiosk.retention import operations
from kiosk.tokens import new_key, token_hash
from tests.support.procurements import invite, make_procurement

REFERENCE, ROLE = "KS 2026/12", "Kommunarkivarien"


def decide(material: str, months: int = 24, reference: str = REFERENCE) -> None:
    """Enter a decision."""
    operations.decide(None, material, months=months, reference=reference, role=ROLE)


def ended(days_ago: int, bidders: int = 3, **facts: Any) -> tuple[Procurement, list[str]]:
    """Make a procurement whose evaluation ended so many days ago, with its invitations."""
    last = today() - timedelta(days=days_ago)
    opened = {"opened_at": clock.now(), "closes_on": last}
    procurement = make_procurement("contract_signed", days_ago + 41, **opened | facts)
    return procurement, invite(procurement, bidders)


def draft(token: str, answers: str = "{}") -> None:
    """Begin to answer."""
    write(lambda: Draft.create(token_hash=token_hash(token), answers=answers))


def mail(about: str, days_ago: int = 0, state: str = "sent", ref: str = "") -> Mail:
    """Put a message in the outbox."""
    at = clock.now() - timedelta(days=days_ago)
    row = {"kind": "invitation", "ref": ref or new_key(), "about": about, "state": state}
    return write(lambda: Mail.create(next_at=at, created_at=at, **row))


def remark(period: str, text: str = "Bra underlag.", **facts: Any) -> None:
    """Write an answer in own words."""
    row = {"question": "more", "waiting": False} | facts
    write(lambda: Remark.create(id=new_key(), period=period, text=text, **row))


def contact(period: str, **facts: Any) -> None:
    """Leave contact details."""
    row = {"company": "Exempelbolaget AB"} | facts
    write(lambda: Contact.create(id=new_key(), period=period, **row))


def half_year_ago(years: int) -> str:
    """Return the second half-year of the year so many years ago."""
    day: date = today()
    return f"{day.year - years}-2"
