"""The life of a question and the one next step."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voting import rules

THEN = datetime(2026, 3, 12, 9, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """A question as the rules see one."""

    id: int = 1
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    revealed_at: datetime | None = None


PLANNED = Asked()
OPEN = replace(PLANNED, opened_at=THEN)
CLOSED = replace(OPEN, closed_at=THEN)
REVEALED = replace(CLOSED, revealed_at=THEN)
MOMENT_OF = {"open": "opened_at", "close": "closed_at", "reveal": "revealed_at"}


def done(question: Asked, act: rules.Act) -> Asked:
    """Do an act the way an operation does: only when the rules allow it."""
    return replace(question, **{MOMENT_OF[act]: THEN}) if rules.may(act, question) else question


@given(st.lists(st.sampled_from(["open", "close", "reveal"])))
def test_a_question_only_moves_along_allowed_edges(acts: list[rules.Act]):
    question = PLANNED
    for act in acts:
        before = rules.phase(question)
        question = done(question, act)
        assert rules.phase(question) in (before, rules.FORWARD.get(before))


@given(st.lists(st.sampled_from(["open", "close", "reveal"])))
def test_a_closed_question_never_opens_again(acts: list[rules.Act]):
    question = CLOSED
    for act in acts:
        question = done(question, act)
        assert rules.phase(question) in ("closed", "revealed")
    assert "closed" not in rules.BACKWARD


def test_each_phase_is_told_from_the_moments():
    phases = [rules.phase(question) for question in (PLANNED, OPEN, CLOSED, REVEALED)]
    assert phases == ["planned", "open", "closed", "revealed"]


def test_the_next_step_goes_through_the_running_order():
    second = replace(PLANNED, id=2)
    assert rules.next_step(None, [PLANNED, second]) == rules.Step("open", 1)
    assert rules.next_step(OPEN, [OPEN, second]) == rules.Step("close", 1)
    assert rules.next_step(CLOSED, [CLOSED, second]) == rules.Step("reveal", 1)
    assert rules.next_step(REVEALED, [REVEALED, second]) == rules.Step("open", 2)


def test_no_single_key_ends_the_meeting():
    assert rules.next_step(REVEALED, [REVEALED]) is None
    assert rules.next_step(None, []) is None


def test_an_open_question_is_closed_before_anything_else_even_off_stage():
    later = replace(OPEN, id=2)
    assert rules.next_step(REVEALED, [REVEALED, later]) == rules.Step("close", 2)


@pytest.mark.parametrize(
    ("level", "vote_only", "has_code", "allowed"),
    [
        ("open", True, False, True),
        ("open", False, False, True),
        ("checked_in", False, False, True),
        ("checked_in", True, False, False),
        ("roll", False, False, False),
        ("roll", False, True, True),
        ("roll", True, True, True),
    ],
)
def test_who_may_vote_at_each_level(level: str, vote_only: bool, has_code: bool, allowed: bool):
    assert rules.may_vote(level, vote_only, has_code) is allowed
