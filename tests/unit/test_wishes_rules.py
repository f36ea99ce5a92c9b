"""The rules of wishes: what may happen, the order on the wall, what has room there."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.voting import rules_wishes as rules

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True)
COUNTS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 9))


@given(KEYS, COUNTS)
def test_nobody_is_lost_and_nobody_stands_twice(shown: list[str], counts: dict[str, int]):
    for now in (NOON, NOON + rules.STANDS_STILL):
        order = rules.order_at(shown, counts, (), NOON, now)
        assert sorted(order) == sorted(counts)


@given(KEYS, COUNTS)
def test_nothing_changes_place_before_it_has_stood_still(shown: list[str], counts: dict[str, int]):
    soon = NOON + rules.STANDS_STILL - timedelta(milliseconds=1)
    order = rules.order_at(shown, counts, (), NOON, soon)
    stayed = [one for one in shown if one in counts]
    assert order[: len(stayed)] == stayed


@given(KEYS, COUNTS, st.sets(st.sampled_from("abcdefgh")))
def test_then_the_most_supported_come_first_and_equals_stay(
    shown: list[str], counts: dict[str, int], answered: set[str]
):
    order = rules.order_at(shown, counts, answered, NOON, NOON + rules.STANDS_STILL)
    before = rules.standing(shown, counts)
    keys = [(one in answered, -counts[one], before.index(one)) for one in order]
    assert keys == sorted(keys)


class Wall:
    """A wall as the tables keep it: a stored order with its moment, and counts that move."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.sorted_at = NOON
        self.counts: dict[str, int] = {}

    def look(self, now: datetime) -> list[str]:
        return rules.order_at(self.shown, self.counts, (), self.sorted_at, now)

    def write(self, one: str, now: datetime) -> None:
        if rules.is_due(self.sorted_at, now):
            self.shown, self.sorted_at = self.look(now), now
        if one not in self.counts:
            self.shown = [*self.shown, one]
        self.counts[one] = self.counts.get(one, -1) + 1


STEPS = st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 25)), max_size=40)


@given(STEPS)
def test_two_changes_of_place_are_never_close_to_each_other(steps: list[tuple[str, int]]):
    wall, now, last, moved = Wall(), NOON, [], None
    for one, seconds in steps:
        for _ in range(seconds):
            now += timedelta(seconds=1)
            order = wall.look(now)
            if [each for each in order if each in last] != last:
                assert moved is None or now - moved >= rules.STANDS_STILL
                moved = now
            last = order
        wall.write(one, now)


@given(STEPS)
def test_a_write_itself_never_moves_what_is_being_read(steps: list[tuple[str, int]]):
    wall, now = Wall(), NOON
    for one, seconds in steps:
        now += timedelta(seconds=seconds)
        before = wall.look(now)
        wall.write(one, now)
        assert wall.look(now)[: len(before)] == before


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mindre delar", "mindre  DELAR!"), ("Ｔｙｄｌｉｇｔ", "tydligt"), ("å", "a\u030a")],
)
def test_texts_that_say_the_same_are_the_same(one: str, other: str):
    assert rules.folded(one) == rules.folded(other)


def test_texts_of_signs_alone_are_not_all_the_same():
    assert rules.folded("!!!") != rules.folded("???")
    assert rules.folded("👍") != rules.folded("👎")


@given(st.lists(st.text(max_size=140), max_size=60), st.integers(0, 6))
def test_what_fits_is_some_of_the_first(texts: list[str], boxes: int):
    assert 0 <= rules.fitting(texts, boxes) <= len(texts)
    assert rules.fitting(texts[:1], boxes) == len(texts[:1]) or len(texts[0]) > 100


@given(st.text(max_size=140), st.text(max_size=140), st.integers(10, 60))
def test_more_words_never_take_fewer_lines(text: str, more: str, line: int):
    assert rules.lines_of(f"{text} {more}", line) >= rules.lines_of(text, line) >= 1


@pytest.mark.parametrize("act", rules.ACTS)
def test_every_act_leads_from_somewhere_and_never_from_everywhere(act: str):
    states = {"new", "approved", "parked", "merged", "removed"}
    assert {state for state in states if rules.may(act, state)} not in (set(), states)


def test_nothing_goes_unread_to_the_wall_before_a_procurement():
    assert not rules.may_open_unmoderated("before_procurement")
    assert rules.may_open_unmoderated("dialogue")


@given(st.lists(st.text(max_size=140), max_size=60), st.integers(1, 4))
def test_pages_are_turned_in_order_and_none_is_left_out(texts: list[str], boxes: int):
    found = rules.pages(texts, boxes)
    assert len(found) == len(texts)
    assert found == sorted(found)
    assert set(found) == set(range(max(found, default=-1) + 1))


@given(st.lists(st.text(max_size=140), min_size=1, max_size=60), st.integers(1, 4))
def test_what_stands_on_a_page_has_room_there(texts: list[str], boxes: int):
    found = rules.pages(texts, boxes)
    for page in range(found[-1] + 1):
        own = [text for text, place in zip(texts, found, strict=True) if place == page]
        assert rules.fitting(own, boxes) == len(own) or len(own) <= rules.LAYOUTS[boxes].abreast


def test_two_hundred_stand_on_pages_and_more_are_read_on_phones():
    assert len(rules.pages(["Kortare underlag"] * 300, 2)) == rules.MOST_TURNED == 200
