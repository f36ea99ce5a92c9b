"""Decide which waiting responses are counted now, so that no figure ever moves by a few."""

from collections import Counter
from collections.abc import Iterable


def release(waiting: Iterable[str], k: int) -> dict[str, str]:
    """Return the half-years that are counted now, and in which half-year each of them is.

    `waiting` is the half-year of each waiting response. A half-year's figures move when at least
    k responses come to it together: today's report minus yesterday's is then about k people or
    more. Those that are too few for their own half-year are counted in a later one, as soon as
    there are k of them all together, so that none is lost.
    """
    counts = Counter(waiting)
    found: dict[str, str] = {}
    gathered: list[str] = []
    for half in sorted(counts):
        gathered.append(half)
        if sum(counts[one] for one in gathered) >= k:
            found |= dict.fromkeys(gathered, half)
            gathered = []
    return found
