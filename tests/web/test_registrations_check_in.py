"""Check in by a ticket: at the door and on a phone, once per registration."""

import pytest
from flask import Flask

from kiosk.errors import Refusal
from kiosk.meetings import queries
from kiosk.meetings.operations import check_in
from kiosk.meetings.operations_registrations import check_in_registered
from kiosk.meetings.queries_registrations import find_registration_by_code, search_registrations
from tests.support.meeting import Hall, make_hall
from tests.support.registering import register, ticket_of


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


def come(hall: Hall, token: str, on_phone: bool = True) -> bool:
    (one,) = register(hall.meeting, "Lindkvist Bygg AB")
    return check_in_registered(one.id, token, on_phone=on_phone)


def test_door_and_phone_with_the_same_ticket_are_one_check_in_and_the_phone_votes(
    hall: Hall,
) -> None:
    assert come(hall, "door", on_phone=False)
    assert come(hall, "phone")
    assert queries.count_checked_in(hall.meeting.id) == 1
    assert queries.find_attendee(hall.meeting.id, "phone")


def test_door_leaves_a_phone_that_has_checked_in_alone(hall: Hall) -> None:
    come(hall, "phone")
    assert not come(hall, "door", on_phone=False)
    assert queries.find_attendee(hall.meeting.id, "phone")


def test_another_phone_takes_the_check_in_over_only_when_no_vote_is_open(hall: Hall) -> None:
    come(hall, "phone")
    question = hall.open()
    with pytest.raises(Refusal, match="ticket_in_use"):
        come(hall, "other")
    hall.close(question)
    assert come(hall, "other")
    assert queries.find_attendee(hall.meeting.id, "phone") is None
    assert queries.count_checked_in(hall.meeting.id) == 1


def test_phone_that_had_checked_in_without_its_ticket_is_not_counted_twice(hall: Hall) -> None:
    check_in(hall.meeting.id, "phone", role="other")
    assert come(hall, "door", on_phone=False)
    assert queries.count_checked_in(hall.meeting.id) == 2
    assert come(hall, "phone")
    assert queries.count_checked_in(hall.meeting.id) == 1


def test_phone_of_one_who_is_registered_is_not_taken_for_another(hall: Hall) -> None:
    one, other = register(hall.meeting, "Berg", "Dal")
    check_in_registered(one.id, "phone", on_phone=True)
    with pytest.raises(Refusal, match="another_person"):
        check_in_registered(other.id, "phone", on_phone=True)


def test_ticket_is_found_by_its_code_and_address_and_only_at_its_meeting(hall: Hall) -> None:
    (one,) = register(hall.meeting, "Lindkvist Bygg AB")
    elsewhere = make_hall("BBBBBB").meeting.id
    code = ticket_of(one)
    for read in (code, f"https://kiosk.example.se/registrations/{code}", f" {code}\n"):
        assert find_registration_by_code(hall.meeting.id, read) == one
    assert find_registration_by_code(elsewhere, code) is None
    assert find_registration_by_code(hall.meeting.id, "") is None


def test_search_tells_one_line_per_company_and_needs_three_letters(hall: Hall) -> None:
    register(hall.meeting, "Åkerö Måleri AB", "Akademin", *(f"Bygg {n}" for n in range(12)))
    find = search_registrations
    assert [one.company for one in find(hall.meeting.id, "akero mal")] == ["Åkerö Måleri AB"]
    assert find(hall.meeting.id, "ak") == find(hall.meeting.id, "") == []
    assert len(find(hall.meeting.id, "bygg")) == 8
