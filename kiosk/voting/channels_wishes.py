"""The moderators' picture: every wish of a meeting, and what can be done with it."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.i18n import _
from kiosk.live import hub
from kiosk.live.stream import Channel
from kiosk.voting import queries, queries_wishes
from kiosk.voting import rules_wishes as rules
from kiosk.voting.channels import ABOUT_FOUR_A_SECOND
from kiosk.voting.scene_wishes import draw_wish, reason_words, title_of
from kiosk.web import render_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models_wishes import Wish


def moderation_channel(meeting: Meeting, may_see: Callable[[], bool] | None = None) -> Channel:
    """Return what moderators follow: everything that waits, and what stands on the wall."""
    return Channel(
        topic=hub.tally_topic(meeting.id),
        audience="moderator",
        render=lambda: render_text("voting/_moderation.html", **moderation_context(meeting)),
        least_seconds=ABOUT_FOUR_A_SECOND,
        may_see=may_see,
    )


def moderation_context(meeting: Meeting, notice: str = "") -> dict[str, Any]:
    """Return what the moderators' page is drawn from."""
    boards = queries_wishes.list_boards(queries_wishes.list_boxes(meeting.id))
    drawn = [_draw_board(board) for board in boards]
    return {
        "meeting": meeting,
        "boxes": drawn,
        "waiting": sum(len(box["waiting"]) for box in drawn),
        "ended": queries.get_scene(meeting.id).scene == "ended",
        "version": queries.get_scene(meeting.id).version,
        "notice": notice,
        "key": sha256(repr(drawn).encode()).hexdigest()[:12],
    }


def _draw_board(board: queries_wishes.Board) -> dict[str, Any]:
    box = board.box
    return {
        "id": box.id,
        "title": title_of(box),
        "kind": box.kind,
        "open": box.closed_at is None,
        "moderated": box.moderated,
        "highlighted": box.highlighted,
        "waiting": [_draw(wish) for wish in board.waiting],
        "approved": [
            {**_draw(line.wish), "shown": draw_wish(line.wish, line.support)}
            for line in board.approved
        ],
        "parked": [_draw(wish) for wish in board.parked],
        "rest": [_draw(wish) for wish in (*board.parked, *board.merged, *board.removed)],
    }


def _draw(wish: Wish) -> dict[str, Any]:
    return {
        "id": wish.id,
        "text": wish.text,
        "original": wish.original,
        "state": wish.state,
        "reason": reason_words(wish.reason),
        "remote": wish.remote,
        "version": wish.version,
    }


def result_boxes(meeting: Meeting) -> list[dict[str, Any]]:
    """Return the boxes of a meeting for its result: the most supported first, as after a sort."""
    boards = queries_wishes.list_boards(queries_wishes.list_boxes(meeting.id))
    drawn = [_draw_board(board) for board in boards]
    for box in drawn:
        box["approved"].sort(key=lambda one: -one["shown"].support)
    return drawn


def wish_context(meeting: Meeting, wish: Wish) -> dict[str, Any]:
    """Return what the page of one wish is drawn from."""
    board = queries_wishes.get_board(wish.box)
    both = [line.wish for line in board.approved] + board.waiting
    others = [(one.id, one.text) for one in both if one.id != wish.id]
    return {
        "meeting": meeting,
        "wish": _draw(wish),
        "box_title": title_of(wish.box),
        "others": [("", _("Choose")), *others] if others else [],
        "may": {act: rules.may(act, wish.state) for act in rules.ACTS},
        "most_characters": rules.MOST_CHARACTERS,
    }
