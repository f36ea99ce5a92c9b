"""Decide which sittings of a meeting may be added up, so that no small result can be computed."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One sitting's result: how many answered, and whether it is shown on its own."""

    key: int
    count: int
    shown: bool


def added_up(parts: Sequence[Part], least: int) -> list[int]:
    """Return the keys of those whose sum may be shown; none if it would be a sum of fewer than two.

    `parts` stand in the order in which they were made public. What a room has seen stays seen, so
    a sum minus what is shown must not tell a small result. Those too small to be shown are
    therefore joined with the next such ones until they are `least` answers together; what is left
    over is in no sum. As the order never changes, no later sum minus an earlier one tells more.
    """
    known: list[int] = []
    waiting: list[Part] = []
    for part in parts:
        if part.shown or part.count == 0:
            known.append(part.key)
            continue
        waiting.append(part)
        if sum(one.count for one in waiting) >= least:
            known += [one.key for one in waiting]
            waiting = []
    found = [part.key for part in parts if part.key in known]
    return found if len(found) > 1 else []
