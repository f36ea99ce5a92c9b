"""Registrations, tickets and voting cards are the same on either database."""

import pytest

from kiosk.errors import Refusal
from kiosk.meetings.models_cards import RollCard
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.operations_cards import replace_card, take_card
from kiosk.meetings.operations_registrations import check_in_registered
from kiosk.meetings.operations_tickets import send_tickets
from kiosk.meetings.queries import count_checked_in
from kiosk.meetings.queries_cards import count_used, find_card
from kiosk.meetings.queries_registrations import count_registrations, find_registration_by_code
from kiosk.meetings.rules_cards import card_code
from tests.faults.houses import House
from tests.support.meeting import make_hall
from tests.support.registering import SECRET, register, ticket_of


def test_a_registration_lives_alike_on_both(house: House):
    meeting = make_hall().meeting
    one, _other = register(meeting, "Berg AB", "Dal =1+1")
    register(meeting, "Berg AB")
    assert check_in_registered(one.id, "door", on_phone=False)
    assert check_in_registered(one.id, "phone", on_phone=True)
    assert find_registration_by_code(meeting.id, ticket_of(one)) == one
    assert send_tickets(meeting.id, None) == 0
    numbers = count_registrations(meeting.id)
    assert (numbers.registered, numbers.come) == (2, 1)
    assert count_checked_in(meeting.id) == Registration.select().count() - 1


def test_a_card_lives_and_is_replaced_alike_on_both(house: House):
    meeting = make_hall(level="roll", roll_size=20).meeting
    old = find_card(SECRET, meeting, card_code(SECRET, meeting.code, 17))
    assert old is not None
    for tried in ("one", "one", "two"):
        take_card(meeting.id, old, tried)
    replace_card(meeting.id, 17, None, "three")
    with pytest.raises(Refusal, match="card_replaced"):
        take_card(meeting.id, old, "four")
    new = find_card(SECRET, meeting, card_code(SECRET, meeting.code, 17, 2))
    assert new is not None
    assert new.voter == old.voter
    assert (count_used(meeting.id), RollCard.get().phones) == (1, 0)
