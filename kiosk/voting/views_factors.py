"""The phone's factors: answer about each, suggest one, take that back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

from kiosk.errors import Refusal
from kiosk.i18n import ngettext
from kiosk.security import public
from kiosk.voting import operations_factor_suggestions as suggestions
from kiosk.voting import operations_factor_votes, queries, queries_factors, scene_factors
from kiosk.voting import rules_factors as rules
from kiosk.voting.views import Voter, draw_phone, find_voter, load_meeting, voting
from kiosk.voting.views_wishes import counted_key
from kiosk.web import or_404, render, wants_fragment

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models_factors import FactorList
    from kiosk.voting.operations_factor_votes import Counted

_FIELD = re.compile(r"factor-([1-9][0-9]{0,8})")


def _list(meeting: Meeting, list_id: int) -> FactorList:
    one = or_404(queries_factors.find_list(list_id))
    return or_404(one if one.meeting_id == meeting.id else None)


def _way_in(meeting: Meeting) -> Response:
    return redirect(url_for("meetings.new_attendance", code=meeting.code), 303)  # type: ignore[return-value]


def _home(meeting: Meeting, anchor: str) -> Response:
    return redirect(url_for("voting.show_phone", code=meeting.code, _anchor=anchor), 303)  # type: ignore[return-value]


@voting.post("/<code:code>/factor-lists/<int:list_id>/ballots")
@public
def create_factor_ballots(code: str, list_id: int) -> Response:
    """Count the voter's answers about the factors, or say plainly which were not."""
    meeting = load_meeting(code)
    one, voter = _list(meeting, list_id), find_voter(meeting)
    if voter is None:
        return _way_in(meeting)
    typed = {int(found[1]): value for name, value in request.form.items()
             if (found := _FIELD.fullmatch(name)) and value}  # fmt: skip
    operation = request.form.get("operation", "")
    try:
        key = counted_key(voter)
        counted = operations_factor_votes.cast_factor_ballots(one.id, key, typed, operation)
    except Refusal as refusal:
        return _said(meeting, one, voter, refusal, typed)
    if counted.removed:
        return _said(meeting, one, voter, _taken_away(counted), typed)
    return _said(meeting, one, voter) if wants_fragment() else _home(meeting, "factors-said")


def _taken_away(counted: Counted) -> Refusal:
    """Say that answers were about factors that are not there any more; the others count."""
    sentence = ngettext(
        "The host has taken a factor away, so your answer about it was not counted.",
        "The host has taken %(n)s factors away, so your answers about them were not counted.",
        len(counted.removed),
    )
    return Refusal("factor_gone", sentence, 409, others=counted.answers)


def _said(
    meeting: Meeting,
    one: FactorList,
    voter: Voter,
    refusal: Refusal | None = None,
    typed: dict[int, str] | None = None,
) -> Response:
    """Say how many answers count: a line for htmx, the whole page for others."""
    own: dict[str, Any] = scene_factors.own_of(one, voter.seen) if voter.seen else {}
    status = refusal.status if refusal else 200
    if not wants_fragment() and queries.get_scene(meeting.id).scene == "factors":
        shown = {**(typed or {}), **own.get("answers", {})}
        personal = {**own, "answers": shown, "refusal": refusal}
        return draw_phone(meeting, voter, status, personal=personal)
    return _part(
        "voting/_factors_said.html",
        status,
        meeting=meeting,
        list_id=one.id,
        standing=len(queries_factors.list_factors(one.id)),
        personal={**own, "refusal": refusal},
    )


def _part(part: str, status: int, **context: object) -> Response:
    """Draw a part alone for htmx; on a page of its own for others, whatever the room does now."""
    return render("voting/factor_again.html", part, status, part=part, **context)


@voting.post("/<code:code>/factor-lists/<int:list_id>/suggestions")
@public
def create_factor_suggestion(code: str, list_id: int) -> Response:
    """Put a factor that somebody suggests before the host."""
    meeting, text = load_meeting(code), request.form.get("text", "")
    one, operation = _list(meeting, list_id), request.form.get("operation", "")
    return _suggest(
        meeting, one, lambda key: suggestions.create_suggestion(one.id, key, text, operation), text
    )


@voting.post("/<code:code>/factor-suggestions/<suggestion_id>/withdrawal")
@public
def withdraw_factor_suggestion(code: str, suggestion_id: str) -> Response:
    """Take one's own waiting suggestion back."""
    meeting, typed = load_meeting(code), request.form.get("list", "")
    found = queries_factors.find_suggestion(suggestion_id)
    known = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    one = _list(meeting, found.list_id if found else known)
    return _suggest(meeting, one, lambda key: suggestions.withdraw_suggestion(suggestion_id, key))


def _suggest(
    meeting: Meeting, one: FactorList, act: Callable[[str], None], typed: str = ""
) -> Response:
    """Do something in the voter's name; a refusal is said where they write, with what was typed."""
    voter = find_voter(meeting)
    if voter is None:
        return _way_in(meeting)
    refusal = None
    try:
        act(counted_key(voter))
    except Refusal as no:
        refusal = no
    own: dict[str, Any] = scene_factors.own_of(one, voter.seen) if voter.seen else {}
    no_words = {"typed": typed, "suggest_refusal": refusal} if refusal else {}
    status, personal = refusal.status if refusal else 200, {**own, **no_words}
    if refusal is None and not wants_fragment():
        return _home(meeting, f"factor-suggest-{one.id}")
    return _part(
        "voting/_factor_suggest.html", status, meeting=meeting, code=meeting.code, list_id=one.id,
        open=one.closed_at is None, most_characters=rules.MOST_CHARACTERS, personal=personal,
    )  # fmt: skip
