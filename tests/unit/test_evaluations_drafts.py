"""A draft after one page was saved, also when two devices have the same page open."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.evaluations import rules_drafts as rules
from kiosk.questions.template_a import INTRO, TEMPLATE_A, intro

QUESTIONS = ("n1", "n2", "n3")
ANSWERS = st.dictionaries(
    st.sampled_from(QUESTIONS), st.one_of(st.none(), st.sampled_from(["1", "2", "3"]))
)


def drawn_from(saved: rules.Saved) -> rules.Drawn:
    """Return what a form says that is drawn from this draft."""
    items = [item for item in TEMPLATE_A if item.id in QUESTIONS]
    text = rules.drawn_text(items, rules.answers_in(saved.entries))
    return rules.read_drawn(str(saved.revision), text)


# A busy machine is no reason to fail: nothing here waits for anything.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
EMPTY = rules.Saved({}, 0, ())


def save(before: rules.Saved, drawn: rules.Drawn, **answers: str | None) -> rules.Saved:
    return rules.save(before.entries, before.revision, answers, drawn)


def test_the_first_save_makes_a_draft_even_where_everything_was_skipped():
    saved = save(EMPTY, drawn_from(EMPTY), n1=None, n2=None)
    assert (saved.revision, rules.answers_in(saved.entries)) == (1, {})


def test_a_save_that_changes_nothing_is_no_new_revision():
    once = save(EMPTY, drawn_from(EMPTY), n1="8")
    assert save(once, drawn_from(once), n1="8") == once


def test_the_later_page_wins_and_tells_which_questions_it_replaced():
    other = save(EMPTY, drawn_from(EMPTY), n1="3", n2="4", n3="5")
    later = save(other, drawn_from(EMPTY), n1="8", n2="4", n3=None)
    assert rules.answers_in(later.entries) == {"n1": "8", "n2": "4", "n3": "5"}
    assert later.replaced == ("n1",)


def test_an_answer_taken_back_on_the_later_page_is_gone_and_told():
    first = save(EMPTY, drawn_from(EMPTY), n1="3")
    other = save(first, drawn_from(first), n1="4")
    later = save(other, drawn_from(first), n1=None)
    assert (rules.answers_in(later.entries), later.replaced) == ({}, ("n1",))


def test_what_nobody_touched_on_the_later_page_keeps_the_other_devices_answer():
    first = save(EMPTY, drawn_from(EMPTY), n1="3")
    other = save(first, drawn_from(first), n1="4")
    later = save(other, drawn_from(first), n1="3", n2="9")
    assert (rules.answers_in(later.entries), later.replaced) == ({"n1": "4", "n2": "9"}, ())


def test_one_device_alone_replaces_nothing_of_its_own():
    first = save(EMPTY, drawn_from(EMPTY), n1="3")
    assert save(first, drawn_from(first), n1="4").replaced == ()


@patient
@given(ANSWERS, ANSWERS)
def test_of_two_pages_drawn_at_once_what_either_said_is_kept_and_the_later_wins(
    one: dict[str, str | None], two: dict[str, str | None]
):
    other = rules.save({}, 0, one, drawn_from(EMPTY))
    later = rules.save(other.entries, other.revision, two, drawn_from(EMPTY))
    said = {key: answer for key, answer in {**one}.items() if answer}
    said |= {key: answer for key, answer in two.items() if answer}
    assert rules.answers_in(later.entries) == said
    differ = {key for key in two if two[key] and one.get(key) and one[key] != two[key]}
    assert set(later.replaced) == differ


@patient
@given(ANSWERS, st.lists(ANSWERS, max_size=4))
def test_a_draft_is_read_back_as_it_was_written(
    first: dict[str, str | None], more: list[dict[str, str | None]]
):
    saved = rules.save({}, 0, first, rules.Drawn())
    for answers in more:
        saved = rules.save(saved.entries, saved.revision, answers, drawn_from(saved))
    assert rules.read_entries(rules.write_entries(saved.entries)) == saved.entries


@patient
@given(st.text(max_size=40), st.text(max_size=200))
def test_whatever_a_strange_form_says_of_itself_can_be_read(revision: str, marks: str):
    drawn = rules.read_drawn(revision, marks)
    saved = rules.save({"n1": ("3", 2)}, 2, {"n1": "8"}, drawn)
    assert rules.answers_in(saved.entries)["n1"] in ("3", "8")


def test_a_form_asks_what_it_was_drawn_with_whatever_is_shown_since():
    page = [item for item in TEMPLATE_A if item.section == "follow"]
    drawn = rules.read_drawn("1", "c_lost:- out:-")
    assert [item.id for item in rules.items_drawn(page, page[1:2], drawn)] == ["c_lost"]
    assert rules.items_drawn(page, page[1:2], rules.Drawn()) == page[1:2]


def test_a_page_that_is_gone_lies_between_its_neighbours():
    there = ["part", "parts", "ahead"]
    assert rules.section_after(there, "overall") == "parts"  # type: ignore[arg-type]
    assert rules.section_before(there, "overall") == "part"  # type: ignore[arg-type]
    assert rules.section_after(there, "ahead") is None  # type: ignore[arg-type]
    assert rules.section_before(there, "part") is None  # type: ignore[arg-type]


@pytest.mark.parametrize("language", INTRO)
@pytest.mark.parametrize("name", ["Städ", "Kv. Ekorren. {k}. Etapp 2"])
def test_the_intro_is_five_lines_and_the_templates_own_words(language: str, name: str):
    lines = rules.intro_lines(language, name, 7)
    assert len(lines) == 5
    assert " ".join(lines) == intro(language, name, 7)
