"""Fill a house for a visit: python -m tests.browser.seed_evaluations SCENE → JSON on stdout."""

import json
import random
import sys
from collections.abc import Callable
from typing import Any

from kiosk import clock, config, schema
from kiosk.db import database, write
from kiosk.demo_evaluations import fill_evaluations
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_answers import Contact
from kiosk.evaluations.operations_versions import version_row_in_use
from kiosk.evaluations.queries import today
from kiosk.evaluations.rules_drafts import write_entries
from kiosk.evaluations.rules_links import key_of
from kiosk.mail.outbox import Mail
from kiosk.tokens import new_key, token_hash
from tests.support.procurements import SECRET, invite, make_procurement, open_evaluation

Facts = dict[str, Any]
GIVEN = {
    "out": '["lost"]', "size": '["s10"]', "n1": "7", "n2": '"unknown"', "inf1": "9",
    "c_lost": '["partly"]', "more": '"Tydliga svar på våra frågor."',
}  # fmt: skip


def demo() -> Facts:
    """Fill in what the demo has: procurements in every state, answers of two years, actions."""
    return {"token": fill_evaluations(2, SECRET, random.Random(1))}


def procured(**facts: Any) -> Callable[[], Facts]:
    """Make a procurement in some state."""
    return lambda: _told(make_procurement(**facts))


def invited() -> Facts:
    """Make a procurement with three to invite: by mail, by letter, and one who only read."""
    return _told(_with_three(make_procurement()))


def opened() -> Facts:
    """Make an evaluation that has been sent: one has answered, one message did not get through."""
    made = _with_three(_open())
    keys = [one.id for one in Invitation.select().where(Invitation.procurement == made.id)]

    def job() -> None:
        Invitation.update(answered=True).where(Invitation.id == keys[0]).execute()
        for key, state, problem in ((keys[0], "sent", ""), (keys[1], "failed", "no_such_address")):
            _mail(key, made.id, state=state, problem=problem)

    write(job)
    return _told(made)


def reviewed() -> Facts:
    """Make an evaluation that waits for a court."""
    return _told(_with_three(_open(review_since=today(), review_by=2)))


def withdrawn() -> Facts:
    """Make an evaluation whose award was taken back after the sending."""
    return _told(_with_three(_open(withdrawn_at=clock.now(), withdrawn_by=2)))


def bidder(**facts: Any) -> Callable[[], Facts]:
    """Make an open evaluation and one bidder's link."""
    return lambda: _linked(_open(**facts))


def drafted() -> Facts:
    """Make a bidder who has answered some of the questions."""
    told = _linked(_open())
    entries = write_entries({name: (stored, 1) for name, stored in GIVEN.items()})
    write(lambda: Draft.create(token_hash=told["hash"], revision=1, answers=entries))
    return told


def was(column: str) -> Callable[[], Facts]:
    """Make a bidder who has answered, or whose link was taken back."""

    def make() -> Facts:
        told = _linked(_open())
        value = True if column == "answered" else clock.now()
        row = Invitation.update({column: value}).where(Invitation.token_hash == told["hash"])
        write(row.execute)
        return told

    return make


def contacts() -> Facts:
    """Make contact details old enough to be purged, and one that is handled."""

    def job() -> None:
        who = {"company": "Exempelbolaget AB", "name": "Eva Exempel", "phone": "070-000 00 00"}
        for period, handled in (("2020-1", None), ("2026-2", None), ("2026-2", clock.now())):
            text = "Ring gärna om nästa upphandling."
            Contact.create(
                id=new_key(), period=period, handled_at=handled, message=text,
                email="eva@example.org", **who,
            )  # fmt: skip

    write(job)
    return {}


def _open(**facts: Any) -> Procurement:
    return open_evaluation(form_version=write(version_row_in_use), **facts)


def _with_three(made: Procurement) -> Procurement:
    invite(made, 1, contact="Eva Exempel")
    invite(made, 1, company="Brevbolaget AB", email="")
    invite(made, 1, company="Läsbolaget AB", kind="documents", language="en")
    return made


def _linked(made: Procurement) -> Facts:
    token = invite(made)[0]
    return _told(made) | {"token": token, "key": key_of(token), "hash": token_hash(token)}


def _told(made: Procurement) -> Facts:
    invitation = Invitation.get_or_none(Invitation.procurement == made.id)
    return {"id": made.id, "invitation": invitation.id if invitation else ""}


def _mail(ref: str, procurement_id: int, **facts: Any) -> None:
    now = clock.now()
    about = f"procurement:{procurement_id}"
    Mail.create(kind="invitation", ref=ref, about=about, next_at=now, created_at=now, **facts)


SCENES: dict[str, Callable[[], Facts]] = {
    "demo": demo,
    "planned": procured(state="planned"),
    "announced": procured(state="announced"),
    "award": procured(state="tendering_closed"),
    "decided": procured(),
    "small": procured(state="announced", value_sek=10_000),
    "invited": invited,
    "opened": opened,
    "reviewed": reviewed,
    "withdrawn": withdrawn,
    "bidder": bidder(),
    "cancelled": lambda: _linked(_open(state="cancelled", cancelled_on=today(), awarded_on=None)),
    "held": bidder(review_since=today(), review_by=2),
    "closed": lambda: _linked(_open(days=-1)),
    "drafted": drafted,
    "answered": was("answered"),
    "revoked": was("revoked_at"),
    "contacts": contacts,
}


def main(scene: str) -> Facts:
    """Open the house's database, make the scene and tell of it."""
    schema.open_database(config.load())
    try:
        return SCENES[scene]()
    finally:
        database.obj.close_all()


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1])))
