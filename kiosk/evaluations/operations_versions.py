"""Everything that is done to the versions of the bidder's form."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations.models import FormVersion
from kiosk.i18n import lazy
from kiosk.questions.form import Item, in_order, to_plain
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.template_a import TEMPLATE_A

T = TypeVar("T")
Items = list[Item]


def version_row_in_use() -> FormVersion:
    """Return the row of the version in use, made of template A if there is none; inside a write."""
    row = queries.find_version_in_use()
    if row is not None:
        return row
    now = clock.now()
    first = {"number": queries.FIRST, "items": to_plain(in_order(TEMPLATE_A))}
    # Ignored where another process has just made it: both then use that one.
    FormVersion.insert(created_at=now, used_from=now, **first).on_conflict_ignore().execute()
    return FormVersion.get(FormVersion.number == queries.FIRST)


def begin_version(who: int | None) -> int:
    """Copy the version in use into a new unfinished one, or find the one there is; its number."""

    def job() -> int:
        unfinished = queries.find_unfinished()
        if unfinished is not None:
            return int(unfinished.number)
        base = version_row_in_use()
        new = {"number": base.number + 1, "items": base.items, "created_by": who}
        FormVersion.insert(created_at=clock.now(), **new).on_conflict_ignore().execute()
        audit.record(who, "begin_version", f"form_version:{base.number + 1}")
        return int(base.number) + 1

    return write(job)


def discard_version(number: int, who: int | None) -> None:
    """Throw an unfinished version away; raises Refusal used (409) or gone (404)."""

    def job() -> None:
        row = _unfinished(number)
        audit.record(who, "discard_version", f"form_version:{number}")
        row.delete_instance()

    write(job)


def start_using(number: int, who: int | None, note: str = "") -> None:
    """Let evaluations opened from now on use this version; those already open keep theirs.

    Raises Refusal unchanged (409), used (409) or gone (404).
    """

    def job() -> None:
        row = _unfinished(number)
        if row.items == version_row_in_use().items:
            raise Refusal(
                "unchanged",
                lazy("This version is the same as the one in use. Change something first."),
            )
        row.used_from, row.used_by, row.note = clock.now(), who, note
        row.save()
        audit.record(who, "start_using_version", f"form_version:{number}")

    write(job)


def add_item(number: int, who: int | None, item: Item) -> str:
    """Add an own question last on its page, and return the id it gets.

    Raises Refusal asked_already (422), too_many (409), used (409) or gone (404).
    """

    def change(items: Items) -> tuple[Items, str]:
        _refuse_repeated(items, item.spec)
        _refuse_too_many(items, 1)
        named = _named(items, item)
        return rules.added(items, named), named.id

    return _change(number, who, "add_item", change)


def update_item(number: int, item_id: str, who: int | None, new: Item) -> str:
    """Change an own question, and return its id, another one if it now asks something else."""

    def change(items: Items) -> tuple[Items, str]:
        old = _own(items, item_id)
        _refuse_repeated(items, new.spec, item_id)
        named = _named(items, new, old.spec)
        return rules.changed(items, item_id, named), named.id

    return _change(number, who, "update_item", change, item=item_id)


def move_item(number: int, item_id: str, who: int | None, direction: rules.Direction) -> None:
    """Move an own question one step among the own questions of its page."""

    def change(items: Items) -> tuple[Items, None]:
        _own(items, item_id)
        return rules.moved(items, item_id, direction), None

    _change(number, who, "move_item", change, item=item_id)


def drop_item(number: int, item_id: str, who: int | None) -> None:
    """Take an own question out of the version."""

    def change(items: Items) -> tuple[Items, None]:
        _own(items, item_id)
        return rules.without(items, item_id), None

    _change(number, who, "drop_item", change, item=item_id)


def reword_item(
    number: int, item_id: str, who: int | None, words: QuestionSpec, language: str
) -> None:
    """Change the words of a template question in one language; its meaning and id stay."""

    def change(items: Items) -> tuple[Items, None]:
        old = _core(items, item_id)
        new = rules.reworded(old, words, language)
        _refuse_repeated(items, new.spec, item_id)
        return rules.changed(items, item_id, new), None

    _change(number, who, "reword_item", change, item=item_id, language=language)


def restore_item(number: int, item_id: str, who: int | None) -> None:
    """Give a template question back the words of the version in use."""

    def change(items: Items) -> tuple[Items, None]:
        _core(items, item_id)
        old = _find(queries.stored_items(version_row_in_use()), item_id)
        return rules.changed(items, item_id, old), None

    _change(number, who, "restore_item", change, item=item_id)


def switch_module(number: int, key: str, who: int | None, on: bool) -> None:
    """Put some ready-made questions into the version, or take them out."""

    def change(items: Items) -> tuple[Items, None]:
        module = queries.MODULES[key]
        kept = rules.without(items, *(item.id for item in module))
        if on:
            _refuse_too_many(kept, len(module))
            for item in module:
                _refuse_repeated(kept, item.spec)
                kept = rules.added(kept, item)
        return kept, None

    _change(number, who, "switch_module", change, module=key, added=on)


def _change(
    number: int,
    who: int | None,
    act: str,
    change: Callable[[Items], tuple[Items, T]],
    **facts: object,
) -> T:
    """Change the items of a version that nobody has used."""

    def job() -> T:
        row = _unfinished(number)
        items, outcome = change(queries.stored_items(row))
        row.items = to_plain(items)
        row.save()
        audit.record(who, act, f"form_version:{number}", **facts)
        return outcome

    return write(job)


def _unfinished(number: int) -> FormVersion:
    row = queries.find_for_change(number)
    if row is None:
        raise Refusal("gone", lazy("Somebody has just thrown this version away."), 404)
    if row.used_from is not None:
        raise queries.used()
    return row


def _find(items: Sequence[Item], item_id: str) -> Item:
    item = next((one for one in items if one.id == item_id), None)
    if item is None:
        raise Refusal("gone", lazy("Somebody has just taken the question away."), 404)
    return item


def _own(items: Sequence[Item], item_id: str) -> Item:
    item = _find(items, item_id)
    if item.core:
        raise Refusal(
            "locked",
            lazy("This question belongs to the template, so only its words can be changed."),
        )
    return item


def _core(items: Sequence[Item], item_id: str) -> Item:
    item = _find(items, item_id)
    if not item.core:
        raise Refusal("own", lazy("This is a question of your own. Change it as a whole."))
    return item


def _named(items: Sequence[Item], item: Item, old: QuestionSpec | None = None) -> Item:
    """Return an own question under its id: the one it had, wherever it asks the same as before."""
    used, here = queries.list_used_items(), {one.id for one in items}
    known = [one.spec for key, one in used.items() if not one.core and key not in here]
    key = rules.identity(old, item.spec, {*used, *here}, known)
    return replace(item, spec=replace(item.spec, lineage=key), core=False)


def _refuse_repeated(items: Sequence[Item], spec: QuestionSpec, but: str = "") -> None:
    if rules.asks_the_same(items, spec, but):
        raise Refusal(
            "asked_already", lazy("The form already asks this. Write it another way."), 422
        )


def _refuse_too_many(items: Sequence[Item], more: int) -> None:
    if sum(not item.core for item in items) + more > rules.MOST_OWN:
        raise Refusal(
            "too_many",
            lazy(
                "A form has at most %(n)s questions of your own. Drop one first.", n=rules.MOST_OWN
            ),
        )
