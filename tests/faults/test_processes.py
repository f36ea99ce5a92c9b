"""Several processes on one PostgreSQL: one hall, whichever of them a phone has reached."""

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from tests.faults.branches import Branch, insist, wait_for
from tests.faults.hall import PYTHON, Phone
from tests.faults.postgres import Cluster

LOOK_ONCE = [PYTHON, "-m", "tests.faults.launch", "once"]
BUSY = "Databasen är upptagen"


@pytest.fixture
def pair(tmp_path: Path, cluster: Cluster) -> Iterator[tuple[Branch, Branch]]:
    """Two servers of one hall, with two planned questions; not started yet."""
    first = Branch(tmp_path / "first", cluster)
    second = Branch(tmp_path / "second", cluster, beside=first)
    try:
        yield first, second
    finally:
        for one in (first, second):
            if one.process is not None:
                one.process.kill()
                one.process.wait()


@pytest.fixture
def alone(tmp_path: Path, cluster: Cluster) -> Iterator[Branch]:
    """One running server, with an open question."""
    one = Branch(tmp_path / "alone", cluster).start()
    assert one.act(one.questions[0], "opening").status == 303
    yield one
    if one.process is not None:
        one.process.kill()
        one.process.wait()


def arrived(branch: Branch, name: str) -> Phone:
    phone = Phone(branch)
    assert phone.check_in(name)
    return phone


@contextmanager
def locked(branch: Branch, table: str) -> Iterator[None]:
    """Hold a table as a slow program beside us would."""
    with psycopg.connect(branch.cluster.address(branch.base)) as other:
        other.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE".encode())
        yield


def test_what_happens_at_one_process_shows_at_the_other(pair: tuple[Branch, Branch]):
    a, b = [one.start(LOOK_ONCE) for one in pair]
    wall, phone, voter = b.wall(), arrived(b, "Eva").stream(), arrived(a, "Bo")
    wait_for(phone, 'id="room"')
    assert a.act(a.questions[0], "opening").status == 303
    wait_for(phone, "Fråga 1?")
    wait_for(wall, '<b class="live">0</b>')
    assert voter.vote(a.questions[0], "yes", "one").status == 303
    wait_for(wall, '<b class="live">1</b>')


def test_a_killed_process_takes_only_its_own_phones_along(pair: tuple[Branch, Branch]):
    a, b = [one.start() for one in pair]
    streams = [arrived(one, f"{number}").stream() for number, one in enumerate([a, a, b])]
    console = b.console()
    wait_for(console, "<dt>anslutna</dt><dd>3</dd>")
    a.stop(signal.SIGKILL)
    wait_for(console, "<dt>anslutna</dt><dd>1</dd>")
    assert b.act(b.questions[0], "opening").status == 303
    wait_for(streams[2], "Fråga 1?")


def test_both_processes_come_back_when_the_database_has_been_away(pair: tuple[Branch, Branch]):
    a, b = [one.start() for one in pair]
    assert a.act(a.questions[0], "opening").status == 303
    wall, voter = b.wall(), arrived(a, "Eva")
    wait_for(wall, '<b class="live">0</b>')
    a.cluster.stop()
    refused = [voter.vote(a.questions[0], "yes", "one"), b.host().get("/meetings")]
    a.cluster.start()
    assert [(one.status, BUSY in one.text) for one in refused] == [(503, True)] * 2
    assert insist(lambda: voter.vote(a.questions[0], "yes", "one")).status == 303
    wait_for(wall, '<b class="live">1</b>')
    assert "Traceback" not in a.log + b.log


def test_others_are_answered_while_one_waits_for_the_database(alone: Branch):
    phone = arrived(alone, "Eva")
    with locked(alone, "ballot"):
        late = threading.Thread(target=lambda: phone.vote(alone.questions[0], "yes", "late"))
        late.start()
        time.sleep(0.5)
        assert Phone(alone).get("/").status == 200
        assert alone.host().get("/meetings").status == 200
        assert late.is_alive()
    late.join(20)
    assert alone.rows("SELECT operation FROM ballot") == [("late",)]


def test_a_crowd_that_finds_every_connection_taken_is_told_so(alone: Branch):
    phones = [arrived(alone, f"{number}") for number in range(50)]
    with locked(alone, "ballot"), ThreadPoolExecutor(50) as crowd:
        refused = list(
            crowd.map(lambda one: one.vote(alone.questions[0], "yes", "the try"), phones)
        )
    assert {(one.status, BUSY in one.text) for one in refused} == {(503, True)}
    assert phones[0].vote(alone.questions[0], "yes", "the try").status == 303
    assert alone.rows("SELECT COUNT(*) FROM ballot") == [(1,)]
    assert "Traceback" not in alone.log
