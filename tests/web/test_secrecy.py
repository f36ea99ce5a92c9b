"""Nobody learns who voted what: not from the tables, the log before them, a copy, or the answer."""

import hashlib
import sqlite3
from pathlib import Path
from typing import Any, cast

import pytest
from flask import Flask

from kiosk import backup
from kiosk.db import database
from kiosk.live import bell
from kiosk.voting import queries
from kiosk.voting.models import Ballot
from kiosk.voting.secrets import voter_key
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient

COLUMNS = {"id", "question_id", "voter_key", "answer", "operation"}


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting with five questions."""
    return make_hall()


def files(app: Flask) -> bytes:
    """Return every byte of the database and of the log that lies before it."""
    folder = Path(app.config["KIOSK"].instance)
    return b"".join(path.read_bytes() for path in sorted(folder.glob("kiosk.db*")))


def test_a_ballot_holds_no_moment_no_address_and_no_person():
    assert set(Ballot._meta.columns) == COLUMNS


def test_ballots_lie_in_the_order_of_random_keys(app: Flask, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 40)
    ids = [row[0] for row in database.execute_sql("SELECT id FROM ballot").fetchall()]
    assert ids == sorted(ids)
    with pytest.raises(Exception, match="no such column"):
        database.execute_sql("SELECT rowid FROM ballot")


def test_closing_destroys_the_secret_in_every_file(app: Flask, hall: Hall):
    question = hall.open()
    secret = queries.get_question(question.id).secret
    assert secret
    assert secret.encode() in files(app)
    hall.vote(question, ["often"] * 9)
    hall.close(question)
    assert queries.get_question(question.id).secret is None
    assert secret.encode() not in files(app)


def test_a_secret_that_a_reader_kept_in_the_log_is_wiped_as_soon_as_it_has_gone(
    app: Flask, hall: Hall, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(bell, "LOOK_AGAIN_SECONDS", 0)
    question = hall.open()
    secret = (queries.get_question(question.id).secret or "-").encode()
    with sqlite3.connect(app.config["KIOSK"].database) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM question").fetchall()
        hall.close(question)
        assert secret in files(app)
    reader.close()
    bell._look_again(app)
    assert secret not in files(app)


def test_closing_leaves_nothing_of_a_ballot_but_the_answer(app: Flask, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 9 + ["never"] * 3)
    before = [(b.id, b.voter_key, b.operation) for b in Ballot.select()]
    counts = queries.count_answers(question.id)
    hall.close(question)
    kept = files(app)
    assert all(before[0])
    assert not [mark for ballot in before for mark in ballot if mark.encode() in kept]
    assert queries.count_answers(question.id) == counts
    assert {ballot.operation for ballot in Ballot.select()} == {""}


def test_a_closed_ballot_lies_in_the_file_where_its_random_key_says(app: Flask, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 20)
    hall.close(question)
    kept = Path(app.config["KIOSK"].database).read_bytes()
    places = [kept.index(ballot.id.encode()) for ballot in Ballot.select().order_by(Ballot.id)]
    assert places == sorted(places, reverse=True)  # SQLite fills a page from its end


def test_no_copy_holds_a_secret_or_what_a_phone_remembers(app: Flask, hall: Hall, tmp_path: Path):
    question, settings = hall.open(), app.config["KIOSK"]
    hall.vote(question, ["often"] * 3)
    marks = [queries.get_question(question.id).secret or "-"]
    marks += [ballot.operation for ballot in Ballot.select()]
    copy = backup.make_backup(settings, tmp_path / "copy.db")
    cast(Any, database.obj).close_all()
    aside = backup.restore(settings, copy)
    assert aside
    for kept in (copy, *aside.parent.glob(f"{aside.name}*"), Path(settings.database)):
        assert not [mark for mark in marks if mark.encode() in kept.read_bytes()]


def test_who_has_the_files_and_the_token_cannot_find_the_ballot(app: Flask, hall: Hall):
    question = hall.open()
    tokens = hall.voters(9)
    hall.vote(question, ["often"] * 9)
    keys = {ballot.voter_key for ballot in Ballot.select()}
    hall.close(question)
    stored = queries.get_question(question.id)
    guesses = [str(value) for value in stored.__data__.values()] + [CODE, str(stored.id)]
    for token in tokens:
        hashed = hashlib.sha256(token.encode()).hexdigest()
        made = {voter_key(guess, voter) for guess in guesses for voter in (token, hashed)}
        assert not made & keys
    assert len(keys) == 9


def test_a_token_is_never_in_a_file(app: Flask, hall: Hall):
    hall.vote(hall.open(), ["often"] * 9)
    assert b"token-3-KX4P7Q" not in files(app)


def test_voters_have_other_keys_at_the_next_question(app: Flask, hall: Hall):
    for number in (0, 3):
        question = hall.open(number)
        option = question.options[0]["id"]
        hall.vote(question, [option] * 9)
        hall.close(question)
    keys = [ballot.voter_key for ballot in Ballot.select()]
    assert len(keys) == len(set(keys)) == 18


def test_the_salt_of_a_withheld_result_is_shown_nowhere(as_host: CheckingClient, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 4)
    closed = hall.reveal(hall.close(question))
    for page in ("console", "result", "result.csv"):
        text = as_host.get(f"/meetings/{hall.meeting.id}/{page}").get_data(as_text=True)
        assert closed.salt not in text


def test_a_closed_result_is_what_its_fingerprint_says(app: Flask, hall: Hall):
    from kiosk.questions.fingerprint import fingerprint
    from kiosk.voting.specs import spec_of

    question = hall.open()
    hall.vote(question, ["often"] * 5 + ["never"] * 4)
    closed = hall.close(question)
    counts = queries.count_answers(closed.id)
    again = fingerprint(CODE, closed.id, spec_of(closed), counts, closed.salt)
    assert again == closed.fingerprint
    counts['["often"]'] += 1
    assert fingerprint(CODE, closed.id, spec_of(closed), counts, closed.salt) != again


def test_the_same_voter_twice_is_refused_by_the_table_itself(app: Flask, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"])
    row = Ballot.get()
    path = app.config["KIOSK"].database
    with sqlite3.connect(path) as thief, pytest.raises(sqlite3.IntegrityError):
        thief.execute(
            "INSERT INTO ballot (id, question_id, voter_key, answer, operation)"
            " VALUES ('x', ?, ?, '[]', '')",
            (question.id, row.voter_key),
        )


def test_a_page_cannot_write_by_mistake(app: Flask, hall: Hall):
    with app.test_request_context("/"), pytest.raises(Exception, match="readonly"):
        Ballot.delete().execute()
