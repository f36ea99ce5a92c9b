"""Decide what stays the same of a question when somebody edits it."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace

from kiosk.questions.kinds import UNKNOWN, QuestionSpec, comparable

SLUG_LENGTH = 40


def slug(words: str, taken: Collection[str]) -> str:
    """Return an id for a new option, made from its words and unlike those taken."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    base = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[: SLUG_LENGTH - 3].strip("-") or "option"
    names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken and name != UNKNOWN)


def lineage_after(
    old: QuestionSpec, new: QuestionSpec, fresh: str, known: Sequence[QuestionSpec]
) -> str:
    """Return the lineage of a question after an edit.

    Another Swedish wording, option or scale is another question: `fresh`, so that the years
    aren't compared. English alone changes nothing. Who writes a known question (a template's)
    word for word gets its lineage back.
    """
    for one in known:
        if comparable(replace(new, lineage=one.lineage), one):
            return one.lineage
    return old.lineage if comparable(replace(new, lineage=old.lineage), old) else fresh
