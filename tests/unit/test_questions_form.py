"""A form asks each bidder what concerns them, and keeps no answer to anything else."""

import json

import pytest
from hypothesis import strategies as st

from kiosk.questions.answers import Chosen, encode
from kiosk.questions.form import (
    SECTIONS,
    Item,
    from_plain,
    in_order,
    keep_shown,
    outcome_of,
    pages,
    shown,
    to_plain,
)
from kiosk.questions.template_a import OPTIONAL, TEMPLATE_A
from tests.support.questions import COLOURS, REMARK, answers_to, given, specs
from tests.support.template_a import BIDDERS, CANCELLED_BIDDER

EVERYTHING = [*TEMPLATE_A, *(item for _, items in OPTIONAL for item in items)]
OUTCOMES = st.sampled_from([*BIDDERS, None])


def ended(outcome):
    return {} if outcome is None else {"out": encode(Chosen((outcome,)))}


def ids(items):
    return " ".join(item.id for item in items)


def answers(items=EVERYTHING):
    """Draw stored answers to any of the items, whether asked or not."""
    each = {item.id: answers_to(item.spec).map(encode) for item in items}
    return st.fixed_dictionaries({}, optional=each)


@pytest.mark.parametrize("outcome", BIDDERS)
def test_each_bidder_is_asked_what_concerns_them(outcome):
    assert ids(shown(TEMPLATE_A, ended(outcome), cancelled=False)) == BIDDERS[outcome]


def test_who_skips_the_outcome_is_asked_as_who_prefers_not_to_say():
    assert ids(shown(TEMPLATE_A, {}, cancelled=False)) == BIDDERS["na"]


@pytest.mark.parametrize("outcome", BIDDERS)
def test_after_a_cancellation_nobody_is_asked_how_it_ended(outcome):
    # An outcome left over in a draft makes no difference.
    assert ids(shown(TEMPLATE_A, ended(outcome), cancelled=True)) == CANCELLED_BIDDER


@given(answers(), st.booleans())
def test_nobody_sees_two_follow_up_questions(found, cancelled):
    asked = [item.id for item in shown(EVERYTHING, found, cancelled)]
    assert sum(key.startswith("c_") for key in asked) <= 1
    assert not (cancelled and {"out", "rat3", "c_lost", "c_rej", "c_won"} & set(asked))


@given(answers(), st.booleans())
def test_answers_to_what_is_not_asked_fall_away_and_the_rest_stay(found, cancelled):
    kept = keep_shown(EVERYTHING, found, cancelled)
    asked = {item.id for item in shown(EVERYTHING, found, cancelled)}
    assert kept == {key: stored for key, stored in found.items() if key in asked}
    # What falls away decides nothing: asked again, the same is shown and the same is kept.
    assert keep_shown(EVERYTHING, kept, cancelled) == kept
    assert outcome_of(EVERYTHING, kept, cancelled) == outcome_of(EVERYTHING, found, cancelled)


def test_answers_to_items_of_no_form_fall_away():
    assert keep_shown(TEMPLATE_A, {"x": "1", "again": '["no"]'}, False) == {"again": '["no"]'}


@pytest.mark.parametrize(
    "stored", ["", "{", '["pink"]', '["won","lost"]', "7", '"unknown"', "null"]
)
def test_a_damaged_outcome_is_one_that_is_not_said(stored):
    assert outcome_of(TEMPLATE_A, {"out": stored}, cancelled=False) == "na"


def test_a_form_without_the_outcome_asks_as_if_it_was_not_said():
    items = [item for item in TEMPLATE_A if item.id != "out"]
    assert outcome_of(items, ended("won"), cancelled=False) == "na"
    assert "c_" not in ids(shown(items, ended("won"), cancelled=False))


@given(answers(), st.booleans())
def test_the_pages_hold_all_that_is_asked_and_none_is_empty(found, cancelled):
    pages_ = pages(EVERYTHING, found, cancelled)
    on_pages = [item for _, items in pages_ for item in items]
    assert on_pages == in_order(shown(EVERYTHING, found, cancelled))
    sections = [section for section, _ in pages_]
    assert sections == sorted(set(sections), key=SECTIONS.index)
    assert all(item.section == section for section, items in pages_ for item in items)
    assert all(items for _, items in pages_)


@pytest.mark.parametrize(
    ("outcome", "cancelled", "expected"),
    [
        ("won", False, "part overall parts follow ahead"),
        ("nobid", False, "part parts follow ahead"),
        ("na", False, "part overall parts ahead"),
        (None, True, "part overall parts ahead"),
    ],
)
def test_a_page_with_nothing_to_ask_is_left_out(outcome, cancelled, expected):
    found = [section for section, _ in pages(TEMPLATE_A, ended(outcome), cancelled)]
    assert " ".join(found) == expected


def test_own_questions_come_before_the_last_page():
    items = [Item(COLOURS, "own", core=False), *TEMPLATE_A, Item(REMARK, "parts", core=False)]
    assert ids(in_order(items)).split()[:3] == ["out", "size", "prev"]
    found = [section for section, _ in pages(items, ended("won"), cancelled=False)]
    assert found == ["part", "overall", "parts", "follow", "own", "ahead"]


def test_the_template_is_read_back_from_json_the_same():
    assert from_plain(json.loads(json.dumps(to_plain(EVERYTHING)))) == EVERYTHING


@given(specs(), st.sampled_from(SECTIONS), st.lists(OUTCOMES.filter(bool)), st.booleans())
def test_any_item_is_read_back_from_json_the_same(spec, section, outcomes, core):
    item = Item(spec, section, "legal", tuple(outcomes), needs_decision=not core, core=core)
    assert from_plain(json.loads(json.dumps(to_plain([item])))) == [item]
