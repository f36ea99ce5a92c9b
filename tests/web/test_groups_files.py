"""The file of a meeting whose questions were counted once more, and what a check of it covers."""

import csv
import io

import pytest
from flask import Flask

from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.voting.exports import check
from tests.support.groups import ask, close, many, vote
from tests.support.meeting import Hall, make_hall
from tests.support.questions import COLOURS, EASE
from tests.web.checking import CheckingClient

NASTY = "=1+1;A,@B"


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting with two municipalities, one of them ill named."""
    return make_hall(threshold=7, municipalities=f"Lärkvik\n{NASTY}")


def content(as_host: CheckingClient, hall: Hall) -> bytes:
    return as_host.get(f"/meetings/{hall.meeting.id}/result.csv").data


def states(data: bytes) -> list[str]:
    return [verdict.state for verdict in check(data) or []]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def both_ways(hall: Hall) -> None:
    """Count one question by company and split another."""
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, [*many(8, "red"), *many(8, "blue")])
    close(question)
    split = ask(hall, "municipality", EASE)
    named = [*many(9, "4", municipality="Lärkvik"), *many(8, "7", municipality=NASTY)]
    vote(hall, split, [*named, *many(7, "9")])
    close(split)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_part_agrees_with_its_own_fingerprint(
    as_host: CheckingClient, hall: Hall, language: str
):
    both_ways(hall)
    as_host.set_cookie("kiosk_lang", language)
    data = content(as_host, hall)
    assert states(data) == ["ok"] * 6
    said = "en röst per företag, personerna avgör" if language == "sv" else "the persons decide"
    assert said in data.decode()


def test_a_file_without_them_is_as_it_always_was(as_host: CheckingClient, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 9)
    hall.close(question)
    data = content(as_host, hall)
    assert rows(data)[0] == ["kiosk-result-csv", "1", "sv"]
    assert states(data) == ["ok"]
    assert "Antal delar" not in data.decode()


def test_other_words_for_what_decides_or_for_a_group_are_found(as_host: CheckingClient, hall: Hall):
    both_ways(hall)
    data = content(as_host, hall).decode()
    for old, new in [
        ("personerna avgör", "företagen avgör"),
        ("/companies", "/companies-decide"),
        ("municipality:Lärkvik", "municipality:Norrby"),
        ('"Antal delar";"6"', '"Antal delar";"5"'),
    ]:
        assert old in data
        assert "changed" in states(data.replace(old, new).encode())


def test_a_part_that_was_taken_away_is_missed(as_host: CheckingClient, hall: Hall):
    both_ways(hall)
    lines = content(as_host, hall).decode().splitlines(keepends=True)
    kept = [line for line in lines if "/companies" not in line]
    assert "changed" in states("".join(kept).encode())


def test_one_changed_number_of_a_part_is_found(as_host: CheckingClient, hall: Hall):
    both_ways(hall)
    lines = content(as_host, hall).decode().splitlines(keepends=True)
    place = next(n for n, line in enumerate(lines) if '/companies";"Svar"' in line)
    lines[place] = lines[place].replace('"Röd";"', '"Röd";"1')
    assert states("".join(lines).encode()).count("changed") == 1


def test_where_only_the_companies_are_kept_the_files_numbers_are_theirs(
    as_host: CheckingClient, hall: Hall
):
    question = ask(hall, "deciding", COLOURS)
    vote(hall, question, [*many(8, "red"), ({"role": "other"}, "blue")])
    close(question)
    data = content(as_host, hall)
    key = f"{question.id}/companies-decide"
    assert states(data) == ["ok"]
    assert [key, "Fråga", "Vilken färg?", "8"] in rows(data)
    assert [key, "Svar", "Blå", "0", "0"] in rows(data)


def test_a_part_hidden_by_a_raised_threshold_is_not_in_the_file(
    as_host: CheckingClient, hall: Hall
):
    both_ways(hall)
    write(lambda: Meeting.update(threshold=10).execute())
    data = content(as_host, hall)
    assert states(data) == ["ok", "ok"]
    assert "companies" not in data.decode()
    assert "Lärkvik" not in data.decode()


def test_the_list_of_who_came_has_the_municipality_where_it_was_asked(
    as_host: CheckingClient, client: CheckingClient, hall: Hall
):
    said = {"role": "company", "company": "Öbygg AB", "municipality": NASTY}
    client.post(f"/{hall.meeting.code}/attendances", data=said)
    data = as_host.get(f"/meetings/{hall.meeting.id}/attendances.csv").data
    assert rows(data)[0][-1] == "Kommun"
    assert rows(data)[1][0] == "Öbygg AB"
    for delimiter in ";,":
        for row in csv.reader(io.StringIO(data.decode("utf-8-sig")), delimiter=delimiter):
            assert not [cell for cell in row if cell.startswith(tuple("=+-@"))]
