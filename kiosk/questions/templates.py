"""Hold the template questions whose ids are locked so that years compare.

Template B: a dialogue meeting, live (domain section 3). A changed Swedish wording is a new
question with a new id, since the trend line breaks there.
"""

from kiosk.questions.kinds import Option, QuestionSpec

_B1 = QuestionSpec(
    lineage="b1",
    kind="choice",
    prompt_sv="Hur ofta har ni lämnat anbud till kommunen?",
    prompt_en="How often have you tendered to the municipality?",
    options=(
        Option("never", "Aldrig", "Never"),
        Option("sometimes", "Någon gång", "A few times"),
        Option("often", "Ofta", "Often"),
    ),
)

_B2 = QuestionSpec(
    lineage="b2",
    kind="scale",
    prompt_sv="Hur lätt är det att göra affärer med kommunen i dag?",
    prompt_en="How easy is it to do business with the municipality today?",
    scale_max=10,
    low_sv="Mycket svårt",
    low_en="Very difficult",
    high_sv="Mycket lätt",
    high_en="Very easy",
    allow_unknown=True,
)

_B3 = QuestionSpec(
    lineage="b3",
    kind="choice",
    prompt_sv="Vad behöver mest arbete det närmaste året? Välj två.",
    prompt_en="What needs most work in the coming year? Choose two.",
    options=(
        Option("contract_follow_up", "Uppföljning av avtal", "Contract follow-up"),
        Option("clearer_documents", "Tydligare underlag", "Clearer documents"),
        Option(
            "smaller_assignments",
            "Mindre eller delade uppdrag",
            "Smaller or split assignments",
        ),
        Option(
            "earlier_notice",
            "Tidigare information om kommande köp",
            "Earlier notice of coming purchases",
        ),
        Option(
            "explained_decisions",
            "Bättre förklaring av beslut",
            "Better explanation of decisions",
        ),
        Option("other", "Annat", "Other"),
    ),
    max_choices=2,
)

_B4 = QuestionSpec(
    lineage="b4",
    kind="choice",
    prompt_sv="Vill ni ha en träff om upphandling nästa år igen?",
    prompt_en="Do you want a procurement meeting again next year?",
    options=(
        Option("yes", "Ja", "Yes"),
        Option("yes_differently", "Ja, men upplagd på annat sätt", "Yes, but set up differently"),
        Option("no", "Nej", "No"),
        Option("abstain", "Avstår", "Abstain"),
    ),
)


def template_b(partner: str | None) -> list[QuestionSpec]:
    """Return the live questions of a dialogue meeting, b5 only where a partner is set."""
    questions = [_B1, _B2, _B3, _B4]
    if partner and partner.strip():
        questions.append(_with_partner(" ".join(partner.split())))
    return questions


def _with_partner(partner: str) -> QuestionSpec:
    return QuestionSpec(
        lineage="b5",
        kind="choice",
        prompt_sv=f"Ska träffen ordnas ihop med {partner}?",
        prompt_en=f"Should it be held together with {partner}?",
        options=(
            Option("yes", "Ja", "Yes"),
            Option("no_matter", "Spelar ingen roll", "No matter"),
            Option("no", "Nej", "No"),
        ),
    )
