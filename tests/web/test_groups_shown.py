"""The extra count as everybody sees it: phone, wall, console, result page."""

import re

import pytest
from flask import Flask

from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.voting import channels, operations
from tests.support.groups import ask, close, many, vote
from tests.support.meeting import CODE, Hall, make_hall
from tests.support.questions import COLOURS, EASE
from tests.web.checking import CheckingClient

COLLEAGUES = many(8, "green")  # of the same companies once more


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting where results need seven answers."""
    return make_hall(threshold=7)


@pytest.fixture
def wall(app: Flask, hall: Hall) -> str:
    """Return the address of the wall."""
    with app.test_request_context("/"):
        return f"/screens/{channels.screen_token(hall.meeting)}"


def words(client: CheckingClient, path: str) -> str:
    """Return what stands on a page, without its markup."""
    text = re.sub(r"<(script|style)\b.*?</\1>", "", client.get(path).text, flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


def check_in_and_see(client: CheckingClient) -> str:
    client.post(f"/{CODE}/attendances", data={"role": "company", "company": "Öbygg AB"})
    return words(client, f"/{CODE}")


def test_before_voting_phone_wall_and_console_say_how_it_is_counted(
    client: CheckingClient, as_host: CheckingClient, hall: Hall, wall: str
):
    vote(hall, ask(hall, "deciding", COLOURS), many(3, "red"))
    said = "Räknas också: en röst per företag. Företagen avgör."
    phone = check_in_and_see(client)
    assert said in phone
    assert "Företagets röst är det som flest där svarar. Vid lika lottas det." in phone
    assert said in words(client, wall)
    console = words(as_host, f"/meetings/{hall.meeting.id}/console")
    assert said in console
    assert "3 företag har röstat." in console


def test_a_vote_from_a_phone_counts_in_the_company_it_has_said(client: CheckingClient, hall: Hall):
    from kiosk.voting.models_groups import GroupMark

    question = ask(hall, "companies", COLOURS)
    check_in_and_see(client)
    path = f"/{CODE}/questions/{question.id}/ballots"
    client.post(path, data={"answer": "red", "operation": "a"})
    client.post(path, data={"answer": "blue", "operation": "b"})
    [mark] = GroupMark.select()
    assert len(mark.mark) == 64


@pytest.mark.parametrize(("also", "who"), [("companies", "Personerna"), ("deciding", "Företagen")])
def test_both_counts_stand_beside_each_other_and_say_which_decides(
    client: CheckingClient, as_host: CheckingClient, hall: Hall, wall: str, also: str, who: str
):
    question = ask(hall, also, COLOURS)
    vote(hall, question, [*many(8, "red"), *COLLEAGUES, *many(8, "red")])
    close(question)
    shown = words(client, wall)
    assert "Personer 24" in shown
    assert "Företag 8" in shown
    decides = "Personer 24 avgör" if also == "companies" else "Företag 8 avgör"
    assert decides in shown
    assert len(re.findall(r"\b(?:[0-9A-F]{4} ){3}[0-9A-F]{4}\b", shown)) == 2
    for text in (check_in_and_see(client), words(as_host, f"/meetings/{hall.meeting.id}/result")):
        assert f"{who} avgör" in text


def test_where_the_difference_is_of_few_only_what_decides_is_shown(
    client: CheckingClient, as_host: CheckingClient, hall: Hall, wall: str
):
    question = ask(hall, "deciding", COLOURS)
    vote(hall, question, [*many(8, "red"), ({"role": "other"}, "blue")])
    close(question)
    result = words(as_host, f"/meetings/{hall.meeting.id}/result")
    assert "9 har röstat. De talar för 8 företag." in result
    for text in (words(client, wall), check_in_and_see(client), result):
        assert "Personernas räkning visas inte" in text
        assert "100" in text
    assert "9 har röstat" in words(client, wall)
    assert "8 företag har röstat." in words(as_host, f"/meetings/{hall.meeting.id}/console")
    assert "8 företag har röstat." in check_in_and_see(client)


def test_persons_alone_are_shown_where_they_decide(
    client: CheckingClient, as_host: CheckingClient, hall: Hall, wall: str
):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, [*many(8, "red"), ({"role": "other"}, "blue")])
    close(question)
    for text in (
        words(client, wall),
        check_in_and_see(client),
        words(as_host, f"/meetings/{hall.meeting.id}/result"),
        words(as_host, f"/meetings/{hall.meeting.id}/console"),
    ):
        assert "Företagens räkning visas inte" in text


@pytest.mark.parametrize(("spec", "one", "other"), [(COLOURS, "red", "blue"), (EASE, "3", "9")])
def test_a_split_is_shown_by_group_and_a_small_group_never(
    client: CheckingClient, as_host: CheckingClient, hall: Hall, wall: str, spec, one, other
):
    question = ask(hall, "role", spec)
    votes = [*many(20, one), *many(9, other, role="municipality", company="")]
    vote(hall, question, [*votes, *many(2, one, role="association")])
    close(question)
    for text in (words(client, wall), words(as_host, f"/meetings/{hall.meeting.id}/result")):
        assert "Resten tillsammans" in text
        assert "Företag" in text
    shown = words(client, wall)
    assert "Förening" not in shown
    assert "Kommun eller kommunalt bolag" not in shown


def test_a_threshold_raised_later_hides_more(as_host: CheckingClient, hall: Hall):
    question = ask(hall, "role", COLOURS)
    vote(hall, question, [*many(20, "red"), *many(9, "blue", role="other")])
    close(question)
    path = f"/meetings/{hall.meeting.id}/result"
    assert "Delas upp på roll Företag 20" in words(as_host, path)
    write(lambda: Meeting.update(threshold=12).execute())
    text = words(as_host, path)
    assert "För få i grupperna" in text
    assert "Delas upp på roll Företag" not in text


def test_asked_again_with_few_voters_everything_is_withheld(
    client: CheckingClient, as_host: CheckingClient, hall: Hall, wall: str
):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, many(4, "red"))
    close(question)
    assert "För få svar" in words(client, wall)
    again = operations.rerun_question(question.id, None)
    assert again.also == "companies"
    assert "100" not in words(as_host, f"/meetings/{hall.meeting.id}/result")
