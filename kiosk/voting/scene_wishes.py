"""The scene of wishes: what phones, wall and console draw, and the buttons that show it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.i18n import LazyText, _, language, lazy
from kiosk.voting import queries_wishes, scenes
from kiosk.voting import rules_wishes as rules

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage
    from kiosk.voting.models_wishes import Wish, WishBox

# Why a wish is parked: kept as the short name, said in the reader's language.
REASONS: dict[str, LazyText] = {
    "#procurement": lazy("concerns an ongoing procurement"),
    "#names": lazy("names a person or a company"),
    "#elsewhere": lazy("belongs somewhere else"),
}


@dataclass(frozen=True, slots=True)
class WishPicture:
    """One approved wish as everybody may see it."""

    id: str
    text: str
    support: int
    answered: bool
    remote: bool
    size: str  # alone on the wall: huge, large or plain


@dataclass(frozen=True, slots=True)
class BoxPicture:
    """One box as everybody may see it.

    `wall` is what has room there and `more` how many have not; `phone` is what every phone is
    sent again each time anything changes, and the rest is on a page of its own.
    """

    id: int
    title: str
    kind: str
    open: bool
    moderated: bool
    approved: list[WishPicture]
    pages: list[tuple[int, WishPicture]]
    more: int
    phone: list[WishPicture]
    whole: bool


def title_of(box: WishBox) -> str:
    """Return the title of a box in the reader's language."""
    return box.title_en if language() == "en" and box.title_en else box.title_sv


def reason_words(reason: str) -> str:
    """Return in words why a wish is parked."""
    return str(REASONS.get(reason, reason))


def draw_wish(wish: Wish, support: int) -> WishPicture:
    """Return an approved wish for drawing."""
    size = rules.huge_size(wish.text)
    done = wish.answered_at is not None
    return WishPicture(wish.id, wish.text, support, done, wish.remote, size)


def draw_box(board: queries_wishes.Board, boxes: int = 1, whole: bool = False) -> BoxPicture:
    """Return a box for drawing, `boxes` of which stand on the wall together."""
    on_phones = None if whole else rules.MOST_ON_A_PHONE
    box, approved = board.box, [draw_wish(line.wish, line.support) for line in board.approved]
    place = rules.pages([one.text for one in approved], boxes)
    room = place.count(0)
    return BoxPicture(
        id=box.id,
        title=title_of(box),
        kind=box.kind,
        open=box.closed_at is None,
        moderated=box.moderated,
        approved=approved,
        pages=list(zip(place, approved, strict=False)),
        more=len(approved) - room,
        phone=approved[:on_phones],
        whole=whole or len(approved) <= rules.MOST_ON_A_PHONE,
    )


def boxes_on(stage: Stage) -> list[WishBox]:
    """Return the boxes that the stage shows."""
    shown = (stage.detail or {}).get("boxes", []) if stage.scene == "wishes" else []
    known = {box.id: box for box in queries_wishes.list_boxes(stage.meeting_id)}
    return [known[one] for one in shown if one in known]


def picture(meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return what the fragments of the scene are drawn from."""
    found = boxes_on(stage)
    boards = queries_wishes.list_boards(found)
    boxes = [draw_box(board, len(found)) for board in boards]
    marked = {box.highlighted for box in found}
    huge = [(box.title, one) for box in boxes for one in box.approved if one.id in marked]
    return {
        "boxes": boxes,
        "headline": " · ".join(box.title for box in boxes),
        "highlighted": huge[0] if huge else None,
        "waiting": queries_wishes.count_waiting(meeting.id),
        "waiting_in": {board.box.id: len(board.waiting) for board in boards},
        "most_characters": rules.MOST_CHARACTERS,
        "key": sha256(repr((boxes, huge)).encode()).hexdigest()[:12],
    }


def personal(meeting: Meeting, stage: Stage, voter: str) -> dict[str, Any]:
    """Return what only this voter sees: what she supports, and what of hers is not on the wall."""
    own: dict[int, list[dict[str, Any]]] = {}
    supported: set[str] = set()
    for box in boxes_on(stage):
        own[box.id] = own_of(box, voter)
        supported |= queries_wishes.list_supported(box, voter)
    return {"own": own, "supported": supported}


def own_of(box: WishBox, voter: str) -> list[dict[str, Any]]:
    """Return this voter's own wishes in a box, each with what has become of it."""
    return [
        {"id": one.id, "text": one.original or one.text, "state": one.state,
         "reason": reason_words(one.reason)}
        for one in queries_wishes.list_own(box, voter)
        if one.state in ("new", "approved", "parked")
    ]  # fmt: skip


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Return the buttons that show boxes: the standing ones, then the host's own.

    A heading of the host's own is offered in every sitting of the meeting.
    """
    shown = {box.lineage for box in boxes_on(stage)}
    action = f"/meetings/{meeting.id}/wish-boxes/showing"
    standing = (
        (_("Do more of · Start doing"), "more_start", "w1"),
        (_("Questions from the floor"), "floor", "floor"),
        (_("SWOT"), "swot", "swot_s"),
    )
    buttons = [
        scenes.Button(words, action, {"standing": name}, pressed=lineage in shown)
        for words, name, lineage in standing
    ]
    known = {"w1", "w2", "floor", "swot_s", "swot_w", "swot_o", "swot_t"}
    for box in queries_wishes.list_known_boxes(meeting.id):
        if box.lineage not in known:
            pressed = box.lineage in shown
            buttons.append(scenes.Button(title_of(box), action, {"box": str(box.id)}, pressed))
    return buttons


scenes.PICTURES["wishes"] = picture
scenes.PERSONAL["wishes"] = personal
scenes.OFFERS.append(offer)
