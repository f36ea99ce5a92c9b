"""Write the report as a table, of exactly what the page shows: for CSV, XLSX and for keeping."""

from collections.abc import Iterable, Iterator

from kiosk.cells import Cell, as_text, to_csv, to_xlsx
from kiosk.evaluations import codebook
from kiosk.evaluations.queries_report_page import get_report, latest_view
from kiosk.evaluations.report_pictures import (
    Bar,
    Comparison,
    Figured,
    MeanPicture,
    QuestionPicture,
    ReportPicture,
    TextsPicture,
)
from kiosk.i18n import _, in_language

Row = list[Cell]


def report_rows(report: ReportPicture) -> list[Row]:
    """Return the report as rows under one heading, in the person's language."""
    return [
        [_("Part"), _("Id"), _("About"), _("Answer"), _("Value"), _("Share (per cent)"),
         _("Answers"), _("Remark")],
        *_turnout(report),
        *(_figures(report.figures) if report.figures else ()),
        *_trend(report),
        *(row for one in report.texts for row in _texts(one)),
        *([_("Notes"), "", one.when, one.text] for one in report.notes),
        *([_("Actions"), "", one.title, one.status] for one in report.actions),
    ]  # fmt: skip


def report_csv(view: str = "", language: str = "sv") -> bytes:
    """Return the report of a period ("all" for all of them, "" for the latest) as CSV.

    For keeping when the responses behind it are purged.
    """
    with in_language(language):
        return csv_of(get_report(view or latest_view()))


def csv_of(report: ReportPicture) -> bytes:
    """Return a report as CSV."""
    return to_csv([as_text(cell) for cell in row] for row in report_rows(report))


def xlsx_of(report: ReportPicture) -> bytes:
    """Return a report as a workbook, with the codebook on a sheet of its own."""
    return to_xlsx({_("Report"): report_rows(report), _("Codebook"): codebook.codebook_rows()})


def _turnout(report: ReportPicture) -> Iterator[Row]:
    part = _("Who have answered")
    for one in (report.turnout, *report.turnouts, *report.later):
        if one is report.turnout and not report.figures:
            continue
        yield [part, "invited", one.label, _("Invited"), one.invited]
        note = _("%(n)s wait until there are enough", n=one.waiting) if one.waiting else ""
        yield [
            part,
            "answered",
            one.label,
            _("Have answered"),
            one.answered,
            one.percent,
            None,
            note,
        ]


def _figures(figures: Figured) -> Iterator[Row]:
    whole = _("Index")
    yield [whole, "period", _("Period"), figures.period]
    if figures.group:
        yield [whole, "group", _("Only"), figures.group]
    yield [whole, "k", _("Fewest answers shown"), "", figures.k]
    yield _mean(whole, figures.index, figures.label)
    yield from _rated(whole, figures.index_questions)
    yield from (row for one in figures.comparisons for row in _comparison(one))
    for area in figures.areas:
        yield _mean(_("Areas"), area, area.label)
        yield from _rated(_("Areas"), area.questions)
    for question in (*figures.follow_ups, *figures.own):
        yield from _question(question)
    yield from _rated(_("Own questions"), figures.own_means)


def _mean(part: str, one: MeanPicture, label: str) -> Row:
    shown = one.state == "shown"
    value = one.number if shown else None
    return [part, one.id, label, "", value, None, one.n if shown else None, _state(one.state)]


def _rated(part: str, questions: Iterable[MeanPicture]) -> Iterator[Row]:
    for one in questions:
        mean = float(one.mean.replace(",", ".")) if one.state == "shown" else None
        n = one.n if one.state == "shown" else None
        yield [part, one.id, one.label, _("Mean"), mean, None, n, _state(one.state)]
        yield from (_bar(part, one.id, one.label, bar) for bar in one.bands)


def _comparison(one: Comparison) -> Iterator[Row]:
    for group in one.groups:
        yield [_("Index"), "index", one.label, group.label, group.number, None, group.n]
    if one.few:
        yield [_("Index"), "index", one.label, one.few, None, None, None, _state("few")]


def _question(one: QuestionPicture) -> Iterator[Row]:
    part = _("Follow-ups")
    n = one.n if one.state == "shown" else None
    yield [part, one.id, one.label, "", None, None, n, _state(one.state)]
    yield from (_bar(part, one.id, one.label, bar) for bar in one.bars)


def _bar(part: str, key: str, label: str, bar: Bar) -> Row:
    if not bar.shown:
        return [part, key, label, bar.label, None, None, None, _("hidden")]
    return [part, key, label, bar.label, bar.count, bar.percent]


def _trend(report: ReportPicture) -> Iterator[Row]:
    for point in report.trend.points:
        shown = point.state == "shown"
        value, n = (point.number, point.n) if shown else (None, None)
        yield [_("Trend"), "index", point.words, "", value, None, n, _state(point.state)]
    for one in report.trend.markers:
        yield [_("Trend"), "", one.words]


def _texts(one: TextsPicture) -> Iterator[Row]:
    if one.few:
        yield [_("Written answers"), one.id, one.label, "", None, None, None, _state("few")]
    for text in one.texts:
        yield [_("Written answers"), one.id, one.label, text]


def _state(state: str) -> str:
    if state == "few":
        return _("not shown")
    return _("nobody has answered") if state == "none" else ""
