"""A question says what may be asked, and what is wrong with one that may not."""

from dataclasses import replace

import pytest

from kiosk.questions.kinds import Option, Problem, QuestionSpec, comparable, validate_spec
from kiosk.questions.thresholds import DEFAULT_THRESHOLD, HARD_FLOOR, effective_threshold
from tests.support.questions import COLOURS, EASE, REMARK, given, specs


def codes(spec: QuestionSpec) -> list[str]:
    return [problem.code for problem in validate_spec(spec)]


def with_options(*options: Option) -> QuestionSpec:
    return replace(COLOURS, options=options)


def many(count: int) -> tuple[Option, ...]:
    return tuple(Option(f"o{n}", f"Alternativ {n}") for n in range(count))


def test_wording_is_in_the_asked_language_and_else_in_swedish():
    assert COLOURS.text("en") == "Which colour?"
    assert EASE.text("en") == "Hur lätt är det?"
    assert COLOURS.text("fi") == "Vilken färg?"
    assert [option.text("en") for option in COLOURS.options] == ["Red", "Grön", "Blue"]
    assert (EASE.low("en"), EASE.high("sv")) == ("Svårt", "Lätt")


@given(specs())
def test_a_valid_question_has_no_problems(spec):
    assert validate_spec(spec) == []


@pytest.mark.parametrize("prompt", ["", "  \n ", "\u200b\u202e", "\u0301"])
def test_a_prompt_must_have_something_to_see(prompt):
    assert codes(replace(COLOURS, prompt_sv=prompt)) == ["prompt_required"]


def test_a_prompt_has_at_most_300_characters_in_either_language():
    assert codes(replace(COLOURS, prompt_sv="å" * 300, prompt_en="a" * 300)) == []
    assert validate_spec(replace(COLOURS, prompt_en="a" * 301)) == [
        Problem("prompt_too_long", "prompt_en", {"limit": 300, "length": 301})
    ]


def test_a_choice_has_two_to_twenty_options():
    assert codes(with_options(*many(1))) == ["too_few_options"]
    assert codes(with_options()) == ["too_few_options"]
    assert codes(with_options(*many(20))) == []
    assert codes(with_options(*many(21))) == ["too_many_options"]


def test_two_options_cannot_have_one_id():
    repeated = with_options(Option("a", "Ja"), Option("a", "Nej"))
    assert validate_spec(repeated) == [Problem("option_id_repeated", "options.1", {"number": 2})]


def test_two_options_cannot_read_the_same():
    assert codes(with_options(Option("a", "Ja"), Option("b", " ja "))) == ["option_repeated"]


@pytest.mark.parametrize("bad", ["", "unknown", "A", "a b", "å", "a\n", "x" * 41])
def test_an_option_id_is_a_short_slug_and_never_the_id_of_dont_know(bad):
    assert codes(with_options(Option(bad, "Ja"), Option("b", "Nej"))) == ["option_id_invalid"]


def test_an_option_has_words_and_at_most_120_characters():
    assert codes(with_options(Option("a", ""), Option("b", "Nej"))) == ["option_required"]
    assert codes(with_options(Option("a", "x" * 120), Option("b", "Nej"))) == []
    assert codes(with_options(Option("a", "x" * 121), Option("b", "Nej"))) == ["option_too_long"]
    long_english = with_options(Option("a", "Ja", "x" * 121), Option("b", "Nej"))
    assert codes(long_english) == ["option_too_long"]


@pytest.mark.parametrize("most", [-1, 0, 4])
def test_one_may_choose_from_one_option_to_all_of_them(most):
    assert codes(replace(COLOURS, max_choices=3)) == []
    assert codes(replace(COLOURS, max_choices=most)) == ["max_choices_out_of_range"]


@pytest.mark.parametrize(("top", "problems"), [(1, 1), (2, 0), (10, 0), (11, 1)])
def test_a_scale_has_two_to_ten_steps(top, problems):
    assert codes(replace(EASE, scale_max=top)) == ["scale_out_of_range"] * problems


def test_a_scale_says_in_words_what_its_ends_mean():
    assert codes(replace(EASE, low_sv="", high_sv=" ")) == ["low_required", "high_required"]
    assert codes(replace(EASE, low_sv="x" * 121)) == ["low_too_long"]


def test_a_text_question_has_a_limit_and_no_dont_know():
    assert codes(replace(REMARK, max_length=0)) == ["max_length_out_of_range"]
    assert codes(replace(REMARK, max_length=1001)) == ["max_length_out_of_range"]
    assert codes(replace(REMARK, allow_unknown=True)) == ["unknown_not_for_text"]


def test_a_kind_that_does_not_exist_is_a_problem():
    assert codes(replace(COLOURS, kind="ranking")) == ["kind_unknown"]


def test_years_compare_only_when_the_question_meant_the_same():
    assert comparable(COLOURS, replace(COLOURS, prompt_en="What colour?"))
    assert not comparable(COLOURS, replace(COLOURS, prompt_sv="Vilken färg då?"))
    assert not comparable(COLOURS, replace(COLOURS, lineage="other"))
    assert not comparable(COLOURS, replace(COLOURS, options=COLOURS.options[:2]))
    assert not comparable(COLOURS, replace(COLOURS, max_choices=2))
    assert not comparable(EASE, replace(EASE, scale_max=5))
    assert not comparable(EASE, replace(EASE, allow_unknown=False))


def test_no_setting_goes_below_the_hard_floor():
    assert (HARD_FLOOR, DEFAULT_THRESHOLD) == (5, 7)
    assert [effective_threshold(setting) for setting in (-3, 0, 4, 5, 7)] == [5, 5, 5, 5, 7]
