"""Decide where a procurement stands and whether the gate is open; dates are passed in.

Source: offentlighets- och sekretesslagen (2009:400) 19 kap. 3 §. Until an award is decided or the
matter is closed, nothing about tenders may be told, not even how many there are.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

State = Literal[
    "planned",
    "announced",
    "tendering_closed",
    "award_notified",
    "standstill_over",
    "contract_signed",
    "cancelled",
]
STATES: tuple[State, ...] = (
    "planned",
    "announced",
    "tendering_closed",
    "award_notified",
    "standstill_over",
    "contract_signed",
    "cancelled",
)
# What may follow what. A step back mends a slip; the date that opened the gate goes with it.
EDGES: dict[State, tuple[State, ...]] = {
    "planned": ("announced", "cancelled"),
    "announced": ("tendering_closed", "planned", "cancelled"),
    "tendering_closed": ("award_notified", "announced", "cancelled"),
    "award_notified": ("standstill_over", "tendering_closed", "cancelled"),
    "standstill_over": ("contract_signed", "award_notified", "tendering_closed", "cancelled"),
    "contract_signed": ("standstill_over",),
    "cancelled": ("tendering_closed",),
}
LAWS = ("LOU", "LUF", "LUFS", "LUK", "other")
# The order of the usual way; what has been cancelled has left it.
WAY = STATES[:-1]
DECIDED: tuple[State, ...] = ("award_notified", "standstill_over", "contract_signed", "cancelled")
DAYS_TO_ANSWER = 30
MOST_REMINDERS = 2
DAYS_BETWEEN_REMINDERS = 7

Shut = Literal["", "no_decision", "date_ahead", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate goes by: the state, the date of award or cancellation, and who entered it."""

    state: State
    awarded_on: date | None = None
    cancelled_on: date | None = None
    entered: bool = False  # somebody is on record for the date
    withdrawn: bool = False
    under_review: bool = False

    @property
    def decided_on(self) -> date | None:
        """Return the date of the award, or of the cancellation."""
        return self.cancelled_on if self.state == "cancelled" else self.awarded_on


def why_shut(decision: Decision, today: date) -> Shut:
    """Return why the gate is shut, or "" when it is open."""
    if decision.withdrawn:
        return "withdrawn"
    if decision.state not in DECIDED or decision.decided_on is None or not decision.entered:
        return "no_decision"
    return "date_ahead" if decision.decided_on > today else ""


def is_open(decision: Decision, today: date) -> bool:
    """Tell whether anything about bidders may be entered, shown or sent."""
    return why_shut(decision, today) == ""


def may_send(decision: Decision, today: date) -> bool:
    """Tell whether messages may go out now: the gate is open and no review is under way."""
    return is_open(decision, today) and not decision.under_review


def may_move(old: State, new: State) -> bool:
    """Tell whether a procurement may go from one state to the other in one step."""
    return new in EDGES[old]


def takes_back(old: State, new: State) -> bool:
    """Tell whether a step takes back the award or the cancellation that opened the gate."""
    return old in DECIDED and new not in DECIDED


def needs_date(old: State, new: State) -> bool:
    """Tell whether a step is a decision of its own, whose date is asked for."""
    return new == "cancelled" or (new == "award_notified" and old not in DECIDED)


def next_state(state: State) -> State | None:
    """Return the next state of the usual way, or None at its end."""
    coming = [new for new in EDGES[state] if new in WAY and WAY.index(new) > _place(state)]
    return coming[0] if coming else None


def state_before(state: State) -> State | None:
    """Return the state a slip is mended with, or None; a decision is taken back instead."""
    before = [new for new in EDGES[state] if new in WAY and WAY.index(new) < _place(state)]
    steps = [new for new in before if not takes_back(state, new)]
    return steps[0] if steps else None


def passed(state: State) -> frozenset[State]:
    """Return the states of the usual way that lie behind; none when it has been left."""
    return frozenset(WAY[: WAY.index(state)]) if state in WAY else frozenset()


def _place(state: State) -> int:
    return WAY.index(state) if state in WAY else len(WAY)


def can_be_reviewed(state: State) -> bool:
    """Tell whether there is anything yet that a court could look at."""
    return state != "planned"


# A mistyped year is the usual slip; no procurement in here is older than the law on them.
FIRST_DAY = date(2000, 1, 1)

Misdated = Literal["", "too_old", "ahead"]


def wrong_date(day: date, today: date) -> Misdated:
    """Return why a day can't be that of an award or a cancellation, or "" when it can."""
    if day < FIRST_DAY:
        return "too_old"
    return "ahead" if day > today else ""


# What a procurement asks for in the list: the evaluation can be sent, is open for answers, waits
# for a decision or for the end of a review, or nothing more is to be done.
Group = Literal["send", "open", "waiting", "done"]
GROUPS: tuple[Group, ...] = ("send", "open", "waiting", "done")


def group(
    decision: Decision, today: date, *, opened: bool, closes_on: date | None, due: bool
) -> Group:
    """Return under which heading a procurement stands in the list."""
    if not is_open(decision, today):
        return "waiting"
    if opened:
        return "done" if closes_on is not None and closes_on < today else "open"
    if not due:
        return "done"
    return "waiting" if decision.under_review else "send"


def proposed_day(decided_on: date, days: int) -> date:
    """Return the day to send the evaluation, counted from the award or the cancellation."""
    return decided_on + timedelta(days=days)


def proposed_last_day(first: date, days: int = DAYS_TO_ANSWER) -> date:
    """Return the last day to answer, counted from the day of sending."""
    return first + timedelta(days=days)


def half_year(day: date) -> str:
    """Return the half-year of a day, like 2026-2: all that is kept of when."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"
