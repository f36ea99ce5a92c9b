"""Which sittings may be added up, and how they stand together in a list."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kiosk.meetings.rules_sittings import is_taken
from kiosk.voting.rules_sittings import Part, added_up

K = 7
COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=6)


def parts(counts: list[int]) -> list[Part]:
    return [Part(number, count, count >= K) for number, count in enumerate(counts)]


def test_two_that_are_shown_are_added_up():
    assert added_up(parts([12, 9]), K) == [0, 1]


def test_one_alone_is_no_sum():
    assert added_up(parts([12]), K) == []


def test_a_small_one_beside_one_that_is_shown_is_in_no_sum():
    assert added_up(parts([12, 3]), K) == []
    assert added_up(parts([12, 3, 9]), K) == [0, 2]


def test_two_small_ones_are_added_up_when_they_are_enough_together():
    assert added_up(parts([5, 3]), K) == [0, 1]
    assert added_up(parts([3, 3]), K) == []


def test_a_small_one_that_comes_later_waits_for_more():
    assert added_up(parts([5, 3, 4]), K) == [0, 1]
    assert added_up(parts([5, 3, 4, 3]), K) == [0, 1, 2, 3]


def test_where_nobody_answered_there_is_nothing_to_hide():
    assert added_up(parts([12, 0]), K) == [0, 1]


@given(COUNTS)
def test_no_sum_minus_what_is_shown_tells_a_small_result(counts: list[int]):
    hidden = [counts[key] for key in added_up(parts(counts), K) if counts[key] < K]
    assert sum(hidden) == 0 or sum(hidden) >= K


@given(COUNTS)
def test_no_sum_minus_an_earlier_sum_tells_a_small_result(counts: list[int]):
    sums = [set(added_up(parts(counts[:length]), K)) for length in range(1, len(counts) + 1)]
    for before, after in pairwise(sums):
        assert before <= after
        news = [counts[key] for key in after - before if counts[key] < K]
        assert not before or sum(news) == 0 or sum(news) >= K


def test_two_sittings_are_not_called_the_same():
    assert is_taken("frukost", ["Frukost"])
    assert not is_taken("Lunch", ["Frukost"])
