"""A fingerprint stands for one result: any change shows, and no order matters."""

import re
from dataclasses import fields, replace

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from kiosk.questions.fingerprint import (
    canonical,
    fingerprint,
    fingerprint_of,
    read_canonical,
    short,
)
from kiosk.questions.kinds import KINDS, Option, QuestionSpec
from tests.support.questions import COLOURS, EASE, ballots, count, encodable, given

COUNTS = {'["red"]': 3, '["blue"]': 5}
# Strings that try to look like the text's own lines, separators and escapes.
HOSTILE = encodable() | st.lists(
    st.sampled_from(['"', "\\", "\n", "\r", ",", "[", "]", '"]\n["option","', "\\n", "\u2028", "a"])
).map("".join)
NUMBER = st.integers(-(2**70), 2**70)


def hostile_specs():
    return st.builds(
        QuestionSpec,
        kind=st.sampled_from(KINDS),
        options=st.lists(st.builds(Option, HOSTILE, HOSTILE, HOSTILE), max_size=3).map(tuple),
        **dict.fromkeys(("lineage", "prompt_sv", "prompt_en", "low_sv", "low_en"), HOSTILE),
        **dict.fromkeys(("high_sv", "high_en"), HOSTILE),
        **dict.fromkeys(("max_choices", "scale_max", "max_length"), NUMBER),
        allow_unknown=st.booleans(),
    )


def results():
    counts = st.dictionaries(HOSTILE, st.integers(1, 999), max_size=4)
    return st.tuples(HOSTILE, HOSTILE, hostile_specs(), counts, HOSTILE.filter(bool))


@given(ballots(), st.randoms())
def test_the_order_of_ballots_never_matters(question, chance):
    spec, stored = question
    shuffled = chance.sample(stored, len(stored))
    one = fingerprint("KX4P7Q", 7, spec, count(stored), "s")
    assert one == fingerprint("KX4P7Q", 7, spec, count(shuffled), "s")


@given(results())
def test_every_part_of_a_result_can_be_read_back_so_no_two_share_a_text(result):
    record = read_canonical(canonical(*result))
    assert tuple(getattr(record, field.name) for field in fields(record)) == result


@given(results(), results())
def test_two_results_have_two_texts_and_two_fingerprints(one, other):
    assume(one != other)
    assert canonical(*one) != canonical(*other)
    assert fingerprint(*one) != fingerprint(*other)


@given(results())
def test_the_text_is_ascii_with_one_line_per_item(result):
    text = canonical(*result)
    _, _, spec, counts, _ = result
    assert text.isascii()
    assert len(text.splitlines()) == 17 + len(spec.options) + len(counts)


CHANGES = [
    {"lineage": "other"},
    {"kind": "text"},
    {"prompt_sv": "Vilken färg!"},
    {"prompt_en": ""},
    {"options": COLOURS.options[::-1]},
    {"options": (*COLOURS.options[:2], Option("blue", "Blå", "Bleu"))},
    {"max_choices": 2},
    {"scale_max": 5},
    {"low_sv": "x"},
    {"low_en": "x"},
    {"high_sv": "x"},
    {"high_en": "x"},
    {"allow_unknown": True},
    {"max_length": 9},
]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: next(iter(change)))
def test_any_change_to_the_question_shows(change):
    before = fingerprint("KX4P7Q", 7, COLOURS, COUNTS, "s")
    assert fingerprint("KX4P7Q", 7, replace(COLOURS, **change), COUNTS, "s") != before


def test_the_changes_above_try_every_field_of_a_question():
    assert {name for change in CHANGES for name in change} == {f.name for f in fields(COLOURS)}


@pytest.mark.parametrize(
    "changed",
    [
        ("KX4P7R", 7, COLOURS, COUNTS, "s"),
        ("KX4P7Q", 8, COLOURS, COUNTS, "s"),
        ("KX4P7Q", 7, COLOURS, COUNTS | {'["red"]': 4}, "s"),
        ("KX4P7Q", 7, COLOURS, COUNTS | {'["green"]': 1}, "s"),
        ("KX4P7Q", 7, COLOURS, {'["red"]': 5, '["blue"]': 3}, "s"),
        ("KX4P7Q", 7, COLOURS, COUNTS, "t"),
    ],
)
def test_any_change_to_meeting_question_count_or_salt_shows(changed):
    assert fingerprint(*changed) != fingerprint("KX4P7Q", 7, COLOURS, COUNTS, "s")


def test_an_answer_nobody_gave_makes_no_difference():
    zero = COUNTS | {'["green"]': 0}
    assert fingerprint("A", 7, COLOURS, zero, "s") == fingerprint("A", "7", COLOURS, COUNTS, "s")


def test_the_text_of_version_1_never_changes():
    text = canonical("KX4P7Q", 7, EASE, {"10": 2, "3": 1}, "00ff")
    assert text.splitlines()[0] == "kiosk-result-1"
    assert '["prompt_sv","Hur l\\u00e4tt \\u00e4r det?"]' in text
    assert text.endswith('["answer","10",2]\n["answer","3",1]\n["ballots",3]\n')
    assert short(fingerprint_of(text)) == "AEA5 3B4B 2A59 5D7E"


def test_the_short_form_is_four_groups_of_four():
    assert short("a3f91c075b2e77d0" + "0" * 48) == "A3F9 1C07 5B2E 77D0"
    made = short(fingerprint("A", 1, COLOURS, {}, "s"))
    assert re.fullmatch("([0-9A-F]{4} ){3}[0-9A-F]{4}", made)


@pytest.mark.parametrize(("counts", "salt"), [({}, ""), ({"1": -1}, "s"), ({"\ud800": 1}, "s")])
def test_what_cannot_be_fingerprinted_safely_is_an_error(counts, salt):
    with pytest.raises(ValueError, match=r"salt|negative|surrogates"):
        canonical("A", 1, EASE, counts, salt)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("kiosk-result-1", "kiosk-result-2"),
        ('["ballots",8]', '["ballots",9]'),
        ('["max_choices",1]', '["max_choices",true]'),
        ('["max_choices",1]', '["max_choices", 1]'),
        ('["answer","[\\"red\\"]",3]', '["answer","[\\"red\\"]",3.0]'),
        ('["lineage","colour"]', '["lineage",["colour"]]'),
        ('["salt","s"]\n', ""),
        ('["option","red"', '["option"'),
        ('["salt","s"]', "[" * 100_000),
        ('["salt","s"]', "3"),
        ('["salt","s"]', "[]"),
        ('["salt","s"]', '["salt","s"]\n["salt","s"]'),
    ],
)
def test_a_text_that_was_tampered_with_is_not_read(old, new):
    text = canonical("KX4P7Q", 7, COLOURS, COUNTS, "s")
    assert old in text
    with pytest.raises(ValueError, match="not a canonical result"):
        read_canonical(text.replace(old, new))
