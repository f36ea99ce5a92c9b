"""Rules of factor votes: pasted lines, agreement, the order on the wall, its pages."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.questions.tally import suppress, tally
from kiosk.voting import rules_factors as rules

COUNTS = st.tuples(*[st.integers(0, 200)] * 3)


def agreed(keep: int, change: int, remove: int, threshold: int = 5) -> rules.Agreement | None:
    counts = {'["keep"]': keep, '["change"]': change, '["remove"]': remove}
    spec = rules.spec_for(1, "Tydliga underlag", "")
    return rules.agreement(suppress(tally(spec, counts), threshold))


def test_many_lines_are_read_at_once():
    pasted = "- Tydliga underlag | Clear documents\r\n\n • Mindre delar\n3. Kort tid\tShort time\n"
    assert rules.split_lines(pasted) == [
        ("Tydliga underlag", "Clear documents"),
        ("Mindre delar", ""),
        ("Kort tid", "Short time"),
    ]


@pytest.mark.parametrize("text", ["-1+1", "=1+1", "2098 års plan", "3D-skrivare"])
def test_what_only_looks_like_a_bullet_stays(text: str):
    assert rules.split_lines(text) == [(text, "")]


def test_a_bullet_alone_is_no_factor():
    assert rules.split_lines("- \n*\n  | \n\t\n") == []


def test_the_same_factor_is_taken_once():
    texts = [("Mindre delar", ""), ("mindre  delar.", ""), ("Kort tid", ""), ("Nytt", "")]
    assert rules.without_repeats(texts, ["KORT TID"]) == [0, 3]


def test_agreement_is_the_share_that_answered_as_most_did():
    found = agreed(16, 6, 3)
    assert found == rules.Agreement(Fraction(16, 25), 64, ("keep",), Fraction(10, 25))


def test_a_tie_is_told_and_no_percent_is_rounded_up():
    found = agreed(3, 3, 3)
    assert found is not None
    assert (found.percent, found.most, found.gap) == (33, ("keep", "change", "remove"), 0)


@pytest.mark.parametrize("counts", [(0, 0, 0), (4, 0, 0), (1, 2, 1)])
def test_too_few_answers_say_nothing(counts: tuple[int, int, int]):
    assert agreed(*counts) is None


@given(COUNTS)
def test_agreement_is_between_a_third_and_all(counts: tuple[int, int, int]):
    found = agreed(*counts)
    if sum(counts) < 5:
        assert found is None
    else:
        assert found is not None
        assert Fraction(1, 3) <= found.share <= 1
        assert abs(found.percent - 100 * found.share) < 1
        assert (len(found.most) > 1) == (found.gap == 0)


def test_the_least_agreed_on_is_first_and_what_few_answered_last():
    found = [agreed(9, 1, 0), None, agreed(5, 5, 0), agreed(5, 3, 2), agreed(4, 3, 3)]
    assert rules.by_disagreement(found) == [4, 2, 3, 0, 1]


@given(st.lists(COUNTS))
def test_every_factor_stands_there_once(many: list[tuple[int, int, int]]):
    order = rules.by_disagreement([agreed(*counts) for counts in many])
    assert sorted(order) == list(range(len(many)))


def test_moving_stops_at_the_ends():
    assert rules.moved([1, 2, 3], 2, "up") == [2, 1, 3]
    assert rules.moved([1, 2, 3], 1, "up") == [1, 2, 3]
    assert rules.moved([1, 2, 3], 3, "down") == [1, 2, 3]


def test_a_page_of_the_wall_holds_twelve_short_factors():
    assert rules.wall_pages(["Mindre delar"] * 25) == [(0, 12), (12, 24), (24, 25)]
    assert rules.wall_pages([]) == [(0, 0)]


@given(st.lists(st.text(max_size=140), max_size=60))
def test_the_pages_of_the_wall_hold_every_factor_in_order(texts: list[str]):
    pages = rules.wall_pages(texts)
    assert [place for start, end in pages for place in range(start, end)] == list(range(len(texts)))
    for start, end in pages:
        lines = [rules.lines_of(text, rules.LINE) for text in texts[start:end]]
        assert end - start <= 12
        assert sum(lines) <= rules.LINES or end - start == 1
