"""Responses are counted k at a time, half-year by half-year, and none is lost."""

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluations.rules_release import release

HALVES = ["2025-1", "2025-2", "2026-1", "2026-2"]


def test_a_half_year_is_counted_when_enough_of_it_wait():
    assert release(["2026-2"] * 6, 7) == {}
    assert release(["2026-2"] * 7, 7) == {"2026-2": "2026-2"}


def test_too_few_of_an_earlier_half_year_are_counted_with_a_later_one():
    assert release(["2025-2"] * 4 + ["2026-1"] * 3, 7) == {"2025-2": "2026-1", "2026-1": "2026-1"}


def test_too_few_of_a_later_half_year_wait_on():
    assert release(["2025-2"] * 7 + ["2026-1"] * 6, 7) == {"2025-2": "2025-2"}


@given(st.lists(st.sampled_from(HALVES)), st.integers(5, 12))
def test_no_half_year_ever_moves_by_fewer_than_k(waiting: list[str], k: int):
    counted = release(waiting, k)
    moved = Counter(counted[half] for half in waiting if half in counted)
    assert all(number >= k for number in moved.values())
    assert all(half <= among for half, among in counted.items())


@given(st.lists(st.sampled_from(HALVES)), st.integers(5, 12))
def test_fewer_than_k_wait_on(waiting: list[str], k: int):
    counted = release(waiting, k)
    assert sum(half not in counted for half in waiting) < k
