"""What a moderator does with a wish; who comes second gets the true state and changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.voting import queries_wishes as wishes
from kiosk.voting import rules_wishes as rules
from kiosk.voting.models_wishes import Wish, WishBox
from kiosk.voting.operations_texts import cleaned_text
from kiosk.voting.operations_wishes import keep_order, settle_order

MOVED = lazy("Somebody was just before you with this one. This is how it stands now.")
GONE = lazy("Whoever wrote this has taken it back.")

Change = Callable[[Wish, WishBox], None]


@dataclass(frozen=True, slots=True)
class Moderator:
    """Who does it, and which version of the wish was seen; None is whatever it is now."""

    who: int | None
    expect: int | None = None


def approve_wish(wish_id: str, by: Moderator) -> None:
    """Let the room see a wish; it comes last until the next time the wall is sorted."""

    def change(wish: Wish, box: WishBox) -> None:
        wish.state, wish.reason, wish.merged_into = "approved", "", None
        keep_order(box, [*wishes.get_order(box), wish.id])

    _moderate(wish_id, by, "approve", change)


def return_wish(wish_id: str, by: Moderator) -> None:
    """Take a wish off the wall again; it waits as before."""

    def change(wish: Wish, box: WishBox) -> None:
        wish.state = "new"

    _moderate(wish_id, by, "return", change)


def park_wish(wish_id: str, reason: str, by: Moderator) -> None:
    """Lay a wish aside with a reason that its author is told; raises Refusal no_reason (422)."""
    said = cleaned_text(reason, lazy("Say why it is parked."))

    def change(wish: Wish, box: WishBox) -> None:
        wish.state, wish.reason = "parked", said

    _moderate(wish_id, by, "park", change)


def remove_wish(wish_id: str, by: Moderator) -> None:
    """Take a wish away from everybody but the moderators."""

    def change(wish: Wish, box: WishBox) -> None:
        wish.state = "removed"

    _moderate(wish_id, by, "remove", change)


def merge_wish(wish_id: str, into_id: str, by: Moderator) -> None:
    """Count a wish as part of another in the same box, with all who support it."""

    def change(wish: Wish, box: WishBox) -> None:
        into = wishes.find_wish(into_id)
        fits = into is not None and into.box_id == box.id and into.state in ("approved", "new")
        if into is None or not fits or into.id == wish.id:
            raise Refusal("no_target", lazy("Choose which one it is the same as."), 422)
        wish.state, wish.merged_into = "merged", into
        Wish.update(merged_into=into).where(Wish.merged_into == wish).execute()

    _moderate(wish_id, by, "merge", change)


def edit_wish(wish_id: str, text: str, by: Moderator) -> None:
    """Change the words; what was written first is kept. Raises Refusal empty or too_long (422)."""
    cleaned = cleaned_text(text)

    def change(wish: Wish, box: WishBox) -> None:
        wish.original = wish.original or wish.text
        wish.text = cleaned
        if wish.text == wish.original:
            wish.original = ""

    _moderate(wish_id, by, "edit", change)


def highlight_wish(wish_id: str, on: bool, by: Moderator) -> None:
    """Let one wish fill the wall, or let it go back among the others."""

    def change(wish: Wish, box: WishBox) -> None:
        WishBox.update(highlighted="").where(WishBox.meeting == box.meeting_id).execute()
        if on:
            WishBox.update(highlighted=wish.id).where(WishBox.id == box.id).execute()

    _moderate(wish_id, by, "highlight", change)


def answer_wish(wish_id: str, on: bool, by: Moderator) -> None:
    """Mark a question from the floor as answered, or not."""

    def change(wish: Wish, box: WishBox) -> None:
        if box.kind != "floor":
            raise Refusal("no_question", lazy("Only a question from the floor can be answered."))
        wish.answered_at = clock.now() if on else None

    _moderate(wish_id, by, "answer", change)


def _moderate(wish_id: str, by: Moderator, act: str, change: Change) -> None:
    """Change one wish if it is still as the moderator saw it, then tell those who see it."""

    def job() -> tuple[int, bool]:
        wish, box = _locked(wish_id)
        stale = by.expect is not None and wish.version != by.expect
        if stale or not rules.may(act, wish.state):
            raise Refusal("wish_moved", MOVED)
        settle_order(box)
        before = wish.state
        change(wish, box)
        wish.version += 1
        wish.save()
        audit.record(by.who, f"{act}_wish", f"meeting:{box.meeting_id}", wish=wish.id)
        return box.meeting_id, "approved" in (before, wish.state)

    meeting_id, on_phones = write(job)
    if on_phones:
        hub.announce_stage(meeting_id)
    else:
        hub.announce_tally(meeting_id)


def _locked(wish_id: str) -> tuple[Wish, WishBox]:
    """Read a wish once nobody else can write to its box."""
    wish = wishes.find_wish(wish_id)
    box = wishes.find_box(wish.box_id, for_update=True) if wish else None
    wish = wishes.find_wish(wish_id)
    if wish is None or box is None:
        raise Refusal("wish_gone", GONE)
    return wish, box
