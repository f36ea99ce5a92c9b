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
    "standstill_over": ("contract_signed", "award_notified", "cancelled"),
    "contract_signed": ("standstill_over",),
    "cancelled": ("tendering_closed",),
}
LAWS = ("LOU", "LUF", "LUFS", "LUK", "other")
DECIDED: tuple[State, ...] = ("award_notified", "standstill_over", "contract_signed", "cancelled")
# A standstill is at least ten days, so the eleventh is the first day nobody has to wait on.
DAYS_TO_SENDING = 11
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


def proposed_day(decided_on: date, days: int = DAYS_TO_SENDING) -> date:
    """Return the day to send the evaluation, counted from the award or the cancellation."""
    return decided_on + timedelta(days=days)


def proposed_last_day(first: date, days: int = DAYS_TO_ANSWER) -> date:
    """Return the last day to answer, counted from the day of sending."""
    return first + timedelta(days=days)


def half_year(day: date) -> str:
    """Return the half-year of a day, like 2026-2: all that is kept of when."""
    return f"{day.year}-{1 if day.month <= 6 else 2}"
