"""Describe a form: its items, on which page each stands, and for whom it is shown.

An item is a question with a place. Conditions hang on one thing only: how the procurement ended
for whoever answers (the item "out"), and whether it was cancelled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from kiosk.questions.answers import Chosen, CorruptAnswer, decode
from kiosk.questions.kinds import Option, QuestionSpec

Section = Literal["part", "overall", "parts", "follow", "ahead", "own"]
# The order of the pages. "own" holds what a municipality has added without choosing a page.
SECTIONS: tuple[Section, ...] = ("part", "overall", "parts", "follow", "own", "ahead")
AREAS = ("information", "accessibility", "treatment", "competence", "legal", "efficiency")
OUTCOME = "out"
# Who skips the question on outcome is asked what those are asked who prefer not to say.
UNSAID = "na"


@dataclass(frozen=True, slots=True)
class Item:
    """Be one question of a form.

    `outcomes` are the answers to "out" for which it is shown, none of them meaning all.
    `needs_decision` hides it when the procurement was cancelled. `core` items are the template's
    own: their ids never change meaning.
    """

    spec: QuestionSpec
    section: Section
    area: str = ""
    outcomes: tuple[str, ...] = ()
    needs_decision: bool = False
    core: bool = True

    @property
    def id(self) -> str:
        """Return the id that answers are kept under."""
        return self.spec.lineage


def outcome_of(items: Sequence[Item], answers: Mapping[str, str], cancelled: bool) -> str:
    """Return how it ended for whoever answers, given the stored answers by item id."""
    item = next((one for one in items if one.id == OUTCOME), None)
    stored = answers.get(OUTCOME)
    if cancelled or item is None or stored is None:
        return UNSAID
    try:
        answer = decode(item.spec, stored)
    except CorruptAnswer:
        return UNSAID
    return answer.ids[0] if isinstance(answer, Chosen) else UNSAID


def is_shown(item: Item, outcome: str, cancelled: bool) -> bool:
    """Tell whether somebody for whom it ended so is asked this."""
    if cancelled and (item.needs_decision or item.id == OUTCOME):
        return False
    return not item.outcomes or outcome in item.outcomes


def shown(items: Sequence[Item], answers: Mapping[str, str], cancelled: bool) -> list[Item]:
    """Return the items that are asked of whoever has answered so far, in their order."""
    outcome = outcome_of(items, answers, cancelled)
    return [item for item in items if is_shown(item, outcome, cancelled)]


def pages(
    items: Sequence[Item], answers: Mapping[str, str], cancelled: bool
) -> list[tuple[Section, list[Item]]]:
    """Return the pages that have something on them, in order; the first is there when cancelled."""
    asked = shown(items, answers, cancelled)
    found = [(section, [one for one in asked if one.section == section]) for section in SECTIONS]
    return [(section, on_it) for section, on_it in found if on_it]


def keep_shown(
    items: Sequence[Item], answers: Mapping[str, str], cancelled: bool
) -> dict[str, str]:
    """Return the answers to what is asked; answers to anything else fall away."""
    asked = {item.id for item in shown(items, answers, cancelled)}
    return {key: stored for key, stored in answers.items() if key in asked}


def in_order(items: Sequence[Item]) -> list[Item]:
    """Return the items page by page, each page in the order given."""
    return sorted(items, key=lambda item: SECTIONS.index(item.section))


def to_plain(items: Iterable[Item]) -> list[dict[str, Any]]:
    """Return the items as plain data, for storing as JSON."""
    return [asdict(item) for item in items]


def from_plain(data: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Return the items that `to_plain` wrote down."""
    return [_item(one) for one in data]


def _item(data: Mapping[str, Any]) -> Item:
    spec = dict(data["spec"])
    spec["options"] = tuple(Option(**option) for option in spec["options"])
    rest = {name: value for name, value in data.items() if name != "spec"}
    rest["outcomes"] = tuple(rest["outcomes"])
    return Item(spec=QuestionSpec(**spec), **rest)
