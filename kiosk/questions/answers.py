"""Read one answer from a form, and write and read its stored form."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.questions.kinds import UNKNOWN, QuestionSpec
from kiosk.questions.text import TooLong, clean_text

_WHOLE_NUMBER = re.compile("[+-]?[0-9]+")

# Longer numbers are out of range whatever they are; int() need not read thousands of digits.
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Chosen:
    """Be the options chosen, in the question's own order."""

    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """Be a step on a scale from 1."""

    value: int


@dataclass(frozen=True, slots=True)
class Written:
    """Be a cleaned text."""

    text: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """Be the answer "Vet inte"."""


Answer = Chosen | Rated | Written | Unknown


class InvalidAnswer(ValueError):
    """Say by a stable code why an answer is not one the question takes.

    Codes: empty, unknown_option, too_many, duplicate, not_a_number, out_of_range, too_long,
    no_unknown. `params` has the figures a sentence needs.
    """

    def __init__(self, code: str, **params: int) -> None:
        """Keep the code and its figures."""
        super().__init__(code)
        self.code = code
        self.params = params


class CorruptAnswer(ValueError):
    """Say that a stored answer is not one this question can have stored."""


def parse_answer(spec: QuestionSpec, raw_values: Sequence[str]) -> Answer:
    """Return the answer in the form's values for one question; raise InvalidAnswer if none."""
    values = [value for value in raw_values if value.strip()]
    if not values:
        raise InvalidAnswer("empty")
    if spec.kind == "text":
        return _parse_text(spec, values)
    if UNKNOWN in values:
        return _parse_unknown(spec, values)
    if spec.kind == "scale":
        return _parse_scale(spec, values)
    return _parse_choice(spec, values)


def encode(answer: Answer) -> str:
    """Return the one stored form of the answer, as compact JSON."""
    data: object
    match answer:
        case Chosen(ids):
            data = list(ids)
        case Rated(value):
            data = value
        case Written(text):
            data = text
        case Unknown():
            data = UNKNOWN
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def decode(spec: QuestionSpec, stored: str) -> Answer:
    """Return the answer that was stored; raise CorruptAnswer unless `encode` could have made it."""
    try:
        data: object = json.loads(stored)
    except (ValueError, RecursionError):
        raise CorruptAnswer(stored[:80]) from None
    answer = _from_data(spec, data)
    # One answer has one spelling: else the same vote could be counted and printed as two.
    if answer is None or encode(answer) != stored:
        raise CorruptAnswer(stored[:80])
    return answer


def _parse_text(spec: QuestionSpec, values: list[str]) -> Written:
    if len(values) > 1:
        raise InvalidAnswer("too_many", limit=1)
    try:
        text = clean_text(values[0], spec.max_length, multiline=True)
    except TooLong as problem:
        raise InvalidAnswer("too_long", limit=problem.limit, length=problem.length) from None
    if not text:
        raise InvalidAnswer("empty")
    return Written(text)


def _parse_unknown(spec: QuestionSpec, values: list[str]) -> Unknown:
    if not spec.allow_unknown:
        raise InvalidAnswer("no_unknown")
    if len(values) > 1:
        raise InvalidAnswer("too_many", limit=1)
    return Unknown()


def _parse_scale(spec: QuestionSpec, values: list[str]) -> Rated:
    if len(values) > 1:
        raise InvalidAnswer("too_many", limit=1)
    written = values[0].strip()
    if not _WHOLE_NUMBER.fullmatch(written):
        raise InvalidAnswer("not_a_number")
    if len(written) > _MOST_DIGITS or not 1 <= int(written) <= spec.scale_max:
        raise InvalidAnswer("out_of_range", lowest=1, highest=spec.scale_max)
    return Rated(int(written))


def _parse_choice(spec: QuestionSpec, values: list[str]) -> Chosen:
    chosen = set(values)
    if not chosen <= set(spec.option_ids):
        raise InvalidAnswer("unknown_option")
    if len(chosen) < len(values):
        raise InvalidAnswer("duplicate")
    if len(chosen) > spec.max_choices:
        raise InvalidAnswer("too_many", limit=spec.max_choices)
    return Chosen(tuple(key for key in spec.option_ids if key in chosen))


def _from_data(spec: QuestionSpec, data: object) -> Answer | None:
    if spec.kind == "text":
        fits = isinstance(data, str) and 0 < len(data) <= spec.max_length
        return Written(str(data)) if fits else None
    if data == UNKNOWN:
        return Unknown() if spec.allow_unknown else None
    if spec.kind == "scale":
        # JSON's true is an int to Python, and no step on a scale.
        fits = type(data) is int and 1 <= data <= spec.scale_max
        return Rated(data) if fits and isinstance(data, int) else None
    return _chosen(spec, data)


def _chosen(spec: QuestionSpec, data: object) -> Chosen | None:
    if not isinstance(data, list) or not 1 <= len(data) <= spec.max_choices:
        return None
    chosen = Chosen(tuple(key for key in spec.option_ids if key in data))
    return chosen if len(chosen.ids) == len(data) else None
