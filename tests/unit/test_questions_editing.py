"""What stays the same of a question when somebody edits it."""

import re
from dataclasses import replace

from hypothesis import strategies as st

from kiosk.questions.editing import lineage_after, slug
from kiosk.questions.kinds import MAX_OPTIONS, Option, validate_spec
from kiosk.questions.templates import template_b
from tests.support.questions import COLOURS, given

B1, B2 = template_b(None)[:2]


@given(st.lists(st.text(min_size=1, max_size=60), min_size=2, max_size=MAX_OPTIONS))
def test_every_option_gets_an_id_of_its_own_that_is_valid(words: list[str]):
    taken: list[str] = []
    for word in words:
        taken.append(slug(word, taken))
    assert len(set(taken)) == len(taken)
    options = tuple(Option(one, f"Svar {n}") for n, one in enumerate(taken))
    assert validate_spec(replace(COLOURS, options=options)) == []


def test_an_option_id_can_be_read_and_is_never_the_answer_dont_know():
    assert slug("Bättre förklaring!", []) == "battre-forklaring"
    assert slug("Ja", ["ja"]) == "ja-2"
    assert slug("Unknown", []) == "unknown-2"
    assert re.fullmatch("option", slug("你好", []))


def test_another_swedish_wording_is_another_question():
    changed = replace(B2, prompt_sv="Hur svårt är det?")
    assert lineage_after(B2, changed, "new", [B1, B2]) == "new"


def test_english_alone_keeps_the_question_the_same():
    changed = replace(B2, prompt_en="How easy?", low_en="Hard")
    assert lineage_after(B2, changed, "new", [B1, B2]) == "b2"
    own = replace(COLOURS, prompt_en="What colour?")
    assert lineage_after(COLOURS, own, "new", [B1, B2]) == "colour"


def test_a_question_written_back_word_for_word_is_the_same_again():
    changed = replace(B2, lineage="new", prompt_sv="Hur svårt är det?")
    assert lineage_after(changed, replace(B2, lineage="new"), "newer", [B1, B2]) == "b2"
