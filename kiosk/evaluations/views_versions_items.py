"""The questions of a version that is being written: one's own, and the words of the template's."""

from typing import Any, cast

from flask import Response, abort, flash, request

from kiosk.errors import Refusal
from kiosk.evaluations import forms_versions as forms
from kiosk.evaluations import operations_versions as operations
from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations import rules_versions as rules
from kiosk.evaluations import wording
from kiosk.evaluations.views import evaluations
from kiosk.evaluations.views_versions import back_to, item_or_404
from kiosk.forms import Form
from kiosk.forms.question import is_kind
from kiosk.i18n import LANGUAGES, _, language, lazy
from kiosk.questions.form import OUTCOME, Item
from kiosk.security import current_user, procurement
from kiosk.web import or_404, render, see_other


def _unfinished(number: int) -> queries.VersionLine:
    return or_404(queries.find_unfinished_line(number))


def _fields(version: queries.VersionLine) -> dict[str, Any]:
    """Return what the form of an own question offers: pages, and outcomes to ask about."""
    out = next((item for item in version.items if item.id == OUTCOME), None)
    return {
        "version": version,
        "heading": wording.heading,
        "sections": rules.OWN_SECTIONS,
        "outcomes": [(one.id, one.text(language())) for one in out.spec.options] if out else [],
    }


def _new_page(number: int, form: Form, status: int = 200) -> Response:
    fields = _fields(_unfinished(number))
    return render("evaluations/version_item_new.html", status=status, form=form, **fields)


def _edit_page(number: int, item_id: str, form: Form, status: int = 200) -> Response:
    version, line = item_or_404(number, item_id)
    return render(
        "evaluations/version_item_edit.html",
        status=status,
        form=form,
        item=line.item,
        asked_before=item_id in {item.id for item in version.before},
        **_fields(version),
    )


def _wording_page(number: int, item_id: str, form: Form, status: int = 200) -> Response:
    version, line = item_or_404(number, item_id)
    return render(
        "evaluations/version_item_words.html",
        status=status,
        form=form,
        version=version,
        line=line,
        before=next((one for one in version.before if one.id == item_id), line.item),
    )


def _read(old: Item, version: queries.VersionLine) -> Form:
    outcomes = rules.outcomes(version.items)
    return forms.read_item(request.form, request.form.getlist("outcomes"), old, outcomes)


def _typed(kind: str) -> Form:
    return forms.keep_item(request.form, request.form.getlist("outcomes"), kind)


@evaluations.get("/form-versions/<int:number>/items/new")
@procurement
def new_item(number: int) -> Response:
    """Ask for the kind, then show the form of that kind."""
    version = _unfinished(number)
    kind = request.args.get("kind", "")
    if not is_kind(kind):
        return render("evaluations/version_item_kinds.html", version=version)
    return _new_page(number, forms.blank_item(kind))


@evaluations.post("/form-versions/<int:number>/items")
@procurement
def create_item(number: int) -> Response:
    """Add an own question, or give the form more rows for answers."""
    version = _unfinished(number)
    kind = request.form.get("kind", "")
    if not is_kind(kind):
        raise Refusal("unknown_kind", lazy("Choose what kind of question it is."), 422)
    if request.form.get("act") == "rows":
        return _new_page(number, _typed(kind))
    form = _read(forms.new_item(kind), version)
    if form.errors:
        return _new_page(number, form, 422)
    try:
        item_id = operations.add_item(number, current_user().id, form.cleaned["item"])
    except Refusal as refusal:
        forms.take_refusal(form, refusal)
        return _new_page(number, form, refusal.status)
    flash(_("The question is added."), "ok")
    return back_to(number, f"item-{item_id}")


@evaluations.get("/form-versions/<int:number>/items/<item_id>/edit")
@procurement
def edit_item(number: int, item_id: str) -> Response:
    """Show an own question to change; the template's go to the page of their words."""
    _unfinished(number)
    _version, line = item_or_404(number, item_id)
    if line.item.core:
        return see_other("evaluations.edit_wording", number=number, item_id=item_id)
    return _edit_page(number, item_id, forms.show_item(line.item))


@evaluations.post("/form-versions/<int:number>/items/<item_id>")
@procurement
def update_item(number: int, item_id: str) -> Response:
    """Change an own question, or give its form more rows."""
    version = _unfinished(number)
    old = item_or_404(number, item_id)[1].item
    if request.form.get("act") == "rows":
        return _edit_page(number, item_id, _typed(old.spec.kind))
    form = _read(old, version)
    if form.errors:
        return _edit_page(number, item_id, form, 422)
    try:
        new_id = operations.update_item(number, item_id, current_user().id, form.cleaned["item"])
    except Refusal as refusal:
        forms.take_refusal(form, refusal)
        return _edit_page(number, item_id, form, refusal.status)
    flash(_("The changes are saved."), "ok")
    if new_id != item_id and old in version.before:
        flash(_("This is a new question now: it is not compared with earlier answers."), "warn")
    return back_to(number, f"item-{new_id}")


@evaluations.post("/form-versions/<int:number>/items/<item_id>/moving")
@procurement
def move_item(number: int, item_id: str) -> Response:
    """Move an own question one step."""
    item_or_404(number, item_id)
    direction = request.form.get("direction", "")
    if direction not in ("up", "down"):
        raise Refusal("unknown_direction", lazy("A question is moved up or down."), 422)
    operations.move_item(number, item_id, current_user().id, cast(rules.Direction, direction))
    return back_to(number, f"item-{item_id}")


@evaluations.post("/form-versions/<int:number>/items/<item_id>/dropping")
@procurement
def drop_item(number: int, item_id: str) -> Response:
    """Take an own question out."""
    item_or_404(number, item_id)
    operations.drop_item(number, item_id, current_user().id)
    flash(_("The question is dropped."), "ok")
    return back_to(number)


@evaluations.get("/form-versions/<int:number>/items/<item_id>/wording")
@procurement
def edit_wording(number: int, item_id: str) -> Response:
    """Show the words of one of the template's questions, and what changing them does."""
    _unfinished(number)
    _version, line = item_or_404(number, item_id)
    if not line.item.core:
        return see_other("evaluations.edit_item", number=number, item_id=item_id)
    return _wording_page(number, item_id, forms.show_wording(line.item.spec))


@evaluations.post("/form-versions/<int:number>/items/<item_id>/wording/<tongue>")
@procurement
def update_wording(number: int, item_id: str, tongue: str) -> Response:
    """Change the words of one of the template's questions in one language."""
    _unfinished(number)
    old = item_or_404(number, item_id)[1].item
    if tongue not in LANGUAGES:
        abort(404)
    form = forms.read_wording(request.form, old.spec, tongue)
    if form.errors:
        return _wording_page(number, item_id, form, 422)
    try:
        operations.reword_item(number, item_id, current_user().id, form.cleaned["spec"], tongue)
    except Refusal as refusal:
        forms.take_refusal(form, refusal)
        return _wording_page(number, item_id, form, refusal.status)
    flash(_("The changes are saved."), "ok")
    return back_to(number, f"item-{item_id}")


@evaluations.post("/form-versions/<int:number>/items/<item_id>/restoring")
@procurement
def restore_item(number: int, item_id: str) -> Response:
    """Give one of the template's questions back the words of the version in use."""
    item_or_404(number, item_id)
    operations.restore_item(number, item_id, current_user().id)
    flash(_("The question has its earlier words again."), "ok")
    return back_to(number, f"item-{item_id}")
