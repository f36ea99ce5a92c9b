"""Give a closed result a fingerprint that anyone with the exported figures can compute again.

The fingerprint is the SHA-256 of a text: a version line, then one JSON array per line and item.
JSON in ASCII makes every line unambiguous whatever the words contain. A random salt is part of
the text: without it, the answers behind a withheld small result could be guessed and confirmed.
So the text, the counts and the salt of a withheld result are never exported.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from kiosk.questions.kinds import Option, QuestionSpec

VERSION = "kiosk-result-1"

# The question's lines in order, and the type that a text read back must hold there.
_SPEC_LINES: dict[str, type] = {
    "lineage": str,
    "kind": str,
    "prompt_sv": str,
    "prompt_en": str,
    "max_choices": int,
    "scale_max": int,
    "low_sv": str,
    "low_en": str,
    "high_sv": str,
    "high_en": str,
    "allow_unknown": bool,
    "max_length": int,
}


@dataclass(frozen=True, slots=True)
class Record:
    """Be what a canonical text says."""

    meeting_code: str
    question_id: str
    spec: QuestionSpec
    counts: Mapping[str, int]
    salt: str


def canonical(
    meeting_code: str,
    question_id: int | str,
    spec: QuestionSpec,
    counts: Mapping[str, int],
    salt: str,
) -> str:
    """Return the text that is fingerprinted: ASCII, the same for the same result, else different.

    The order of `counts` and answers that nobody gave make no difference. Raise ValueError for
    an empty salt, a negative count, or a lone surrogate (which no database can hold).
    """
    if not salt:
        raise ValueError("a fingerprint needs a salt")
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is negative")
    lines = [VERSION, _line("salt", salt), _line("meeting", meeting_code)]
    lines.append(_line("question", str(question_id)))
    lines += [_line(name, getattr(spec, name)) for name in _SPEC_LINES]
    lines += [_line("option", option.id, option.sv, option.en) for option in spec.options]
    lines += [_line("answer", stored, n) for stored, n in sorted(counts.items()) if n]
    lines.append(_line("ballots", sum(counts.values())))
    return "\n".join(lines) + "\n"


def fingerprint(
    meeting_code: str,
    question_id: int | str,
    spec: QuestionSpec,
    counts: Mapping[str, int],
    salt: str,
) -> str:
    """Return the fingerprint of a closed result, 64 hexadecimal digits."""
    return fingerprint_of(canonical(meeting_code, question_id, spec, counts, salt))


def fingerprint_of(text: str) -> str:
    """Return the fingerprint of a canonical text."""
    return sha256(text.encode()).hexdigest()


def short(full: str) -> str:
    """Return the form for the wall: the first 64 bits as "A3F9 1C07 5B2E 77D0"."""
    digits = full[:16].upper()
    return " ".join(digits[start : start + 4] for start in range(0, 16, 4))


def read_canonical(text: str) -> Record:
    """Return what a canonical text says; raise ValueError unless `canonical` could have made it."""
    try:
        record = _read(text)
        again = canonical(
            record.meeting_code, record.question_id, record.spec, record.counts, record.salt
        )
    except (ValueError, TypeError, KeyError, IndexError, RecursionError) as problem:
        raise ValueError("not a canonical result") from problem
    if again != text:
        raise ValueError("not a canonical result")
    return record


def _line(*items: str | int) -> str:
    for item in items:
        # Two lone surrogates would be written as one emoji is: two texts, one fingerprint.
        str(item).encode()
    return json.dumps(items, separators=(",", ":"))


def _read(text: str) -> Record:
    lines: list[list[Any]] = [json.loads(line) for line in text.split("\n")[1:-1]]
    single = {line[0]: line[1] for line in lines if len(line) == 2}
    options = [[_typed(words, str) for words in line[1:]] for line in lines if line[0] == "option"]
    answers = [line for line in lines if line[0] == "answer"]
    return Record(
        meeting_code=_typed(single["meeting"], str),
        question_id=_typed(single["question"], str),
        spec=QuestionSpec(
            **{name: _typed(single[name], kind) for name, kind in _SPEC_LINES.items()},
            options=tuple(Option(*words) for words in options),
        ),
        counts={_typed(line[1], str): _typed(line[2], int) for line in answers},
        salt=_typed(single["salt"], str),
    )


def _typed(value: Any, kind: type) -> Any:
    # Exactly: true is an int to Python, and 2.0 equals 2.
    if type(value) is not kind:
        raise ValueError("not a canonical result")
    return value
