"""Publishing a report, and the published reports, for everybody."""

from flask import Response, flash, request

from kiosk.evaluations import forms_report as forms
from kiosk.evaluations import operations_report as operations
from kiosk.evaluations import queries_published as queries
from kiosk.evaluations import queries_report
from kiosk.evaluations.published import freeze
from kiosk.evaluations.report_words import view_words
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import _, language
from kiosk.security import current_user, procurement, public, takes
from kiosk.web import or_404, render, see_other

MOST_BYTES = 64 * 1024  # a title; the report itself is not sent, but made anew here


@evaluations.get("/published-reports")
@public
def list_published_reports() -> Response:
    """Show the published reports, the latest first."""
    return render("evaluations/published.html", reports=queries.list_published())


@evaluations.get("/published-reports/<key>")
@public
def show_published_report(key: str) -> Response:
    """Show a published report as it was when it was published."""
    found = or_404(queries.find_published(key))
    kept = found.content[language()]
    return render("evaluations/published_report.html", found=found, report=kept)


@evaluations.get("/report/publishing")
@procurement
def new_published_report() -> Response:
    """Show exactly what would become public."""
    title = _("What bidders say, %(period)s", period=view_words(_view()))
    return _confirm_page(Form({"title": title}))


@evaluations.post("/published-reports")
@procurement
@takes(MOST_BYTES)
def create_published_report() -> Response:
    """Publish the report of a period as it is now."""
    form = forms.read_title(request.form)
    if form.errors:
        return _confirm_page(form, 422)
    content = freeze(or_404(_view() or None))
    key = operations.publish_report(form.cleaned["title"], content, current_user().id)
    flash(_("The report is public now. Anybody can read it at this address."), "ok")
    return see_other("evaluations.show_published_report", key=key)


@evaluations.post("/published-reports/<key>/withdrawing")
@procurement
def withdraw_published_report(key: str) -> Response:
    """Take a published report back."""
    operations.withdraw_report(key, current_user().id)
    flash(_("The report is no longer public."), "ok")
    return see_other("evaluations.list_published_reports")


def _view() -> str:
    return forms.read_asked(request.values, queries_report.get_figures().views).view


def _confirm_page(form: Form, status: int = 200) -> Response:
    view = or_404(_view() or None)
    kept = freeze(view)[language()]
    return render("evaluations/publishing.html", status=status, form=form, report=kept, period=view)
