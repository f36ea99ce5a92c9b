"""The index follows the published formula, stays in 0-100 and leaves "Vet inte" out."""

import math

import pytest
from hypothesis import strategies as st

from kiosk.questions.index import (
    area_index,
    group_index,
    item_index,
    respondent_index,
    scale_value,
)
from tests.support.questions import given

RATING = st.none() | st.integers(1, 10)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [((10, 10, 10), 100), ((1, 1, 1), 0), ((7, 6, 5), 55.6), ((8, 8, 7), 74.1)],
)
def test_the_index_meets_the_four_test_values(ratings, expected):
    assert round(respondent_index(ratings), 1) == expected
    assert round(group_index([ratings]).value, 1) == expected


def test_index_85_stands_for_8_65_on_the_ten_point_scale():
    assert math.isclose(scale_value(85), 8.65)
    assert math.isclose(item_index([8, 9, 9] * 13 + [8]).value, (346 / 40 - 1) / 9 * 100)
    assert math.isclose(item_index([8] * 7 + [9] * 13).value, 85)


@given(st.lists(st.tuples(RATING, RATING, RATING)))
def test_the_group_index_is_the_mean_of_those_who_rated_all_three(respondents):
    values = [v for one in respondents if (v := respondent_index(one)) is not None]
    group = group_index(respondents)
    assert (group is None) == (not values)
    if group:
        assert 0 <= group.value <= 100
        assert group.n == len(values)
        assert math.isclose(group.value, math.fsum(values) / len(values), abs_tol=1e-9)


@given(st.lists(st.tuples(RATING, RATING)), st.randoms())
def test_an_area_index_is_in_0_to_100_and_knows_no_order(rows, chance):
    area = area_index(rows)
    assert area == area_index(chance.sample(rows, len(rows)))
    assert area is None or (0 <= area.value <= 100 and 0 < area.n <= len(rows))


def test_dont_know_is_in_neither_numerator_nor_denominator():
    assert respondent_index((10, None, 10)) is None
    assert group_index([(10, 10, 10), (1, None, 1)]) == group_index([(10, 10, 10)])
    assert item_index([10, None, None]).value == 100
    assert item_index([10, None, None]).n == 1


def test_items_of_an_area_weigh_the_same_however_many_rated_them():
    area = area_index([(10, 1), (10, None), (10, None), (None, None)])
    assert (area.value, area.n) == (50, 3)
    assert area_index([(10, None)]).value == 100


def test_nobody_gives_no_index_at_all():
    assert group_index([]) is None
    assert group_index([(None, None, None)]) is None
    assert item_index([None]) is None
    assert area_index([]) is None
    assert area_index([(None, None)]) is None


@pytest.mark.parametrize("rating", [0, 11, -1])
def test_a_rating_outside_the_scale_is_an_error(rating):
    with pytest.raises(ValueError, match="1 to 10"):
        respondent_index((rating, 5, 5))
    with pytest.raises(ValueError, match="1 to 10"):
        area_index([(rating,)])


def test_the_index_is_shown_without_decimals():
    assert group_index([(7, 6, 5)]).whole == 56
    assert group_index([(8, 8, 7)]).whole == 74
