"""The form's versions: the list, one version, preview, modules, start using."""

from flask import Response, abort, flash, request

from kiosk.errors import Refusal
from kiosk.evaluations import operations_versions as operations
from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations import wording
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import _, lazy
from kiosk.security import current_user, procurement
from kiosk.web import or_404, render, see_other


def version_page(number: int, form: Form | None = None, status: int = 200) -> Response:
    """Show one version; one that is being written can be changed here."""
    version = or_404(queries.find_line(number))
    return render(
        "evaluations/version.html",
        status=status,
        version=version,
        pages=queries.list_pages(version),
        heading=wording.heading,
        modules=queries.list_modules(version),
        form=form or Form({"note": version.note}),
    )


def back_to(number: int, anchor: str = "") -> Response:
    """Send the browser to a version, at one of its questions."""
    return see_other("evaluations.show_version", number=number, _anchor=anchor or None)


@evaluations.get("/form-versions")
@procurement
def list_versions() -> Response:
    """Show which version is in use, those before it, and the one being written."""
    versions = queries.list_versions()
    unfinished = next((one for one in versions if not one.finished), None)
    return render(
        "evaluations/versions.html",
        versions=[one for one in versions if one.finished],
        unfinished=unfinished,
    )


@evaluations.post("/form-versions")
@procurement
def begin_version() -> Response:
    """Begin a new version, or go on with the one that is being written."""
    return back_to(operations.begin_version(current_user().id))


@evaluations.get("/form-versions/<int:number>")
@procurement
def show_version(number: int) -> Response:
    """Show the questions of one version."""
    return version_page(number)


@evaluations.post("/form-versions/<int:number>/using")
@procurement
def start_using(number: int) -> Response:
    """Let evaluations opened from now on use the version."""
    or_404(queries.find_line(number))
    form = Form({"note": request.form.get("note", "")})
    note = form.take_text("note", rules.NOTE_LENGTH)
    if form.errors:
        return version_page(number, form, 422)
    try:
        operations.start_using(number, current_user().id, note)
    except Refusal as refusal:
        form.errors[""] = refusal.sentence
        return version_page(number, form, refusal.status)
    flash(_("Version %(n)s is in use now. Evaluations already open keep theirs.", n=number), "ok")
    return see_other("evaluations.list_versions")


@evaluations.post("/form-versions/<int:number>/deletion")
@procurement
def discard_version(number: int) -> Response:
    """Throw an unfinished version away."""
    or_404(queries.find_line(number))
    operations.discard_version(number, current_user().id)
    flash(_("The unfinished version is thrown away."), "ok")
    return see_other("evaluations.list_versions")


@evaluations.post("/form-versions/<int:number>/modules/<key>")
@procurement
def switch_module(number: int, key: str) -> Response:
    """Put ready-made questions into the version, or take them out."""
    or_404(queries.find_line(number))
    or_404(queries.MODULES.get(key))
    turn = request.form.get("turn", "")
    if turn not in ("on", "off"):
        raise Refusal("unknown_turn", lazy("Ready-made questions are added or taken out."), 422)
    operations.switch_module(number, key, current_user().id, turn == "on")
    added = _("The questions are added.")
    flash(added if turn == "on" else _("The questions are taken out."), "ok")
    return back_to(number, "modules")


def item_or_404(number: int, item_id: str) -> tuple[queries.VersionLine, queries.ItemLine]:
    """Return a version that is being written and one of its questions, or answer 404."""
    version = or_404(queries.find_line(number))
    lines = [line for _section, on_it in queries.list_pages(version) for line in on_it]
    line = next((one for one in lines if one.item.id == item_id), None)
    if line is None:
        abort(404)
    return version, line
