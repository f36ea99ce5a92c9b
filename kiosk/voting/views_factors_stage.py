"""The host's factors on the stage: open, close, reveal, turn pages; suggestions; the file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, request

import kiosk.meetings.queries as meetings
from kiosk import clock
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.security import current_user, host
from kiosk.voting import forms_factors as forms
from kiosk.voting import operations_factor_suggestions as suggestions
from kiosk.voting import operations_factor_votes as votes
from kiosk.voting import operations_factors as operations
from kiosk.voting import queries_factors as queries
from kiosk.voting import scene_factors
from kiosk.voting.operations_factors import Words
from kiosk.voting.scene_wishes import REASONS
from kiosk.voting.views import voting
from kiosk.voting.views_console import act_on_stage, expected
from kiosk.voting.views_result import send_file
from kiosk.web import or_404, render, see_other

if TYPE_CHECKING:
    from kiosk.voting.models_factors import FactorList


def _list(list_id: int) -> FactorList:
    return or_404(queries.find_list(list_id))


@voting.post("/factor-lists/<int:list_id>/rerunning")
@host
def rerun_factor_list(list_id: int) -> Response:
    """Make a new vote about the same factors."""
    one, who = _list(list_id), current_user().id
    return act_on_stage(one.meeting_id, lambda: operations.rerun_list(list_id, who))


@voting.post("/factor-lists/<int:list_id>/opening")
@host
def open_factor_list(list_id: int) -> Response:
    """Let the room vote on a list."""
    one, who = _list(list_id), current_user().id
    return act_on_stage(one.meeting_id, lambda: votes.open_list(list_id, who, expected()))


@voting.post("/factor-lists/<int:list_id>/showing")
@host
def show_factors(list_id: int) -> Response:
    """Show a list again as it stands."""
    one, who = _list(list_id), current_user().id
    return act_on_stage(one.meeting_id, lambda: votes.show_list(list_id, who, expected()))


@voting.post("/factor-lists/<int:list_id>/closing")
@host
def close_factor_list(list_id: int) -> Response:
    """Close a factor vote for good."""
    one, who = _list(list_id), current_user().id
    return act_on_stage(one.meeting_id, lambda: votes.close_list(list_id, who, expected()))


@voting.post("/factor-lists/<int:list_id>/revealing")
@host
def reveal_factor_list(list_id: int) -> Response:
    """Show a factor vote's result on wall and phones."""
    one, who = _list(list_id), current_user().id
    return act_on_stage(one.meeting_id, lambda: votes.reveal_list(list_id, who, expected()))


@voting.post("/factor-lists/<int:list_id>/pages")
@host
def turn_factors(list_id: int) -> Response:
    """Show another page of the list on the wall."""
    one, who, typed = _list(list_id), current_user().id, request.form.get("page", "")
    page = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 4 else 0
    return act_on_stage(
        one.meeting_id, lambda: votes.turn_page(one.meeting_id, page, who, expected())
    )


@voting.get("/factor-suggestions/<suggestion_id>")
@host
def show_factor_suggestion(suggestion_id: str) -> Response:
    """Show one suggestion: make a factor of it, or park it."""
    found = or_404(queries.find_suggestion(suggestion_id))
    return _suggestion(found, Form({"text_sv": found.text, "text_en": ""}))


def _suggestion(found: Any, form: Form, status: int = 200) -> Response:
    context = {"suggestion": found, "meeting": found.list.meeting, "reasons": REASONS}
    return render("voting/factor_suggestion.html", None, status, **context, form=form)


@voting.post("/factor-suggestions/<suggestion_id>/approval")
@host
def approve_factor_suggestion(suggestion_id: str) -> Response:
    """Make a factor of a suggestion, in the host's words where there are any."""
    found = queries.find_suggestion(suggestion_id)
    if found is None:
        raise Refusal("gone", suggestions.GONE)
    sent = request.form if "text_sv" in request.form else {"text_sv": found.text}
    form, who = forms.read_factor(sent), current_user().id
    if form.errors:
        return _suggestion(found, form, 422)
    text = Words(form.cleaned["text_sv"], form.cleaned["text_en"])
    meeting_id = found.list.meeting_id
    return act_on_stage(
        meeting_id, lambda: suggestions.approve_suggestion(suggestion_id, who, text)
    )


@voting.post("/factor-suggestions/<suggestion_id>/parking")
@host
def park_factor_suggestion(suggestion_id: str) -> Response:
    """Lay a suggestion aside, with a reason from the list or in own words."""
    found = queries.find_suggestion(suggestion_id)
    if found is None:
        raise Refusal("gone", suggestions.GONE)
    words, chosen = request.form.get("words", "").strip(), request.form.get("reason", "")
    reason = words or (chosen if chosen in REASONS else "")
    try:
        suggestions.park_suggestion(suggestion_id, current_user().id, reason)
    except Refusal as refusal:
        form = Form({"text_sv": found.text, "text_en": "", **request.form.to_dict()})
        form.errors[""] = refusal.sentence
        return _suggestion(found, form, refusal.status)
    return see_other("voting.show_console", meeting_id=found.list.meeting_id)


@voting.get("/meetings/<int:meeting_id>/factors.csv")
@host
def show_factors_file(meeting_id: int) -> Response:
    """Send the results of the factor votes as a file; nothing of what was parked."""
    meeting = or_404(meetings.find_meeting_by_id(meeting_id))
    day = f"{clock.local(meeting.starts_at):%Y-%m-%d}"
    return send_file(scene_factors.result_rows(meeting), f"factors-{day}-{meeting.code}.csv")
