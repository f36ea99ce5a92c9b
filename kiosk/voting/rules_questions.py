"""Decide how a meeting's questions may be changed before they are asked; pure."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Literal, Protocol

from kiosk.questions.kinds import UNKNOWN, QuestionSpec, comparable

Direction = Literal["up", "down"]
SLUG_LENGTH = 40


class Placed(Protocol):
    """What moving needs to know of a question."""

    id: int
    opened_at: object


def moved(questions: Sequence[Placed], question_id: int, direction: Direction) -> list[int]:
    """Return the ids in their new order; what has been opened stays where it is.

    A planned question changes places with the nearest planned one above or below; with none
    there the order is as before.
    """
    order = [question.id for question in questions]
    free = [place for place, question in enumerate(questions) if question.opened_at is None]
    here = order.index(question_id)
    if here not in free:
        return order
    there = free.index(here) + (-1 if direction == "up" else 1)
    if 0 <= there < len(free):
        other = free[there]
        order[here], order[other] = order[other], order[here]
    return order


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
