"""Decide about factor votes: what is asked, how much people agree, what stands first on the wall.

The degree of agreement is the share that answered as most did: "64 per cent answered as most did".
It is what the variation ratio leaves of the whole (1 - v, with v = 1 - f_mode / N; L. C. Freeman,
Elementary Applied Statistics, 1965): made for answers without an order, and a host can say it aloud
and anybody can check it in the table.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from kiosk.questions.kinds import Option, QuestionSpec
from kiosk.questions.tally import Tally
from kiosk.voting.rules_wishes import MOST_CHARACTERS as MOST_CHARACTERS
from kiosk.voting.rules_wishes import MOST_WAITING as MOST_WAITING
from kiosk.voting.rules_wishes import folded, lines_of

Direction = Literal["up", "down"]

TITLE_LENGTH = 120
MOST_FACTORS = 60  # of one list, removed ones too: more than that nobody answers on a phone
MOST_LISTS = 20  # of one meeting
MOST_SUGGESTIONS = 500  # of one list
ON_A_PAGE = 12  # of the wall
LINES = 12  # of the wall, with text of 4 per cent of its height
LINE = 38  # characters of middling width beside a bar
LINE_ALONE = 36  # in one of two columns, while people vote

# The words are data, like those of every template (domain section 3, template B, f1…).
OPTIONS = (
    Option("keep", "Behåll", "Keep"),
    Option("change", "Ändra", "Change"),
    Option("remove", "Ta bort", "Remove"),
)
_BULLET = re.compile(r"\s*(?:[-–—*•·]|\d{1,3}[.)])\s+")
_COLUMN = re.compile(r"\s*[|\t]\s*")


def spec_for(factor_id: int, text_sv: str, text_en: str) -> QuestionSpec:
    """Return a factor as the question it is."""
    return QuestionSpec(f"factor-{factor_id}", "choice", text_sv, text_en, OPTIONS)


def split_lines(pasted: str) -> list[tuple[str, str]]:
    """Return the factors in many pasted lines, each as Swedish and English.

    English stands after an upright bar or in a second column; bullets and numbers before a factor
    are left out, and so are empty lines.
    """
    found = []
    for line in pasted.splitlines():
        swedish, *rest = _COLUMN.split(_BULLET.sub("", f"{line.strip()} ", count=1), maxsplit=1)
        english = _COLUMN.sub(" ", rest[0]) if rest else ""
        if swedish.strip() or english.strip():
            found.append((swedish.strip(), english.strip()))
    return found


def without_repeats(texts: Sequence[tuple[str, str]], known: Sequence[str]) -> list[int]:
    """Return which of the factors are not there already, by their places; words decide."""
    seen, fresh = {folded(text) for text in known}, []
    for place, (swedish, _english) in enumerate(texts):
        if folded(swedish) not in seen:
            fresh.append(place)
        seen.add(folded(swedish))
    return fresh


def moved(order: Sequence[int], one: int, direction: Direction) -> list[int]:
    """Return the order after one has changed places with its neighbour, if it has any there."""
    after, here = list(order), list(order).index(one)
    there = here + (-1 if direction == "up" else 1)
    if 0 <= there < len(after):
        after[here], after[there] = after[there], after[here]
    return after


@dataclass(frozen=True, slots=True)
class Agreement:
    """How much people agree about one factor.

    `share` is of those who answered, `percent` the same as in the table; `most` has the answers
    that most gave, several where just as many gave each. `gap` is how far behind the next one is.
    """

    share: Fraction
    percent: int
    most: tuple[str, ...]
    gap: Fraction


def agreement(result: Tally) -> Agreement | None:
    """Return how much people agree, or None where too few answered to say anything."""
    if result.withheld or not result.counted:
        return None
    first, second, *_rest = sorted((row.count for row in result.rows), reverse=True)
    tied = [row for row in result.rows if row.count == first]
    return Agreement(
        share=Fraction(first, result.counted),
        percent=min(row.percent for row in tied),
        most=tuple(row.id for row in tied),
        gap=Fraction(first - second, result.counted),
    )


def by_disagreement(found: Sequence[Agreement | None]) -> list[int]:
    """Return the places of the factors, the least agreed on first, those too few answered last.

    Of two with the same share, the one where the next answer came closest is first.
    """

    def key(place: int) -> tuple[bool, Fraction, Fraction, int]:
        one = found[place]
        return (one is None, *((one.share, one.gap) if one else (Fraction(), Fraction())), place)

    return sorted(range(len(found)), key=key)


def wall_pages(texts: Sequence[str], line: float = LINE) -> list[tuple[int, int]]:
    """Return where each page of the wall begins and ends: at most twelve, fewer of long ones."""
    pages, start, used = [], 0, 0
    for place, text in enumerate(texts):
        lines = lines_of(text, line)
        if place > start and (used + lines > LINES or place - start == ON_A_PAGE):
            pages.append((start, place))
            start, used = place, 0
        used += lines
    return [*pages, (start, len(texts))]
