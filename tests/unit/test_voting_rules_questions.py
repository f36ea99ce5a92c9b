"""How questions may be changed before they are asked."""

from dataclasses import dataclass

from hypothesis import strategies as st

from kiosk.voting.rules_questions import moved
from tests.support.questions import given


@dataclass
class Row:
    id: int
    opened_at: object


@st.composite
def running_orders(draw: st.DrawFn) -> list[Row]:
    opened = draw(st.lists(st.booleans(), min_size=1, max_size=8))
    ids = draw(st.permutations(range(1, len(opened) + 1)))
    return [Row(one, was or None) for one, was in zip(ids, opened, strict=True)]


@given(running_orders(), st.data())
def test_moving_loses_and_doubles_nothing_and_leaves_what_was_opened(
    rows: list[Row], data: st.DataObject
):
    chosen = data.draw(st.sampled_from(rows))
    order = moved(rows, chosen.id, data.draw(st.sampled_from(["up", "down"])))
    assert sorted(order) == sorted(row.id for row in rows)
    for place, row in enumerate(rows):
        assert row.opened_at is None or order[place] == row.id


@given(running_orders(), st.data())
def test_moving_up_and_down_again_changes_nothing(rows: list[Row], data: st.DataObject):
    chosen = data.draw(st.sampled_from(rows))
    before = [row.id for row in rows]
    up = moved(rows, chosen.id, "up")
    if up != before:
        by_id = {row.id: row for row in rows}
        assert moved([by_id[one] for one in up], chosen.id, "down") == before


def test_a_question_moves_past_one_that_was_opened():
    rows = [Row(1, None), Row(2, True), Row(3, None)]
    assert moved(rows, 3, "up") == [3, 2, 1]
    assert moved(rows, 3, "down") == [1, 2, 3]
