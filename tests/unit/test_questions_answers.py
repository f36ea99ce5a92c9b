"""An answer is read strictly, stored in one way and read back the same."""

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import strategies as st

from kiosk.questions.answers import (
    Chosen,
    CorruptAnswer,
    InvalidAnswer,
    Rated,
    Unknown,
    Written,
    decode,
    encode,
    parse_answer,
)
from kiosk.questions.kinds import Option, QuestionSpec
from tests.support.questions import COLOURS, EASE, REMARK, answers_to, given, specs

TWO_COLOURS = replace(COLOURS, max_choices=2)
LIKELY = ["red", "green", "blue", "o0", "o1", "o2", "unknown", "1", "2", "10", "11", "0", "", " "]


def refusal(spec, *raw):
    with pytest.raises(InvalidAnswer) as refused:
        parse_answer(spec, list(raw))
    return refused.value.code


def test_a_choice_is_read_in_the_questions_own_order():
    assert parse_answer(TWO_COLOURS, ["blue", "red"]) == Chosen(("red", "blue"))
    assert parse_answer(COLOURS, ["green", ""]) == Chosen(("green",))
    every = tuple(f"o{n}" for n in range(20))
    all_of_many = QuestionSpec(
        "own", "choice", "Vad?", options=tuple(Option(o, o) for o in every), max_choices=20
    )
    assert parse_answer(all_of_many, every[::-1]) == Chosen(every)


@pytest.mark.parametrize("raw", [(), ("",), (" ", "\n")])
@pytest.mark.parametrize("spec", [COLOURS, EASE, REMARK])
def test_nothing_is_not_an_answer(spec, raw):
    assert refusal(spec, *raw) == "empty"


def test_an_option_outside_the_question_is_refused():
    assert refusal(COLOURS, "pink") == "unknown_option"
    assert refusal(TWO_COLOURS, "red", "Röd") == "unknown_option"


def test_more_options_than_allowed_are_refused():
    assert refusal(COLOURS, "red", "green") == "too_many"
    assert refusal(TWO_COLOURS, "red", "green", "blue") == "too_many"


def test_the_same_option_twice_is_refused():
    assert refusal(TWO_COLOURS, "red", "red") == "duplicate"


def test_dont_know_stands_alone_and_only_where_it_is_offered():
    assert parse_answer(EASE, ["unknown"]) == Unknown()
    assert refusal(COLOURS, "unknown") == "no_unknown"
    assert refusal(EASE, "unknown", "3") == "too_many"


@pytest.mark.parametrize("raw", ["0", "11", "-1", "9" * 5000])
def test_a_step_outside_the_scale_is_refused(raw):
    assert refusal(EASE, raw) == "out_of_range"


@pytest.mark.parametrize("raw", ["x", "1.0", "1e1", "٣", "³", "1 0", "0x1", "--1", "True"])
def test_a_step_is_written_in_plain_digits(raw):
    assert refusal(EASE, raw) == "not_a_number"


def test_a_step_is_read_and_one_only():
    assert parse_answer(EASE, ["10"]) == Rated(10)
    assert refusal(EASE, "1", "2") == "too_many"


def test_a_text_is_cleaned_and_has_a_limit():
    assert parse_answer(REMARK, ["  mer\u202e  kaffe "]) == Written("mer kaffe")
    assert refusal(REMARK, "x" * 21) == "too_long"
    assert refusal(REMARK, "\u200b") == "empty"
    assert refusal(REMARK, "a", "b") == "too_many"


def test_a_refusal_has_the_figures_its_sentence_needs():
    with pytest.raises(InvalidAnswer) as refused:
        parse_answer(REMARK, ["x" * 25])
    assert refused.value.params == {"limit": 20, "length": 25}


def fits(spec, answer):
    match answer:
        case Chosen(ids):
            inside = len(ids) == len(set(ids)) and set(ids) <= set(spec.option_ids)
            return spec.kind == "choice" and inside and 1 <= len(ids) <= spec.max_choices
        case Rated(value):
            return spec.kind == "scale" and 1 <= value <= spec.scale_max
        case Written(text):
            return spec.kind == "text" and 0 < len(text) <= spec.max_length
        case Unknown():
            return spec.kind != "text" and spec.allow_unknown
    return False


@given(specs(), st.lists(st.text() | st.sampled_from(LIKELY), max_size=4))
def test_no_input_becomes_an_answer_outside_the_question(spec, raw):
    try:
        answer = parse_answer(spec, raw)
    except InvalidAnswer:
        return
    assert fits(spec, answer)


@given(st.data())
def test_what_is_stored_is_read_back_the_same(data):
    spec = data.draw(specs())
    answer = data.draw(answers_to(spec))
    assert decode(spec, encode(answer)) == answer


def test_the_stored_forms_are_compact_json():
    stored = [encode(a) for a in (Chosen(("b", "a")), Rated(7), Unknown(), Written('å"'))]
    assert stored == ['["b","a"]', "7", '"unknown"', r'"å\""']


def test_the_text_unknown_is_a_text():
    assert decode(REMARK, '"unknown"') == Written("unknown")


@pytest.mark.parametrize(
    ("spec", "stored"),
    [
        (COLOURS, '["pink"]'),
        (COLOURS, '["red","green"]'),
        (COLOURS, "[]"),
        (COLOURS, '"unknown"'),
        (COLOURS, '[["red"]]'),
        (TWO_COLOURS, '["green","red"]'),
        (TWO_COLOURS, '["red", "green"]'),
        (TWO_COLOURS, '["red","red"]'),
        (EASE, "true"),
        (EASE, "1.0"),
        (EASE, "11"),
        (EASE, "01"),
        (EASE, "NaN"),
        (EASE, "9" * 5000),
        (REMARK, '""'),
        (REMARK, "3"),
        (COLOURS, ""),
        (COLOURS, "[" * 100_000),
    ],
)
def test_a_stored_answer_has_one_spelling_and_fits_its_question(spec, stored):
    with pytest.raises(CorruptAnswer):
        decode(spec, stored)


@given(specs(), st.text() | st.lists(st.sampled_from(LIKELY)).map(str))
def test_a_damaged_answer_is_said_to_be_corrupt_and_nothing_worse(spec, stored):
    with suppress(CorruptAnswer):
        assert encode(decode(spec, stored)) == stored
