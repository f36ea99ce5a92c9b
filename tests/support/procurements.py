"""Procurements, invitations and responses, made in the tables for tests of what follows."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.models_answers import Response
from kiosk.evaluations.queries import today
from kiosk.evaluations.tickets import ticket
from kiosk.tokens import new_key, token_hash

SECRET = "x" * 48  # of tests.support.installation
FACTS: dict[str, Any] = {
    "title": "Städtjänster i skolor",
    "reference": "UPP 2026/117",
    "unit": "Fastighetsenheten",
    "category": "Städning",
    "law": "LOU",
    "value_sek": 4_000_000,
}


def make_procurement(
    state: str = "award_notified", days_ago: int = 20, **facts: Any
) -> Procurement:
    """Make a procurement; with a decided state it has been decided so many days ago."""
    decided = today() - timedelta(days=days_ago)
    values: dict[str, Any] = FACTS | {"state": state, "created_at": clock.now()}
    if state in ("award_notified", "standstill_over", "contract_signed"):
        values |= {"awarded_on": decided, "decision_at": clock.now(), "decision_by": 2}
    if state == "cancelled":
        values |= {"cancelled_on": decided, "decision_at": clock.now(), "decision_by": 2}
    return write(lambda: Procurement.create(**values | facts))


def open_evaluation(days: int = 30, **facts: Any) -> Procurement:
    """Make a procurement whose evaluation is open for answers for so many days more."""
    last: date = today() + timedelta(days=days)
    return make_procurement(**{"opened_at": clock.now(), "opened_by": 2, "closes_on": last} | facts)


def invite(procurement: Procurement, number: int = 1, **facts: Any) -> list[str]:
    """Invite so many bidders and return the tokens of their links."""
    keys = [new_key() for _ in range(number)]
    tokens = [ticket(SECRET, key) for key in keys]

    def job() -> None:
        for index, key in enumerate(keys):
            values = {"company": f"Exempelbolag {index} AB", "email": f"bolag{index}@example.org"}
            Invitation.create(
                id=key,
                procurement=procurement.id,
                token_hash=token_hash(tokens[index]),
                **values | facts,
            )

    write(job)
    return tokens


def respond(
    rows: Sequence[Mapping[str, Any]], order: Sequence[str], period: str = "2026-2", **facts: Any
) -> None:
    """Store responses: each row holds answers by item id, as they are stored (JSON values)."""

    def job() -> None:
        for row in rows:
            answers = [row.get(item) for item in order]
            values: dict[str, Any] = {"version": 1, "waiting": False, "period": period} | facts
            Response.create(id=new_key(), answers=json.dumps(answers), **values)

    write(job)
