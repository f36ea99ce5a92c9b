"""Decide how a meeting's questions may be changed before they are asked; pure."""

from collections.abc import Sequence
from typing import Literal, Protocol

Direction = Literal["up", "down"]


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
