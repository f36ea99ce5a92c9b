"""Decide what may happen to a wish, in which order wishes stand, and how many the wall can hold."""

import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST_CHARACTERS = 140
MOST_WAITING = 20  # of one person in one box
MOST_IN_A_BOX = 1000
MOST_BOXES = 20  # of one meeting
MOST_ON_A_PHONE = 20  # of a box: all phones of a hall are sent them again at each change
MOST_ON_THE_WALL = 4  # boxes at once: a SWOT
MOST_TURNED = 200  # wishes of one box on the wall's pages
MANY_REMOTE = 5  # fewer, and “remotely” would say who asked
STANDS_STILL = timedelta(seconds=20)  # so long can the wall be read before anything changes place

# From which states each act of a moderator leads somewhere.
ACTS: dict[str, frozenset[str]] = {
    "approve": frozenset({"new", "parked", "merged", "removed"}),
    "return": frozenset({"approved"}),
    "edit": frozenset({"new", "approved", "parked"}),
    "merge": frozenset({"new", "approved", "parked"}),
    "park": frozenset({"new", "approved", "removed"}),
    "remove": frozenset({"new", "approved", "parked"}),
    "highlight": frozenset({"approved"}),
    "answer": frozenset({"approved"}),
}


def may(act: str, state: str) -> bool:
    """Tell whether a moderator's act leads anywhere from this state."""
    return state in ACTS[act]


def may_open_unmoderated(meeting_kind: str) -> bool:
    """Tell whether a box may be opened whose wishes go straight to the wall.

    Never before a procurement: what is said there must first be seen to treat all equally.
    """
    return meeting_kind != "before_procurement"


def folded(text: str) -> str:
    """Return what two texts have in common when they say the same: no case, marks or full stop."""
    kept = (c if c.isalnum() else " " for c in unicodedata.normalize("NFKC", text).casefold())
    return " ".join("".join(kept).split()) or text


def standing(shown: Sequence[str], present: Collection[str]) -> list[str]:
    """Return those present in the order they stand, newcomers last, by a key that tells nothing."""
    known = [one for one in dict.fromkeys(shown) if one in present]
    return known + sorted(set(present) - set(known))


def by_support(
    order: Sequence[str], counts: Mapping[str, int], answered: Collection[str] = ()
) -> list[str]:
    """Return the most supported first, answered questions last; equal ones stay as they stand."""
    return sorted(order, key=lambda one: (one in answered, -counts.get(one, 0)))


def order_at(
    shown: Sequence[str],
    counts: Mapping[str, int],
    answered: Collection[str],
    sorted_at: datetime,
    now: datetime,
) -> list[str]:
    """Return the order on the wall now: sorted only if it has stood still for long enough.

    `counts` holds every wish that is present. A write that comes later than that stores this
    order, as it was before the write, with its own moment: so two changes of place are always
    STANDS_STILL apart, although nothing is remembered between two pictures.
    """
    order = standing(shown, counts)
    return by_support(order, counts, answered) if is_due(sorted_at, now) else order


def is_due(sorted_at: datetime, now: datetime) -> bool:
    """Tell whether the order has stood still for long enough to change."""
    return now - sorted_at >= STANDS_STILL


@dataclass(frozen=True, slots=True)
class Layout:
    """How a box is set on the wall, with text of 4 per cent of its height; measured there.

    Characters of middling width to a line; lines beside “and 12 more”, and without that; how many
    wishes stand side by side.
    """

    line: float
    lines: float
    all_lines: float
    abreast: int = 1


# By how many boxes stand on the wall.
LAYOUTS = {
    1: Layout(34, 11, 12, 2),
    2: Layout(34, 11, 12),
    3: Layout(20, 11, 12),
    4: Layout(34, 4.5, 5.5),
}
GAP = 0.25  # between two wishes, in lines


def fitting(texts: Sequence[str], boxes: int) -> int:
    """Return how many of the texts, from the first, have room in a box's place on the wall."""
    layout = LAYOUTS[min(max(boxes, 1), MOST_ON_THE_WALL)]
    used, fit = 0.0, len(texts)
    for start in range(0, len(texts), layout.abreast):
        row = texts[start : start + layout.abreast]
        used += max(lines_of(text, layout.line) for text in row) + GAP
        if used > layout.lines:
            fit = min(fit, start)
    return len(texts) if used <= layout.all_lines else fit


def pages(texts: Sequence[str], boxes: int) -> list[int]:
    """Return on which page of the wall each text stands, from 0: one page if all have room.

    At most MOST_TURNED of them stand on pages; the rest are read on phones.
    """
    if fitting(texts, boxes) == len(texts):
        return [0] * len(texts)
    layout = LAYOUTS[min(max(boxes, 1), MOST_ON_THE_WALL)]
    found: list[int] = []
    page, used = 0, 0.0
    for start in range(0, min(len(texts), MOST_TURNED), layout.abreast):
        row = texts[start : min(start + layout.abreast, MOST_TURNED)]
        height = max(lines_of(text, layout.line) for text in row) + GAP
        if used and used + height > layout.lines:
            page, used = page + 1, 0.0
        used += height
        found += [page] * len(row)
    return found


def lines_of(text: str, line: float) -> int:
    """Return about how many lines a text takes, long words broken."""
    filled, lines = 0.0, 1
    for word in text.split():
        width = width_of(word)
        if filled and filled + 1 + width > line:
            filled, lines = 0.0, lines + 1
        filled += width + (1 if filled else 0)
        while filled > line:
            filled, lines = filled - line, lines + 1
    return lines


def width_of(text: str) -> float:
    """Return how wide a text is, in characters of middling width."""
    return sum(map(_width, text))


def _width(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WF" or ord(character) > 0x2FFF:
        return 2.2
    if character in "MWmw@%—":
        return 1.8
    return 1.35 if character.isupper() or not character.isascii() else 1.05


def huge_size(text: str) -> str:
    """Return how large one wish alone can be on the wall: huge, large or plain."""
    width = width_of(text)
    return "huge" if width <= 90 else "large" if width <= 160 else "plain"
