"""Template B keeps its ids and its words, so that years compare."""

import pytest

from kiosk.questions.kinds import validate_spec
from kiosk.questions.templates import template_b

ALL = template_b("Grannby kommun")


KINDS = {
    "b1": ("choice", 1, "never sometimes often"),
    "b2": ("scale", 1, ""),
    "b3": (
        "choice",
        2,
        "contract_follow_up clearer_documents smaller_assignments "
        "earlier_notice explained_decisions other",
    ),
    "b4": ("choice", 1, "yes yes_differently no abstain"),
    "b5": ("choice", 1, "yes no_matter no"),
}
PROMPTS = [
    "Hur ofta har ni lämnat anbud till kommunen?",
    "Hur lätt är det att göra affärer med kommunen i dag?",
    "Vad behöver mest arbete det närmaste året? Välj två.",
    "Vill ni ha en träff om upphandling nästa år igen?",
    "Ska träffen ordnas ihop med Grannby kommun?",
]
OPTIONS = [
    "Aldrig · Någon gång · Ofta",
    "",
    "Uppföljning av avtal · Tydligare underlag · Mindre eller delade uppdrag · "
    "Tidigare information om kommande köp · Bättre förklaring av beslut · Annat",
    "Ja · Ja, men upplagd på annat sätt · Nej · Avstår",
    "Ja · Spelar ingen roll · Nej",
]


def test_the_ids_of_template_b_are_locked():
    kinds = {q.lineage: (q.kind, q.max_choices, " ".join(q.option_ids)) for q in ALL}
    assert list(kinds.items()) == list(KINDS.items())


def test_the_swedish_words_of_template_b_are_locked():
    assert [question.prompt_sv for question in ALL] == PROMPTS
    options = [" · ".join(option.sv for option in question.options) for question in ALL]
    assert options == OPTIONS


def test_the_scale_runs_from_1_to_10_with_dont_know():
    assert (ALL[1].scale_max, ALL[1].allow_unknown) == (10, True)


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.lineage)
def test_every_template_question_can_be_asked_in_both_languages(question):
    assert validate_spec(question) == []
    assert question.prompt_en
    assert all(option.en for option in question.options)
    assert question.kind != "scale" or (question.low_en and question.high_en)


@pytest.mark.parametrize("partner", [None, "", "  "])
def test_without_a_partner_nobody_is_asked_about_one(partner):
    assert [question.lineage for question in template_b(partner)] == ["b1", "b2", "b3", "b4"]


def test_a_partners_name_is_only_a_name():
    b5 = template_b("{0.x} & {partner}  AB\n")[-1]
    assert b5.prompt_en == "Should it be held together with {0.x} & {partner} AB?"
