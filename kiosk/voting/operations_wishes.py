"""What attendees do with wishes: write, support, take back. Nothing of who or when is kept."""

from kiosk import clock
from kiosk.db import run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.tokens import new_key
from kiosk.voting import queries
from kiosk.voting import queries_wishes as wishes
from kiosk.voting import rules_wishes as rules
from kiosk.voting.models_wishes import Support, Wish, WishBox
from kiosk.voting.operations_texts import cleaned_text
from kiosk.voting.secrets import voter_key

GONE = lazy("It is not on the wall any more. Perhaps it has become part of another.")


def create_wish(box_id: int, voter: str, text: str, operation: str, remote: bool = False) -> None:
    """Put a text into a box once, however often the phone sends it.

    `voter` is who writes as at a ballot, `operation` the id of the try, `remote` whether to mark
    a question as asked from afar. Raises Refusal: empty, too_long, already_sent, already_there
    (with the fact `wish`) or too_many_waiting (422); box_closed, box_full or meeting_ended (409).
    """
    cleaned = cleaned_text(text)
    tried = operation.replace("\0", "")[:64] or new_key()  # PostgreSQL can hold no NUL

    def job() -> WishBox:
        box = _open_box(box_id)
        author = voter_key(str(box.secret), voter)
        own = wishes.list_of_author(box_id, author)
        if all(wish.operation != tried for wish in own):
            _refuse_again(box, own, cleaned)
            wish = Wish.create(
                id=new_key(), box=box, text=cleaned, author=author,
                operation=tried, remote=remote and box.kind == "floor",
                state="new" if box.moderated else "approved",
            )  # fmt: skip
            if not box.moderated:
                keep_order(box, [*box.shown, wish.id])
        return box

    box = write(job)
    if box.moderated:  # phones show nothing new before a moderator has seen it
        hub.announce_tally(box.meeting_id)
    else:
        hub.announce_stage(box.meeting_id)


def withdraw_wish(wish_id: str, voter: str) -> None:
    """Take back one's own wish, for as long as no moderator has done anything with it.

    Raises Refusal wish_taken_up, wish_gone or box_closed (409).
    """

    def job() -> int:
        wish, box = _wish_in_open_box(wish_id)
        if wish.author != voter_key(str(box.secret), voter):
            raise Refusal("wish_gone", GONE)
        if wish.state != "new":
            raise Refusal("wish_taken_up", lazy("The host has already taken it up."))
        wish.delete_instance()
        return box.meeting_id

    hub.announce_tally(write(job))


def support_wish(wish_id: str, voter: str, on: bool) -> None:
    """Support another's wish once, or take that back; again is the same.

    Raises Refusal wish_gone, own_wish, box_closed or meeting_ended (409).
    """

    def job() -> int:
        wish, box = _wish_in_open_box(wish_id)
        if wish.state == "merged" and wish.merged_into_id:
            wish = wishes.find_wish(wish.merged_into_id) or wish
        if wish.state != "approved":
            raise Refusal("wish_gone", GONE)
        key = voter_key(str(box.secret), voter)
        if wish.author == key:
            raise Refusal("own_wish", lazy("You wrote this yourself. Others can support it."))
        settle_order(box)
        if on:
            run_sql(
                "INSERT INTO support (id, wish_id, voter_key) VALUES (?, ?, ?)"
                " ON CONFLICT (wish_id, voter_key) DO NOTHING",
                (new_key(), wish.id, key),
            )
        else:
            _take_support_back(wish.id, key)
        return box.meeting_id

    hub.announce_tally(write(job))


def _take_support_back(wish_id: str, key: str) -> None:
    """Take the +1 from the wish and from what has been merged into it."""
    merged = Wish.select(Wish.id).where(Wish.merged_into == wish_id)
    both = (Support.wish == wish_id) | Support.wish.in_(merged)
    Support.delete().where(Support.voter_key == key, both).execute()


def settle_order(box: WishBox) -> None:
    """Fix the order that the wall shows, before a write changes what it is made from."""
    if rules.is_due(box.sorted_at, clock.now()):
        keep_order(box, wishes.get_order(box), anew=True)


def keep_order(box: WishBox, order: list[str], anew: bool = False) -> None:
    """Store in which order a box's wishes stand; `anew`: others may change places from now on."""
    facts = {WishBox.shown: order} | ({WishBox.sorted_at: clock.now()} if anew else {})
    WishBox.update(facts).where(WishBox.id == box.id).execute()
    box.shown = order


def _wish_in_open_box(wish_id: str) -> tuple[Wish, WishBox]:
    """Read the wish again once nobody else can write to its box."""
    wish = wishes.find_wish(wish_id)
    box = _open_box(wish.box_id) if wish else None
    wish = wishes.find_wish(wish_id)
    if wish is None or box is None:
        raise Refusal("wish_gone", GONE)
    return wish, box


def _open_box(box_id: int) -> WishBox:
    box = wishes.find_box(box_id, for_update=True)
    if box is None:
        raise Refusal("box_closed", lazy("The box is gone."), 404)
    if queries.get_scene(box.meeting_id).scene == "ended":
        raise Refusal("meeting_ended", lazy("The meeting has ended, so this was not sent."))
    if box.closed_at is not None or not box.secret:
        raise Refusal("box_closed", lazy("The host has closed the box, so this was not sent."))
    return box


def _refuse_again(box: WishBox, own: list[Wish], text: str) -> None:
    """Refuse what is there already, and more than anybody can want to say."""
    same = rules.folded(text)
    if any(rules.folded(wish.text) == same for wish in own if wish.state != "removed"):
        raise Refusal("already_sent", lazy("You have already sent this."), 422)
    approved = Wish.select().where(Wish.box == box, Wish.state == "approved")
    for wish in approved:
        if rules.folded(wish.text) == same:
            sentence = lazy("Somebody has written the same. Support it instead.")
            raise Refusal("already_there", sentence, 422, wish=wish.id)
    if sum(wish.state == "new" for wish in own) >= rules.MOST_WAITING:
        sentence = lazy(
            "You have %(n)s waiting. Wait until the host has read some of them.",
            n=rules.MOST_WAITING,
        )
        raise Refusal("too_many_waiting", sentence, 422)
    if wishes.count_in_box(box.id) >= rules.MOST_IN_A_BOX:
        raise Refusal("box_full", lazy("The box is full. Tell the host."))
