"""Decide which parts may stand beside each other when anybody can know who belongs to which; pure.

Which procurements a category, a unit or a half-year has is no secret. So one part of the answers
minus another tells what is left, although they are parts of different divisions: a unit whose
answers are nearly all of one category tells the few others. Parts that differ by fewer than k
answers do not both stand in the report (domain section 4).
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

# The smallest pieces: half-year, category and unit. Weights say how many answers each holds.
Piece = tuple[str, str, str]
Part = frozenset[Piece]
Weights = Mapping[Piece, int]


def weight(part: Iterable[Piece], weights: Weights) -> int:
    """Return how many answers a part holds."""
    return sum(weights.get(piece, 0) for piece in part)


def differs_by_few(part: Part, others: Sequence[Part], weights: Weights, k: int) -> bool:
    """Tell whether the part minus others inside it, or others around it minus it, holds 1 to k-1.

    `others` are a division of the same whole: no piece is in two of them.
    """
    inside = _together(one for one in others if one <= part)
    around = _together(one for one in others if one & part)
    return any(0 < weight(rest, weights) < k for rest in (part - inside, around - part))


def keep_apart(
    parts: Mapping[str, Part],
    hidden: Collection[str],
    divisions: Sequence[Sequence[Part]],
    weights: Weights,
    k: int,
) -> set[str]:
    """Return which parts to hide, those hidden already among them, so that none is too close.

    What is hidden can be worked out all together, as the whole minus the rest; so it is looked at
    as one part. Each part hidden anew takes the smallest other with it, else it would be the only
    one hidden.
    """
    gone = set(hidden)
    by_size = sorted(parts, key=lambda name: weight(parts[name], weights))
    while len(gone) < len(parts):
        left = [name for name in by_size if name not in gone]
        near = [name for name in left if _near(parts[name], divisions, weights, k)][:1]
        if not near and not _near(_together(parts[n] for n in gone), divisions, weights, k):
            break
        alone = [] if gone and near else [name for name in left if name not in near][:1]
        gone.update([*near, *alone])
    return gone


def divide(pieces: Iterable[Piece], by: Callable[[Piece], str]) -> dict[str, Part]:
    """Return the parts of a division, by name."""
    found: dict[str, set[Piece]] = {}
    for one in pieces:
        found.setdefault(by(one), set()).add(one)
    return {name: frozenset(part) for name, part in found.items()}


def _together(parts: Iterable[Part]) -> Part:
    return frozenset(piece for part in parts for piece in part)


def _near(part: Part, divisions: Sequence[Sequence[Part]], weights: Weights, k: int) -> bool:
    return any(differs_by_few(part, others, weights, k) for others in divisions)
