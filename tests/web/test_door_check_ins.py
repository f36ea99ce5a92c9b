"""What a tablet sends: each check-in once, however often and in whatever order; doubles merge."""

from typing import Any

import pytest
from flask import Flask

from kiosk.db import write
from kiosk.meetings import operations_door, queries
from kiosk.meetings.models import Attendance
from kiosk.meetings.models_door import DoorCheckIn
from kiosk.meetings.models_registrations import Registration
from kiosk.tokens import new_key, token_hash
from kiosk.voting import operations
from tests.support.door import Tablet, check_in, pair
from tests.support.hostile import hostile_texts
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client

TICKET = "t" * 24


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def tablet(app: Flask, client: CheckingClient, hall: Hall) -> Tablet:
    return pair(app, client, hall.meeting.id)


def register(hall: Hall, company: str = "Snickeri AB", ticket: str = TICKET) -> Registration:
    return write(
        lambda: Registration.create(
            id=new_key(), meeting=hall.meeting, code_hash=token_hash(ticket), company=company,
            name="Kim Exempel", role="association",
        )
    )  # fmt: skip


def counted(hall: Hall) -> int:
    return queries.count_checked_in(hall.meeting.id)


def test_five_hundred_sent_three_times_in_any_order_are_five_hundred(
    hall: Hall, tablet: Tablet
) -> None:
    kept = [check_in() for _ in range(500)]
    for order in (kept, kept[::-1], kept[250:] + kept[:250]):
        for start in range(0, 500, 50):
            assert all(one["taken"] for one in tablet.send(*order[start : start + 50]))
    assert counted(hall) == 500


def test_the_same_code_under_another_operation_is_the_same_person(
    hall: Hall, tablet: Tablet
) -> None:
    first = check_in()
    tablet.send(first, check_in(claim=first["claim"]))
    assert counted(hall) == 1


def test_a_registration_checked_in_at_two_tablets_is_one_person(
    app: Flask, hall: Hall, tablet: Tablet
) -> None:
    one, other = register(hall), pair(app, new_client(app), hall.meeting.id)
    assert tablet.send(check_in(registration=one.id))[0]["known"] is False
    assert other.send(check_in(registration=one.id))[0]["known"] is True
    assert counted(hall) == 1


def test_a_ticket_and_a_name_search_are_the_same_person(hall: Hall, tablet: Tablet) -> None:
    one = register(hall)
    tablet.send(check_in(ticket=f"https://kiosk.example.se/KX4P7Q/tickets/{TICKET}"))
    tablet.send(check_in(registration=one.id))
    assert counted(hall) == 1
    kept = Attendance.get()
    assert (kept.company, kept.role) == ("Snickeri AB", "association")


def test_a_ticket_that_nobody_knows_still_counts_who_was_told_so(
    hall: Hall, tablet: Tablet
) -> None:
    assert tablet.send(check_in(ticket="u" * 24))[0]["taken"]
    assert counted(hall) == 1


def test_a_registration_of_another_meeting_names_nobody_here(hall: Hall, tablet: Tablet) -> None:
    one = register(make_hall("BCDFGH"))
    tablet.send(check_in(registration=one.id, company=""))
    assert Attendance.get().company == ""


def test_what_waited_is_taken_after_the_meeting_has_ended(hall: Hall, tablet: Tablet) -> None:
    operations.end_meeting(hall.meeting.id, None, None)
    assert tablet.send(check_in())[0]["taken"]
    assert counted(hall) == 1


def test_what_waited_is_taken_after_the_tablet_was_unpaired(hall: Hall, tablet: Tablet) -> None:
    operations_door.unpair_door(tablet.door.id, None)
    assert tablet.send(check_in())[0]["taken"]
    assert counted(hall) == 1


def test_nobody_else_sends_check_ins(app: Flask, hall: Hall) -> None:
    new_client(app).post("/door/entries", json={"entries": [check_in()]}, status=404)
    assert counted(hall) == 0


@pytest.mark.parametrize(
    "odd",
    [None, 7, "x", [], {}, {"kind": "check_in"}, check_in(operation="kort"), check_in(claim="B"),
     check_in(kind="other"), check_in(operation=["a"])],
)  # fmt: skip
def test_what_is_not_ours_is_left_out_and_the_rest_is_taken(
    hall: Hall, tablet: Tablet, odd: Any
) -> None:
    assert len(tablet.send(odd, check_in())) == 1
    assert counted(hall) == 1


@pytest.mark.parametrize("body", ["", "[]", "{", '{"entries": 7}', '{"entries": {"a": 1}}'])
def test_a_sending_that_cannot_be_read_changes_nothing(tablet: Tablet, body: str) -> None:
    sent = tablet.client.post("/door/entries", data=body, status=200)
    assert sent.json["results"] == []


def test_an_odd_role_and_a_long_company_turn_nobody_away(hall: Hall, tablet: Tablet) -> None:
    tablet.send(check_in(role="king", company="x" * 5000))
    kept = Attendance.get()
    assert (kept.role, len(kept.company)) == ("other", 120)


def test_hostile_companies_are_taken_and_shown_as_they_are(hall: Hall, tablet: Tablet) -> None:
    texts = hostile_texts(200)
    for text in texts:
        assert tablet.send(check_in(company=text))[0]["taken"]
    assert counted(hall) == len(texts)


def test_the_search_needs_three_letters_and_shows_the_company_only(
    hall: Hall, tablet: Tablet
) -> None:
    one = register(hall)
    assert tablet.ask("searches", words="sn")["hits"] == []
    hits = tablet.ask("searches", words="sni")["hits"]
    assert hits == [{"id": one.id, "company": "Snickeri AB"}]


def test_the_search_has_few_hits_and_an_end(hall: Hall, tablet: Tablet) -> None:
    for number in range(12):
        register(hall, f"Snickeri {number}", f"{number:024}")
    assert len(tablet.ask("searches", words="snickeri")["hits"]) <= 8
    answers = [tablet.ask("searches", words="snickeri") for _ in range(40)]
    assert answers[-1] == {"busy": True, "hits": []}


def test_a_ticket_finds_its_company(hall: Hall, tablet: Tablet) -> None:
    one = register(hall)
    assert tablet.ask("searches", ticket=TICKET)["hits"][0]["id"] == one.id
    assert tablet.ask("searches", ticket="u" * 24)["hits"] == []


@pytest.mark.parametrize("odd", [{}, {"words": 7}, {"ticket": ["a"]}, {"words": "\0\0\0"}])
def test_an_odd_search_finds_nobody(hall: Hall, tablet: Tablet, odd: dict[str, Any]) -> None:
    register(hall)
    assert tablet.ask("searches", **odd)["hits"] == []


def test_nothing_kept_says_when_somebody_came(hall: Hall, tablet: Tablet) -> None:
    sent = check_in()
    tablet.send(sent)
    row = str(DoorCheckIn.select().dicts().get())
    assert sent["operation"] not in row
    assert sent["claim"] not in row
    assert "date" not in row


def test_a_municipality_of_the_meeting_is_kept_and_no_other(
    app: Flask, client: CheckingClient
) -> None:
    hall = make_hall(municipalities="Norrby\nSöderby")
    tablet = pair(app, client, hall.meeting.id)
    assert "<option>Norrby</option>" in client.get("/door").text
    tablet.send(check_in(municipality="Norrby"), check_in(municipality="Mars"))
    assert sorted(one.municipality for one in Attendance.select()) == ["", "Norrby"]
