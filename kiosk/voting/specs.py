"""Turn a question's row into the pure description that the shared package works with."""

from typing import cast

from kiosk.questions.kinds import Kind, Option, QuestionSpec
from kiosk.voting.models import Question


def spec_of(question: Question) -> QuestionSpec:
    """Return the description of a live question."""
    return QuestionSpec(
        lineage=question.lineage,
        kind=cast(Kind, question.kind),
        prompt_sv=question.prompt_sv,
        prompt_en=question.prompt_en,
        options=tuple(Option(o["id"], o["sv"], o.get("en", "")) for o in question.options),
        max_choices=question.max_choices,
        scale_max=question.scale_max,
        low_sv=question.low_sv,
        low_en=question.low_en,
        high_sv=question.high_sv,
        high_en=question.high_en,
        allow_unknown=question.allow_unknown,
    )


def row_of(spec: QuestionSpec) -> dict[str, object]:
    """Return the columns that hold the description."""
    return {
        "lineage": spec.lineage,
        "kind": spec.kind,
        "prompt_sv": spec.prompt_sv,
        "prompt_en": spec.prompt_en,
        "options": [{"id": o.id, "sv": o.sv, "en": o.en} for o in spec.options],
        "max_choices": spec.max_choices,
        "scale_max": spec.scale_max,
        "low_sv": spec.low_sv,
        "low_en": spec.low_en,
        "high_sv": spec.high_sv,
        "high_en": spec.high_en,
        "allow_unknown": spec.allow_unknown,
    }
