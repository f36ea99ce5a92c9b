"""A purge leaves nothing on the disk of what it took, beside a running server too."""

import sqlite3
import sys
import time
from datetime import UTC, datetime

import pytest

from kiosk import use_materials
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.retention import operations, queries, rules
from kiosk.voting.operations_exit import close_exit
from tests.faults.conftest import MakeHall
from tests.faults.hall import KIOSK, Hall, Phone
from tests.faults.houses import House, files_with
from tests.support.disposal import contact, decide, draft, ended, mail, remark
from tests.support.leaving import leave
from tests.support.meeting import make_hall as make_meeting
from tests.support.procurements import respond
from tests.support.wishes import open_own, write

CANARY = "Kanariefågel"
DECISION = {"months": "12", "reference": "KS 2026/12", "role": "Kommunarkivarien"}
# As if the power went right after the commit: nothing has been written anew or wiped yet.
KILLED = "import os; from kiosk.retention import operations as o; o.vacuum = lambda *t: os._exit(9)"


def run(hall: Hall, *arguments: str, check: bool = True) -> str:
    done = hall.command([*KIOSK, "purge", *arguments], check=check)
    return done.stdout + done.stderr


@pytest.fixture
def old(make_hall: MakeHall) -> Hall:
    """A running hall where two people checked in to a meeting two years ago."""
    hall = make_hall().start()
    for number in (1, 2):
        assert Phone(hall).check_in(f"{CANARY} {number}")
    connection = sqlite3.connect(hall.database, timeout=10)
    connection.execute("UPDATE meeting SET starts_at = datetime('now', '-2 years')")
    connection.commit()
    connection.close()
    return hall


def enter(hall: Hall, **more: str) -> None:
    assert hall.host().post("/retention/attendances", DECISION | more).status == 303


def test_without_a_decision_the_command_purges_nothing_and_says_why(old: Hall):
    assert "Check-ins          no decision, so nothing goes" in run(old)
    assert "No disposal decision with a reference" in run(old, "--yes", check=False)
    enter(old, reference="")
    assert "2 check-ins from before" in run(old)
    assert "No disposal decision with a reference" in run(old, "--yes", check=False)
    assert old.rows("SELECT COUNT(*) FROM attendance") == [(2,)]


def test_without_yes_the_command_says_what_would_go_and_changes_nothing(old: Hall):
    enter(old)
    said = run(old)
    assert "2 check-ins from before" in said
    assert "(12 months; KS 2026/12)" in said
    assert "Nothing has been changed." in said
    assert old.rows("SELECT COUNT(*) FROM attendance") == [(2,)]


def test_beside_a_running_server_nothing_of_the_purged_is_left_in_any_file(old: Hall):
    enter(old)
    assert files_with(old.instance, CANARY)
    assert "Check-ins          purged 2 check-ins" in run(old, "--yes")
    assert files_with(old.instance, CANARY) == []
    page = old.host().get("/retention").text
    assert "2 incheckningar" in page
    assert "KS 2026/12" in page
    assert ">2</span>" in old.host().get(f"/meetings/{old.facts['meeting']}/result").text


def test_copies_that_still_hold_it_are_named(old: Hall):
    enter(old)
    copy = old.instance / "kiosk-backup-1.db"
    old.command([*KIOSK, "backup", str(copy)])
    assert "delete them in time: kiosk-backup-1.db" in run(old, "--yes")
    assert files_with(old.instance, CANARY) == [copy.name]


def test_the_protocol_is_on_disk_when_the_command_has_ended(old: Hall):
    enter(old)
    run(old, "--yes")
    assert old.stop() == 0
    rows = old.rows('SELECT material, "count", reference, role, who FROM purge_protocol')
    assert rows == [("attendances", 2, "KS 2026/12", "Kommunarkivarien", None)]
    assert old.rows("PRAGMA integrity_check") == [("ok",)]


def test_while_people_vote_the_command_purges_nothing(old: Hall):
    enter(old)
    assert old.act(old.questions[0], "opening").status == 303
    said = run(old, "--yes", check=False)
    assert "not purged. A question is open at the meeting Dialog" in said
    assert "kiosk: Not everything that is old enough could be purged." in said
    assert old.rows("SELECT COUNT(*) FROM attendance") == [(2,)]


def test_what_a_killed_purge_could_not_wipe_is_wiped_by_the_next_start(old: Hall):
    enter(old)
    code = f"{KILLED}; import sys; sys.argv = ['kiosk', 'purge', '--yes']; "
    code += "from kiosk.cli import main; main()"
    assert old.stop() == 0
    killed = old.command([sys.executable, "-c", code], check=False)
    assert killed.returncode == 9
    assert files_with(old.instance, CANARY)
    old.start()
    deadline = time.monotonic() + 30
    while files_with(old.instance, CANARY) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert files_with(old.instance, CANARY) == []
    assert old.rows('SELECT "count" FROM purge_protocol') == [(2,)]


@pytest.fixture
def full(house: House) -> House:
    """An installation on either database with something old of every kind."""
    use_materials(house.settings)
    procurement, tokens = ended(800, bidders=2, title="Gammal")
    draft(tokens[0], CANARY)
    mail(f"procurement:{procurement.id}"), mail("", 800)
    order = ["n1", "n2", "n3"]
    respond([{"n1": f'"{CANARY}"'}] * 3, order, "2020-1", waiting=True)
    remark("2020-1", CANARY), contact("2020-1", name=CANARY)
    hall = make_meeting(starts_at=datetime(2020, 1, 1, tzinfo=UTC))
    write(open_own(hall), CANARY)
    leave(hall, ["very"] * 3, CANARY)
    close_exit(hall.meeting.id, None)
    for material in rules.MATERIALS:
        decide(material)
    return house


def test_every_class_of_data_is_purged_on_either_database(full: House):
    purged = [operations.purge(None, one) for one in rules.MATERIALS if one != "reports"]
    assert [one.counts for one in purged] == [
        {"drafts": 1},
        {"invitations": 2, "mails": 1},
        {"mails": 1},
        {"responses": 3, "remarks": 1},
        {"contacts": 1},
        {"attendances": 3},
        {"wishes": 1, "suggestions": 0},
        {"exits": 3},
    ]
    assert all(one.wiped for one in purged)
    assert not Invitation.select().count()
    assert Procurement.get().purged_invited == 2
    assert not any(one.total for one in queries.list_standings())


def test_of_answers_and_drafts_no_byte_is_left(full: House):
    if full.cluster is None:
        assert files_with(full.settings.instance, CANARY)
    for material in ("drafts", "responses", "contacts", "wishes", "exits"):
        operations.purge(None, material)
    assert files_with(full.settings.instance, CANARY) == []
