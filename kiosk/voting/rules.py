"""Decide what may happen on the stage; time and rows are passed in, nothing is read or written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

Phase = Literal["planned", "open", "closed", "revealed"]
Act = Literal["open", "close", "reveal"]


class LiveQuestion(Protocol):
    """What the rules need to know of a question."""

    id: int
    opened_at: datetime | None
    closed_at: datetime | None
    revealed_at: datetime | None


def phase(question: LiveQuestion) -> Phase:
    """Return where the question is in its life."""
    if question.revealed_at is not None:
        return "revealed"
    if question.closed_at is not None:
        return "closed"
    return "open" if question.opened_at is not None else "planned"


# The only edges. Closing is final: the secret is gone and the fingerprint made.
FORWARD: dict[Phase, Phase] = {"planned": "open", "open": "closed", "closed": "revealed"}
BACKWARD: dict[Phase, Phase] = {"open": "planned", "revealed": "closed"}
ACTS: dict[Act, tuple[Phase, Phase]] = {
    "open": ("planned", "open"),
    "close": ("open", "closed"),
    "reveal": ("closed", "revealed"),
}


def may(act: Act, question: LiveQuestion) -> bool:
    """Tell whether the act leads along an allowed edge from where the question is."""
    return ACTS[act][0] == phase(question)


@dataclass(frozen=True, slots=True)
class Step:
    """Be the one next thing a host would do: an act and the question it is done to."""

    act: Act
    question_id: int


def next_step(current: LiveQuestion | None, questions: Sequence[LiveQuestion]) -> Step | None:
    """Return the one big next step, or None when every question has been revealed.

    An open question is closed, a closed one on stage is revealed, else the next planned one in
    the running order is opened. Ending the meeting is never the next step: no single key ends it.
    """
    unfinished = [question for question in questions if phase(question) == "open"]
    if unfinished:
        return Step("close", unfinished[0].id)
    if current is not None and phase(current) == "closed":
        return Step("reveal", current.id)
    for question in questions:
        if phase(question) == "planned":
            return Step("open", question.id)
    return None


def may_vote(level: str, vote_only: bool, has_code: bool) -> bool:
    """Tell whether this person may vote at a meeting of this level.

    open: anyone who has said so in this browser; checked_in: whoever has checked in;
    roll: whoever has given a personal code of the meeting.
    """
    if level == "roll":
        return has_code
    return level == "open" or not vote_only
