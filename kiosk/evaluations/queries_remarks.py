"""Read written answers: those to be read by somebody, and those that may be shown."""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from peewee import fn

from kiosk.evaluations.models_answers import Remark
from kiosk.evaluations.queries_report import list_form_versions, threshold
from kiosk.evaluations.rules_report import ALL
from kiosk.questions.form import Item

# Of the system's own chance, so that no order can be worked out from another.
_chance = secrets.SystemRandom()


@dataclass(frozen=True, slots=True)
class Texts:
    """The written answers to one question that may be shown, in an order that tells nothing.

    `few` says that too few have written for any to be shown; then there are no texts.
    """

    item: Item
    few: bool
    shown: list[str]
    unread: bool  # some are still to be read


def find_next_unread(skipped: str = "") -> Remark | None:
    """Return one that nobody has read, drawn by lot; not the skipped one if there are more."""
    keys = [row[0] for row in _unread().select(Remark.id).tuples()]
    left = [key for key in keys if key != skipped] or keys
    return Remark.get_or_none(Remark.id == _chance.choice(left)) if left else None


def find_remark(remark_id: str) -> Remark | None:
    """Return a written answer that has been released, or None."""
    return Remark.get_or_none((Remark.id == remark_id) & (Remark.waiting == False))  # noqa: E712


def count_unread() -> int:
    """Count the released written answers that nobody has read."""
    return int(_unread().count())


def count_read() -> dict[str, int]:
    """Count the written answers that have been read, by what was decided: shown, withheld."""
    query = (
        Remark.select(Remark.state, fn.COUNT(Remark.id))
        .where(Remark.state.in_(["shown", "withheld"]))
        .group_by(Remark.state)
    )
    rows: Iterable[tuple[str, int]] = query.tuples()  # type: ignore[assignment]
    return dict(rows)


def list_decided() -> list[Remark]:
    """Return the written answers that have been decided about, in an order that tells nothing."""
    decided = Remark.select().where(Remark.state.in_(["shown", "withheld"]))
    return list(decided.order_by(Remark.state, Remark.id))


def text_items() -> dict[str, Item]:
    """Return every question with written answers that any version has had, as last worded."""
    found: dict[str, Item] = {}
    for version in reversed(list_form_versions()):
        for item in version.items:
            if item.spec.kind == "text":
                found.setdefault(item.id, item)
    return found


def list_texts(view: str, periods: Mapping[str, Iterable[str]]) -> list[Texts]:
    """Return the texts of each question that may be shown in a period, or in all of them.

    `periods` holds the half-years of every period that is shown at all.
    """
    period_of = {half: key for key, halves in periods.items() for half in halves}
    released: dict[str, dict[str, list[Remark]]] = {}
    for one in Remark.select().where(Remark.waiting == False):  # noqa: E712
        if one.period in period_of:
            by_period = released.setdefault(one.question, {})
            by_period.setdefault(period_of[one.period], []).append(one)
    k = threshold()
    return [_texts(item, released.get(key, {}), view, k) for key, item in text_items().items()]


def _texts(item: Item, by_period: Mapping[str, list[Remark]], view: str, k: int) -> Texts:
    found = [one for key in _periods_shown(by_period, view, k) for one in by_period[key]]
    if len(found) < k:
        return Texts(item, few=True, shown=[], unread=False)
    texts = [one.shown_text or one.text for one in found if one.state == "shown"]
    _chance.shuffle(texts)
    return Texts(item, few=False, shown=texts, unread=any(one.state == "new" for one in found))


def _periods_shown(by_period: Mapping[str, list[Remark]], view: str, k: int) -> list[str]:
    """Return the periods whose texts a view shows.

    All together are all of them, unless what is not shown period by period is too little: then
    the texts that stand in no period would be known to be of those.
    """
    if view != ALL:
        return [view] if view in by_period else []
    large = [key for key, some in by_period.items() if len(some) >= k]
    spread = sum(len(some) for some in by_period.values() if len(some) < k)
    return large if large and spread < k else list(by_period)


def _unread() -> Any:
    return Remark.select().where((Remark.waiting == False) & (Remark.state == "new"))  # noqa: E712
