"""Boxes with wishes in them, made with the program's own operations."""

from collections.abc import Sequence

from kiosk.tokens import new_token
from kiosk.voting import queries_wishes
from kiosk.voting.models_wishes import Wish, WishBox
from kiosk.voting.operations_boxes import STANDING, Heading, show_boxes
from kiosk.voting.operations_moderation import Moderator, approve_wish
from kiosk.voting.operations_wishes import create_wish, support_wish
from tests.support.meeting import Hall

BY = Moderator(None)


def open_boxes(hall: Hall, name: str = "more_start") -> list[WishBox]:
    """Show the standing boxes of a name to the room."""
    show_boxes(hall.meeting.id, STANDING[name], None)
    lineages = [heading.lineage for heading in STANDING[name]]
    boxes = {box.lineage: box for box in queries_wishes.list_boxes(hall.meeting.id)}
    return [boxes[lineage] for lineage in lineages]


def open_own(hall: Hall, title: str = "Annat", kind: str = "wish") -> WishBox:
    """Show one box of the host's own."""
    show_boxes(hall.meeting.id, [Heading(title, kind=kind)], None)
    return queries_wishes.list_boxes(hall.meeting.id)[-1]


def write(box: WishBox, text: str, voter: str = "", approved: bool = False) -> Wish:
    """Write a wish, by somebody new unless said who; return it as it is now."""
    voter = voter or new_token()
    known = {wish.id for wish in queries_wishes.list_wishes(box.id)}
    create_wish(box.id, voter, text, new_token())
    [wish] = [wish for wish in queries_wishes.list_wishes(box.id) if wish.id not in known]
    if approved:
        approve_wish(wish.id, BY)
    return now(wish)


def support(wish: Wish, voters: Sequence[str] | int) -> None:
    """Let these voters, or so many new ones, support a wish."""
    people = [new_token() for _ in range(voters)] if isinstance(voters, int) else voters
    for voter in people:
        support_wish(wish.id, voter, True)


def now(wish: Wish) -> Wish:
    """Return a wish as it is in the table."""
    found = queries_wishes.find_wish(wish.id)
    assert found
    return found


def counts(box: WishBox) -> dict[str, int]:
    """Return how many support each wish, by its text."""
    found = queries_wishes.count_support(box.id)
    return {wish.text: found.get(wish.id, 0) for wish in queries_wishes.list_wishes(box.id)}
