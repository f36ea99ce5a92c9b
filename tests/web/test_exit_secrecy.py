"""Nobody learns who answered what at the way out: not from the tables, a copy, or the keys."""

import hashlib
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from kiosk import backup
from kiosk.voting import operations_exit, queries_exit
from kiosk.voting.models_exit import ExitAnswer
from kiosk.voting.secrets import voter_key
from tests.support.leaving import ITEMS, leave, send
from tests.support.meeting import Hall, make_hall

COLUMNS = {"id", "meeting_id", "item", "voter_key", "answer", "operation"}


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting that people have answered at."""
    made = make_hall()
    leave(made, ["very"] * 9 + ["a_little"] * 3, "Kortare föredrag")
    return made


def files(app: Flask) -> bytes:
    folder = Path(app.config["KIOSK"].instance)
    return b"".join(path.read_bytes() for path in sorted(folder.glob("kiosk.db*")))


def secret_of(hall: Hall) -> str:
    return str(queries_exit.find_form(hall.meeting.id).secret)


def test_an_answer_holds_no_moment_no_address_and_no_person():
    assert set(ExitAnswer._meta.columns) == COLUMNS


def test_no_two_answers_of_one_person_have_anything_in_common(app: Flask, hall: Hall):
    send(hall, "token-0-KX4P7Q", x1="very", x2="yes", x3="right", x4="lunch", x5="Ett ord")
    rows = list(ExitAnswer.select())
    keys = [row.voter_key for row in rows] + [row.operation for row in rows]
    assert len(keys) == len(set(keys))


def test_closing_destroys_the_secret_in_every_file(app: Flask, hall: Hall):
    secret = secret_of(hall).encode()
    assert secret in files(app)
    operations_exit.close_exit(hall.meeting.id, None)
    assert queries_exit.find_form(hall.meeting.id).secret is None
    assert secret not in files(app)


def test_closing_leaves_nothing_of_a_row_but_the_answer(app: Flask, hall: Hall):
    before = [mark for row in ExitAnswer.select() for mark in (row.id, row.voter_key)]
    before += [row.operation for row in ExitAnswer.select()]
    counts = [queries_exit.count_answers(hall.meeting.id, item) for item in ITEMS]
    operations_exit.close_exit(hall.meeting.id, None)
    kept = files(app)
    assert not [mark for mark in before if mark.encode() in kept]
    assert counts == [queries_exit.count_answers(hall.meeting.id, item) for item in ITEMS]
    assert {row.operation for row in ExitAnswer.select()} == {""}


def test_no_copy_holds_a_secret_or_what_a_phone_remembers(app: Flask, hall: Hall, tmp_path: Path):
    marks = [secret_of(hall), *(row.operation for row in ExitAnswer.select())]
    copy = backup.make_backup(app.config["KIOSK"], tmp_path / "copy.db").read_bytes()
    assert all(marks)
    assert not [mark for mark in marks if mark.encode() in copy]


def test_a_restored_copy_takes_no_more_answers(app: Flask, hall: Hall, tmp_path: Path):
    copy = backup.make_backup(app.config["KIOSK"], tmp_path / "copy.db")
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT secret FROM exit_form").fetchall() == [(None,)]
    kept.close()


def test_who_has_the_files_and_the_token_cannot_find_the_answer(app: Flask, hall: Hall):
    keys = {row.voter_key for row in ExitAnswer.select()}
    operations_exit.close_exit(hall.meeting.id, None)
    form = queries_exit.find_form(hall.meeting.id)
    guesses = [str(value) for value in form.__data__.values()]
    for number in range(12):
        token = f"token-{number}-KX4P7Q"
        voters = (token, hashlib.sha256(token.encode()).hexdigest())
        made = {voter_key(g, f"{i}:{v}") for g in guesses for i in ("sent", *ITEMS) for v in voters}
        assert not made & keys


def test_a_token_is_never_in_a_file(app: Flask, hall: Hall):
    assert b"token-3-KX4P7Q" not in files(app)


def test_the_same_person_twice_is_refused_by_the_table_itself(app: Flask, hall: Hall):
    row = ExitAnswer.get()
    with (
        sqlite3.connect(app.config["KIOSK"].database) as thief,
        pytest.raises(sqlite3.IntegrityError),
    ):
        thief.execute(
            "INSERT INTO exit_answer (id, meeting_id, item, voter_key, answer, operation)"
            " VALUES ('x', ?, ?, ?, '[]', '')",
            (hall.meeting.id, row.item, row.voter_key),
        )
