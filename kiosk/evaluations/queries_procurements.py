"""Read procurements as an officer works with them: the list, one page, and the limits beside it.

What is read about bidders is read behind the gate: with a shut gate there is no count to show.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from kiosk import clock
from kiosk.db import run_sql
from kiosk.evaluations import queries, queries_limits, rules, rules_limits
from kiosk.evaluations.models import DirectAwardLimit, Invitation, Procurement
from kiosk.staff.queries import find_user

STAMPED = (
    "title", "reference", "unit", "category", "law", "value_sek", "joint_with", "state",
    "awarded_on", "cancelled_on", "withdrawn_at", "review_since", "due_override", "due_reason",
)  # fmt: skip
MOST_DONE = 50  # of those that are done, before somebody asks for all
REPEATED_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """How many are invited and have answered; known only behind an open gate."""

    invited: int
    answered: int


@dataclass(frozen=True, slots=True)
class Due:
    """Whether an evaluation is due, and what says so."""

    suggested: rules_limits.Suggestion
    limit: DirectAwardLimit | None
    due: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One procurement in the list."""

    procurement: Procurement
    group: rules.Group
    next_state: rules.State | None
    send_on: date | None
    counts: Counts | None


@dataclass(frozen=True, slots=True)
class Standing:
    """Everything the page of one procurement shows besides its own columns."""

    stamp: str
    shut: rules.Shut
    group: rules.Group
    next_state: rules.State | None
    state_before: rules.State | None
    decided_on: date | None
    passed: frozenset[str]
    can_cancel: bool
    can_take_back: bool
    can_be_reviewed: bool
    may_delete: bool
    due: Due
    send_on: date | None
    proposed_on: date | None
    counts: Counts | None
    names: dict[int, str]


def stamp_of(procurement: Procurement) -> str:
    """Return what changes when an officer changes the procurement; forms send back what they saw.

    Nothing about bidders is in it, nor what the program itself writes while it sends.
    """
    seen = repr([getattr(procurement, name) for name in STAMPED])
    return hashlib.sha256(seen.encode()).hexdigest()[:16]


def list_used(column: str) -> list[str]:
    """Return the units or the categories written before, in order, each once."""
    field = getattr(Procurement, column)
    rows = Procurement.select(field).where(field != "").distinct().order_by(field)
    return [getattr(row, column) for row in rows]


def find_repeated(who: int | None, facts: dict[str, Any]) -> Procurement | None:
    """Return the procurement that the same person made of the same facts a moment ago, if any."""
    query = (
        Procurement.select().where(Procurement.created_by == who).order_by(Procurement.id.desc())
    )
    for made in query.limit(3):
        seconds = (clock.now() - made.created_at).total_seconds()
        same = all(getattr(made, name) == value for name, value in facts.items())
        if same and seconds < REPEATED_SECONDS:
            return made
    return None


def due_of(procurement: Procurement, limits: Iterable[DirectAwardLimit]) -> Due:
    """Return whether an evaluation is due by the limit of the day of the decision, or of today."""
    rows = {rules_limits.Limit(row.law, row.limit_sek, row.valid_from): row for row in limits}
    day = queries.decision_of(procurement).decided_on or queries.today()
    limit = rules_limits.limit_on(rows, procurement.law, day)
    suggested = rules_limits.suggestion(procurement.value_sek, limit)
    return Due(
        suggested=suggested,
        limit=rows[limit] if limit else None,
        due=rules_limits.is_due(suggested, procurement.due_override),
    )


def count_bidders(procurements: Iterable[Procurement]) -> dict[int, Counts]:
    """Count who was invited and has answered, by procurement id; none of one whose gate is shut.

    Links that were taken back count too: else the number would tell whether theirs had answered.
    So do those whose invitation has been purged.
    """
    known = {one.id: one for one in procurements if not queries.why_shut(one)}
    if not known:
        return {}
    rows = run_sql(
        "SELECT procurement_id, COUNT(*), SUM(CASE WHEN answered THEN 1 ELSE 0 END) "
        "FROM invitation GROUP BY procurement_id"
    ).fetchall()
    found = {int(key): (int(invited), int(answered)) for key, invited, answered in rows}
    return {key: _counts(one, *found.get(key, (0, 0))) for key, one in known.items()}


def _counts(procurement: Procurement, invited: int, answered: int) -> Counts:
    one: Any = procurement
    return Counts(invited + one.purged_invited, answered + one.purged_answered)


def list_lines(all_done: bool = False) -> tuple[dict[rules.Group, list[Line]], int]:
    """Return the procurements by what they ask for, and how many that are done are left out.

    Sending comes in the order of its day, the rest newest first.
    """
    found = list(Procurement.select().order_by(Procurement.id.desc()))
    limits, counts = queries_limits.list_limits(), count_bidders(found)
    lines = [_line(one, limits, counts.get(one.id)) for one in found]
    grouped = {name: [line for line in lines if line.group == name] for name in rules.GROUPS}
    grouped["send"].sort(key=lambda line: line.send_on or date.max)
    left_out = 0 if all_done else max(0, len(grouped["done"]) - MOST_DONE)
    if left_out:
        grouped["done"] = grouped["done"][:MOST_DONE]
    return grouped, left_out


def _line(procurement: Procurement, limits: list[DirectAwardLimit], counts: Counts | None) -> Line:
    return Line(
        procurement=procurement,
        group=_group(procurement, due_of(procurement, limits)),
        next_state=rules.next_state(queries.decision_of(procurement).state),
        send_on=sending_day(procurement),
        counts=counts,
    )


def _group(procurement: Procurement, due: Due) -> rules.Group:
    return rules.group(
        queries.decision_of(procurement),
        queries.today(),
        opened=procurement.opened_at is not None,
        closes_on=procurement.closes_on,
        due=due.due,
    )


def sending_day(procurement: Procurement) -> date | None:
    """Return the chosen day of sending, else the proposed one; None before the decision."""
    decided_on = queries.decision_of(procurement).decided_on
    if decided_on is None:
        return None
    return procurement.send_on or queries.proposed_day(decided_on)


def may_delete(procurement: Procurement) -> bool:
    """Tell whether nothing is in the procurement yet.

    Before a decision that goes by what has been decided, never by whether there are bidders: a
    button that is there or not would tell. A decision that is taken back leaves withdrawn_at.
    """
    if procurement.opened_at is not None or procurement.withdrawn_at is not None:
        return False
    if procurement.state not in rules.DECIDED:
        return True
    if queries.why_shut(procurement):
        return False
    return not Invitation.select().where(Invitation.procurement == procurement.id).exists()


def get_standing(procurement: Procurement) -> Standing:
    """Return what the page of a procurement shows."""
    decision = queries.decision_of(procurement)
    state = decision.state
    due = due_of(procurement, queries_limits.list_limits())
    decided_on = decision.decided_on if state in rules.DECIDED else None
    return Standing(
        stamp=stamp_of(procurement),
        shut=queries.why_shut(procurement),
        group=_group(procurement, due),
        next_state=rules.next_state(state),
        state_before=rules.state_before(state),
        decided_on=decided_on,
        passed=rules.passed(state),
        can_cancel=rules.may_move(state, "cancelled"),
        can_take_back=rules.may_move(state, "tendering_closed") and state in rules.DECIDED,
        can_be_reviewed=rules.can_be_reviewed(state),
        may_delete=may_delete(procurement),
        due=due,
        send_on=sending_day(procurement),
        proposed_on=queries.proposed_day(decided_on) if decided_on else None,
        counts=count_bidders([procurement]).get(procurement.id),
        names=_names(procurement),
    )


def _names(procurement: Procurement) -> dict[int, str]:
    """Return the names of those who have decided something, by their ids."""
    named = ("decision_by", "withdrawn_by", "review_by", "due_by", "created_by")
    ids = {who for name in named if (who := getattr(procurement, name)) is not None}
    return {who: user.name for who in ids if (user := find_user(who)) is not None}
