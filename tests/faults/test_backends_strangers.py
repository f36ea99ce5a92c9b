"""What strangers send, and what a closing must wipe, on SQLite and on PostgreSQL."""

import sqlite3
from contextlib import closing
from typing import Any, cast

import psycopg
import pytest

from kiosk.db import database
from kiosk.staff.queries import find_user_by_email
from kiosk.voting import queries
from kiosk.voting.models import Ballot
from kiosk.voting.operations_ballots import cast_ballot
from tests.faults.houses import House
from tests.support.meeting import Hall, make_hall


@pytest.fixture
def hall(house: House) -> Hall:
    """A meeting whose first question is open."""
    made = make_hall()
    made.open(0)
    return made


def another_program(house: House) -> Any:
    """Open the database as a program that is none of ours would."""
    if house.cluster:
        return psycopg.connect(house.settings.database, autocommit=True)
    return sqlite3.connect(house.settings.database, isolation_level=None)


def test_a_character_that_the_database_cannot_hold_is_no_mishap(hall: Hall):
    question, [voter] = hall.questions[0], hall.voters(1)
    cast_ballot(question.id, voter, ["often"], "\0a\0try")
    assert queries.count_ballots(question.id) == 1
    assert find_user_by_email("nobody\0@example.se") is None


def test_closing_makes_every_ballot_anew(hall: Hall):
    question = hall.questions[0]
    hall.vote(question, ["often"] * 600)  # more than one statement writes
    before = {mark for b in Ballot.select() for mark in (b.id, b.voter_key, b.operation)}
    hall.close(question)
    after = {mark for b in Ballot.select() for mark in (b.id, b.voter_key, b.operation)}
    assert before & after == set()
    assert queries.count_answers(question.id) == {'["often"]': 600}


def test_what_could_not_be_wiped_at_once_is_wiped_later(hall: Hall, house: House):
    kept = cast(Any, database.obj)
    with closing(another_program(house)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM question")
        hall.close(hall.questions[0])
        assert kept._unwiped
    kept.wipe_again()
    assert not kept._unwiped
