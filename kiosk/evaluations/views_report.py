"""The pooled report: figures, filters, trend, files, notes."""

from flask import Response, flash, make_response, request

from kiosk.evaluations import codebook, exports, queries, queries_remarks, queries_report
from kiosk.evaluations import forms_report as forms
from kiosk.evaluations import operations_report as operations
from kiosk.evaluations import rules_report as rules
from kiosk.evaluations.queries_report_page import get_report
from kiosk.evaluations.report_choices import group_choices, view_choices
from kiosk.evaluations.report_words import half_words
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.security import current_user, procurement
from kiosk.web import render, see_other

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@evaluations.get("/report")
@procurement
def show_report() -> Response:
    """Show the report of a period, of everybody or of one group."""
    return _page(forms.blank_note(_halves()))


@evaluations.get("/report.csv")
@procurement
def show_report_file() -> Response:
    """Send what the page shows, as CSV."""
    asked = _asked()
    if asked.problem:
        return _page(forms.blank_note(_halves()))
    return _file(exports.csv_of(get_report(asked.view, asked.group)), CSV, _name(asked, "csv"))


@evaluations.get("/report.xlsx")
@procurement
def show_report_workbook() -> Response:
    """Send what the page shows, and the codebook, as a workbook."""
    asked = _asked()
    if asked.problem:
        return _page(forms.blank_note(_halves()))
    return _file(exports.xlsx_of(get_report(asked.view, asked.group)), XLSX, _name(asked, "xlsx"))


@evaluations.get("/codebook.csv")
@procurement
def show_codebook() -> Response:
    """Send what every id means, version by version."""
    return _file(codebook.codebook_csv(), CSV, "codebook.csv")


@evaluations.post("/report/notes")
@procurement
def create_note() -> Response:
    """Add a note, or a mark on the trend."""
    form = forms.read_note(request.form, _halves())
    if form.errors:
        return _page(form)
    operations.add_note(current_user().id, **form.cleaned)
    flash(_("The note is added."), "ok")
    return see_other("evaluations.show_report", period=request.args.get("period") or None)


@evaluations.post("/report/notes/<int:note_id>/removing")
@procurement
def delete_note(note_id: int) -> Response:
    """Take a note away."""
    operations.remove_note(note_id, current_user().id)
    flash(_("The note is removed."), "ok")
    return see_other("evaluations.show_report", period=request.args.get("period") or None)


def _halves() -> list[str]:
    return rules.halves_until(queries.today())


def _asked() -> forms.Asked:
    """Read what is asked for; a group that may not be shown is a problem with a sentence."""
    figures = queries_report.get_figures()
    asked = forms.read_asked(request.args, figures.views)
    if not asked.group:
        return asked
    if not asked.view or asked.group.value not in figures.values(asked.group.attribute):
        return forms.Asked(asked.view, None, forms.NO_SUCH_GROUP)
    if figures.may_show(asked.group, asked.view):
        return asked
    return forms.Asked(asked.view, None, forms.too_few(figures.k))


def _page(note: Form) -> Response:
    asked, figures = _asked(), queries_report.get_figures()
    group = asked.group.key if asked.group else request.args.get("group", "")
    form = Form({"period": asked.view, "group": group})
    if asked.problem:
        form.errors["group"] = asked.problem
    return render(
        "evaluations/report.html",
        status=422 if form.errors or note.errors else 200,
        report=get_report(asked.view, asked.group),
        form=form,
        note=note,
        views=view_choices(figures),
        groups=group_choices(figures, asked.view),
        halves=[(one, half_words(one)) for one in _halves()],
        unread=queries_remarks.count_unread(),
        k=figures.k,
        here=asked.key,
    )


def _file(content: bytes, media_type: str, name: str) -> Response:
    answer = make_response(content)
    answer.headers["Content-Type"] = media_type
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _name(asked: forms.Asked, ending: str) -> str:
    part = f"-{asked.group.attribute}" if asked.group else ""
    return f"report-{asked.view or 'empty'}{part}.{ending}"
