"""How the bidders' form may change from one version to the next."""

from dataclasses import replace

import pytest
from hypothesis import strategies as st

from kiosk.evaluations import rules_versions as rules
from kiosk.questions.form import SECTIONS, Item, in_order
from kiosk.questions.kinds import validate_spec
from kiosk.questions.template_a import TEMPLATE_A
from tests.support.questions import COLOURS, EASE, REMARK, given

CORE = in_order(TEMPLATE_A)
N1 = next(item for item in CORE if item.id == "n1")


def own(spec_id: str, section: str = "own", outcomes: tuple[str, ...] = ()) -> Item:
    spec = replace(REMARK, lineage=spec_id, prompt_sv=f"Fråga {spec_id}")
    return Item(spec, section, outcomes=outcomes, core=False)  # type: ignore[arg-type]


@st.composite
def forms(draw: st.DrawFn) -> list[Item]:
    """Give template A with some own questions among it."""
    sections = draw(st.lists(st.sampled_from(rules.OWN_SECTIONS), min_size=1, max_size=8))
    items = list(CORE)
    for number, section in enumerate(sections):
        items = rules.added(items, own(f"own-{number}", section))
    return items


def own_ids(items: list[Item]) -> list[str]:
    return [item.id for item in items if not item.core]


@given(forms(), st.data())
def test_whatever_is_done_to_own_questions_the_template_stays(
    items: list[Item], data: st.DataObject
):
    for _ in range(5):
        if not own_ids(items):
            break
        chosen = data.draw(st.sampled_from(own_ids(items)))
        act = data.draw(st.sampled_from(["up", "down", "drop", "page"]))
        if act == "drop":
            items = rules.without(items, chosen)
        elif act == "page":
            page = data.draw(st.sampled_from(rules.OWN_SECTIONS))
            items = rules.changed(items, chosen, own(chosen, page))
        else:
            items = rules.moved(items, chosen, act)
    assert [item for item in items if item.core] == CORE
    assert items == in_order(items)


@given(forms(), st.data())
def test_moving_up_and_down_again_changes_nothing(items: list[Item], data: st.DataObject):
    chosen = data.draw(st.sampled_from(own_ids(items)))
    up = rules.moved(items, chosen, "up")
    assert sorted(item.id for item in up) == sorted(item.id for item in items)
    if up != items:
        assert rules.moved(up, chosen, "down") == items


@given(forms())
def test_own_questions_come_after_the_templates_on_each_page(items: list[Item]):
    for section in SECTIONS:
        core = [item.core for item in items if item.section == section]
        assert core == sorted(core, reverse=True)


def test_another_swedish_wording_breaks_the_trend_and_another_english_one_does_not():
    swedish = replace(N1, spec=replace(N1.spec, prompt_sv="Hur nöjda är ni?"))
    english = replace(N1, spec=replace(N1.spec, prompt_en="How satisfied?", low_en="Not"))
    assert rules.changes(CORE, rules.changed(CORE, "n1", swedish)).breaks == ("n1",)
    other = rules.changes(CORE, rules.changed(CORE, "n1", english))
    assert (other.breaks, other.other) == ((), True)


def test_what_is_added_and_taken_out_is_told_and_nothing_else():
    more = rules.added(CORE, own("own-a"))
    assert rules.changes(CORE, more) == rules.Changes(added=("own-a",))
    assert rules.changes(more, CORE) == rules.Changes(removed=("own-a",))
    assert not rules.changes(CORE, CORE)


def test_another_order_or_another_audience_is_told():
    two = rules.added(rules.added(CORE, own("own-a")), own("own-b"))
    assert rules.changes(two, rules.moved(two, "own-b", "up")).other
    assert rules.changes(two, rules.changed(two, "own-b", own("own-b", outcomes=("won",)))).other


def test_a_question_asked_in_other_words_gets_an_id_that_was_never_used():
    old = replace(COLOURS, lineage="own-vilken-farg")
    new = replace(old, prompt_sv="Vilken färg?!")
    taken = {"own-vilken-farg"}
    assert rules.identity(old, new, taken, []) == "own-vilken-farg-2"
    assert rules.identity(old, replace(old, prompt_en="Which?"), taken, []) == "own-vilken-farg"
    assert rules.identity(None, replace(old, lineage=""), taken, [old]) == "own-vilken-farg"


@pytest.mark.parametrize("words", ["  fråga  OWN-A ", "FRÅGA OWN-A", "Fråga own-a"])
def test_the_same_words_are_the_same_question_however_they_are_typed(words: str):
    items = rules.added(CORE, own("own-a"))
    assert rules.asks_the_same(items, replace(EASE, prompt_sv=words))
    assert not rules.asks_the_same(items, replace(EASE, prompt_sv=words), but="own-a")


@pytest.mark.parametrize("item", CORE, ids=lambda item: item.id)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_new_words_change_neither_the_meaning_nor_the_other_language(item: Item, language: str):
    options = tuple(replace(one, sv=f"{one.sv}!", en=f"{one.en}!") for one in item.spec.options)
    words = replace(item.spec, prompt_sv="Ny", prompt_en="New", options=options)
    new = rules.reworded(item, words, language)
    assert (new.id, new.core, new.section) == (item.id, True, item.section)
    assert new.spec.option_ids == item.spec.option_ids
    assert validate_spec(new.spec) == []
    kept = "en" if language == "sv" else "sv"
    assert new.spec.text(kept) == item.spec.text(kept)
    assert new.spec.text(language) != item.spec.text(language)
