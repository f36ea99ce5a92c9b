"""A ticket on a phone: shown, used with one touch, by one phone at a time."""

import pytest
from flask import Flask

from kiosk.meetings.queries import count_checked_in
from kiosk.voting.operations import end_meeting
from tests.support.meeting import Hall, make_hall
from tests.support.registering import register, ticket_of
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def code(hall: Hall) -> str:
    return ticket_of(register(hall.meeting, "Lindkvist Bygg AB")[0])


def use(client: CheckingClient, hall: Hall, code: str, status: int = 303) -> str:
    page = f"/{hall.meeting.code}/tickets/{code}"
    return client.post(page, data={"operation": "try"}, status=status).text


def test_looking_at_a_ticket_changes_nothing_and_one_touch_checks_in(
    client: CheckingClient, hall: Hall, code: str
) -> None:
    assert "Lindkvist Bygg AB" in client.get(f"/registrations/{code}").text
    assert count_checked_in(hall.meeting.id) == 0
    use(client, hall, code)
    use(client, hall, code)
    assert count_checked_in(hall.meeting.id) == 1
    assert "Incheckad med den här biljetten" in client.get(f"/registrations/{code}").text
    assert client.get(f"/{hall.meeting.code}").status_code == 200


def test_second_phone_is_refused_while_a_vote_is_open_and_never_shown_the_vote(
    app: Flask, hall: Hall, code: str
) -> None:
    mine, other = new_client(app), new_client(app)
    use(mine, hall, code)
    question = hall.open()
    page = f"/{hall.meeting.code}/questions/{question.id}/ballots"
    mine.post(page, data={"answer": question.options[0]["id"], "operation": "a"})
    said = other.post(
        f"/{hall.meeting.code}/tickets/{code}", data={"operation": "b"}, status=409
    ).text
    assert "En annan mobil är incheckad med den här biljetten" in said
    assert "Din röst är räknad" in mine.get(f"/{hall.meeting.code}").text
    hall.close(question)
    other.post(f"/{hall.meeting.code}/tickets/{code}", data={"operation": "b"})
    assert mine.get(f"/{hall.meeting.code}", status=302)
    assert count_checked_in(hall.meeting.id) == 1


def test_two_registered_people_who_share_a_phone_are_two_check_ins(
    client: CheckingClient, hall: Hall
) -> None:
    for one in register(hall.meeting, "Berg", "Dal"):
        client.post(f"/{hall.meeting.code}/tickets/{ticket_of(one)}", data={"operation": one.id})
    assert count_checked_in(hall.meeting.id) == 2


def test_ticket_that_is_none_and_one_of_another_meeting_lead_nowhere(
    client: CheckingClient, hall: Hall, code: str
) -> None:
    client.get("/registrations/" + "x" * 24, status=404)
    make_hall("BBBBBB")
    client.post(f"/BBBBBB/tickets/{code}", status=404)


def test_ticket_after_the_meeting_says_so(client: CheckingClient, hall: Hall, code: str) -> None:
    end_meeting(hall.meeting.id, None)
    assert "Träffen är avslutad" in client.get(f"/registrations/{code}").text
    assert "Träffen är avslutad" in use(client, hall, code, 409)
