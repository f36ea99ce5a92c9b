"""The result of a factor vote: the least agreed on first, nothing of too few, and secrecy."""

import csv
import io
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from kiosk.backup import make_backup
from kiosk.voting.models_factors import FactorBallot, FactorList, FactorSuggestion, FactorVoter
from kiosk.voting.operations_factor_suggestions import park_suggestion
from kiosk.voting.operations_factor_votes import reveal_list
from kiosk.voting.operations_factors import remove_factor
from tests.support import factors
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, find, words


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall(threshold=5)


@pytest.fixture
def closed(hall: Hall) -> int:
    """Close a list where one factor is agreed on, one not, and one has too few answers."""
    made = factors.open_list(hall)
    factors.crowd(made, "Tydliga underlag", 8, 1, 1)
    factors.crowd(made, "Mindre delar", 4, 4, 2)
    factors.crowd(made, "Kort svarstid", 0, 0, 4)
    factors.close(made)
    return made


def rows(as_host: CheckingClient, hall: Hall) -> list[list[str]]:
    content = as_host.get(f"/meetings/{hall.meeting.id}/factors.csv").data.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(content), delimiter=";"))


def plain(text: str) -> str:
    return text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_page_shows_picture_and_table_the_least_agreed_on_first(as_host, hall, closed: int):
    page = as_host.get(f"/meetings/{hall.meeting.id}/result")
    section = find(page, ".//section[@id='factor-votes']")[0]
    cells = [[plain(words(cell)) for cell in row] for row in section.findall(".//tbody/tr")]
    assert cells[0] == ["Mindre delar", "4", "4", "2", "40 %", "10"]
    heads = [words(one) for one in section.iter("h4")]
    assert heads == ["Mindre delar", "Tydliga underlag", "Kort svarstid"]
    told = plain(words(section))
    assert "40 % svarade som de flesta: Behåll och Ändra lika" in told
    assert "80 % svarade som de flesta: Behåll" in told
    assert "24 har svarat." in told
    assert "Visades inte på träffen" in told


def test_of_a_factor_that_too_few_answered_no_number_is_told(as_host, client, hall, closed: int):
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": "x"})
    reveal_list(closed, None)
    page = find(as_host.get(f"/meetings/{hall.meeting.id}/result"), ".//tbody/tr")[-1]
    assert words(page) == "Kort svarstidFör få svar"
    phone = find(client.get(f"/{CODE}"), ".//ul[@class='factor-results']/li")[-1]
    assert words(phone) == "Kort svarstid För få svar för att visas"
    assert rows(as_host, hall)[3][1:] == ["Kort svarstid", "För få svar"]


def test_the_phone_shows_the_result_once_it_is_revealed(client, hall: Hall, closed: int):
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": "x"})
    assert "när arrangören visar" in client.get(f"/{CODE}").text
    reveal_list(closed, None)
    page = client.get(f"/{CODE}")
    assert words(find(page, ".//h3")[0]) == "Mindre delar"
    assert "Behåll 40 % (4) · Ändra 40 % (4) · Ta bort 20 % (2)" in plain(
        words(find(page, ".//ul")[0])
    )


def test_the_file_holds_every_result_and_the_control_number(as_host, hall: Hall, closed: int):
    found = rows(as_host, hall)
    assert found[0][:5] == ["Lista", "Faktor", "Behåll", "Ändra", "Ta bort"]
    assert found[1][1:] == ["Mindre delar", "4", "4", "2", "40", "Behåll och Ändra lika", "10"]
    assert found[2][1:] == ["Tydliga underlag", "8", "1", "1", "80", "Behåll", "10"]
    shown = find(
        as_host.get(f"/meetings/{hall.meeting.id}/result"), ".//span[@class='fingerprint']"
    )
    assert found[4][2] == words(shown[-1])


def test_an_open_vote_has_no_result_anywhere(as_host, hall: Hall):
    made = factors.open_list(hall)
    factors.crowd(made, "Mindre delar", 9)
    page = as_host.get(f"/meetings/{hall.meeting.id}/result").text
    assert "Röstningen är öppen." in page
    assert len(rows(as_host, hall)) == 1


def test_what_was_taken_away_or_parked_is_told_to_the_host_alone(as_host, hall: Hall):
    made = factors.open_list(hall)
    factors.crowd(made, "Mindre delar", 9)
    remove_factor(factors.factor(made, "Mindre delar").id, None)
    park_suggestion(factors.suggest(made, "Ge oss avtalet").id, None, "#procurement")
    factors.suggest(made, "Kom för sent")
    factors.close(made)
    page = as_host.get(f"/meetings/{hall.meeting.id}/result").text
    assert "Kom för sent" in page
    assert "Borttagna under röstningen: Mindre delar" in page
    assert "Ge oss avtalet" in page
    assert not any(
        "Ge oss" in cell or "Mindre" in cell for row in rows(as_host, hall) for cell in row
    )
    assert FactorBallot.select().count() == 0


def test_closing_leaves_nothing_to_follow_anybody_by(hall: Hall):
    made = factors.open_list(hall)
    for voter in ("Eva", "Bo"):
        factors.answer(made, {"Mindre delar": "keep", "Kort svarstid": "change"}, voter, "try")
    factors.suggest(made, "Fler besök", "Eva")
    before = {row.id for row in FactorBallot.select()} | {r.id for r in FactorVoter.select()}
    keys = {row.voter_key for row in FactorBallot.select()}
    keys |= {row.voter_key for row in FactorVoter.select()}
    factors.close(made)
    after = list(FactorBallot.select()) + list(FactorVoter.select())
    assert len(after) == 6
    assert not before & {row.id for row in after}
    assert not keys & {row.voter_key for row in after}
    assert {row.operation for row in FactorBallot.select()} == {""}
    assert (FactorList.get().secret, FactorSuggestion.get().author) == (None, "")
    assert len({row.voter_key for row in after}) == 6


def test_one_persons_answers_have_no_key_in_common(hall: Hall):
    made = factors.open_list(hall)
    factors.answer(made, dict.fromkeys(factors.TEXTS, "keep"), "Eva", "try")
    rows = list(FactorBallot.select())
    assert len({row.voter_key for row in rows} | {FactorVoter.get().voter_key}) == 4
    assert len({row.operation for row in rows}) == 3


def test_the_control_number_follows_every_answer(hall: Hall):
    numbers = set()
    for extra in ("keep", "remove"):
        made = factors.open_list(hall)
        factors.crowd(made, "Mindre delar", 5)
        factors.answer(made, {"Mindre delar": extra})
        numbers.add(factors.close(made).fingerprint)
    assert len(numbers) == 2
    assert all(len(one) == 64 for one in numbers)


def test_a_copy_of_the_database_holds_no_secret(app: Flask, hall: Hall, tmp_path: Path):
    made = factors.open_list(hall)
    factors.answer(made, {"Mindre delar": "keep"}, "Eva", "try")
    copy = sqlite3.connect(make_backup(app.config["KIOSK"], tmp_path / "copy.db"))
    assert copy.execute("SELECT secret FROM factor_list").fetchall() == [(None,)]
    assert copy.execute("SELECT operation FROM factor_ballot").fetchall() == [("",)]
    copy.close()
