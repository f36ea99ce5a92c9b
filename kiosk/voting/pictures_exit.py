"""Prepare what people said at the way out: for the result page and for a file; no queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.i18n import _
from kiosk.voting.pictures import BarRow, row_label

if TYPE_CHECKING:
    from kiosk.voting.queries_exit import Asked, ExitReport, Year


@dataclass(frozen=True, slots=True)
class AskedPicture:
    """One question; without rows and texts where too few answered it."""

    id: str
    prompt: str
    kind: str
    answers: int
    withheld: bool
    rows: list[BarRow]
    texts: list[str]


@dataclass(frozen=True, slots=True)
class YearPicture:
    """One meeting on the trend; `percent` is None where too few answered."""

    label: str
    title: str
    answers: int
    percent: int | None


@dataclass(frozen=True, slots=True)
class ExitPicture:
    """The whole section of the result page."""

    sent: int
    closed: bool
    asked: list[AskedPicture]
    trend: list[YearPicture]


def draw_exit(report: ExitReport | None, language: str) -> ExitPicture | None:
    """Prepare the report for drawing in a language; a trend takes two meetings at least."""
    if report is None:
        return None
    return ExitPicture(
        sent=report.sent,
        closed=report.form.closed_at is not None,
        asked=[_draw(asked, language) for asked in report.asked],
        trend=draw_trend(report.trend),
    )


def draw_trend(years: list[Year]) -> list[YearPicture]:
    """Prepare the trend; it takes two meetings at least."""
    return [_year(one, years) for one in years] if len(years) > 1 else []


def _draw(asked: Asked, language: str) -> AskedPicture:
    result = asked.tally
    rows = [
        BarRow(row_label(row, language), row.count, row.percent, None, row.percent)
        for row in result.rows
    ]
    return AskedPicture(
        id=result.spec.lineage,
        prompt=result.spec.text(language),
        kind=result.spec.kind,
        answers=result.voters,
        withheld=result.withheld,
        rows=rows,
        texts=[text for text, count in asked.texts for _one in range(count)],
    )


def _year(one: Year, all_of_them: list[Year]) -> YearPicture:
    """Call a meeting by its year, by its date where two were held then; a sitting by its name."""
    if one.meeting.sitting:
        label = f"{one.day.year} {one.meeting.sitting}"
        return YearPicture(label, one.meeting.title, one.answers, one.share)
    alone = sum(other.day.year == one.day.year for other in all_of_them) == 1
    label = str(one.day.year) if alone else one.day.isoformat()
    return YearPicture(label, one.meeting.title, one.answers, one.share)


def exit_rows(report: ExitReport, language: str) -> list[list[str]]:
    """Return the rows of the file: nothing of a question that too few answered but how many."""
    rows = [
        [_("Question"), _("Answer"), _("Count"), _("Percent")],
        [_("How many answered"), "", str(report.sent), ""],
    ]
    for asked in report.asked:
        picture = _draw(asked, language)
        rows.append([picture.prompt, _("Have answered"), str(picture.answers), ""])
        if picture.withheld:
            rows.append([picture.prompt, _("Too few answers"), "", ""])
        for row in picture.rows:
            rows.append([picture.prompt, row.label, str(row.count), str(row.percent)])
        rows += [[picture.prompt, text, "", ""] for text in picture.texts]
    for one in report.trend if len(report.trend) > 1 else []:
        share = "" if one.share is None else str(one.share)
        when = f"{one.day.isoformat()} {one.meeting.sitting or ''}".strip()
        rows.append([_("Share Very or Extremely"), when, str(one.answers), share])
    return rows
