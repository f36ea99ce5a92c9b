"""What hosts do with boxes: open, show, close for good, sort what stands on the wall."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kiosk import audit, clock
from kiosk.db import checkpoint, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.tokens import new_key
from kiosk.voting import operations, queries
from kiosk.voting import queries_wishes as wishes
from kiosk.voting import rules_wishes as rules
from kiosk.voting.models import Stage
from kiosk.voting.models_wishes import Support, Wish, WishBox
from kiosk.voting.operations_wishes import keep_order

TABLES = ("wish_box", "wish", "support")


@dataclass(frozen=True, slots=True)
class Heading:
    """A box as it is asked for; the same lineage is the same box, now and from year to year."""

    title_sv: str
    title_en: str = ""
    lineage: str = ""
    kind: str = "wish"


# The words of the standing boxes are data: they must be the same every year.
STANDING: dict[str, tuple[Heading, ...]] = {
    "more_start": (
        Heading("Gör mer av …", "Do more of …", "w1"),
        Heading("Börja göra …", "Start doing …", "w2"),
    ),
    "floor": (Heading("Frågor från golvet", "Questions from the floor", "floor", "floor"),),
    "swot": (
        Heading("Styrkor", "Strengths", "swot_s"),
        Heading("Svagheter", "Weaknesses", "swot_w"),
        Heading("Möjligheter", "Opportunities", "swot_o"),
        Heading("Hot", "Threats", "swot_t"),
    ),
}


def show_boxes(
    meeting_id: int,
    headings: Sequence[Heading],
    who: int | None,
    expect: int | None = None,
    unmoderated: bool = False,
) -> Stage:
    """Show these boxes to the room; those that the meeting does not have yet are opened.

    Raises Refusal: another_open, meeting_ended, stage_moved, too_many_boxes (409), or
    unmoderated (422) where wishes must be seen before the room sees them.
    """
    meeting = queries.get_meeting(meeting_id)
    if unmoderated and not rules.may_open_unmoderated(meeting.kind):
        sentence = lazy("Before a procurement every wish is read before the room sees it.")
        raise Refusal("unmoderated", sentence, 422)

    def change(stage: Stage) -> dict[str, Any]:
        operations.refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        known = {box.lineage: box for box in wishes.list_boxes(meeting_id)}
        boxes = [known.get(one.lineage) or _open(meeting_id, one, who, unmoderated)
                 for one in headings]  # fmt: skip
        stage.scene, stage.question, stage.cover = "wishes", None, ""
        stage.detail = {"boxes": [box.id for box in boxes][: rules.MOST_ON_THE_WALL]}
        return {}

    return operations.on_stage(meeting_id, who, expect, "show_scene", change)


def _open(meeting_id: int, heading: Heading, who: int | None, unmoderated: bool) -> WishBox:
    last = len(wishes.list_boxes(meeting_id))
    if last >= rules.MOST_BOXES:
        sentence = lazy("A meeting has at most %(n)s boxes.", n=rules.MOST_BOXES)
        raise Refusal("too_many_boxes", sentence)
    now = clock.now()
    box = WishBox.create(
        meeting=meeting_id, lineage=heading.lineage or new_key(), title_sv=heading.title_sv,
        title_en=heading.title_en, kind=heading.kind, position=last + 1,
        moderated=not unmoderated, secret=secrets.token_hex(32), sorted_at=now, opened_at=now,
        opened_by=who,
    )  # fmt: skip
    audit.record(who, "open_box", f"meeting:{meeting_id}", box=box.id, moderated=box.moderated)
    return box


def close_box(box_id: int, who: int | None) -> None:
    """Close a box for good: nobody can write or support any more, and the secret is destroyed."""

    def job() -> int:
        box = _locked(box_id)
        if box.closed_at is None:
            _close(box, who)
        return box.meeting_id

    meeting_id = write(job)
    checkpoint(*TABLES)
    hub.announce_stage(meeting_id)


def close_boxes(meeting_id: int, who: int | None) -> None:
    """Close every box inside the running write that ends the meeting."""
    for box in wishes.list_boxes(meeting_id):
        if box.closed_at is None:
            _close(_locked(box.id), who)


operations.at_the_end(close_boxes, *TABLES)


def sort_box(box_id: int, who: int | None) -> None:
    """Let the most supported come first now."""

    def job() -> int:
        box = _locked(box_id)
        board = wishes.get_board(box)
        counts = {line.wish.id: line.support for line in board.approved}
        answered = {line.wish.id for line in board.approved if line.wish.answered_at}
        keep_order(box, rules.by_support(list(counts), counts, answered), anew=True)
        return box.meeting_id

    hub.announce_tally(write(job))


def _locked(box_id: int) -> WishBox:
    box = wishes.find_box(box_id, for_update=True)
    if box is None:
        raise Refusal("box_gone", lazy("The box is gone."), 404)
    return box


def _close(box: WishBox, who: int | None) -> None:
    counts = wishes.count_support(box.id)
    keep_order(box, wishes.get_order(box))
    box.secret, box.closed_at, box.closed_by = None, clock.now(), who
    box.save(only=[WishBox.secret, WishBox.closed_at, WishBox.closed_by])
    _mix(box.id, Counter(counts))
    audit.record(who, "close_box", f"meeting:{box.meeting_id}", box=box.id)


def _mix(box_id: int, counts: Counter[str]) -> None:
    """Make the supports anew and forget the authors: only the texts and how many stay.

    As with ballots: neither a copy of the files from before, nor what a phone remembers, nor
    where in the file a row was put tells whose they are.
    """
    own = [wish.id for wish in wishes.list_wishes(box_id)]
    Support.delete().where(Support.wish.in_(own)).execute()
    fresh = sorted((new_key(), wish, new_key()) for wish in counts.elements())
    for start in range(0, len(fresh), 500):
        some = fresh[start : start + 500]
        Support.insert_many(some, [Support.id, Support.wish, Support.voter_key]).execute()
    for wish_id in own:
        Wish.update(author="", operation=new_key()).where(Wish.id == wish_id).execute()
