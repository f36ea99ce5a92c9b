"""The procurement officer's pages: the list, one procurement, its states and its gate."""

from collections.abc import Callable
from typing import Any

from flask import Response, flash, request

from kiosk import security
from kiosk.errors import Refusal
from kiosk.evaluations import forms_procurements as forms
from kiosk.evaluations import gate, queries, queries_procurements
from kiosk.evaluations import operations_procurements as operations
from kiosk.evaluations.views import evaluations
from kiosk.forms import Form
from kiosk.i18n import LazyText, _, lazy
from kiosk.security import current_user
from kiosk.web import or_404, render, see_other

SAVED: dict[str, LazyText] = {
    "award_notified": lazy("The award is on record. Now the bidders can be invited."),
    "cancelled": lazy("The cancellation is on record. Now the bidders can be invited."),
}
STEP_SAVED = lazy("The step is saved.")


@evaluations.get("/procurements")
@security.procurement
def list_procurements() -> Response:
    """Show all procurements by what they ask for."""
    groups, left_out = queries_procurements.list_lines(bool(request.args.get("all")))
    today = queries.today()
    return render("evaluations/procurements.html", groups=groups, left_out=left_out, today=today)


@evaluations.get("/procurements/new")
@security.procurement
def new_procurement() -> Response:
    """Show the form for a new procurement."""
    return _form_page("evaluations/procurement_new.html", forms.blank_procurement())


@evaluations.post("/procurements")
@security.procurement
def create_procurement() -> Response:
    """Register a procurement."""
    form = forms.read_procurement(request.form, new=True)
    if form.errors:
        return _form_page("evaluations/procurement_new.html", form, 422)
    made = operations.create_procurement(current_user().id, **form.cleaned)
    flash(_("The procurement is registered. This page shows the next step."), "ok")
    return see_other("evaluations.show_procurement", procurement_id=made.id)


@evaluations.get("/procurements/<int:procurement_id>")
@security.procurement
def show_procurement(procurement_id: int) -> Response:
    """Show one procurement: where it stands, the gate, the next step."""
    return _page(procurement_id, Form({}))


@evaluations.get("/procurements/<int:procurement_id>/edit")
@security.procurement
def edit_procurement(procurement_id: int) -> Response:
    """Show a procurement's facts to change."""
    procurement = or_404(queries.find_procurement(procurement_id))
    return _edit_page(procurement_id, forms.show_procurement(procurement))


@evaluations.post("/procurements/<int:procurement_id>")
@security.procurement
def update_procurement(procurement_id: int) -> Response:
    """Change a procurement's facts."""
    or_404(queries.find_procurement(procurement_id))
    form, who = forms.read_procurement(request.form), current_user().id
    if form.errors:
        return _edit_page(procurement_id, form, 422)
    try:
        operations.update_procurement(procurement_id, who, _stamp(), **form.cleaned)
    except Refusal as refusal:
        if refusal.status != 409:
            raise
        form.errors[""] = refusal.sentence
        return _edit_page(procurement_id, form, 409)
    flash(_("The changes are saved."), "ok")
    return see_other("evaluations.show_procurement", procurement_id=procurement_id)


@evaluations.post("/procurements/<int:procurement_id>/states")
@security.procurement
def update_state(procurement_id: int) -> Response:
    """Move the procurement one step; a decision needs its date."""
    form, who = forms.read_step(request.form), current_user().id
    new, day = form.cleaned["state"], form.cleaned["day"]
    return _act(
        procurement_id,
        form,
        lambda: operations.move_procurement(procurement_id, who, _stamp(), new, day),
        SAVED.get(new, STEP_SAVED),
        field=form.cleaned["field"],
    )


@evaluations.post("/procurements/<int:procurement_id>/dates")
@security.procurement
def update_date(procurement_id: int) -> Response:
    """Correct the date of the decision."""
    form, who = forms.read_date(request.form), current_user().id
    day = form.cleaned["corrected_on"]
    return _act(
        procurement_id,
        form,
        lambda: operations.correct_date(procurement_id, who, _stamp(), day),
        lazy("The date is corrected."),
        field="corrected_on",
    )


@evaluations.post("/procurements/<int:procurement_id>/withdrawal")
@security.procurement
def create_withdrawal(procurement_id: int) -> Response:
    """Take the decision back: the gate is shut again."""
    who = current_user().id
    return _act(
        procurement_id,
        Form({}),
        lambda: operations.withdraw_decision(procurement_id, who, _stamp()),
        lazy("The decision is taken back. Nothing is sent, and links already sent are paused."),
    )


@evaluations.post("/procurements/<int:procurement_id>/review")
@security.procurement
def update_review(procurement_id: int) -> Response:
    """Say that a review has begun or is over."""
    begun, who = request.form.get("under_review") == "1", current_user().id
    return _act(
        procurement_id,
        Form({}),
        lambda: operations.set_review(procurement_id, who, _stamp(), begun),
        lazy("The review is on record. Nothing is sent until it is over.")
        if begun
        else lazy("The review is over."),
    )


@evaluations.post("/procurements/<int:procurement_id>/due")
@security.procurement
def update_due(procurement_id: int) -> Response:
    """Overrule what the limits suggest, or go by them again."""
    form, who = forms.read_due(request.form), current_user().id
    choice, reason = form.cleaned["due"], form.cleaned.get("due_reason", "")
    return _act(
        procurement_id,
        form,
        lambda: operations.decide_due(procurement_id, who, _stamp(), choice, reason),
        lazy("Your decision is saved.") if choice else lazy("The limits decide again."),
    )


@evaluations.post("/procurements/<int:procurement_id>/deletion")
@security.procurement
def delete_procurement(procurement_id: int) -> Response:
    """Delete a procurement that has nothing in it yet."""
    procurement = or_404(queries.find_procurement(procurement_id))
    operations.delete_procurement(procurement_id, current_user().id, _stamp())
    flash(_("%(title)s is deleted.", title=procurement.title), "ok")
    return see_other("evaluations.list_procurements")


def _stamp() -> str:
    """Return what the officer saw, which the forms send back."""
    return request.form.get("stamp", "")


def _act(
    procurement_id: int,
    form: Form,
    act: Callable[[], None],
    saved: LazyText,
    field: str = "",
) -> Response:
    """Do it and go back to the page; a refusal shows the page as it is now, with its sentence."""
    or_404(queries.find_procurement(procurement_id))
    if form.errors:
        return _page(procurement_id, form, 422)
    try:
        act()
    except Refusal as refusal:
        if refusal.status not in (409, 422):
            raise
        name = refusal.facts.get("field", field) if refusal.status == 422 else ""
        form.errors[name] = refusal.sentence
        return _page(procurement_id, form, refusal.status)
    flash(str(saved), "ok")
    return see_other("evaluations.show_procurement", procurement_id=procurement_id)


def _page(procurement_id: int, form: Form, status: int = 200) -> Response:
    procurement = or_404(queries.find_procurement(procurement_id))
    standing = queries_procurements.get_standing(procurement)
    if "due" not in form.values:
        form.values |= {"due": procurement.due_override, "due_reason": procurement.due_reason}
    return render(
        "evaluations/procurement.html",
        status=status,
        procurement=procurement,
        standing=standing,
        why=gate.sentence(standing.shut),
        form=form,
        today=queries.today(),
    )


def _edit_page(procurement_id: int, form: Form, status: int = 200) -> Response:
    procurement = or_404(queries.find_procurement(procurement_id))
    return _form_page(
        "evaluations/procurement_edit.html",
        form,
        status,
        procurement=procurement,
        stamp=queries_procurements.stamp_of(procurement),
    )


def _form_page(template: str, form: Form, status: int = 200, **context: Any) -> Response:
    used = {name: queries_procurements.list_used(name) for name in ("unit", "category")}
    return render(template, status=status, form=form, used=used, **context)
