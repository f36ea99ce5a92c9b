"""Read what a procurement officer writes about the questions of the bidder's form."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, cast

from kiosk.errors import Refusal
from kiosk.evaluations import rules_versions as rules
from kiosk.forms import Form
from kiosk.forms import question as questions
from kiosk.i18n import lazy
from kiosk.questions.form import Item, Section
from kiosk.questions.kinds import (
    END_LABEL_LENGTH,
    OPTION_LENGTH,
    PROMPT_LENGTH,
    Kind,
    Option,
    QuestionSpec,
    validate_spec,
)

FIRST_PAGE = "part"  # here stands the question that conditions hang on


def blank_item(kind: str) -> Form:
    """Return the form of a new question of a kind."""
    form = questions.blank_question(kind)
    form.values |= {"section": "own", "outcomes": []}
    return form


def show_item(item: Item) -> Form:
    """Return the form filled in with an own question."""
    form = questions.show_question(item.spec)
    form.values |= {"section": item.section, "outcomes": list(item.outcomes)}
    return form


def keep_item(sent: Mapping[str, str], outcomes: Sequence[str], kind: str) -> Form:
    """Return the form as it was typed, with more rows for answers."""
    form = questions.keep_question(sent, kind, more=True)
    form.values |= {"section": sent.get("section", ""), "outcomes": list(outcomes)}
    return form


def new_item(kind: str) -> Item:
    """Return a question of a kind with nothing written yet."""
    return Item(questions.new_spec(cast(Kind, kind), ""), "own", core=False)


def read_item(
    sent: Mapping[str, str], ticked: Iterable[str], old: Item, known: Collection[str]
) -> Form:
    """Read an own question of the old one's kind; `cleaned` holds the new `item`.

    `known` are the outcomes a condition may name; all of them ticked is the same as none.
    """
    form = questions.read_question(sent, old.spec)
    chosen = set(ticked)
    form.values |= {"section": sent.get("section", ""), "outcomes": sorted(chosen)}
    outcomes = tuple(one for one in known if one in chosen)
    if form.values["section"] not in rules.OWN_SECTIONS:
        form.errors["section"] = lazy("Choose the page where the question stands.")
    if chosen - set(known):
        form.errors["outcomes"] = lazy("Choose from the list.")
    if len(outcomes) == len(known):
        outcomes = ()
    if outcomes and form.values["section"] == FIRST_PAGE:
        form.errors["outcomes"] = lazy(
            "On the first page nobody has said yet how it ended. "
            "Choose another page, or ask everybody."
        )
    section = cast(Section, form.values["section"])
    form.cleaned["item"] = Item(form.cleaned["spec"], section, outcomes=outcomes, core=False)
    return form


def show_wording(spec: QuestionSpec) -> Form:
    """Return the form filled in with the words of a template question, in both languages."""
    names = [
        f"{name}_{language}" for name in ("prompt", "low", "high") for language in ("sv", "en")
    ]
    form = Form({name: getattr(spec, name) for name in names})
    for number, option in enumerate(spec.options, start=1):
        form.values |= {f"option_{number}_sv": option.sv, f"option_{number}_en": option.en}
    return form


def read_wording(sent: Mapping[str, str], old: QuestionSpec, language: str) -> Form:
    """Read the words of a template question in one language; `cleaned` holds the new `spec`."""
    form = show_wording(old)
    own = [name for name in form.values if name.endswith(f"_{language}")]
    form.values |= {name: sent.get(name, "") for name in own} | {"agreed": sent.get("agreed", "")}
    spec = replace(old, **_take_words(form, old, language))
    for problem in validate_spec(spec):
        sentence = questions.SENTENCES.get(problem.code, questions.UNEXPECTED)
        form.errors.setdefault(_field_of(problem.field), sentence)
    if language == "sv" and not form.values["agreed"]:
        form.errors["agreed"] = lazy(
            "Say that the trend may break here, or leave the words as they are."
        )
    form.cleaned = {"spec": spec}
    return form


def take_refusal(form: Form, refusal: Refusal) -> None:
    """Put an operation's refusal where it belongs in the form."""
    fields = {"asked_already": "prompt_sv"}
    form.errors[fields.get(refusal.code, "")] = refusal.sentence


def _take_words(form: Form, old: QuestionSpec, language: str) -> dict[str, Any]:
    words: dict[str, Any] = {
        f"prompt_{language}": form.take_text(f"prompt_{language}", PROMPT_LENGTH)
    }
    if old.kind == "scale":
        for name in (f"low_{language}", f"high_{language}"):
            words[name] = form.take_text(name, END_LABEL_LENGTH)
    words["options"] = tuple(
        _option(option, language, form.take_text(f"option_{number}_{language}", OPTION_LENGTH))
        for number, option in enumerate(old.options, start=1)
    )
    return words


def _option(option: Option, language: str, words: str) -> Option:
    return replace(option, sv=words) if language == "sv" else replace(option, en=words)


def _field_of(field: str) -> str:
    name, _dot, place = field.partition(".")
    return f"option_{int(place) + 1}_sv" if place else name
