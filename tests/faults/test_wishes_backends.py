"""Wishes are the same on either database."""

from kiosk.voting.models_wishes import Support, Wish, WishBox
from kiosk.voting.operations_boxes import close_box, sort_box
from kiosk.voting.operations_moderation import merge_wish
from kiosk.voting.operations_wishes import support_wish, withdraw_wish
from tests.faults.houses import House
from tests.support import wishes
from tests.support.meeting import make_hall


def test_a_box_lives_and_closes_alike_on_both(house: House):
    box = wishes.open_boxes(make_hall())[0]
    one = wishes.write(box, "Mindre delar", "Eva", approved=True)
    two = wishes.write(box, "Dela upp \0 =1+1", "Bo", approved=True)
    wishes.support(one, ["Bo", "Siv", "Siv"])
    wishes.support(two, ["Siv", "Per"])
    support_wish(two.id, "Per", False)
    withdraw_wish(wishes.write(box, "Hoppsan", "Per").id, "Per")
    merge_wish(two.id, one.id, wishes.BY)
    sort_box(box.id, None)
    assert wishes.counts(box)["Mindre delar"] == 2
    close_box(box.id, None)
    assert wishes.counts(box)["Mindre delar"] == Support.select().count() == 2
    assert {wish.author for wish in Wish.select()} == {""}
    assert WishBox.get_by_id(box.id).shown == [one.id]
