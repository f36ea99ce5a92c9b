"""Figures over many responses are those of the plain formulas, however the rows are written."""

import json
from collections import Counter

import pytest
from hypothesis import strategies as st

from kiosk.questions.answers import Chosen, Rated, Unknown, encode
from kiosk.questions.index import area_index, group_index, item_index
from kiosk.questions.pool import Responses
from tests.support.questions import given

ITEMS = ["out", "n1", "n2", "n3", "inf1", "inf2", "c_why"]
RATING = st.none() | st.just("unknown") | st.integers(1, 10)
CHOICE = st.none() | st.sampled_from([["won"], ["lost"]])
SEVERAL = st.none() | st.lists(st.sampled_from(["work", "time", "price"]), min_size=1, unique=True)
ROW = st.tuples(CHOICE, RATING, RATING, RATING, RATING, RATING, SEVERAL)
OUT, WHY = 0, 6


def stored(answer):
    match answer:
        case None:
            return None
        case "unknown":
            return encode(Unknown())
        case int():
            return encode(Rated(answer))
    return encode(Chosen(tuple(answer)))


def text(answers, **spelling):
    return json.dumps(
        [stored(answer) for answer in answers], **{"separators": (",", ":")} | spelling
    )


def pool(*rows, items=ITEMS):
    return Responses([(items, [text(row) for row in rows])])


def rated(row, *places):
    return tuple(row[place] if isinstance(row[place], int) else None for place in places)


def rated_in(rows, place):
    return [rating for row in rows for rating in rated(row, place)]


def same(found, expected):
    assert found == expected
    assert found is None or 0 <= found.value <= 100


@given(st.lists(ROW))
def test_the_figures_agree_with_the_plain_formulas(rows):
    found = pool(*rows)
    assert found.n == len(rows)
    same(found.index(), group_index(rated(row, 1, 2, 3) for row in rows))
    same(found.area(["inf1", "inf2"]), area_index(rated(row, 4, 5) for row in rows))
    same(found.item("inf1"), item_index(row[4] for row in rows if isinstance(row[4], int)))


@given(st.lists(ROW), st.booleans())
def test_every_answer_is_counted_whatever_was_asked_for_before(rows, figures_first):
    found = pool(*rows)
    if figures_first:
        found.index(), found.area(["inf1", "inf2"])
    for place, item in enumerate(ITEMS):
        answers = [stored(row[place]) for row in rows]
        assert found.counts(item) == Counter(one for one in answers if one is not None)


@given(st.lists(ROW))
def test_each_group_holds_those_who_chose_it(rows):
    found = pool(*rows)
    for place, item in ((OUT, "out"), (WHY, "c_why")):
        expected = Counter(key for row in rows for key in row[place] or [""])
        assert found.groups(item) == expected
        for key in expected:
            chosen = [row for row in rows if key in (row[place] or [""])]
            part = found.only(item, key)
            assert part.n == len(chosen) == expected[key]
            same(part.index(), group_index(rated(row, 1, 2, 3) for row in chosen))
            assert part.counts("inf2") == pool(*chosen).counts("inf2")


@given(st.lists(ROW), st.lists(st.tuples(RATING, CHOICE)), st.lists(ROW))
def test_versions_are_pooled_and_what_one_lacks_is_unanswered_in_it(first, second, third):
    other = ["n1", "own"]
    found = Responses(
        [(items, map(text, rows)) for items, rows in ((ITEMS, first), (other, second))]
        + [(ITEMS, map(text, third))]
    )
    assert found.n == len(first) + len(second) + len(third)
    ones = [*rated_in(first, 1), *rated_in(second, 0), *rated_in(third, 1)]
    assert found.item("n1") == item_index(ones)
    assert sum(found.groups("own").values()) == found.n
    assert sum(found.groups("out").values()) == found.n
    assert found.index() == pool(*first, *third).index()
    owned = [row for row in second if row[1] == ["won"]]
    assert found.only("own", "won").item("n1") == item_index(rated_in(owned, 0))


@given(st.lists(ROW), st.sampled_from([(",", ":"), (", ", ": "), (" , ", " : ")]))
def test_however_json_is_spaced_the_figures_are_the_same(rows, separators):
    texts = [text(row, separators=separators) for row in rows]
    found = Responses([(ITEMS, texts)])
    assert found.damaged == 0
    for item in ITEMS:
        assert found.groups(item) == pool(*rows).groups(item)


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [((10, 10, 10), 100), ((1, 1, 1), 0), ((7, 6, 5), 55.6), ((8, 8, 7), 74.1)],
)
def test_the_index_meets_the_four_test_values(ratings, expected):
    index = pool(*[ratings] * 8, items=["n1", "n2", "n3"]).index()
    assert (round(index.value, 1), index.n) == (expected, 8)


def test_dont_know_and_skipped_are_left_out():
    rows = [(10, 10, 10), (1, "unknown", 1), (1, None, 1)]
    found = pool(*rows, items=["n1", "n2", "n3"])
    assert (found.index().value, found.index().n) == (100, 1)
    assert found.item("n2").n == 1
    assert found.groups("n2") == {"10": 1, "unknown": 1, "": 1}


def test_nobody_gives_no_figure():
    nobody = Responses([])
    assert (nobody.n, nobody.index(), nobody.area(["inf1"]), nobody.item("x")) == (0, *[None] * 3)
    assert nobody.groups("out") == {}
    assert pool((["won"], *[None] * 6)).area([]) is None
    assert pool((["won"], *[None] * 6)).only("out", "lost").n == 0


DAMAGED = [
    '["7","7",tr]',
    '["7","7",7]',
    '["7"],["7","7"]',
    '["7\x01","7","7"]',
    '["7","7","7\\"]',
    "",
    "[",
    "null",
    "{}",
    '["7"]',
    "[7,7,7]",
    '["7", "7", "7", "7"]',
    '["7", "7", []]',
    '["7"], ["7", "7"]',
    '["7", "7", "7"], ["7", "7", "7"]',
    '["7", "7", 7]',
    '["7", "7", tr]',
    "[" * 100_000,
]


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_row_is_left_out_and_takes_no_other_with_it(damage):
    good = text((10, 9, 8))
    pieces = [[good, damage, good]] * 2  # what was damaged once is no better the second time
    found = Responses([(["n1", "n2", "n3"], piece) for piece in pieces])
    assert (found.n, found.damaged) == (4, 2)
    assert found.counts("n3") == {"8": 4}


def test_a_damaged_answer_is_no_rating_and_no_group():
    row = json.dumps(["11", "true", "{", "[1.0]", "0"])
    found = Responses([(["n1", "n2", "n3", "out", "inf1"], [row])])
    assert [found.item(key) for key in ("n1", "n2", "n3", "out", "inf1")] == [None] * 5
    assert found.groups("n3") == {"": 1}


def test_rows_are_read_in_pieces_and_none_is_lost():
    rows = [text((n % 10 + 1, None, "unknown")) for n in range(2_503)]
    rows[1_700] = "x"
    found = Responses([(["n1", "n2", "n3"], iter(rows))])
    assert (found.n, found.damaged) == (2_502, 1)
    assert sum(found.counts("n1").values()) == 2_502
    assert found.counts("n3") == {'"unknown"': 2_502}
