"""Describe a question: its kind, wording in two languages, options and limits."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as attribute
from typing import Literal

from kiosk.questions.text import is_blank

Kind = Literal["choice", "scale", "text"]
KINDS: tuple[Kind, ...] = ("choice", "scale", "text")

# The answer "Vet inte": sent by forms, stored and tallied under this id, which no option may take.
UNKNOWN = "unknown"

MIN_OPTIONS, MAX_OPTIONS = 2, 20
MIN_SCALE, MAX_SCALE = 2, 10
PROMPT_LENGTH = 300
OPTION_LENGTH = 120
END_LABEL_LENGTH = 120
TEXT_LENGTH = 1000

_OPTION_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


@dataclass(frozen=True, slots=True)
class Option:
    """Be one option of a choice question; its id never changes meaning."""

    id: str
    sv: str
    en: str = ""

    def text(self, language: str) -> str:
        """Return the wording in the language, else in Swedish."""
        return _in_language(language, self.sv, self.en)


@dataclass(frozen=True, slots=True)
class QuestionSpec:
    """Be everything about a question that decides which answers it takes and what they mean.

    `lineage` is what the same question has in common from year to year: a template id such as
    "b1", or an id made when the municipality wrote it.
    """

    lineage: str
    kind: Kind
    prompt_sv: str
    prompt_en: str = ""
    options: tuple[Option, ...] = ()
    max_choices: int = 1
    scale_max: int = MAX_SCALE
    low_sv: str = ""
    low_en: str = ""
    high_sv: str = ""
    high_en: str = ""
    allow_unknown: bool = False
    max_length: int = TEXT_LENGTH

    def text(self, language: str) -> str:
        """Return the prompt in the language, else in Swedish."""
        return _in_language(language, self.prompt_sv, self.prompt_en)

    def low(self, language: str) -> str:
        """Return the label of the scale's 1 in the language, else in Swedish."""
        return _in_language(language, self.low_sv, self.low_en)

    def high(self, language: str) -> str:
        """Return the label of the scale's top step in the language, else in Swedish."""
        return _in_language(language, self.high_sv, self.high_en)

    @property
    def option_ids(self) -> tuple[str, ...]:
        """Return the option ids in the question's own order."""
        return tuple(option.id for option in self.options)

    @property
    def takes_several(self) -> bool:
        """Tell whether one voter may choose more than one option."""
        return self.kind == "choice" and self.max_choices > 1


@dataclass(frozen=True, slots=True)
class Problem:
    """Be one thing wrong with a question: a stable code, the field it sits at, figures to show.

    `field` is the attribute's name; for one option "options.<position from 0>".
    """

    code: str
    field: str
    params: Mapping[str, int] = attribute(default_factory=dict, hash=False)


def comparable(one: QuestionSpec, other: QuestionSpec) -> bool:
    """Tell whether results of the two may stand beside each other, year by year.

    A changed Swedish wording, option, scale or way of answering breaks the series (domain
    section 3); an English translation added later does not.
    """
    return _meaning(one) == _meaning(other)


def validate_spec(spec: QuestionSpec) -> list[Problem]:
    """Return what must be mended before the question can be asked, in the order of the form."""
    problems = list(_wording("prompt", spec.prompt_sv, spec.prompt_en, PROMPT_LENGTH))
    if spec.kind == "choice":
        problems += [*_options(spec), *_choices(spec)]
    elif spec.kind == "scale":
        problems += _scale(spec)
    elif spec.kind == "text":
        problems += _free_text(spec)
    else:
        problems.append(Problem("kind_unknown", "kind"))
    return problems


def _in_language(language: str, swedish: str, english: str) -> str:
    return english if language == "en" and english else swedish


def _meaning(spec: QuestionSpec) -> tuple[object, ...]:
    asked = (spec.lineage, spec.kind, spec.prompt_sv, spec.allow_unknown)
    if spec.kind == "choice":
        return (*asked, spec.max_choices, tuple((o.id, o.sv) for o in spec.options))
    if spec.kind == "scale":
        return (*asked, spec.scale_max, spec.low_sv, spec.high_sv)
    return asked


def _wording(name: str, swedish: str, english: str, limit: int) -> Iterator[Problem]:
    if is_blank(swedish):
        yield Problem(f"{name}_required", f"{name}_sv")
    for language, words in (("sv", swedish), ("en", english)):
        if len(words) > limit:
            yield Problem(
                f"{name}_too_long", f"{name}_{language}", {"limit": limit, "length": len(words)}
            )


def _options(spec: QuestionSpec) -> Iterator[Problem]:
    count = len(spec.options)
    if count < MIN_OPTIONS:
        yield Problem("too_few_options", "options", {"limit": MIN_OPTIONS, "count": count})
    if count > MAX_OPTIONS:
        yield Problem("too_many_options", "options", {"limit": MAX_OPTIONS, "count": count})
    seen_ids: set[str] = set()
    seen_words: set[str] = set()
    for position, option in enumerate(spec.options):
        words = " ".join(option.sv.split()).casefold()
        for code, limit in _option_codes(option, option.id in seen_ids, words in seen_words):
            params = {"number": position + 1} | ({"limit": limit} if limit else {})
            yield Problem(code, f"options.{position}", params)
        seen_ids.add(option.id)
        if words:
            seen_words.add(words)


def _option_codes(option: Option, same_id: bool, same_words: bool) -> Iterator[tuple[str, int]]:
    if is_blank(option.sv):
        yield "option_required", 0
    if max(len(option.sv), len(option.en)) > OPTION_LENGTH:
        yield "option_too_long", OPTION_LENGTH
    if not _OPTION_ID.fullmatch(option.id) or option.id == UNKNOWN:
        yield "option_id_invalid", 0
    if same_id:
        yield "option_id_repeated", 0
    # Two options nobody can tell apart would split one opinion in two.
    if same_words:
        yield "option_repeated", 0


def _choices(spec: QuestionSpec) -> Iterator[Problem]:
    if not 1 <= spec.max_choices <= max(len(spec.options), 1):
        yield Problem("max_choices_out_of_range", "max_choices", {"limit": len(spec.options)})


def _scale(spec: QuestionSpec) -> Iterator[Problem]:
    if not MIN_SCALE <= spec.scale_max <= MAX_SCALE:
        yield Problem(
            "scale_out_of_range", "scale_max", {"lowest": MIN_SCALE, "highest": MAX_SCALE}
        )
    # End labels in words are an accessibility demand, not a nicety (domain section 4).
    yield from _wording("low", spec.low_sv, spec.low_en, END_LABEL_LENGTH)
    yield from _wording("high", spec.high_sv, spec.high_en, END_LABEL_LENGTH)


def _free_text(spec: QuestionSpec) -> Iterator[Problem]:
    if not 1 <= spec.max_length <= TEXT_LENGTH:
        yield Problem("max_length_out_of_range", "max_length", {"limit": TEXT_LENGTH})
    # Stored text "unknown" and the answer "Vet inte" would be the same; leaving it empty does.
    if spec.allow_unknown:
        yield Problem("unknown_not_for_text", "allow_unknown")
