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
        for _ in range(3):  # an act may give others something to do
            self.driver.turn()


def rehearse(
    monkeypatch: pytest.MonkeyPatch, people: int = 10, who: int | None = 1, **facts: Any
) -> Practice:
    """Make a meeting and begin a rehearsal of it."""
    hall = make_hall(**facts)
    copy = operations_rehearsal.start_rehearsal(hall.meeting.id, who, people)
    practice = Practice(hall, copy, Driver("a secret of the tests, long enough"))
    monkeypatch.setattr(clock, "now", lambda: NOW() + practice.ahead[0])
    return practice
