"""The host's wishes: boxes, and what a moderator does with each wish."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Response, request

import kiosk.meetings.queries as meetings
from kiosk.errors import Refusal
from kiosk.forms import Form
from kiosk.live.stream import poll, stream
from kiosk.security import current_user, host, still_has_role
from kiosk.voting import channels_wishes, operations_boxes, operations_moderation, queries_wishes
from kiosk.voting import rules_wishes as rules
from kiosk.voting.forms_wishes import read_box
from kiosk.voting.operations_boxes import STANDING, Heading
from kiosk.voting.operations_moderation import Moderator
from kiosk.voting.scene_wishes import REASONS
from kiosk.voting.views import voting
from kiosk.voting.views_console import act_on_stage, expected
from kiosk.web import done, or_404, render, see_other

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models_wishes import Wish


def _meeting(meeting_id: int) -> Meeting:
    return or_404(meetings.find_meeting_by_id(meeting_id))


def _wish(wish_id: str) -> tuple[Wish, Meeting]:
    wish = or_404(queries_wishes.find_wish(wish_id))
    return wish, _meeting(wish.box.meeting_id)


@voting.get("/meetings/<int:meeting_id>/wishes")
@host
def show_wishes(meeting_id: int) -> Response:
    """Show every wish of the meeting to who moderates."""
    context = channels_wishes.moderation_context(_meeting(meeting_id))
    return render("voting/wishes.html", "voting/_moderation.html", **context)


@voting.get("/meetings/<int:meeting_id>/wishes/stream")
@host
def stream_wishes(meeting_id: int) -> Response:
    """Send the wishes to the moderator each time anything changes."""
    meeting, still = _meeting(meeting_id), still_has_role("host")
    return stream(channels_wishes.moderation_channel(meeting, still))


@voting.get("/meetings/<int:meeting_id>/wishes/frame")
@host
def show_wishes_frame(meeting_id: int) -> Response:
    """Answer the moderator's picture once."""
    return poll(channels_wishes.moderation_channel(_meeting(meeting_id)))


@voting.post("/meetings/<int:meeting_id>/wish-boxes/showing")
@host
def show_boxes(meeting_id: int) -> Response:
    """Show the standing boxes, or one of the host's own, to the room."""
    meeting, who = _meeting(meeting_id), current_user().id
    headings = STANDING.get(request.form.get("standing", "")) or _own_box(meeting)
    return act_on_stage(
        meeting.id, lambda: operations_boxes.show_boxes(meeting.id, headings, who, expected())
    )


def _own_box(meeting: Meeting) -> tuple[Heading]:
    """Return the heading of the box that the form names."""
    typed = request.form.get("box", "")
    boxes = {str(box.id): box for box in queries_wishes.list_known_boxes(meeting.id)}
    box = or_404(boxes.get(typed))
    return (Heading(box.title_sv, box.title_en, box.lineage, box.kind),)


@voting.get("/meetings/<int:meeting_id>/wish-boxes/new")
@host
def new_wish_box(meeting_id: int) -> Response:
    """Ask what the host's own box is called."""
    meeting = _meeting(meeting_id)
    offered = rules.may_open_unmoderated(meeting.kind)
    return render("voting/wish_box_new.html", meeting=meeting, form=Form({}), offered=offered)


@voting.post("/meetings/<int:meeting_id>/wish-boxes")
@host
def create_wish_box(meeting_id: int) -> Response:
    """Open a box of the host's own and show it to the room."""
    meeting, who = _meeting(meeting_id), current_user().id
    offered = rules.may_open_unmoderated(meeting.kind)
    form = read_box(request.form, offered)
    if not form.errors:
        titles = form.cleaned["title_sv"], form.cleaned["title_en"]
        heading = Heading(*titles, kind=form.cleaned["kind"])
        try:
            operations_boxes.show_boxes(
                meeting.id, [heading], who, unmoderated=form.cleaned["unmoderated"]
            )
            return see_other("voting.show_console", meeting_id=meeting.id)
        except Refusal as refusal:
            form.errors[""] = refusal.sentence
    context = {"meeting": meeting, "form": form, "offered": offered}
    return render("voting/wish_box_new.html", None, 422, **context)


@voting.post("/wish-boxes/<int:box_id>/closing")
@host
def close_box(box_id: int) -> Response:
    """Close a box for good."""
    box, who = or_404(queries_wishes.find_box(box_id)), current_user().id
    return act_on_stage(box.meeting_id, lambda: operations_boxes.close_box(box_id, who))


@voting.post("/wish-boxes/<int:box_id>/sorting")
@host
def sort_box(box_id: int) -> Response:
    """Let the most supported come first on the wall now."""
    box, who = or_404(queries_wishes.find_box(box_id)), current_user().id
    return act_on_stage(box.meeting_id, lambda: operations_boxes.sort_box(box_id, who))


@voting.get("/wishes/<wish_id>")
@host
def show_wish(wish_id: str) -> Response:
    """Show one wish: change its words, merge, park, take away."""
    wish, meeting = _wish(wish_id)
    context = channels_wishes.wish_context(meeting, wish)
    return render("voting/wish.html", **context, form=Form({"text": wish.text}), reasons=REASONS)


def _moderate(wish_id: str, act: Callable[[Moderator], None]) -> Response:
    """Do one act; who comes second gets a calm sentence and the true state."""
    if queries_wishes.find_wish(wish_id) is None:
        return _taken_back()
    wish, meeting = _wish(wish_id)
    typed = request.form.get("version", "")
    seen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else None
    try:
        act(Moderator(current_user().id, seen))
    except Refusal as refusal:
        return _refused(wish, meeting, refusal)
    context = channels_wishes.moderation_context(meeting)
    return done(
        "voting.show_wishes", "voting/_moderation.html", {"meeting_id": meeting.id}, **context
    )


def _taken_back() -> Response:
    """Show the meeting's wishes as they are: the author has taken this one back."""
    typed = request.form.get("meeting", "")
    meeting = _meeting(int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0)
    context = channels_wishes.moderation_context(meeting, str(operations_moderation.GONE))
    return render("voting/wishes.html", "voting/_moderation.html", 409, **context)


def _refused(wish: Wish, meeting: Meeting, refusal: Refusal) -> Response:
    """Show the wish again with what was typed, or the list as it truly is."""
    if refusal.status != 422:
        context = channels_wishes.moderation_context(meeting, str(refusal.sentence))
        return render("voting/wishes.html", "voting/_moderation.html", refusal.status, **context)
    form = Form({"text": wish.text, **request.form.to_dict()}, errors={"": refusal.sentence})
    context = channels_wishes.wish_context(meeting, wish)
    return render("voting/wish.html", None, 422, **context, form=form, reasons=REASONS)


@voting.post("/wishes/<wish_id>/approval")
@host
def approve_wish(wish_id: str) -> Response:
    """Let the room see a wish."""
    return _moderate(wish_id, lambda by: operations_moderation.approve_wish(wish_id, by))


@voting.post("/wishes/<wish_id>/return")
@host
def return_wish(wish_id: str) -> Response:
    """Take a wish off the wall; it waits again."""
    return _moderate(wish_id, lambda by: operations_moderation.return_wish(wish_id, by))


@voting.post("/wishes/<wish_id>/removal")
@host
def remove_wish(wish_id: str) -> Response:
    """Take a wish away."""
    return _moderate(wish_id, lambda by: operations_moderation.remove_wish(wish_id, by))


@voting.post("/wishes/<wish_id>/parking")
@host
def park_wish(wish_id: str) -> Response:
    """Lay a wish aside, with a reason from the list or in own words."""
    words = request.form.get("words", "").strip()
    chosen = request.form.get("reason", "")
    reason = words or (chosen if chosen in REASONS else "")
    return _moderate(wish_id, lambda by: operations_moderation.park_wish(wish_id, reason, by))


@voting.post("/wishes/<wish_id>/merging")
@host
def merge_wish(wish_id: str) -> Response:
    """Count a wish as part of another."""
    into = request.form.get("into", "")
    return _moderate(wish_id, lambda by: operations_moderation.merge_wish(wish_id, into, by))


@voting.post("/wishes/<wish_id>")
@host
def update_wish(wish_id: str) -> Response:
    """Change the words of a wish; what was written first is kept."""
    text = request.form.get("text", "")
    return _moderate(wish_id, lambda by: operations_moderation.edit_wish(wish_id, text, by))


@voting.post("/wishes/<wish_id>/highlight")
@host
def highlight_wish(wish_id: str) -> Response:
    """Let a wish fill the wall, or go back among the others."""
    on = request.form.get("on") == "1"
    return _moderate(wish_id, lambda by: operations_moderation.highlight_wish(wish_id, on, by))


@voting.post("/wishes/<wish_id>/answer")
@host
def answer_wish(wish_id: str) -> Response:
    """Mark a question from the floor as answered, or not."""
    on = request.form.get("on") == "1"
    return _moderate(wish_id, lambda by: operations_moderation.answer_wish(wish_id, on, by))
