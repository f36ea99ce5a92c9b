"""The database is locked, the disk is full: a sentence, nothing lost, and on again afterwards."""

import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.conftest import MakeHall
from tests.faults.hall import Hall, Phone
from tests.faults.power import build_layer

BUSY = "Databasen är upptagen"
FULL = "serverns disk är full"


@contextmanager
def locked(database: Path) -> Iterator[None]:
    """Hold the database as another program would."""
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield
    other.execute("ROLLBACK")
    other.close()


def checked_in(hall: Hall, name: str = "Eva") -> Phone:
    phone = Phone(hall)
    assert phone.check_in(name)
    return phone


def test_a_vote_that_a_locked_database_refused_counts_once_when_sent_again(voting: Hall):
    phone, question = checked_in(voting), voting.questions[0]
    with locked(voting.database):
        refused = phone.vote(question, "yes", "the try")
        assert (refused.status, refused.headers["Retry-After"]) == (503, "5")
        assert voting.rows("SELECT COUNT(*) FROM ballot") == [(0,)]
    assert [phone.vote(question, "yes", "the try").status for _ in range(2)] == [303, 303]
    assert voting.rows("SELECT operation FROM ballot") == [("the try",)]


def test_the_page_of_a_locked_database_keeps_what_was_answered(voting: Hall):
    phone = checked_in(voting)
    with locked(voting.database):
        page = phone.vote(voting.questions[0], "no", "the try").text
    assert BUSY in page
    assert 'name="answer" value="no"' in page
    assert 'name="operation" value="the try"' in page


def test_pages_are_answered_while_the_database_is_locked(voting: Hall):
    phone = checked_in(voting)
    with locked(voting.database):
        late = threading.Thread(target=lambda: phone.vote(voting.questions[0], "yes", "late"))
        late.start()
        time.sleep(0.5)
        assert "Fråga 1?" in phone.get(f"/{voting.code}").text
        assert late.is_alive()
    late.join(20)
    assert voting.rows("SELECT operation FROM ballot") == [("late",)]


def test_a_vote_waits_for_a_lock_of_eight_seconds_without_being_lost(voting: Hall):
    phone, replies = checked_in(voting), []

    def insist() -> None:
        while 303 not in replies and len(replies) < 10:
            replies.append(phone.vote(voting.questions[0], "yes", "the try").status)

    with locked(voting.database):
        insisting = threading.Thread(target=insist)
        insisting.start()
        time.sleep(8)
    insisting.join(30)
    assert replies == [503, 303]
    assert voting.rows("SELECT operation FROM ballot") == [("the try",)]


class FullDisk:
    """A hall on a disk that can be filled and emptied."""

    def __init__(self, hall: Hall, folder: Path):
        self.flag = folder / "the disk is full"
        layer = {"LD_PRELOAD": str(build_layer(folder)), "POWER_ROOT": str(hall.instance)}
        self.hall = hall.start(POWER_FULL=str(self.flag), **layer)
        assert hall.act(hall.questions[0], "opening").status == 303


@pytest.fixture
def disk(make_hall: MakeHall, tmp_path: Path) -> FullDisk:
    return FullDisk(make_hall(), tmp_path)


def test_a_full_disk_is_said_plainly_and_votes_go_on_when_there_is_room(disk: FullDisk):
    phone, question = checked_in(disk.hall), disk.hall.questions[0]
    assert phone.vote(question, "yes", "before").status == 303
    disk.flag.touch()
    refused = [phone.vote(question, "no", f"try {number}") for number in range(3)]
    assert [(one.status, FULL in one.text) for one in refused] == [(503, True)] * 3
    assert phone.get(f"/{disk.hall.code}").status == 200
    assert disk.hall.rows("SELECT operation FROM ballot") == [("before",)]
    disk.flag.unlink()
    assert phone.vote(question, "no", "after").status == 303
    assert disk.hall.rows("SELECT operation, answer FROM ballot") == [("after", '["no"]')]


def test_a_full_disk_shows_no_trace_to_anybody(disk: FullDisk):
    phone = checked_in(disk.hall)
    disk.flag.touch()
    page = phone.vote(disk.hall.questions[0], "no", "the try").text
    closing = disk.hall.act(disk.hall.questions[0], "closing")
    disk.flag.unlink()
    assert (closing.status, FULL in closing.text) == (503, True)
    assert disk.hall.act(disk.hall.questions[0], "closing").status == 303
    assert disk.hall.stop() == 0
    assert "Traceback" not in page + closing.text + disk.hall.output.read_text()
