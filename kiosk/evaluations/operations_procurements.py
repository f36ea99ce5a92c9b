"""Everything an officer does to a procurement itself: make, change, move along its way, delete.

Each change reads the procurement inside its write and compares the stamp of what the officer saw,
so that two officers never undo one another's work. `who` is a user's id. The date of an award or a
cancellation, and who entered it, is what opens the gate; taking it back shuts the gate again.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries, queries_procurements, rules, rules_limits
from kiosk.evaluations.models import Procurement
from kiosk.i18n import LazyText, lazy

MISDATED: dict[rules.Misdated, LazyText] = {
    "ahead": lazy("That day has not come yet. Write the day the decision was made."),
    "too_old": lazy("That year can't be right. Check the date."),
}


def create_procurement(who: int | None, **facts: Any) -> Procurement:
    """Register a procurement; the same facts again within a minute are a double click."""

    def job() -> Procurement:
        columns = _spelled_as_before(facts)
        made = queries_procurements.find_repeated(who, columns)
        if made is not None:
            return made
        made = Procurement.create(**columns, created_at=clock.now(), created_by=who)
        audit.record(who, "create_procurement", _on(made), title=made.title)
        return made

    return write(job)


def update_procurement(procurement_id: int, who: int | None, stamp: str, **facts: Any) -> None:
    """Change a procurement's facts; raises Refusal changed (409)."""

    def change(row: Procurement) -> None:
        columns = _spelled_as_before(facts)
        changed = sorted(name for name, value in columns.items() if getattr(row, name) != value)
        for name in changed:
            setattr(row, name, columns[name])
        audit.record(who, "update_procurement", _on(row), changed=changed)

    _change(procurement_id, stamp, change)


def move_procurement(
    procurement_id: int, who: int | None, stamp: str, new: rules.State, day: date | None = None
) -> None:
    """Move a procurement one step; a decision needs its day (never ahead), and opens the gate.

    Raises Refusal changed or no_such_step (409), no_date or wrong_date (422). What takes a decision
    back is withdraw_decision, for that has consequences that must be said first.
    """

    def change(row: Procurement) -> None:
        old = queries.decision_of(row).state
        if not rules.may_move(old, new) or rules.takes_back(old, new):
            raise Refusal("no_such_step", lazy("The procurement can't take that step from here."))
        if rules.needs_date(old, new):
            _enter_date(row, who, new, day)
        row.state = new
        audit.record(who, "move_procurement", _on(row), old=old, new=new, day=day)

    _change(procurement_id, stamp, change)


def correct_date(procurement_id: int, who: int | None, stamp: str, day: date | None) -> None:
    """Correct the date of the award or the cancellation; who corrects it is on record for it.

    Raises Refusal changed or no_such_step (409), no_date or wrong_date (422).
    """

    def change(row: Procurement) -> None:
        decision = queries.decision_of(row)
        if decision.state not in rules.DECIDED:
            raise Refusal("no_such_step", lazy("There is no date to correct yet."))
        _enter_date(row, who, decision.state, day)
        audit.record(who, "correct_date", _on(row), old=decision.decided_on, new=day)

    _change(procurement_id, stamp, change)


def withdraw_decision(procurement_id: int, who: int | None, stamp: str) -> None:
    """Take back the award or the cancellation: the date goes, and the gate is shut again.

    Links already sent are paused and nothing more is sent, for all of that asks the gate.
    withdrawn_at stays until there is a new decision. Raises Refusal changed or no_such_step (409).
    """

    def change(row: Procurement) -> None:
        old = queries.decision_of(row).state
        if not (
            rules.may_move(old, "tendering_closed") and rules.takes_back(old, "tendering_closed")
        ):
            raise Refusal("no_such_step", lazy("There is no decision that can be taken back."))
        audit.record(who, "withdraw_decision", _on(row), old=old, day=_day_of(row))
        row.state = "tendering_closed"
        row.awarded_on = row.cancelled_on = row.send_on = None
        row.decision_at = row.decision_by = None
        row.withdrawn_at, row.withdrawn_by = clock.now(), who

    _change(procurement_id, stamp, change)


def set_review(procurement_id: int, who: int | None, stamp: str, under_review: bool) -> None:
    """Say that a review has begun or is over; nothing is sent meanwhile.

    Raises Refusal changed or no_such_step (409).
    """

    def change(row: Procurement) -> None:
        if under_review and not rules.can_be_reviewed(queries.decision_of(row).state):
            raise Refusal("no_such_step", lazy("There is nothing yet that can be reviewed."))
        row.review_since = queries.today() if under_review else None
        row.review_by = who
        audit.record(who, "start_review" if under_review else "end_review", _on(row))

    _change(procurement_id, stamp, change)


def decide_due(
    procurement_id: int, who: int | None, stamp: str, choice: str, reason: str = ""
) -> None:
    """Overrule what the limits suggest (choice send or skip, with a reason), or go by them ("").

    Raises Refusal changed (409) or no_reason (422).
    """

    def change(row: Procurement) -> None:
        decided = choice if choice in rules_limits.DUE else ""
        if decided and not reason:
            sentence = lazy("Write why. The reason is kept with the procurement.")
            raise Refusal("no_reason", sentence, 422, field="due_reason")
        row.due_override, row.due_reason = decided, reason if decided else ""
        row.due_by = who if decided else None
        audit.record(who, "decide_due", _on(row), choice=decided)

    _change(procurement_id, stamp, change)


def delete_procurement(procurement_id: int, who: int | None, stamp: str) -> None:
    """Delete a procurement that has nothing in it yet; raises Refusal changed or in_use (409)."""

    def job() -> None:
        row = _existing(procurement_id, stamp)
        if not queries_procurements.may_delete(row):
            raise Refusal(
                "in_use", lazy("Work on the evaluation has begun, so the procurement stays.")
            )
        audit.record(who, "delete_procurement", _on(row), title=row.title)
        row.delete_instance()

    write(job)


def _change(procurement_id: int, stamp: str, change: Callable[[Procurement], None]) -> None:
    def job() -> None:
        row = _existing(procurement_id, stamp)
        change(row)
        row.save()

    write(job)


def _existing(procurement_id: int, stamp: str) -> Procurement:
    row = queries.find_for_change(procurement_id)
    if row is None:
        raise Refusal("gone", lazy("Somebody has just deleted the procurement."), 404)
    if queries_procurements.stamp_of(row) != stamp:
        raise Refusal(
            "changed",
            lazy(
                "Somebody has changed the procurement since you opened the page. What you sent is "
                "not saved. Look at how it stands now, and try again if it is still right."
            ),
        )
    return row


def _enter_date(row: Any, who: int | None, state: rules.State, day: date | None) -> None:
    """Set the one date that the gate goes by, with who entered it and when."""
    field = "cancelled_on" if state == "cancelled" else "awarded_on"
    if day is None:
        raise Refusal("no_date", lazy("Write the date of the decision."), 422)
    wrong = rules.wrong_date(day, queries.today())
    if wrong:
        raise Refusal("wrong_date", MISDATED[wrong], 422)
    row.awarded_on = row.cancelled_on = None
    setattr(row, field, day)
    row.decision_at, row.decision_by = clock.now(), who
    row.withdrawn_at = row.withdrawn_by = None


def _day_of(row: Procurement) -> date | None:
    return queries.decision_of(row).decided_on


def _on(row: Procurement) -> str:
    return f"procurement:{row.id}"


def _spelled_as_before(facts: dict[str, Any]) -> dict[str, Any]:
    """Write unit and category as they were written first: answers are pooled by them."""
    spelled = dict(facts)
    for name in ("unit", "category"):
        known = {text.casefold(): text for text in queries_procurements.list_used(name)}
        if name in spelled:
            spelled[name] = known.get(spelled[name].casefold(), spelled[name])
    return spelled
