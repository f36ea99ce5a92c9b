"""One voice per company, and groups: what is decided without a database."""

from collections import Counter

import pytest
from hypothesis import strategies as st

from kiosk.meetings import rules_municipalities as municipalities
from kiosk.questions.answers import Chosen, encode
from kiosk.questions.kinds import Option, QuestionSpec
from kiosk.voting import rules_groups as rules
from kiosk.voting.rules_groups import Belonging
from tests.support.questions import COLOURS, EASE, given

TWO = QuestionSpec(
    lineage="two",
    kind="choice",
    prompt_sv="Vad?",
    options=tuple(Option(one, one) for one in "abcde"),
    max_choices=2,
    allow_unknown=True,
)
RED, GREEN, BLUE = ('["red"]', '["green"]', '["blue"]')


def first(some):
    return some[0]


def last(some):
    return some[-1]


@pytest.mark.parametrize(
    "name",
    [
        "AB Öbygg", "öbygg", "ÖBYGG AB", "Ö-bygg a.b.", "Ö Bygg Aktiebolag", "Öbygg AB (publ)",
        " öbygg  ab ", "O\u0308bygg AB", "Öbygg,AB", "Öbygg HB",
    ],
)  # fmt: skip
def test_a_company_is_the_same_however_it_is_written(name: str):
    assert rules.company_key(name) == "öbygg"


@pytest.mark.parametrize(
    ("one", "other"),
    [("Öbygg", "Obygg"), ("Bygg 1 AB", "Bygg 2 AB"), ("AB", "HB"), ("Nord Bygg", "Bygg Nord")],
)
def test_other_companies_stay_other(one: str, other: str):
    assert rules.company_key(one) != rules.company_key(other)


def test_and_signs_and_cooperatives_are_written_in_many_ways():
    assert rules.company_key("Ek & Son") == rules.company_key("Ek och Son AB") == "ekochson"
    ways = ("Vägens ek. för.", "Vägens ekonomisk förening", "vägens ek för")
    assert {rules.company_key(way) for way in ways} == {"vägens"}


@given(st.text(max_size=120))
def test_no_name_is_too_strange_and_one_with_letters_is_never_nobody(name: str):
    key = rules.company_key(name)
    assert bool(key) == any(c.isalnum() for c in key)
    assert rules.company_key(name.upper().lower()) is not None


def test_only_who_comes_from_a_company_and_says_which_has_part_in_its_voice():
    eva = Belonging("company", "room", "Öbygg AB", "Lärkvik")
    assert rules.group_of("deciding", eva) == "öbygg"
    assert rules.group_of("companies", Belonging("municipality", "room", "Öbygg AB")) == ""
    assert rules.group_of("companies", Belonging("company")) == ""
    assert [rules.group_of(one, eva) for one in rules.SPLITS] == ["company", "Lärkvik", "room"]
    assert rules.group_of("role", Belonging()) == rules.group_of("", eva) == ""


def test_a_companys_voice_is_what_most_of_its_people_answered():
    assert rules.voice(COLOURS, {RED: 2, BLUE: 1}, last) == RED
    assert rules.voice(COLOURS, {RED: 1, BLUE: 1}, first) == RED
    assert rules.voice(COLOURS, {RED: 1, BLUE: 1}, last) == BLUE


def test_on_a_scale_it_is_the_middle_answer():
    assert rules.voice(EASE, {"2": 1, "9": 1, "10": 1}, first) == "9"
    assert rules.voice(EASE, {"2": 1, "9": 1}, first) == "2"
    assert rules.voice(EASE, {"2": 1, "9": 1}, last) == "9"
    assert rules.voice(EASE, {"10": 2, "2": 1}, first) == "10"


def test_where_several_may_be_chosen_it_is_the_most_chosen_ones():
    one_person = {encode(Chosen(("c",))): 1}
    assert rules.voice(TWO, one_person, first) == '["c"]'
    three = {'["a","b"]': 2, '["b","e"]': 1}
    assert rules.voice(TWO, three, first) == '["a","b"]'
    tie = {'["a","b"]': 1, '["a","e"]': 1}
    assert rules.voice(TWO, tie, first) == '["a","b"]'
    assert rules.voice(TWO, tie, last) == '["a","e"]'


def test_dont_know_is_the_voice_only_if_nobody_says_anything_else():
    assert rules.voice(TWO, {'"unknown"': 3, '["b"]': 1}, first) == '["b"]'
    assert rules.voice(EASE, {'"unknown"': 2}, first) == '"unknown"'
    assert rules.voice(EASE, {'"damaged': 2}, first) is None


def singles(count: int, answer: str) -> dict[str, dict[str, int]]:
    return {f"{answer} {n}": {answer: 1} for n in range(count)}


def test_companies_are_counted_beside_persons_when_the_difference_is_of_none():
    done = rules.settle("companies", COLOURS, singles(9, RED), 7, first)
    assert (done.outcome, done.parts) == ("shown", {"companies": {RED: 9}})


@pytest.mark.parametrize(("also", "outcome"), [("companies", "near"), ("deciding", "alone")])
def test_a_difference_of_few_answers_lets_only_the_deciding_count_be_shown(also: str, outcome: str):
    ballots = {**singles(20, RED), "": {GREEN: 1}}
    done = rules.settle(also, COLOURS, ballots, 7, first)
    assert done.outcome == outcome
    assert done.persons == 21
    assert done.parts == ({"companies": {RED: 20}} if outcome == "alone" else {})


def test_colleagues_count_in_the_difference_once_for_each_but_one():
    pairs = {f"pair {n}": {RED: 1, GREEN: 1} for n in range(7)}
    assert rules.settle("companies", COLOURS, pairs, 7, first).outcome == "shown"
    del pairs["pair 0"]
    done = rules.settle("companies", COLOURS, {**pairs, **singles(9, RED)}, 7, first)
    assert done.outcome == "near"


@pytest.mark.parametrize("also", rules.BY_COMPANY)
def test_too_few_companies_are_not_shown_whatever_decides(also: str):
    ballots = {**singles(6, RED), "": {RED: 30}}
    assert rules.settle(also, COLOURS, ballots, 7, first).parts == {}
    assert rules.settle(also, COLOURS, ballots, 7, first).outcome == "few"


def test_small_groups_are_shown_together_with_those_who_belong_to_none():
    ballots = {
        "company": {RED: 10}, "municipality": {GREEN: 8}, "association": {RED: 3}, "": {BLUE: 5},
    }  # fmt: skip
    done = rules.settle("role", COLOURS, ballots, 7, first)
    assert done.outcome == "shown"
    assert done.parts == {
        "company": {RED: 10}, "municipality": {GREEN: 8}, "": {RED: 3, BLUE: 5}
    }  # fmt: skip


def test_another_group_is_hidden_with_one_that_is_too_small_alone():
    ballots = {"company": {RED: 20}, "municipality": {GREEN: 8}, "association": {BLUE: 1}}
    done = rules.settle("role", COLOURS, ballots, 7, first)
    assert done.parts == {"company": {RED: 20}, "": {GREEN: 8, BLUE: 1}}


@pytest.mark.parametrize(
    "sizes", [{"room": 30, "remote": 3}, {"room": 9}, {"room": 6, "remote": 6}, {"": 30}, {}]
)
def test_no_split_is_kept_where_none_can_be_shown(sizes: dict[str, int]):
    ballots = {group: {RED: size} for group, size in sizes.items()}
    done = rules.settle("mode", COLOURS, ballots, 7, first)
    assert (done.outcome, done.parts) == ("few", {})


groups = st.dictionaries(st.sampled_from(["", *"abcdef"]), st.integers(1, 25), max_size=7)


@given(groups, st.integers(1, 12))
def test_no_part_and_no_remainder_is_ever_of_few(sizes: dict[str, int], k: int):
    ballots = {group: {RED: size} for group, size in sizes.items()}
    parts = rules.settle("role", COLOURS, ballots, k, first).parts
    least = max(k, 5)
    found = {part: sum(counts.values()) for part, counts in parts.items()}
    assert all(size >= least for size in found.values())
    assert sum(found.values()) in (0, sum(sizes.values()))
    assert all(found[part] == sizes[part] for part in found if part)


@given(groups, st.integers(5, 12), st.integers(0, 20))
def test_a_raised_threshold_hides_parts_so_that_no_few_are_left(
    sizes: dict[str, int], k: int, more: int
):
    ballots = {group: {RED: size} for group, size in sizes.items()}
    parts = rules.settle("role", COLOURS, ballots, k, first).parts
    found = {part: sum(counts.values()) for part, counts in parts.items()}
    shown = rules.visible("role", sum(sizes.values()), found, k + more)
    left = sum(size for part, size in found.items() if part not in shown)
    assert all(found[part] >= k + more for part in shown)
    assert left == 0 or left >= k + more or not shown


@given(
    st.dictionaries(
        st.sampled_from(["", *(f"c{n}" for n in range(30))]),
        st.dictionaries(st.sampled_from([RED, GREEN, BLUE]), st.integers(1, 3), min_size=1),
    ),
    st.sampled_from(rules.BY_COMPANY),
)
def test_two_counts_that_stand_side_by_side_differ_by_none_or_by_enough(ballots, also: str):
    done = rules.settle(also, COLOURS, ballots, 7, first)
    voices = sum(done.parts.get("companies", {}).values())
    if done.outcome == "shown":
        assert voices >= 7
        assert done.persons - voices == 0 or done.persons - voices >= 7
    assert (voices > 0) == (done.outcome in ("shown", "alone"))
    everybody: Counter[str] = Counter()
    for answers in ballots.values():
        everybody.update(answers)
    assert done.persons == everybody.total()


def test_the_municipalities_of_a_meeting_are_lines_each_once():
    assert municipalities.names("Lärkvik\n Norrby\n\nLärkvik") == ["Lärkvik", "Norrby"]
    assert municipalities.names(None) == []
    assert municipalities.problem("") == municipalities.problem("Lärkvik\nNorrby") == ""
    assert municipalities.problem("Lärkvik\nLärkvik") == "only_one"
    assert municipalities.problem("\n".join("abcdefghijklm")) == "too_many"
    assert municipalities.problem("Lärkvik\n" + "a" * 61) == "too_long"


def test_parts_stand_in_the_order_of_the_check_in_and_the_rest_last():
    order = rules.in_order("role", ["", "other", "company"], ("company", "other"), ())
    assert order == ["company", "other", ""]
    assert rules.in_order("municipality", ["Åby", "", "bo"], (), ()) == ["bo", "Åby", ""]
