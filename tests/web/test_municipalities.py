"""Municipalities that host together: a list in the meeting's facts, and a question at check-in."""

import pytest
from flask import Flask

from kiosk.db import write
from kiosk.meetings.models import Attendance, Meeting
from tests.support.groups import ask, close, many, parts_of, vote
from tests.support.meeting import CODE, Hall, make_hall
from tests.support.questions import COLOURS
from tests.web.checking import CheckingClient

FACTS = {
    "title": "Dialogträff", "kind": "dialogue", "date": "2027-03-12", "time": "08:30",
    "level": "checked_in", "language": "sv", "threshold": "7",
}  # fmt: skip


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting without any list."""
    return make_hall(threshold=7)


def listed(hall: Hall, text: str = "Lärkvik\nNorrby") -> None:
    from kiosk.live.hub import hub
    from kiosk.meetings.queries import TOPIC

    write(lambda: Meeting.update(municipalities=text).execute())
    hub.announce(TOPIC)


def test_a_host_lists_them_and_they_come_along_to_next_year(as_host: CheckingClient, hall: Hall):
    path = f"/meetings/{hall.meeting.id}"
    as_host.post(path, data={**FACTS, "municipalities": " Lärkvik \r\n\r\nNorrby\r\nLärkvik"})
    assert Meeting.get().municipalities == "Lärkvik\nNorrby"
    assert "Lärkvik\nNorrby" in as_host.get(f"{path}/edit").text
    as_host.post(f"{path}/copies", data={"operation": "x"})
    assert {one.municipalities for one in Meeting.select()} == {"Lärkvik\nNorrby"}


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("Lärkvik", "minst två kommuner"),
        ("\n".join(f"Kommun {n}" for n in range(13)), "Högst 12 kommuner."),
        ("Lärkvik\n" + "A" * 61, "Högst 60 tecken på varje rad."),
    ],
)
def test_a_list_that_cannot_be_is_explained_and_kept(
    as_host: CheckingClient, hall: Hall, typed: str, sentence: str
):
    path = f"/meetings/{hall.meeting.id}"
    page = as_host.post(path, data={**FACTS, "municipalities": typed}, status=422).text
    assert sentence in page
    assert typed.split("\n")[0] in page
    assert Meeting.get().municipalities is None


def test_only_where_there_is_a_list_is_anybody_asked(client: CheckingClient, hall: Hall):
    assert "municipality" not in _names(client)
    listed(hall)
    assert "municipality" in _names(client)


def _names(client: CheckingClient) -> str:
    page = client.get(f"/{CODE}/attendances/new").text
    return " ".join(part.split('"')[0] for part in page.split('name="')[1:])


def test_somebody_may_say_where_they_are_from_or_not(client: CheckingClient, hall: Hall):
    listed(hall)
    client.post(f"/{CODE}/attendances", data={"role": "other", "municipality": "Norrby"})
    assert Attendance.get().municipality == "Norrby"
    client.post(f"/{CODE}/attendances", data={"role": "other", "municipality": ""})
    assert Attendance.get().municipality == ""


def test_another_place_is_refused_with_what_was_typed_kept(client: CheckingClient, hall: Hall):
    listed(hall)
    sent = {"role": "other", "municipality": "Atlantis", "name": "Eva"}
    page = client.post(f"/{CODE}/attendances", data=sent, status=422).text
    assert "Välj en kommun i listan." in page
    assert 'value="Eva"' in page
    assert Attendance.select().count() == 0


def test_without_a_list_what_is_sent_all_the_same_is_not_kept(client: CheckingClient, hall: Hall):
    client.post(f"/{CODE}/attendances", data={"role": "other", "municipality": "Norrby"})
    assert not Attendance.get().municipality


def test_a_result_is_split_by_municipality(hall: Hall):
    listed(hall)
    question = ask(hall, "municipality", COLOURS)
    named = [*many(8, "red", municipality="Lärkvik"), *many(8, "blue", municipality="Norrby")]
    vote(hall, question, [*named, *many(7, "green")])
    close(question)
    assert parts_of(question) == {
        "Lärkvik": {'["red"]': 8}, "Norrby": {'["blue"]': 8}, "": {'["green"]': 7}
    }  # fmt: skip
