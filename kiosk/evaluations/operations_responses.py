"""Send an evaluation: from here on nothing joins who was asked with what was answered.

The order in which responses came must not be readable anywhere, for whoever has a web server's or
a mail server's log knows the order in which bidders were at their links. So responses are laid
down anew, in the order of their random keys: the waiting ones each time, and all of the half-year
when they are released. What a database keeps of a write (a place in the file, a transaction's
number) then says the same of each of them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from peewee import chunked

from kiosk.db import checkpoint, run_sql, write
from kiosk.errors import Refusal
from kiosk.evaluations import queries, queries_bidder, rules
from kiosk.evaluations import rules_drafts as drafts
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_answers import Remark, Response
from kiosk.evaluations.operations_links import enter
from kiosk.evaluations.rules_release import release
from kiosk.i18n import lazy
from kiosk.municipality.queries import get_municipality
from kiosk.questions.answers import CorruptAnswer, Written, decode
from kiosk.questions.form import Item, keep_shown
from kiosk.questions.thresholds import effective_threshold
from kiosk.tokens import new_key, token_hash

AT_ONCE = 500  # rows in one statement

Row = dict[str, Any]


def submit(token: str, revision: int | None = None) -> bool:
    """Send what the draft holds, once; return whether this call did it, False if it was sent.

    `revision` is the draft's that the person has seen, if known. Raises Refusal as
    operations_links.enter does, or draft_changed (409), nothing_answered (422).
    """

    def job() -> bool:
        invitation, procurement = enter(token, ("open", "answered"))
        if invitation.answered:
            return False
        draft = queries_bidder.find_draft(token)
        if draft and revision is not None and draft.revision != revision:
            raise Refusal("draft_changed", lazy("The answers have changed meanwhile."), 409)
        version, items = queries_bidder.items_of(procurement)
        answers = _answers(draft, items, procurement.state == "cancelled")
        _lay_down(*_rows(procurement, version, items, answers))
        _note_answered(invitation)
        Draft.delete().where(Draft.token_hash == token_hash(token)).execute()
        return True

    sent = write(job)
    if sent:  # the draft must not live on in the log, nor rows as they lay before
        checkpoint("response", "invitation", "draft", "remark")
    return sent


def _answers(draft: Draft | None, items: Sequence[Item], cancelled: bool) -> dict[str, str]:
    """Return the answers to what is asked, by question id; at least one."""
    stored = drafts.answers_in(drafts.read_entries(draft.answers)) if draft else {}
    asked = keep_shown(items, stored, cancelled)
    answers = {item.id: asked[item.id] for item in items if _is_sound(item, asked.get(item.id))}
    if not answers:
        raise Refusal(
            "nothing_answered", lazy("Answer at least one question before you send."), 422
        )
    return answers


def _is_sound(item: Item, stored: str | None) -> bool:
    try:
        return stored is not None and decode(item.spec, stored) is not None
    except CorruptAnswer:
        return False


def _rows(
    procurement: Procurement, version: int, items: Sequence[Item], answers: Mapping[str, str]
) -> tuple[Row, list[Row]]:
    """Return a response and its remarks as rows; only what responses are pooled by goes along."""
    decided_on = queries.decision_of(procurement).decided_on
    assert decided_on is not None  # the gate is open  # noqa: S101
    period = rules.half_year(decided_on)
    listed = [answers.get(item.id) for item in items if item.spec.kind != "text"]
    response = {
        "id": new_key(),
        "period": period,
        "category": procurement.category,
        "unit": procurement.unit,
        "version": version,
        "answers": json.dumps(listed, ensure_ascii=False, separators=(",", ":")),
        "waiting": True,
    }
    remarks = [
        {"id": new_key(), "period": period, "question": item.id, "text": answer.text}
        for item in items
        if item.id in answers and isinstance(answer := decode(item.spec, answers[item.id]), Written)
    ]
    return response, remarks


def _lay_down(response: Row, remarks: Sequence[Row]) -> None:
    """Store among those that wait; count a half-year's together when there are enough of them."""
    queries_bidder.wait_for_responses()
    Response.insert(response).execute()
    if remarks:
        Remark.insert_many(remarks).execute()
    waiting = [row.period for row in Response.select(Response.period).where(Response.waiting)]
    counted = release(waiting, effective_threshold(get_municipality().threshold))
    for model in (Response, Remark):
        for half, among in counted.items():
            model.update(waiting=False, period=among).where(
                model.waiting, model.period == half
            ).execute()
        _lay_anew(model, model.waiting | model.period.in_(sorted(set(counted.values()))))


def _lay_anew(model: type[Response] | type[Remark], these: Any) -> None:
    """Write these rows anew, in the order of their keys, which tells nothing."""
    meta: Any = model._meta
    rows: list[Any] = list(model.select().where(these).order_by(model.id).tuples())
    model.delete().where(these).execute()
    # By hand: a half-year holds thousands of rows, which take peewee seconds to put into words.
    into = f"INSERT INTO {meta.table_name} ({', '.join(meta.columns)}) VALUES"
    row = f"({', '.join('?' * len(meta.columns))})"
    for some in chunked(rows, AT_ONCE):
        flat = tuple(value for one in some for value in one)
        run_sql(f"{into} {', '.join([row] * len(some))}", flat)


def _note_answered(invitation: Invitation) -> None:
    """Note that one has answered by writing all the procurement's rows, each where it lies.

    Nothing but the flag changes, which is of the same length: SQLite overwrites in place.
    PostgreSQL writes a row anew with its transaction's number: then all of them carry the same.
    """
    Invitation.update(answered=Invitation.answered | (Invitation.id == invitation.id)).where(
        Invitation.procurement == invitation.procurement_id
    ).execute()
