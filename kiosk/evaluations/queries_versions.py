"""Read the versions of the bidder's form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.db import database
from kiosk.errors import Refusal
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations.models import FormVersion
from kiosk.i18n import lazy
from kiosk.questions.form import SECTIONS, Item, Section, from_plain, in_order
from kiosk.questions.template_a import OPTIONAL, TEMPLATE_A

FIRST = 1  # the number of template A, which has no row before an evaluation opens
MODULES = dict(OPTIONAL)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as lists show it: since when it is used, and what it changed."""

    number: int
    items: list[Item]
    before: list[Item]  # of the version that was used before it
    note: str
    used_from: datetime | None  # None: being written, or template A before anybody has used it
    in_use: bool
    changes: rules.Changes

    @property
    def finished(self) -> bool:
        """Tell whether evaluations use or have used it, so that it never changes."""
        return self.in_use or self.used_from is not None

    def named(self, item_ids: Sequence[str]) -> list[Item]:
        """Return the items with these ids, those gone since the version before included."""
        known = {item.id: item for item in (*self.before, *self.items)}
        return [known[one] for one in item_ids]


@dataclass(frozen=True, slots=True)
class ItemLine:
    """One question of a version, and what may be done with it."""

    item: Item
    breaks: bool  # its Swedish words are others than in the version before
    may_move_up: bool
    may_move_down: bool


@dataclass(frozen=True, slots=True)
class Module:
    """Some ready-made questions that a municipality may switch on, and whether it has."""

    key: str
    items: tuple[Item, ...]
    is_on: bool


def find_version_in_use() -> FormVersion | None:
    """Return the row of the version that an evaluation opened now gets, or None for template A."""
    used = FormVersion.select().where(FormVersion.used_from.is_null(False))
    return used.order_by(FormVersion.number.desc()).first()  # type: ignore[no-any-return]


def find_unfinished() -> FormVersion | None:
    """Return the version that is being written, or None; there is never more than one."""
    found = FormVersion.select().where(FormVersion.used_from.is_null())
    return found.first()  # type: ignore[no-any-return]


def find_for_change(number: int) -> FormVersion | None:
    """Return a version as it is inside the running write, and keep others from changing it."""
    query = FormVersion.select().where(FormVersion.number == number)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def current_version() -> tuple[int, list[Item]]:
    """Return number and items of the version in use, page by page; 1 is template A."""
    row = find_version_in_use()
    return (row.number, stored_items(row)) if row else (FIRST, in_order(TEMPLATE_A))


def items_of(number: int) -> list[Item]:
    """Return the items of a version, page by page; raise LookupError when there is none."""
    row = FormVersion.get_or_none(FormVersion.number == number)
    if row is not None:
        return stored_items(row)
    if number == FIRST:
        return in_order(TEMPLATE_A)
    raise LookupError(f"no version {number} of the form")


def stored_items(row: FormVersion) -> list[Item]:
    """Return the items of a row, page by page."""
    return in_order(from_plain(row.items))


def list_versions() -> list[VersionLine]:
    """Return every version, the newest first; the first is template A, stored or not."""
    rows = list(FormVersion.select().order_by(FormVersion.number))
    if not rows or rows[0].number != FIRST:
        rows = [FormVersion(number=FIRST, items=None, note=""), *rows]
    current, _ = current_version()
    lines: list[VersionLine] = []
    for row in rows:
        items = stored_items(row) if row.items else in_order(TEMPLATE_A)
        before = lines[-1].items if lines else items
        lines.append(
            VersionLine(
                number=row.number,
                items=items,
                before=before,
                note=row.note,
                used_from=row.used_from,
                in_use=row.number == current,
                changes=rules.changes(before, items),
            )
        )
    return lines[::-1]


def find_line(number: int) -> VersionLine | None:
    """Return one version as lists show it, or None."""
    return next((line for line in list_versions() if line.number == number), None)


def list_pages(version: VersionLine) -> list[tuple[Section, list[ItemLine]]]:
    """Return the questions of a version, page by page; pages without any are left out."""
    lines = [_line(version, item) for item in version.items]
    pages = [(section, [one for one in lines if one.item.section == section])
             for section in SECTIONS]  # fmt: skip
    return [(section, on_it) for section, on_it in pages if on_it]


def list_modules(version: VersionLine) -> list[Module]:
    """Return the ready-made questions, and which of them this version has."""
    ids = {item.id for item in version.items}
    return [
        Module(key, items, is_on=any(item.id in ids for item in items)) for key, items in OPTIONAL
    ]


def list_used_items() -> dict[str, Item]:
    """Return every question that any version has had, by id, as it was last worded."""
    lines = [line for line in list_versions()[::-1] if line.finished]
    used = {item.id: item for line in lines for item in line.items}
    return {item.id: item for items in MODULES.values() for item in items} | used


def find_unfinished_line(number: int) -> VersionLine | None:
    """Return a version that is being written, or None; raises Refusal used (409)."""
    line = find_line(number)
    if line is not None and line.finished:
        raise used()
    return line


def used() -> Refusal:
    """Return the refusal for somebody who would change a version that has been used."""
    return Refusal(
        "used",
        lazy("This version has been used, so it stays as it was. Begin a new version instead."),
    )


def _line(version: VersionLine, item: Item) -> ItemLine:
    near = [] if item.core else rules.neighbours(version.items, item.id)
    return ItemLine(
        item=item,
        breaks=item.id in version.changes.breaks,
        may_move_up=item.id in near[1:],
        may_move_down=item.id in near[:-1],
    )
