"""Template A is what domain section 3 says: ids, words, places and conditions are locked."""

import pytest

from kiosk.questions.form import AREAS, SECTIONS, in_order
from kiosk.questions.kinds import validate_spec
from kiosk.questions.template_a import CANCELLED, INTRO, OPTIONAL, PARTS_LEAD, TEMPLATE_A, intro
from tests.support.template_a import BIDDERS, CONDITIONS, ENGLISH, OPTIONS, SCALES, SWEDISH

BY_ID = {item.id: item for item in TEMPLATE_A}
OWN = [item for _, items in OPTIONAL for item in items]


def test_the_ids_kinds_and_pages_are_locked():
    pages: dict[str, list[str]] = {}
    for item in TEMPLATE_A:
        pages.setdefault(item.section, []).append(f"{item.id}:{item.spec.kind}")
    assert {page: " ".join(ids) for page, ids in pages.items()} == {
        "part": "out:choice size:choice prev:choice",
        "overall": "n1:scale n2:scale n3:scale",
        "parts": "inf1:scale inf2:scale til1:scale bem1:scale kom1:scale rat1:scale rat2:scale "
        "rat3:scale eff1:scale eff2:scale eff3:scale",
        "follow": "c_lost:choice c_rej:choice c_won:choice c_why:choice",
        "ahead": "again:choice more:text start:text",
    }
    assert all(item.core for item in TEMPLATE_A)


@pytest.mark.parametrize(("language", "words"), [("sv", SWEDISH), ("en", ENGLISH)])
def test_the_words_are_locked_in_both_languages(language, words):
    assert {item.id: item.spec.text(language) for item in TEMPLATE_A} == words


@pytest.mark.parametrize("key", OPTIONS)
def test_the_options_and_how_many_may_be_chosen_are_locked(key):
    spec = BY_ID[key].spec
    assert [(one.id, one.sv, one.en) for one in spec.options] == OPTIONS[key]
    assert spec.max_choices == (3 if key == "c_why" else 1)
    assert not spec.allow_unknown


def test_every_choice_has_its_options_locked():
    assert set(OPTIONS) == {key for key, item in BY_ID.items() if item.spec.kind == "choice"}


def test_scales_run_from_1_to_10_with_words_at_both_ends_and_dont_know():
    for key, item in BY_ID.items():
        if item.spec.kind == "scale":
            spec = item.spec
            ends = (spec.low_sv, spec.low_en, spec.high_sv, spec.high_en)
            assert ends == SCALES.get(key, SCALES["parts"])
            assert (spec.scale_max, spec.allow_unknown) == (10, True)


def test_written_answers_have_room_for_a_thousand_characters():
    assert [BY_ID[key].spec.max_length for key in ("more", "start")] == [1000, 1000]


def test_each_statement_is_in_its_area():
    areas = {area: [i.id for i in TEMPLATE_A if i.area == area] for area in AREAS}
    assert areas == {
        "information": ["inf1", "inf2"],
        "accessibility": ["til1"],
        "treatment": ["bem1"],
        "competence": ["kom1"],
        "legal": ["rat1", "rat2", "rat3"],
        "efficiency": ["eff1", "eff2", "eff3"],
    }
    assert [i.id for i in TEMPLATE_A if i.area] == [
        i.id for i in TEMPLATE_A if i.section == "parts"
    ]


def test_the_conditions_are_locked():
    found = {item.id: " ".join(item.outcomes) for item in TEMPLATE_A if item.outcomes}
    assert found == CONDITIONS
    assert [i.id for i in TEMPLATE_A if i.needs_decision] == ["rat3", "c_lost", "c_rej", "c_won"]
    known = set(BY_ID["out"].spec.option_ids)
    assert all(set(item.outcomes) <= known for item in TEMPLATE_A)
    assert set(BIDDERS) == known


@pytest.mark.parametrize("item", [*TEMPLATE_A, *OWN], ids=lambda item: item.id)
def test_every_item_can_be_asked_in_both_languages(item):
    spec = item.spec
    assert validate_spec(spec) == []
    assert spec.prompt_en
    assert all(option.en for option in spec.options)
    assert spec.kind != "scale" or (spec.low_en and spec.high_en)
    assert item.section in SECTIONS


def test_modules_are_off_and_stay_out_of_the_index_and_the_areas():
    assert [name for name, _ in OPTIONAL] == ["dlg", "sus", "sys", "loc"]
    assert not any(item.core or item.area for item in OWN)
    assert not {item.id for item in OWN} & set(BY_ID)
    assert len({item.id for item in OWN}) == len(OWN)
    assert all(item.id.startswith(name) for name, items in OPTIONAL for item in items)


def test_the_items_stand_in_the_order_of_the_pages():
    assert in_order(TEMPLATE_A) == list(TEMPLATE_A)


def test_the_introduction_says_the_name_and_how_many_it_takes():
    swedish, english = intro("sv", "{k} & {0.x}", 9), intro("en", "Städning", 9)
    assert swedish.startswith("Tack för att ni var med i upphandlingen {k} & {0.x}. Era svar")
    assert "resultat visas bara när minst 9 har svarat. Svar som kommer in" in swedish
    assert english.startswith("Thank you for taking part in Städning. Your answers")
    assert "only when at least 9 have answered" in english
    assert swedish.endswith("varken beslutet eller hur kommande anbud bedöms.")
    assert english.endswith("neither the decision nor how future tenders are assessed.")
    assert set(INTRO) == {"sv", "en"}


def test_what_stands_beside_the_questions_is_there_in_both_languages():
    assert CANCELLED == {"sv": "Upphandlingen avbröts", "en": "The procurement was cancelled"}
    assert PARTS_LEAD == {
        "sv": "Hur väl stämmer det här för er?",
        "en": "How well does this match your experience?",
    }
