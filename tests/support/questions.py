"""Questions to test with, and Hypothesis strategies for valid ones and their answers."""

from collections import Counter
from collections.abc import Callable
from typing import Any

import hypothesis
from hypothesis import strategies as st

from kiosk.questions.answers import Answer, Chosen, Rated, Unknown, Written, encode
from kiosk.questions.kinds import Option, QuestionSpec
from kiosk.questions.text import clean_text

COLOURS = QuestionSpec(
    lineage="colour",
    kind="choice",
    prompt_sv="Vilken färg?",
    prompt_en="Which colour?",
    options=(Option("red", "Röd", "Red"), Option("green", "Grön"), Option("blue", "Blå", "Blue")),
)
EASE = QuestionSpec(
    lineage="ease",
    kind="scale",
    prompt_sv="Hur lätt är det?",
    low_sv="Svårt",
    high_sv="Lätt",
    allow_unknown=True,
)
REMARK = QuestionSpec(lineage="remark", kind="text", prompt_sv="En sak att ändra", max_length=20)


def given(*strategies: st.SearchStrategy[Any]) -> Callable[[Callable[..., None]], Any]:
    """Try a test on many examples without Hypothesis' 200 ms deadline: slow is not wrong."""

    def decorate(test: Callable[..., None]) -> Any:
        return hypothesis.settings(deadline=None)(hypothesis.given(*strategies)(test))

    return decorate


def encodable(max_size: int = 40) -> st.SearchStrategy[str]:
    """Give any text that a database can hold."""
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


@st.composite
def choices(draw: st.DrawFn, most_choices: int = 20) -> QuestionSpec:
    """Give a choice question with two to twenty options."""
    count = draw(st.integers(2, 20))
    return QuestionSpec(
        lineage="own",
        kind="choice",
        prompt_sv="Vad?",
        options=tuple(Option(f"o{n}", f"Alternativ {n}") for n in range(count)),
        max_choices=draw(st.integers(1, min(count, most_choices))),
        allow_unknown=draw(st.booleans()),
    )


@st.composite
def scales(draw: st.DrawFn) -> QuestionSpec:
    """Give a scale question with two to ten steps."""
    return QuestionSpec(
        lineage="own",
        kind="scale",
        prompt_sv="Hur?",
        low_sv="Lite",
        high_sv="Mycket",
        scale_max=draw(st.integers(2, 10)),
        allow_unknown=draw(st.booleans()),
    )


def texts() -> st.SearchStrategy[QuestionSpec]:
    """Give a text question with some limit."""
    return st.builds(
        QuestionSpec,
        lineage=st.just("own"),
        kind=st.just("text"),
        prompt_sv=st.just("Berätta"),
        max_length=st.integers(1, 60),
    )


def specs() -> st.SearchStrategy[QuestionSpec]:
    """Give a valid question of any kind."""
    return choices() | scales() | texts()


def answers_to(spec: QuestionSpec) -> st.SearchStrategy[Answer]:
    """Give any answer that the question takes."""
    unknown = [st.just(Unknown())] if spec.allow_unknown else []
    if spec.kind == "text":
        cleaned = st.text(max_size=spec.max_length).map(
            lambda raw: clean_text(raw, 1000, multiline=True)[: spec.max_length]
        )
        return cleaned.filter(bool).map(Written)
    if spec.kind == "scale":
        return st.one_of(*unknown, st.integers(1, spec.scale_max).map(Rated))
    keys = st.sets(st.sampled_from(spec.option_ids), min_size=1, max_size=spec.max_choices)
    in_order = keys.map(lambda ids: Chosen(tuple(k for k in spec.option_ids if k in ids)))
    return st.one_of(*unknown, in_order)


@st.composite
def ballots(
    draw: st.DrawFn, of: st.SearchStrategy[QuestionSpec] | None = None, max_size: int = 30
) -> tuple[QuestionSpec, list[str]]:
    """Give a question and the stored answers of some voters, in the order they voted."""
    spec = draw(specs() if of is None else of)
    stored = draw(st.lists(answers_to(spec).map(encode), max_size=max_size))
    return spec, stored


def count(stored: list[str]) -> Counter[str]:
    """Count ballots per stored answer, as a query does."""
    return Counter(stored)
