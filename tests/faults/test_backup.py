"""Copies of the database: whole, private, without what could link a vote to a person."""

import sqlite3
from pathlib import Path

import pytest

from tests.faults.conftest import MakeHall
from tests.faults.hall import KIOSK, Hall, Phone
from tests.faults.test_commands import refused

YES, NO = '["yes"]', '["no"]'


@pytest.fixture
def copy(voting: Hall, tmp_path: Path) -> Path:
    """A copy made while a question is open and one phone has voted."""
    phone = Phone(voting)
    assert phone.check_in("Eva")
    assert phone.vote(voting.questions[0], "yes", "first").status == 303
    voting.command([*KIOSK, "backup", str(tmp_path / "copy.db")])
    return tmp_path / "copy.db"


def test_a_backup_of_a_running_meeting_has_its_votes_and_is_private(copy: Path):
    assert copy.stat().st_mode & 0o777 == 0o600
    connection = sqlite3.connect(copy)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("SELECT answer FROM ballot").fetchall() == [(YES,)]


def test_a_backup_holds_no_secret_of_an_open_question(voting: Hall, copy: Path):
    [(secret,)] = voting.rows("SELECT secret FROM question WHERE secret IS NOT NULL")
    assert str(secret).encode() not in copy.read_bytes()
    assert [path.name for path in copy.parent.glob("*copy*")] == ["copy.db"]


def test_a_backup_overwrites_nothing(voting: Hall, copy: Path):
    assert "exists already" in refused(voting, "backup", str(copy))


def test_a_backup_is_not_put_back_under_a_running_server(voting: Hall, copy: Path):
    assert "already running" in refused(voting, "restore", str(copy))


def test_a_restored_backup_is_the_meeting_as_it_was(voting: Hall, copy: Path):
    phone, question = Phone(voting), voting.questions[0]
    assert phone.check_in("Bo")
    assert phone.vote(question, "no", "second").status == 303
    voting.stop()
    said = voting.command([*KIOSK, "restore", str(copy)]).stdout
    assert voting.rows("SELECT answer FROM ballot") == [(YES,)]
    aside = next(voting.instance.glob("kiosk-replaced-*.db"))
    assert str(aside) in said
    kept = sqlite3.connect(aside).execute("SELECT answer FROM ballot ORDER BY 1").fetchall()
    assert kept == [(NO,), (YES,)]


def test_a_question_that_was_open_in_the_copy_takes_no_votes_and_can_be_closed(
    voting: Hall, copy: Path
):
    voting.stop()
    voting.command([*KIOSK, "restore", str(copy)])
    voting.start()
    phone = Phone(voting)
    assert phone.check_in("Eva")
    assert phone.vote(voting.questions[0], "no", "again").status == 409
    assert voting.act(voting.questions[0], "closing").status == 303
    assert voting.rows("SELECT answer FROM ballot") == [(YES,)]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [(b"not a database at all" * 99, "is not a database"), (None, "There is no file")],
)
def test_what_is_no_backup_is_not_put_back(
    make_hall: MakeHall, tmp_path: Path, content: bytes | None, sentence: str
):
    hall, file = make_hall(), tmp_path / "file.db"
    if content is not None:
        file.write_bytes(content)
    before = hall.database.read_bytes()
    assert sentence in refused(hall, "restore", str(file))
    assert hall.database.read_bytes() == before


def test_a_database_of_another_program_is_not_put_back(make_hall: MakeHall, tmp_path: Path):
    other = sqlite3.connect(tmp_path / "other.db")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.close()
    assert "not one of Kiosk's" in refused(make_hall(), "restore", str(tmp_path / "other.db"))


def test_the_copy_before_a_migration_holds_no_secret_of_an_open_question(voting: Hall):
    voting.stop()
    connection = sqlite3.connect(voting.database)
    [(secret,)] = connection.execute("SELECT secret FROM question WHERE secret IS NOT NULL")
    # As if this program had one more: that one makes tables, which may be there already.
    connection.execute("DELETE FROM schema_migration WHERE name = '0007_exit'")
    connection.commit()
    connection.close()
    said = voting.command([*KIOSK, "migrate"]).stdout
    [copy] = voting.instance.glob("before-*.db")
    assert str(copy) in said
    assert copy.stat().st_mode & 0o777 == 0o600
    assert secret.encode() not in copy.read_bytes()
