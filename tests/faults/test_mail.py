"""Mail and kill -9: nobody gets anything twice, and nothing is lost without a word."""

import os
import signal
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from tests.faults.conftest import MakeHall
from tests.faults.hall import KIOSK, PYTHON, Hall, Phone
from tests.support.post_office import HANG, OK, PostOffice, free_port, open_office, smtp_settings

MAILING = [PYTHON, "-m", "tests.faults.launch", "mail"]
NUMBER = 50
PLAN = """
from datetime import date
from kiosk import clock
from kiosk.cli_open import opened
from tests.support.procurements import make_procurement
planned = {"send_on": date(2026, 2, 1), "reminds_itself": True}
with opened():
    make_procurement(**planned)
    make_procurement(**planned, opened_at=clock.now())
"""
PLANS = "SELECT send_on, reminds_itself FROM procurement ORDER BY id"


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with open_office(free_port()) as office:
        yield office


def queue(hall: Hall, *refs: str) -> None:
    """Put messages in the outbox of a hall, whether its server runs or not."""
    now = "2026-01-01 00:00:00"
    rows = [("test", ref, "procurement:7", "queued", 0, now, "", "", now) for ref in refs]
    columns = "kind, ref, about, state, attempts, next_at, problem, detail, created_at"
    with closing(sqlite3.connect(hall.database, timeout=10)) as database, database:
        database.executemany(f"INSERT INTO mail ({columns}) VALUES (?,?,?,?,?,?,?,?,?)", rows)


def plan(hall: Hall) -> None:
    """Make one evaluation that is to be sent by itself, and one that reminds by itself."""
    hall.command([PYTHON, "-c", PLAN])


def states(hall: Hall) -> Counter[object]:
    return Counter(state for (state,) in hall.rows("SELECT state FROM mail"))


def wait_for(condition: Callable[[], object]) -> None:
    deadline = time.monotonic() + 60  # the machine may be busy; a bound, not a promise
    while not condition():
        assert time.monotonic() < deadline, "it has not come about"
        time.sleep(0.01)


def start(hall: Hall, office: PostOffice) -> Hall:
    return hall.start(MAILING, **smtp_settings(office.port))


def check(hall: Hall, office: PostOffice, kills: int) -> None:
    """Check what has become of every message, once nothing waits any more."""
    wait_for(lambda: set(states(hall)) <= {"sent", "unsure"})
    arrived = Counter(to.partition("@")[0] for to in office.recipients)
    assert set(arrived.values()) == {1}  # nobody got anything twice
    unsure = {ref for (ref,) in hall.rows("SELECT ref FROM mail WHERE state = 'unsure'")}
    assert len(unsure) <= kills  # one message at a time is on its way
    assert set(arrived) | unsure == {f"n{number}" for number in range(NUMBER)}


def test_a_kill_in_the_middle_of_fifty_messages_doubles_and_loses_none(
    make_hall: MakeHall, office: PostOffice
):
    hall = make_hall()
    queue(hall, *(f"n{number}" for number in range(NUMBER)))
    office.seconds = 0.05
    start(hall, office)
    for kill in range(1, 6):
        wait_for(lambda at=kill * 8: office.seen >= at)
        if kill % 2:
            os.kill(hall.worker, signal.SIGKILL)  # its parent starts another
        else:
            hall.stop(signal.SIGKILL)
            start(hall, office)
    check(hall, office, kills=5)


def test_a_kill_just_before_the_servers_yes_leaves_one_message_unsure(
    make_hall: MakeHall, office: PostOffice
):
    hall = make_hall()
    queue(hall, *(f"n{number}" for number in range(NUMBER)))

    def kill_at_the_tenth(_to: str) -> str:
        if len(office.arrived) == 10:
            os.kill(hall.worker, signal.SIGKILL)
        return OK

    office.to_data = kill_at_the_tenth
    start(hall, office)
    check(hall, office, kills=1)
    assert states(hall) == {"sent": NUMBER - 1, "unsure": 1}
    assert len(office.arrived) == NUMBER  # that one had arrived, which only the server knew


def test_a_server_that_stops_lets_the_message_on_its_way_arrive(
    make_hall: MakeHall, office: PostOffice
):
    hall = make_hall()
    office.seconds = 0.5
    queue(hall, "n1", "n2", "n3")
    start(hall, office)
    wait_for(lambda: states(hall)["sending"])
    assert hall.stop() == 0
    assert states(hall) == {"sent": 1, "queued": 2}
    assert len(office.arrived) == 1


def test_a_mail_server_that_hangs_holds_up_no_vote(voting: Hall, office: PostOffice):
    voting.stop()
    office.to_data = HANG
    queue(voting, "n1")
    start(voting, office)
    wait_for(lambda: states(voting)["sending"])
    for number in range(20):
        phone = Phone(voting)
        phone.timeout = 10.0  # far less than the mail server takes
        assert phone.check_in(f"p{number}")
        assert phone.vote(voting.questions[0], "yes", f"vote{number}").status == 303
    assert states(voting) == {"sending": 1}


@pytest.mark.parametrize("by_hand", [False, True], ids=["backup", "copied by hand"])
def test_a_copy_that_is_put_back_sends_nothing_old(
    make_hall: MakeHall, office: PostOffice, by_hand: bool
):
    hall = make_hall()
    queue(hall, "n1", "n2")
    plan(hall)
    copy = hall.instance.parent / "copy.db"
    if by_hand:
        copy.write_bytes(hall.database.read_bytes())
    else:
        hall.command([*KIOSK, "backup", str(copy)])
    start(hall, office)
    wait_for(lambda: states(hall) == {"sent": 2})
    hall.stop()
    hall.command([*KIOSK, "restore", str(copy)])
    check_it_rests(start(hall, office), office)


def check_it_rests(hall: Hall, office: PostOffice) -> None:
    """Check that nothing goes until somebody says so, and then only what is new."""
    assert hall.rows(PLANS) == [(None, 0), ("2026-02-01", 0)]
    queue(hall, "n3")
    time.sleep(1)  # ten looks
    assert states(hall) == {"stopped": 2, "queued": 1}
    said = hall.command([*KIOSK, "mail", "list"]).stdout
    assert "It rests since a copy was put back" in said
    assert "2 stopped, restored: It waited when the database was copied" in said
    hall.command([*KIOSK, "mail", "release"])
    wait_for(lambda: states(hall) == {"stopped": 2, "sent": 1})
    assert Counter(office.recipients) == {f"n{number}@example.org": 1 for number in (1, 2, 3)}


def test_a_postgresql_database_that_was_put_back_is_told_to_rest(
    make_hall: MakeHall, office: PostOffice
):
    hall = make_hall()
    queue(hall, "n1", "n2")
    plan(hall)
    assert "What waited is stopped" in hall.command([*KIOSK, "mail", "hold"]).stdout
    start(hall, office)
    time.sleep(1)  # ten looks
    assert (states(hall), office.seen) == ({"stopped": 2}, 0)
    assert hall.rows(PLANS) == [(None, 0), ("2026-02-01", 0)]
    warned = hall.command([*KIOSK, "doctor"], check=False).stdout
    assert "warn  Mail rests since a copy was put back" in warned
