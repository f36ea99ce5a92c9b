"""Results are counted from rows, sum as promised, and hide what is too small."""

import math
import statistics
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from kiosk.questions.answers import Rated, decode
from kiosk.questions.tally import largest_remainder, suppress, tally
from tests.support.questions import COLOURS, EASE, REMARK, ballots, choices, count, given, scales

ONE_ANSWER = choices(most_choices=1) | scales()


def figures(result):
    return [(row.id, row.count, row.percent) for row in result.rows]


@given(ballots(), st.randoms())
def test_the_order_of_ballots_never_matters(question, chance):
    spec, stored = question
    shuffled = chance.sample(stored, len(stored))
    assert tally(spec, count(stored)) == tally(spec, count(shuffled))


@given(ballots())
def test_every_ballot_is_counted(question):
    spec, stored = question
    result = tally(spec, count(stored))
    assert result.voters == result.counted == len(stored)


@given(ballots(of=ONE_ANSWER))
def test_percents_of_one_answer_each_sum_to_a_hundred_and_lie_within_one(question):
    spec, stored = question
    result = tally(spec, count(stored))
    assert sum(row.percent for row in result.rows) == (100 if stored else 0)
    for row in result.rows:
        assert not stored or abs(row.percent - 100 * row.count / len(stored)) < 1
        assert row.count > 0 or row.percent == 0


@given(ballots(of=choices()))
def test_percents_where_several_are_chosen_are_shares_of_voters(question):
    spec, stored = question
    result = tally(replace(spec, max_choices=max(2, spec.max_choices)), count(stored))
    for row in result.rows:
        assert not stored or abs(row.percent - 100 * row.count / len(stored)) <= 0.5


@given(st.lists(st.integers(0, 10**9), min_size=1, max_size=20))
def test_more_ballots_never_get_a_smaller_percent(counts):
    percents = largest_remainder(counts)
    assert sum(percents) == (100 if any(counts) else 0)
    pairs = sorted(zip(counts, percents, strict=True))
    assert [p for _, p in pairs] == sorted(p for _, p in pairs)


def test_equal_remainders_go_to_the_larger_count_and_then_to_the_earlier_row():
    assert largest_remainder([1, 1, 1]) == [34, 33, 33]
    assert largest_remainder([1, 3, 3, 1]) == [12, 38, 38, 12]
    assert largest_remainder([0, 0]) == [0, 0]


def test_rows_stand_in_the_questions_order_with_empty_ones_in_place():
    result = tally(COLOURS, {'["blue"]': 2, '["red"]': 1})
    assert figures(result) == [("red", 1, 33), ("green", 0, 0), ("blue", 2, 67)]
    assert [row.option for row in result.rows] == list(COLOURS.options)


def test_dont_know_has_its_own_row_and_no_part_in_the_mean():
    result = tally(EASE, {"10": 1, "6": 1, '"unknown"': 2})
    assert figures(result)[-1] == ("unknown", 2, 50)
    assert [row.is_unknown for row in result.rows] == [False] * 10 + [True]
    assert (result.mean, result.spread, result.rated) == (8.0, 2.0, 2)


@given(ballots(of=scales()))
def test_mean_and_spread_are_those_of_the_ratings(question):
    spec, stored = question
    result = tally(spec, count(stored))
    ratings = [a.value for s in stored if isinstance(a := decode(spec, s), Rated)]
    assert result.rated == len(ratings)
    assert (result.mean is None) == (result.spread is None) == (not ratings)
    if ratings:
        assert math.isclose(result.mean, statistics.fmean(ratings))
        assert math.isclose(result.spread, statistics.pstdev(ratings), abs_tol=1e-12)


def test_several_choices_count_voters_and_not_marks():
    result = tally(replace(COLOURS, max_choices=2), {'["red","blue"]': 3, '["red"]': 1})
    assert figures(result) == [("red", 4, 100), ("green", 0, 0), ("blue", 3, 75)]
    assert (result.voters, result.counted) == (4, 4)


def test_a_damaged_ballot_shows_as_not_counted():
    result = tally(COLOURS, {'["red"]': 8, '["pink"]': 1, "{": 1})
    assert (result.voters, result.counted) == (10, 8)
    assert figures(result)[0] == ("red", 8, 100)


def test_a_text_question_has_a_number_of_answers_and_no_rows():
    result = tally(REMARK, {'"Mer kaffe"': 2})
    assert (result.voters, result.counted, result.rows, result.mean) == (2, 2, (), None)


def test_a_negative_count_is_an_error():
    with pytest.raises(ValueError, match="negative"):
        tally(COLOURS, {'["red"]': -1})


@given(ballots(max_size=12), st.integers(-5, 12))
def test_below_the_threshold_only_the_number_of_ballots_is_left(question, threshold):
    spec, stored = question
    shown = suppress(tally(spec, count(stored)), threshold)
    assert shown.withheld == (len(stored) < max(threshold, 5))
    if shown.withheld:
        bare = replace(tally(spec, {}), voters=len(stored), counted=len(stored))
        assert shown == replace(bare, rows=(), rated=None, withheld=True)


@given(ballots(max_size=14), st.integers(-5, 12))
def test_a_mean_is_never_shown_on_fewer_ratings_than_the_threshold(question, threshold):
    spec, stored = question
    shown = suppress(tally(spec, count(stored)), threshold)
    if shown.mean is not None or shown.spread is not None:
        assert shown.rated >= max(threshold, 5)


@pytest.mark.parametrize(("voters", "threshold", "withheld"), [(4, 1, 1), (5, 1, 0), (6, 7, 1)])
def test_the_hard_floor_holds_whatever_the_setting(voters, threshold, withheld):
    assert suppress(tally(COLOURS, {'["red"]': voters}), threshold).withheld == bool(withheld)


def test_enough_answers_are_shown_as_they_are():
    result = tally(EASE, Counter({"7": 7}))
    assert suppress(result, 7) == result
    assert (result.mean, result.spread) == (7.0, 0.0)
