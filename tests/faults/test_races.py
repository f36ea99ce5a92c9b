"""Many at once: votes against closings, and a crowd of writers against one another."""

import re
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from kiosk import db, db_group
from tests.faults.hall import Answer, Hall, Phone

FINGERPRINT = re.compile(r"\b(?:[0-9A-F]{4} ){3}[0-9A-F]{4}\b")


def race(hall: Hall, count: int) -> tuple[list[Answer], list[Answer]]:
    """Let that many phones vote while as many consoles close; return what each was answered."""
    question, start = hall.questions[0], threading.Barrier(2 * count)
    phones = [Phone(hall) for _ in range(count)]
    assert all(phone.check_in(f"n{number}") for number, phone in enumerate(phones))

    def vote(number: int) -> Answer:
        start.wait()
        return phones[number].vote(question, "yes", f"v{number}")

    def close(_number: int) -> Answer:
        start.wait()
        return hall.host().post(f"/questions/{question}/closing", HX_Request="true")

    with ThreadPoolExecutor(2 * count) as all_at_once:
        votes = [all_at_once.submit(vote, number) for number in range(count)]
        closings = [all_at_once.submit(close, number) for number in range(count)]
        return [one.result() for one in votes], [one.result() for one in closings]


def test_every_one_of_50_closings_that_race_50_votes_answers_the_same_result(voting: Hall):
    votes, closings = race(voting, 50)
    assert sorted(one.status for one in closings) == [200] + [409] * 49
    assert {one.status for one in votes} <= {303, 409}
    counted = sum(one.status == 303 for one in votes)
    assert voting.rows("SELECT COUNT(*) FROM ballot") == [(counted,)]
    [(fixed,)] = voting.rows("SELECT fingerprint FROM question WHERE closed_at IS NOT NULL")
    said = {tuple(sorted(set(FINGERPRINT.findall(one.text)))) for one in closings}
    assert said == {(" ".join(re.findall("....", str(fixed).upper())[:4]),)}


def test_twenty_fast_clicks_are_one_vote(voting: Hall):
    phone = Phone(voting)
    assert phone.check_in("Eva")
    with ThreadPoolExecutor(20) as clicks:
        replies = list(
            clicks.map(
                lambda _: phone.vote(voting.questions[0], "yes", "one try").status, range(20)
            )
        )
    assert replies == [303] * 20
    assert voting.rows("SELECT operation FROM ballot") == [("one try",)]


def test_every_writer_in_a_crowd_waits_for_its_own_commit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(db_group, "GROUP_SIZE", 2)  # so that most must wait for a later group
    path = tmp_path / "crowd.db"
    crowd = db.EmbeddedDatabase(str(path))
    crowd.write(lambda: crowd.execute_sql("CREATE TABLE heard (number INTEGER)"))

    def write(number: int) -> bool:
        crowd.write(lambda: crowd.execute_sql("INSERT INTO heard VALUES (?)", (number,)))
        other = sqlite3.connect(path)
        return bool(other.execute("SELECT 1 FROM heard WHERE number = ?", (number,)).fetchone())

    with ThreadPoolExecutor(40) as writers:
        assert all(writers.map(write, range(400)))
    crowd.close_all()
