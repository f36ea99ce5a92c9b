"""Who speaks next, and how much of a pitch's time is left."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voting import rules_pitch as rules

NOW = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)
seconds = st.integers(rules.FEWEST_SECONDS, rules.MOST_SECONDS)
some_time = st.floats(0, 3600, allow_nan=False).map(lambda n: timedelta(seconds=n))


@dataclass
class Turn:
    id: str
    position: int
    spoken_at: datetime | None = None


A, B, C = Turn("a", 1), Turn("b", 2), Turn("c", 3)


def names(turns: list[Turn]) -> str:
    return "".join(turn.id for turn in turns)


def test_without_a_speaker_the_first_is_next():
    assert names(rules.in_turn([A, B, C], None)) == "abc"


def test_who_was_called_but_not_there_comes_again_last():
    assert names(rules.in_turn([A, B, C], B)) == "ca"
    assert names(rules.in_turn([A, B, C], C)) == "ab"


def test_who_has_spoken_does_not_come_again():
    assert names(rules.in_turn([Turn("a", 1, NOW), B, C], B)) == "c"


@pytest.mark.parametrize(
    ("speaking", "timer", "coming", "step"),
    [
        (False, None, 0, ""),
        (False, None, 2, "call"),
        (True, rules.Timer(60, 60), 2, "start"),
        (True, rules.Timer(60, 60), 0, "start"),
        (True, rules.Timer(60, 60, NOW), 2, "call"),
        (True, rules.Timer(60, 12.5), 2, "call"),
        (True, rules.Timer(60, 0), 0, "thank"),
    ],
)
def test_there_is_one_big_step(speaking: bool, timer: rules.Timer | None, coming: int, step: str):
    assert rules.next_step(speaking, timer, coming) == step


@given(seconds, some_time)
def test_what_is_left_is_worked_out_from_a_moment_and_never_less_than_none(whole: int, gone):
    timer = rules.started(rules.Timer(whole, whole), NOW)
    left = rules.remaining(timer, NOW + gone)
    assert left == pytest.approx(max(0, whole - gone.total_seconds()), abs=1e-3)


@given(seconds, some_time, some_time)
def test_a_pause_costs_nothing(whole: int, gone, pause):
    running = rules.started(rules.Timer(whole, whole), NOW)
    paused = rules.paused(running, NOW + gone)
    later = NOW + gone + pause
    assert rules.remaining(paused, later) == pytest.approx(paused.left)
    if paused.left:
        again = rules.started(paused, later)
        assert rules.remaining(again, later) == pytest.approx(paused.left, abs=1e-3)


def test_a_time_that_was_up_starts_from_the_whole():
    assert rules.remaining(rules.started(rules.Timer(60, 0), NOW), NOW) == 60


@given(seconds, some_time)
def test_the_stage_keeps_a_timer_as_it_is(whole: int, gone):
    for timer in (
        rules.Timer(whole, whole),
        rules.started(rules.Timer(whole, whole), NOW + gone),
        rules.paused(rules.started(rules.Timer(whole, whole), NOW), NOW + gone),
    ):
        assert rules.read_timer(rules.write_timer("a", timer)) == timer


@pytest.mark.parametrize(
    ("left", "face"), [(0, "0:00"), (0.1, "0:01"), (41.2, "0:42"), (60, "1:00"), (600, "10:00")]
)
def test_a_time_is_written_as_minutes_and_seconds(left: float, face: str):
    assert rules.clock_face(left) == face
