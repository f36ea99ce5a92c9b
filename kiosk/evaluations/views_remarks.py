"""Reading the written answers before anybody else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, flash, request

from kiosk.evaluations import forms_report as forms
from kiosk.evaluations import operations_remarks as operations
from kiosk.evaluations import queries_remarks as queries
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import _
from kiosk.questions.kinds import TEXT_LENGTH
from kiosk.security import current_user, procurement
from kiosk.web import or_404, render, see_other

if TYPE_CHECKING:
    from kiosk.evaluations.models_answers import Remark


@evaluations.get("/report/remarks")
@procurement
def review_remarks() -> Response:
    """Show one written answer that nobody has read, drawn by lot."""
    return _page(queries.find_next_unread(request.args.get("skipped", "")))


@evaluations.get("/report/remarks/<remark_id>")
@procurement
def edit_remark(remark_id: str) -> Response:
    """Show a written answer to decide about anew."""
    return _page(or_404(queries.find_remark(remark_id)))


@evaluations.post("/report/remarks/<remark_id>/showing")
@procurement
def show_remark(remark_id: str) -> Response:
    """Let a written answer be shown as it is."""
    operations.show_remark(remark_id, current_user().id)
    return _next(_("The text is shown in the report."))


@evaluations.post("/report/remarks/<remark_id>/shortening")
@procurement
def shorten_remark(remark_id: str) -> Response:
    """Let a written answer be shown with words taken out."""
    form = forms.read_shown_text(request.form, TEXT_LENGTH)
    if form.errors:
        return _page(or_404(queries.find_remark(remark_id)), form, 422)
    operations.show_remark(remark_id, current_user().id, **form.cleaned)
    return _next(_("The text is shown in the report, as you have written it."))


@evaluations.post("/report/remarks/<remark_id>/withholding")
@procurement
def withhold_remark(remark_id: str) -> Response:
    """Keep a written answer from being shown."""
    operations.withhold_remark(remark_id, current_user().id)
    return _next(_("The text is withheld. Nobody sees it in the report."))


@evaluations.post("/report/remarks/<remark_id>/reopening")
@procurement
def reopen_remark(remark_id: str) -> Response:
    """Put a written answer back among those to be read."""
    operations.reopen_remark(remark_id, current_user().id)
    return see_other("evaluations.edit_remark", remark_id=remark_id)


def _next(said: str) -> Response:
    flash(said, "ok")
    return see_other("evaluations.review_remarks")


def _page(remark: Remark | None, form: Form | None = None, status: int = 200) -> Response:
    shown = remark.shown_text or remark.text if remark else ""
    return render(
        "evaluations/remarks.html",
        status=status,
        remark=remark,
        item=queries.text_items().get(str(remark.question)) if remark else None,
        form=form or Form({"shown_text": shown}),
        left=queries.count_unread(),
        read=queries.count_read(),
        decided=queries.list_decided(),
        most=TEXT_LENGTH,
    )
