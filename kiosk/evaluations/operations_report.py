"""What is done to the report: notes beside it, publishing it, taking it back."""

from typing import Any

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries_published, queries_report
from kiosk.evaluations.models_report import PublishedReport, ReportNote
from kiosk.i18n import lazy
from kiosk.tokens import new_key


def add_note(who: int | None, *, half: str, kind: str, text: str) -> None:
    """Say something beside the result of a half-year, or mark it on the trend."""

    def job() -> None:
        note = ReportNote.create(
            period=half, kind=kind, text=text, created_at=clock.now(), created_by=who
        )
        audit.record(who, "add_note", f"report_note:{note.id}", kind=kind)

    write(job)


def remove_note(note_id: int, who: int | None) -> None:
    """Take a note away; one that is gone already is no error."""

    def job() -> None:
        note = queries_report.find_note(note_id)
        if note is not None:
            audit.record(who, "remove_note", f"report_note:{note_id}", text=note.text)
            note.delete_instance()

    write(job)


def publish_report(title: str, content: Any, who: int | None) -> str:
    """Publish a report as it is now and return its key; what is published never changes.

    `content` is plain data, made of what the report shows at this moment.
    """
    key = new_key()

    def job() -> None:
        made = PublishedReport.create(
            key=key, title=title, content=content, published_at=clock.now(), published_by=who
        )
        audit.record(who, "publish_report", f"published_report:{made.id}", title=title)

    write(job)
    return key


def withdraw_report(key: str, who: int | None) -> None:
    """Take a published report back; it is kept, but no longer public. Raises Refusal gone (404)."""

    def job() -> None:
        report = queries_published.find_published(key)
        if report is None:
            raise Refusal("gone", lazy("That report is not public any more."), 404)
        report.withdrawn_at, report.withdrawn_by = clock.now(), who
        report.save()
        audit.record(who, "withdraw_report", f"published_report:{report.id}")

    write(job)
