"""A meeting with a rehearsal of it, and pretended people whose clock can be turned forward."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest

from kiosk import clock
from kiosk.meetings import operations_rehearsal
from kiosk.meetings.models import Meeting
from kiosk.server_rehearsal import Driver
from kiosk.voting import queries
from kiosk.voting.models import Question
from tests.support.meeting import Hall, make_hall

NOW = clock.now


@dataclass
class Practice:
    """A rehearsal of a meeting, without the server that drives it: time moves when told to."""

    hall: Hall
    copy: Meeting
    driver: Driver
    ahead: list[timedelta] = field(default_factory=lambda: [timedelta()])

    @property
    def questions(self) -> list[Question]:
        """Return the copy's questions."""
        return queries.list_questions(self.copy.id)

    def after(self, seconds: float) -> None:
        """Let time pass, and the pretended people do what they do meanwhile."""
        self.ahead[0] += timedelta(seconds=seconds)
        for turn in range(200):
            self.driver.turn()
            if turn >= 2 and not self.behind():  # an act may give others something to do
                break

    def behind(self) -> bool:
        """Tell whether anything is due that a busy machine has not come to yet."""
        plans = [plan for crowd in self.driver.crowds.values() for plan in crowd.plans.values()]
        now = clock.now()
        return any(
            plan.acts and plan.acts[0].after <= (now - plan.since).total_seconds() for plan in plans
        )


def rehearse(
    monkeypatch: pytest.MonkeyPatch, people: int = 10, who: int | None = 1, **facts: Any
) -> Practice:
    """Make a meeting and begin a rehearsal of it."""
    hall = make_hall(**facts)
    # The same code each time: when each arrives follows from it.
    monkeypatch.setattr(operations_rehearsal, "new_code", lambda: "BCDFGH")
    copy = operations_rehearsal.start_rehearsal(hall.meeting.id, who, people)
    practice = Practice(hall, copy, Driver("a secret of the tests, long enough"))
    monkeypatch.setattr(clock, "now", lambda: NOW() + practice.ahead[0])
    return practice
