"""Change the table of direct-award limits; what is changed has to be checked again."""

from datetime import date

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries_limits
from kiosk.evaluations.models import DirectAwardLimit
from kiosk.i18n import lazy


def create_limit(
    who: int | None, *, law: str, limit_sek: int, valid_from: date, source: str
) -> None:
    """Add a limit, not yet checked; raises Refusal same_day (422, facts: field)."""

    def job() -> None:
        _refuse_the_same(law, valid_from)
        row = DirectAwardLimit.create(
            law=law, limit_sek=limit_sek, valid_from=valid_from, source=source
        )
        audit.record(who, "create_limit", _on(row), law=law, sek=limit_sek, day=valid_from)

    write(job)


def update_limit(
    limit_id: int, who: int | None, *, law: str, limit_sek: int, valid_from: date, source: str
) -> None:
    """Change a limit, which has to be checked again; raises Refusal same_day (422)."""

    def job() -> None:
        row = _existing(limit_id)
        _refuse_the_same(law, valid_from, besides=limit_id)
        values = {"law": law, "limit_sek": limit_sek, "valid_from": valid_from, "source": source}
        if any(getattr(row, name) != value for name, value in values.items()):
            row.checked_at = row.checked_by = None
        for name, value in values.items():
            setattr(row, name, value)
        row.save()
        audit.record(who, "update_limit", _on(row), law=law, sek=limit_sek, day=valid_from)

    write(job)


def confirm_limit(limit_id: int, who: int | None, *, seen_sek: int | None) -> None:
    """Say that a limit has been checked against its source; raises Refusal changed (409).

    `seen_sek` is the amount that the person saw: nobody confirms what another has just changed.
    """

    def job() -> None:
        row = _existing(limit_id)
        if row.limit_sek != seen_sek:
            raise Refusal(
                "changed",
                lazy("Somebody has just changed the limit. Look at it again before you confirm."),
            )
        row.checked_at, row.checked_by = clock.now(), who
        row.save()
        audit.record(who, "confirm_limit", _on(row), law=row.law, sek=row.limit_sek)

    write(job)


def delete_limit(limit_id: int, who: int | None) -> None:
    """Take a limit out of the table."""

    def job() -> None:
        row = _existing(limit_id)
        audit.record(who, "delete_limit", _on(row), law=row.law, sek=row.limit_sek)
        row.delete_instance()

    write(job)


def _existing(limit_id: int) -> DirectAwardLimit:
    row = queries_limits.find_limit(limit_id)
    if row is None:
        raise Refusal("gone", lazy("Somebody has just removed the limit."), 404)
    return row


def _refuse_the_same(law: str, valid_from: date, besides: int | None = None) -> None:
    if queries_limits.has_limit(law, valid_from, besides):
        raise Refusal(
            "same_day",
            lazy("The table has a limit for that law from that day already. Change that one."),
            422,
            field="valid_from",
        )


def _on(row: DirectAwardLimit) -> str:
    return f"limit:{row.id}"
