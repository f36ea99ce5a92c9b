"""The figures of a small known report, worked out by hand; and what of it may be seen."""

import json
from itertools import permutations

import pytest

from kiosk.evaluations.report_columns import BETWEEN, Block, read_responses
from kiosk.evaluations.report_figures import Figures
from kiosk.evaluations.rules_report import ALL, Group
from tests.support.reports import ITEMS, ORDER, answers

K = 7


def figures(*parts: tuple[int, str, dict[str, str]], k: int = K, **place: str) -> Figures:
    """Return the figures of responses: how many, in which half-year, with which answers."""
    rows = []
    for number, half, given in parts:
        category, unit = given.pop("category", ""), given.pop("unit", "")
        text = json.dumps([given.get(key) for key in ORDER], separators=(",", ":"))
        rows += [(half, category, unit, text)] * number
    return Figures(read_responses([block(rows)], {1: ITEMS}), k)


def block(rows: list[tuple[str, str, str, str]]) -> Block:
    """Return the rows as the database hands them over."""
    halves, categories, units, texts = zip(*rows, strict=True)
    return (1, *(BETWEEN.join(one) for one in (halves, categories, units)), ",".join(texts))


def test_the_index_is_the_mean_of_those_who_rated_all_three():
    found = figures((7, "2026-1", answers((7, 6, 5))), (7, "2026-2", answers((8, 8, 7))))
    both = found.index("2026")
    assert (both.state, both.n) == ("shown", 14)
    assert both.value == pytest.approx((55.555 + 74.074) / 2, abs=0.01)
    assert both.whole == 65


@pytest.mark.parametrize(
    ("ratings", "whole"), [((10, 10, 10), 100), ((1, 1, 1), 0), ((7, 6, 5), 56), ((8, 8, 7), 74)]
)
def test_the_index_meets_the_four_test_values(ratings: tuple[int, ...], whole: int):
    assert figures((7, "2026-1", answers(ratings))).index("2026").whole == whole


def test_who_has_not_rated_all_three_is_not_in_the_index():
    part = answers((7, 6))
    found = figures((8, "2026-1", answers((7, 6, 5))), (9, "2026-1", part))
    assert found.responses_in("2026") == 17
    assert found.index("2026").n == 8


def test_dont_know_is_in_no_mean():
    found = figures(
        (7, "2026-1", answers(inf1="10", inf2='"unknown"')),
        (7, "2026-1", answers(inf1="1", inf2="1")),
    )
    assert (found.item("inf1", "2026").value, found.item("inf1", "2026").n) == (5.5, 14)
    assert (found.item("inf2", "2026").value, found.item("inf2", "2026").n) == (1.0, 7)
    area = found.area("information", "2026")
    assert (area.value, area.n) == (25.0, 14)  # (50 + 0) / 2


def test_an_area_is_not_shown_when_few_have_rated_one_of_its_questions():
    found = figures((9, "2026-1", answers(inf1="7")), (3, "2026-1", answers(inf2="2")))
    assert found.area("information", "2026").state == "few"
    assert found.item("inf2", "2026").state == "few"
    assert found.item("inf1", "2026").state == "shown"


def test_a_choice_is_counted_with_dont_know_as_an_answer():
    yes, no = answers(again='["sure"]'), answers(again='["no"]')
    options = next(one for one in ITEMS if one.id == "again").spec.option_ids
    yes["again"], no["again"] = f'["{options[0]}"]', f'["{options[3]}"]'
    found = figures((7, "2026-1", yes), (8, "2026-1", no)).distribution("again", "2026")
    assert (found.state, found.n) == ("shown", 15)
    assert dict(found.rows)[options[0]] == 7
    assert dict(found.rows)[options[3]] == 8


def test_of_several_choices_each_is_counted_and_one_that_few_made_is_hidden():
    many = answers(out="nobid", c_why='["work","time"]')
    few = answers(out="nobid", c_why='["work"]')
    found = figures((8, "2026-1", many), (3, "2026-1", few)).distribution("c_why", "2026")
    rows = dict(found.rows)
    assert (found.n, rows["work"], rows["terms" if "terms" in rows else "price"]) == (11, 11, 0)
    assert rows["time"] is None  # 8 chose it and 3 did not: the 3 would be told


def test_fewer_than_k_are_in_no_period():
    found = figures((6, "2026-1", answers()))
    assert found.views == []


def test_a_period_waits_for_the_next_until_there_are_enough():
    found = figures((4, "2025-2", answers()), (3, "2026-1", answers()), (2, "2027-1", answers()))
    assert found.views == ["2025-2026"]
    assert found.responses_in("2025-2026") == 7


def test_a_group_with_few_is_hidden_and_so_is_one_that_would_tell_it():
    found = figures(
        (12, "2026-1", answers(out="won")),
        (9, "2026-1", answers(out="lost")),
        (3, "2026-1", answers(out="rejected")),
    )
    shown = [one for one in found.values("out") if found.may_show(Group("out", one), "2026")]
    assert "won" in shown
    assert not {"lost", "rejected"} & set(shown)


def test_nobody_can_take_one_group_from_everybody_to_find_the_rest():
    found = figures((12, "2026-1", answers(out="won")), (3, "2026-1", answers(out="na")))
    assert not found.may_show(Group("out", "won"), "2026")


def test_a_group_hidden_one_year_is_hidden_in_all_years_where_it_would_tell():
    found = figures(
        (9, "2025-1", answers(out="won")), (9, "2025-1", answers(out="lost")),
        (3, "2026-1", answers(out="won")), (9, "2026-1", answers(out="lost")),
    )  # fmt: skip
    won = Group("out", "won")
    views = [view for view in ("2025", "2026", ALL) if found.may_show(won, view)]
    assert "2026" not in views
    assert len(views) < 2


def test_a_unit_is_hidden_when_its_category_would_tell_the_few_others():
    found = figures(
        (9, "2026-1", answers() | {"category": "Bygg", "unit": "Fastighet"}),
        (3, "2026-1", answers() | {"category": "Städ", "unit": "Fastighet"}),
        (9, "2026-1", answers() | {"category": "Städ", "unit": "Skola"}),
        (9, "2026-1", answers() | {"category": "IT", "unit": "IT"}),
    )
    assert found.may_show(Group("category", "Bygg"), "2026")
    assert not found.may_show(Group("unit", "Fastighet"), "2026")


def test_a_follow_up_does_not_tell_how_many_a_hidden_outcome_has():
    won = answers(out="won", c_won='["yes"]')
    found = figures(
        (8, "2026-1", won),
        (3, "2026-1", answers(out="lost")),
        (12, "2026-1", answers(out="withdrew")),
    )
    assert not found.may_show(Group("out", "won"), "2026")
    assert found.distribution("c_won", "2026").state == "few"


def test_a_damaged_row_is_left_out_and_the_rest_counts():
    whole = json.dumps([answers().get(one) for one in ORDER])
    rows = [("2026-1", "", "", whole)] * 7 + [("2026-1", "", "", "[]")]
    found = Figures(read_responses([block(rows)], {1: ITEMS}), K)
    assert found.responses_in("2026") == 7


def test_the_threshold_is_never_below_the_floor():
    assert figures((4, "2026-1", answers()), k=1).views == []


def test_who_is_hidden_among_all_is_hidden_also_where_the_few_have_skipped():
    lost = {"out": '["lost"]', "inf1": "4"}
    found = figures((12, "2026-1", answers(out="won", inf1="8")), (3, "2026-1", lost))
    assert found.index("2026").n == 12
    assert found.index("2026", Group("out", "won")).state == "few"


def test_of_equally_large_groups_the_same_is_hidden_in_whatever_order_they_are_read():
    parts = [
        (9, "2026-1", answers(out="won")),
        (9, "2026-1", answers(out="lost")),
        (9, "2026-1", answers(out="nobid")),
        (3, "2026-1", answers(out="rejected")),
    ]
    seen = set()
    for order in permutations(parts):
        found = figures(*((n, half, dict(given)) for n, half, given in order))
        seen.add(tuple(found.may_show(Group("out", one), "2026") for one in found.values("out")))
    assert len(seen) == 1
