"""Read the versions of the bidder's form."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.db import database
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations.models import FormVersion
from kiosk.questions.form import Item, from_plain, in_order
from kiosk.questions.template_a import TEMPLATE_A

FIRST = 1  # the number of template A, which has no row before an evaluation opens


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version as lists show it: since when it is used, and what it changed."""

    number: int
    items: list[Item]
    note: str
    used_from: datetime | None  # None: being written, or template A before anybody has used it
    in_use: bool
    changes: rules.Changes

    @property
    def finished(self) -> bool:
        """Tell whether evaluations use or have used it, so that it never changes."""
        return self.in_use or self.used_from is not None


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
    return (row.number, _items(row)) if row else (FIRST, in_order(TEMPLATE_A))


def items_of(number: int) -> list[Item]:
    """Return the items of a version, page by page; raise LookupError when there is none."""
    row = FormVersion.get_or_none(FormVersion.number == number)
    if row is not None:
        return _items(row)
    if number == FIRST:
        return in_order(TEMPLATE_A)
    raise LookupError(f"no version {number} of the form")


def list_versions() -> list[VersionLine]:
    """Return every version, the newest first; the first is template A, stored or not."""
    rows = list(FormVersion.select().order_by(FormVersion.number))
    if not rows or rows[0].number != FIRST:
        rows.insert(0, FormVersion(number=FIRST, items=None, note=""))
    current, _ = current_version()
    lines: list[VersionLine] = []
    for row in rows:
        items = _items(row) if row.items else in_order(TEMPLATE_A)
        before: Sequence[Item] = lines[-1].items if lines else items
        lines.append(
            VersionLine(
                number=row.number,
                items=items,
                note=row.note,
                used_from=row.used_from,
                in_use=row.number == current,
                changes=rules.changes(before, items),
            )
        )
    return lines[::-1]


def _items(row: FormVersion) -> list[Item]:
    return in_order(from_plain(row.items))
