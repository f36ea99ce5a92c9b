"""Decide how a form may be changed from one version to the next; pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from kiosk.questions.answers import Chosen, encode
from kiosk.questions.editing import lineage_after, slug
from kiosk.questions.form import OUTCOME, Item, Section, in_order, pages
from kiosk.questions.kinds import QuestionSpec, comparable

# Nothing of one's own among the follow-ups: at most one of those is ever shown.
OWN_SECTIONS: tuple[Section, ...] = ("part", "overall", "parts", "own", "ahead")
MOST_OWN = 20
CANCELLED = "cancelled"  # beside the outcomes that a bidder may choose
NOTE_LENGTH = 300

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Changes:
    """What a version of the form has that the one before it had not, by item id."""

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    breaks: tuple[str, ...] = ()  # template questions asked in other words: the trend breaks there
    other: bool = False  # order, conditions or English words

    def __bool__(self) -> bool:
        """Tell whether anything differs."""
        return bool(self.added or self.removed or self.breaks or self.other)


def changes(old: Sequence[Item], new: Sequence[Item]) -> Changes:
    """Return what a version adds, removes and breaks, each in the order of its form.

    Another English wording breaks nothing; another Swedish one does (domain section 3).
    """
    before = {item.id: item for item in old}
    after = {item.id for item in new}
    kept = [item.id for item in old if item.id in after]
    return Changes(
        added=tuple(item.id for item in new if item.id not in before),
        removed=tuple(item.id for item in old if item.id not in after),
        breaks=tuple(
            item.id
            for item in new
            if item.id in before and not comparable(item.spec, before[item.id].spec)
        ),
        other=kept != [item.id for item in new if item.id in before]
        or any(_aside(item) != _aside(before[item.id]) for item in new if item.id in before),
    )


def outcomes(items: Sequence[Item]) -> tuple[str, ...]:
    """Return the answers that a condition may hang on, in the order of the form."""
    item = next((one for one in items if one.id == OUTCOME), None)
    return item.spec.option_ids if item else ()


def pages_for(items: Sequence[Item], outcome: str) -> list[tuple[Section, list[Item]]]:
    """Return the pages that somebody meets for whom it ended so; CANCELLED is an outcome too."""
    cancelled = outcome == CANCELLED
    answers = {} if cancelled else {OUTCOME: encode(Chosen((outcome,)))}
    return pages(items, answers, cancelled)


def identity(
    old: QuestionSpec | None,
    new: QuestionSpec,
    taken: Collection[str],
    known: Sequence[QuestionSpec],
) -> str:
    """Return the id of an own question that is new or has been edited.

    Another Swedish wording, option or scale is another question, so that nobody compares answers
    to the two: it gets an id made from its words and never used before. A question that is
    `known` and written back word for word gets its id back.
    """
    fresh = slug(f"own {new.prompt_sv}", taken)
    return lineage_after(old or replace(new, lineage=fresh), new, fresh, known)


def asks_the_same(items: Sequence[Item], spec: QuestionSpec, but: str = "") -> bool:
    """Tell whether another question of the form has the same Swedish words."""
    words = _folded(spec.prompt_sv)
    return any(_folded(item.spec.prompt_sv) == words for item in items if item.id != but)


def added(items: Sequence[Item], item: Item) -> list[Item]:
    """Return the items with one more, last on its page."""
    return in_order([*items, item])


def changed(items: Sequence[Item], item_id: str, new: Item) -> list[Item]:
    """Return the items with one changed where it stands, or last on the page it has moved to."""
    old = next(item for item in items if item.id == item_id)
    if old.section != new.section:
        return added(without(items, item_id), new)
    return [new if item.id == item_id else item for item in items]


def without(items: Sequence[Item], *item_ids: str) -> list[Item]:
    """Return the items that are left."""
    return [item for item in items if item.id not in item_ids]


def neighbours(items: Sequence[Item], item_id: str) -> list[str]:
    """Return the ids of the own questions on the same page, itself among them, in order."""
    here = next(item for item in items if item.id == item_id)
    return [item.id for item in items if not item.core and item.section == here.section]


def moved(items: Sequence[Item], item_id: str, direction: Direction) -> list[Item]:
    """Return the items after an own question has changed places with its own neighbour, if any."""
    near = neighbours(items, item_id)
    there = near.index(item_id) + (-1 if direction == "up" else 1)
    if not 0 <= there < len(near):
        return list(items)
    places = {item.id: place for place, item in enumerate(items)}
    order, here, other = list(items), places[item_id], places[near[there]]
    order[here], order[other] = order[other], order[here]
    return order


def reworded(item: Item, words: QuestionSpec, language: str) -> Item:
    """Return a template question with the words of one language changed and nothing else."""
    options = zip(item.spec.options, words.options, strict=True)
    new = {name: getattr(words, f"{name}_{language}") for name in ("prompt", "low", "high")}
    spec = replace(
        item.spec,
        options=tuple(replace(old, **{language: getattr(one, language)}) for old, one in options),
        **{f"{name}_{language}": text for name, text in new.items()},
    )
    return replace(item, spec=spec)


def _aside(item: Item) -> tuple[object, ...]:
    """Return what of a question may change without its becoming another."""
    spec = item.spec
    english = (spec.prompt_en, spec.low_en, spec.high_en, *(one.en for one in spec.options))
    return (item.section, item.outcomes, english)


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
