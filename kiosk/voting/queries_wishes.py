"""Read wish boxes and what is in them; every number is counted from rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import cast

import kiosk.meetings.queries as meetings
import kiosk.meetings.queries_sittings as held
from kiosk import clock
from kiosk.db import database, run_sql
from kiosk.voting import rules_wishes as rules
from kiosk.voting.models_wishes import Support, Wish, WishBox
from kiosk.voting.secrets import voter_key

# Whoever supports a wish that was merged, or wrote it, supports what it was merged into; nobody
# counts twice, and the author of a wish not at all.
COUNT_SUPPORT = """
SELECT counted.wish, COUNT(*) FROM (
  SELECT COALESCE(w.merged_into_id, w.id) AS wish, s.voter_key AS who
    FROM support s JOIN wish w ON w.id = s.wish_id WHERE w.box_id = ?
  UNION
  SELECT m.merged_into_id AS wish, m.author AS who
    FROM wish m WHERE m.box_id = ? AND m.merged_into_id IS NOT NULL AND m.author <> ''
) AS counted JOIN wish t ON t.id = counted.wish
WHERE counted.who <> t.author GROUP BY counted.wish
"""


@dataclass(frozen=True, slots=True)
class Line:
    """One wish with its support."""

    wish: Wish
    support: int


@dataclass(frozen=True, slots=True)
class Board:
    """One box and everything in it, each list in the order it is shown in."""

    box: WishBox
    approved: list[Line]
    waiting: list[Wish] = field(default_factory=list)
    parked: list[Wish] = field(default_factory=list)
    merged: list[Wish] = field(default_factory=list)
    removed: list[Wish] = field(default_factory=list)

    @property
    def support(self) -> int:
        """Return how many +1 the approved wishes have together."""
        return sum(line.support for line in self.approved)


def find_box(box_id: int, for_update: bool = False) -> WishBox | None:
    """Return the box, or None; inside a write all others that write to the box may have to wait."""
    query = WishBox.select().where(WishBox.id == box_id)
    if for_update and database.for_update and database.in_transaction():
        query = query.for_update()
    return cast(WishBox | None, query.first())


def list_boxes(meeting_id: int) -> list[WishBox]:
    """Return a meeting's boxes in the order they were opened."""
    found = WishBox.select().where(WishBox.meeting == meeting_id)
    return list(found.order_by(WishBox.position, WishBox.id))


def list_known_boxes(meeting_id: int) -> list[WishBox]:
    """Return the boxes a host may show: the meeting's, and headings only its sittings have."""
    own = list_boxes(meeting_id)
    known = {box.lineage for box in own} | {""}
    for other in held.list_others(meetings.get_meeting(meeting_id)):
        theirs = [box for box in list_boxes(other.id) if box.lineage not in known]
        own += theirs
        known |= {box.lineage for box in theirs}
    return own


def find_wish(wish_id: str) -> Wish | None:
    """Return the wish, or None."""
    return Wish.get_or_none(Wish.id == wish_id)


def list_wishes(box_id: int) -> list[Wish]:
    """Return every wish of a box by its key, which tells nothing."""
    return list(Wish.select().where(Wish.box == box_id).order_by(Wish.id))


def list_of_author(box_id: int, author: str) -> list[Wish]:
    """Return what one person has written into a box."""
    return list(Wish.select().where(Wish.box == box_id, Wish.author == author).order_by(Wish.id))


def count_in_box(box_id: int) -> int:
    """Count the wishes of a box, whatever has become of them."""
    return int(run_sql("SELECT COUNT(*) FROM wish WHERE box_id = ?", (box_id,)).fetchone()[0])


def count_waiting(meeting_id: int) -> int:
    """Count the wishes of a meeting that wait for a moderator."""
    row = run_sql(
        "SELECT COUNT(*) FROM wish w JOIN wish_box b ON b.id = w.box_id"
        " WHERE b.meeting_id = ? AND w.state = 'new'",
        (meeting_id,),
    ).fetchone()
    return int(row[0])


def count_support(box_id: int) -> dict[str, int]:
    """Count those who support each wish of a box."""
    rows = run_sql(COUNT_SUPPORT, (box_id, box_id)).fetchall()
    return {str(wish): int(count) for wish, count in rows}


def get_order(box: WishBox) -> list[str]:
    """Return the approved wishes of a box in the order that the wall shows now."""
    rows = Wish.select(Wish.id, Wish.answered_at).where(Wish.box == box, Wish.state == "approved")
    present = {wish.id: wish.answered_at is not None for wish in rows}
    counts = dict.fromkeys(present, 0) | {
        one: count for one, count in count_support(box.id).items() if one in present
    }
    answered = {one for one, done in present.items() if done}
    return rules.order_at(box.shown, counts, answered, box.sorted_at, clock.now())


def get_board(box: WishBox) -> Board:
    """Return everything in a box."""
    wishes = {wish.id: wish for wish in list_wishes(box.id)}
    counts = count_support(box.id)
    approved = [Line(wishes[one], counts.get(one, 0)) for one in get_order(box) if one in wishes]
    groups: dict[str, list[Wish]] = {}
    for wish in wishes.values():
        groups.setdefault(wish.state, []).append(wish)
    rest = (groups.get(state, []) for state in ("new", "parked", "merged", "removed"))
    return Board(box, approved, *rest)


def list_boards(boxes: Sequence[WishBox]) -> list[Board]:
    """Return everything in each of the boxes."""
    return [get_board(box) for box in boxes]


def list_supported(box: WishBox, voter: str) -> set[str]:
    """Return the wishes of a box that this voter supports, also by way of a merged one."""
    if not box.secret:
        return set()
    rows = (
        Support.select(Wish.id, Wish.merged_into)
        .join(Wish)
        .where(Wish.box == box, Support.voter_key == voter_key(box.secret, voter))
        .tuples()
    )
    return {merged or wish for wish, merged in cast(Iterable[tuple[str, str | None]], rows)}


def list_own(box: WishBox, voter: str) -> list[Wish]:
    """Return what this voter has written into an open box."""
    return list_of_author(box.id, voter_key(box.secret, voter)) if box.secret else []
