"""The host's factors: lists to prepare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from flask import Response, flash, request

import kiosk.meetings.queries as meetings
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.i18n import _, ngettext
from kiosk.security import current_user, host
from kiosk.voting import forms_factors as forms
from kiosk.voting import operations_factors as operations
from kiosk.voting import queries_factors as queries
from kiosk.voting import rules, scene_factors
from kiosk.voting import rules_factors as factor_rules
from kiosk.voting.operations_factors import Words
from kiosk.voting.views import voting
from kiosk.web import or_404, render, see_other

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models_factors import FactorList


def _meeting(meeting_id: int) -> Meeting:
    return or_404(meetings.find_meeting_by_id(meeting_id))


def _list(list_id: int) -> FactorList:
    return or_404(queries.find_list(list_id))


def _words(lines: list[tuple[str, str]]) -> list[Words]:
    return [Words(*pair) for pair in lines]


@voting.get("/meetings/<int:meeting_id>/factor-lists")
@host
def list_factor_lists(meeting_id: int) -> Response:
    """Show the lists of a meeting."""
    meeting, lists = _meeting(meeting_id), queries.list_lists(meeting_id)
    sizes = [len(queries.list_factors(one.id)) for one in lists]
    told = [(one.id, scene_factors.title_of(one), rules.phase(one)) for one in lists]
    drawn = [(*one, size) for one, size in zip(told, sizes, strict=True)]
    return render("voting/factor_lists.html", meeting=meeting, lists=drawn)


@voting.get("/meetings/<int:meeting_id>/factor-lists/new")
@host
def new_factor_list(meeting_id: int) -> Response:
    """Ask for a title and the factors, one to a line."""
    return render("voting/factor_list_new.html", meeting=_meeting(meeting_id), form=Form({}))


@voting.post("/meetings/<int:meeting_id>/factor-lists")
@host
def create_factor_list(meeting_id: int) -> Response:
    """Make a list with its factors."""
    meeting, form = _meeting(meeting_id), forms.read_list(request.form)
    status = 422
    if not form.errors:
        title = Words(form.cleaned["title_sv"], form.cleaned["title_en"])
        texts = _words(form.cleaned["lines"])
        try:
            made = operations.create_list(meeting.id, current_user().id, title, texts)
            return see_other("voting.show_factor_list", list_id=made.id)
        except Refusal as refusal:
            form.errors[""], status = refusal.sentence, refusal.status
    return render("voting/factor_list_new.html", None, status, meeting=meeting, form=form)


@voting.get("/factor-lists/<int:list_id>")
@host
def show_factor_list(list_id: int) -> Response:
    """Show a list to prepare: its title, factors and suggestions."""
    return _show(_list(list_id))


def _show(one: FactorList, form: Form | None = None, status: int = 200) -> Response:
    rows = queries.list_factors(one.id, removed=True)
    title = {"title_sv": one.title_sv, "title_en": one.title_en, "lines": ""}
    form = form or Form({})
    form.values = {**title, **form.values}
    return render(
        "voting/factor_list.html",
        None,
        status,
        meeting=one.meeting,
        list_id=one.id,
        title=scene_factors.title_of(one),
        phase=rules.phase(one),
        factors=rows,
        waiting=queries.list_suggestions(one.id, "new"),
        parked=queries.list_suggestions(one.id, "parked"),
        form=form,
    )


def _prepare(list_id: int, act: Callable[[], Any], form: Form | None = None) -> Response:
    """Change a list; what is wrong is said on its page, with what was typed."""
    one = _list(list_id)
    if form is not None and form.errors:
        return _show(one, form, 422)
    try:
        act()
    except Refusal as refusal:
        kept = form or Form({})
        kept.errors[""] = refusal.sentence
        return _show(one, kept, refusal.status)
    return see_other("voting.show_factor_list", list_id=one.id)


@voting.post("/factor-lists/<int:list_id>")
@host
def update_factor_list(list_id: int) -> Response:
    """Change a list's title."""
    form, who = forms.read_title(request.form), current_user().id

    def act() -> None:
        title = Words(form.cleaned["title_sv"], form.cleaned["title_en"])
        operations.update_list(list_id, who, title)

    return _prepare(list_id, act, form)


@voting.post("/factor-lists/<int:list_id>/factors")
@host
def create_factors(list_id: int) -> Response:
    """Add factors, one to a line; those that are there already are left out, and that is said."""
    form, who = forms.read_lines(request.form), current_user().id

    def act() -> None:
        texts = _words(form.cleaned["lines"])
        added = operations.add_factors(list_id, who, texts)
        flash(ngettext("%(n)s factor is added.", "%(n)s factors are added.", added), "ok")
        if known := len(texts) - added:
            flash(ngettext("%(n)s was there already.", "%(n)s were there already.", known), "warn")

    return _prepare(list_id, act, form)


@voting.post("/factor-lists/<int:list_id>/dropping")
@host
def drop_factor_list(list_id: int) -> Response:
    """Take away a list that nobody has voted on."""
    one, who = _list(list_id), current_user().id
    meeting_id = one.meeting_id
    try:
        operations.drop_list(list_id, who)
    except Refusal as refusal:
        return _show(one, Form({}, errors={"": refusal.sentence}), refusal.status)
    flash(_("The list is taken away."), "ok")
    return see_other("voting.list_factor_lists", meeting_id=meeting_id)


@voting.get("/factors/<int:factor_id>/edit")
@host
def edit_factor(factor_id: int) -> Response:
    """Show one factor to change."""
    factor = or_404(queries.find_factor(factor_id))
    form = Form({"text_sv": factor.text_sv, "text_en": factor.text_en})
    return render("voting/factor_edit.html", factor=factor, meeting=factor.list.meeting, form=form)


@voting.post("/factors/<int:factor_id>")
@host
def update_factor(factor_id: int) -> Response:
    """Change a factor's words before it is voted on."""
    factor, form = or_404(queries.find_factor(factor_id)), forms.read_factor(request.form)
    status = 422
    if not form.errors:
        text = Words(form.cleaned["text_sv"], form.cleaned["text_en"])
        try:
            operations.update_factor(factor_id, current_user().id, text)
            return see_other("voting.show_factor_list", list_id=factor.list_id)
        except Refusal as refusal:
            form.errors[""], status = refusal.sentence, refusal.status
    context = {"factor": factor, "meeting": factor.list.meeting, "form": form}
    return render("voting/factor_edit.html", None, status, **context)


def _change(factor_id: int, act: Callable[[int | None], None]) -> Response:
    factor = or_404(queries.find_factor(factor_id))
    return _prepare(factor.list_id, lambda: act(current_user().id))


@voting.post("/factors/<int:factor_id>/moving")
@host
def move_factor(factor_id: int) -> Response:
    """Move a factor one step."""
    direction = request.form.get("direction", "")
    if direction not in ("up", "down"):
        raise Refusal("unknown_direction", _("A factor is moved up or down."), 422)
    way = cast(factor_rules.Direction, direction)
    return _change(factor_id, lambda who: operations.move_factor(factor_id, who, way))


@voting.post("/factors/<int:factor_id>/removal")
@host
def remove_factor(factor_id: int) -> Response:
    """Take a factor away, also while it is voted on."""
    return _change(factor_id, lambda who: operations.remove_factor(factor_id, who))


@voting.post("/factors/<int:factor_id>/return")
@host
def restore_factor(factor_id: int) -> Response:
    """Put a factor back that was taken away during the vote."""
    return _change(factor_id, lambda who: operations.restore_factor(factor_id, who))
