"""The phone's wishes: write one, support another's, take back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Response, redirect, request, url_for

import kiosk.meetings.queries_attendance as attendance
from kiosk import security
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.security import public
from kiosk.voting import operations_wishes, queries_wishes, scene_wishes
from kiosk.voting import rules_wishes as rules
from kiosk.voting.views import Voter, find_voter, load_meeting, voting
from kiosk.web import or_404, render, wants_fragment

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models_wishes import WishBox

NEEDS_CODE = lazy("To take part here you need the personal code you were given.")


def _box(meeting: Meeting, box_id: int) -> WishBox:
    box = or_404(queries_wishes.find_box(box_id))
    return or_404(box if box.meeting_id == meeting.id else None)


def _box_of_wish(meeting: Meeting, wish_id: str, box_id: str) -> WishBox:
    """Return the box of a wish; of one that is gone, the box that the form was in."""
    wish = queries_wishes.find_wish(wish_id)
    typed = int(box_id) if box_id.isascii() and box_id.isdigit() and len(box_id) < 10 else 0
    return _box(meeting, wish.box_id if wish else typed)


def _act(meeting: Meeting, box: WishBox, act: Callable[[str], Any], **typed: str) -> Response:
    """Do something in the voter's name; a refusal is said at the box, with what was typed."""
    voter = find_voter(meeting)
    if voter is None:
        return redirect(url_for("meetings.new_attendance", code=meeting.code), 303)  # type: ignore[return-value]
    try:
        act(counted_key(voter))
    except Refusal as refusal:
        return _drawn(meeting, box, voter, refusal.status, box_refusal=refusal, **typed)
    if wants_fragment():
        return _drawn(meeting, box, voter)
    place = f"wish-box-{box.id}"
    return redirect(url_for("voting.show_phone", code=meeting.code, _anchor=place), 303)  # type: ignore[return-value]


def counted_key(voter: Voter) -> str:
    """Return the key to take part by, counted so that nobody can flood a hall."""
    if voter.key is None:
        raise Refusal("needs_code", NEEDS_CODE, 403)
    if security.ballots_per_voter.blocked(voter.attendee.id):
        raise security.too_many()
    security.ballots_per_voter.count(voter.attendee.id)
    return voter.key


def _drawn(
    meeting: Meeting, box: WishBox, voter: Voter, status: int = 200, **more: object
) -> Response:
    """Draw the box as this voter sees it: alone for htmx, on a page of its own for others."""
    context = _context(meeting, box, voter, whole=False, **more)
    return render("voting/wish_again.html", "voting/_wish_box.html", status, **context)


def _context(
    meeting: Meeting, box: WishBox, voter: Voter, whole: bool, **more: object
) -> dict[str, Any]:
    board = queries_wishes.get_board(or_404(queries_wishes.find_box(box.id)))
    own = {box.id: scene_wishes.own_of(box, voter.seen) if voter.seen else []}
    supported = queries_wishes.list_supported(box, voter.seen) if voter.seen else set()
    return {
        "meeting": meeting,
        "code": meeting.code,
        "box": scene_wishes.draw_box(board, whole=whole),
        "whole": whole,
        "most_characters": rules.MOST_CHARACTERS,
        "personal": {"own": own, "supported": supported, **more},
    }


@voting.get("/<code:code>/wish-boxes/<int:box_id>")
@public
def show_wish_box(code: str, box_id: int) -> Response:
    """Show all that is approved in a box, to who has checked in."""
    meeting = load_meeting(code)
    box, voter = _box(meeting, box_id), find_voter(meeting)
    if voter is None:
        return redirect(url_for("meetings.new_attendance", code=meeting.code), 302)  # type: ignore[return-value]
    return render("voting/wish_again.html", None, 200, **_context(meeting, box, voter, whole=True))


@voting.post("/<code:code>/wish-boxes/<int:box_id>/wishes")
@public
def create_wish(code: str, box_id: int) -> Response:
    """Put a wish, or a question, into a box."""
    meeting = load_meeting(code)
    box, text = _box(meeting, box_id), request.form.get("text", "")
    operation = request.form.get("operation", "")
    voter = find_voter(meeting)
    remote = bool(voter) and box.kind == "floor" and _is_remote(meeting, voter)
    return _act(
        meeting,
        box,
        lambda key: operations_wishes.create_wish(box.id, key, text, operation, remote),
        typed=text,
    )


def _is_remote(meeting: Meeting, voter: Voter | None) -> bool:
    """Tell whether to mark a question as asked from afar: not where few could have asked it."""
    many = attendance.count_presence(meeting.id).by_mode["remote"] >= rules.MANY_REMOTE
    return many and bool(voter) and attendance.takes_part_remotely(voter.attendee.id)  # type: ignore[union-attr]


@voting.post("/<code:code>/wishes/<wish_id>/supports")
@public
def support_wish(code: str, wish_id: str) -> Response:
    """Support a wish, or take that back."""
    meeting, on = load_meeting(code), request.form.get("on") == "1"
    box = _box_of_wish(meeting, wish_id, request.form.get("box", ""))
    voter = find_voter(meeting)
    if voter is None or not wants_fragment():
        return _act(meeting, box, lambda key: operations_wishes.support_wish(wish_id, key, on))
    refusal = None
    try:
        operations_wishes.support_wish(wish_id, counted_key(voter), on)
    except Refusal as one:
        refusal = one
    return _one(meeting, box, wish_id, voter, refusal)


def _one(
    meeting: Meeting, box: WishBox, wish_id: str, voter: Voter, refusal: Refusal | None
) -> Response:
    """Draw one wish alone, so that nothing half-written beside it is disturbed."""
    board = queries_wishes.get_board(or_404(queries_wishes.find_box(box.id)))
    own = {box.id: scene_wishes.own_of(box, voter.seen) if voter.seen else []}
    supported = queries_wishes.list_supported(box, voter.seen) if voter.seen else set()
    drawn = scene_wishes.draw_box(board)
    return render(
        "voting/_wish.html",
        None,
        refusal.status if refusal else 200,
        code=meeting.code,
        box=drawn,
        one=next((one for one in drawn.approved if one.id == wish_id), None),
        wish_id=wish_id[:24],
        personal={"own": own, "supported": supported, "refusal": refusal},
    )


@voting.post("/<code:code>/wishes/<wish_id>/withdrawal")
@public
def withdraw_wish(code: str, wish_id: str) -> Response:
    """Take one's own waiting wish back."""
    meeting = load_meeting(code)
    box = _box_of_wish(meeting, wish_id, request.form.get("box", ""))
    return _act(meeting, box, lambda key: operations_wishes.withdraw_wish(wish_id, key))
