"""Counting by company and splitting into groups are the same on either database."""

from functools import partial
from typing import Any, cast

import pytest

from kiosk.db import database
from kiosk.errors import Refusal
from kiosk.meetings.operations import check_in
from kiosk.tokens import new_token
from kiosk.voting import operations, queries, queries_groups
from kiosk.voting.models_groups import GroupMark
from tests.faults.houses import House, all_at_once, files_with
from tests.support.groups import ask, close, many, parts_of, vote, vote_again
from tests.support.meeting import Hall, make_hall
from tests.support.questions import COLOURS


@pytest.fixture
def hall(house: House) -> Hall:
    """A meeting with a list of municipalities."""
    return make_hall(threshold=7, municipalities="Lärkvik\nNorrby")


def test_both_counts_are_kept_alike_and_no_mark_is_left(hall: Hall, house: House):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, [*many(8, "red"), *many(8, "red"), *many(8, "green", role="other")])
    assert queries_groups.count_companies(queries.get_question(question.id)) == 8
    closed = close(question)
    assert closed.also_outcome == "shown"
    assert parts_of(closed) == {"companies": {'["red"]': 8}}
    assert house.rows("SELECT COUNT(*) FROM group_mark") == [(0,)]
    shown = queries.get_result(closed, 7).groups
    assert shown
    assert [part.tally.voters for part in shown.parts] == [8]


def test_where_only_companies_may_be_kept_no_persons_answer_is(hall: Hall, house: House):
    question = ask(hall, "deciding", COLOURS)
    vote(hall, question, [*many(9, "red"), ({"role": "other"}, "blue")])
    closed = close(question)
    assert house.rows("SELECT DISTINCT answer FROM ballot") == [('["red"]',)]
    assert (closed.also_persons, queries.count_ballots(closed.id)) == (10, 9)


def test_a_split_and_the_municipality_come_back_as_they_went_in(hall: Hall, house: House):
    question = ask(hall, "municipality", COLOURS)
    [first, *_rest] = vote(hall, question, many(9, "red", municipality="Lärkvik"))
    vote(hall, question, many(8, "blue", municipality="Norrby"))
    check_in(hall.meeting.id, first, role="other", municipality="Norrby")
    vote_again(hall, question, first, "green")
    assert house.rows("SELECT COUNT(*) FROM group_mark WHERE mark = 'Norrby'") == [(9,)]
    closed = close(question)
    assert parts_of(closed)["Norrby"] == {'["blue"]': 8, '["green"]': 1}


def test_votes_that_race_the_closing_are_in_both_counts_or_in_none(hall: Hall, house: House):
    question = ask(hall, "companies", COLOURS)
    tokens = [new_token() for _ in range(24)]
    for number, token in enumerate(tokens):
        check_in(hall.meeting.id, token, role="company", company=f"Företag {number} AB")
    votes = [partial(vote_again, hall, question, token, "red") for token in tokens]
    all_at_once(*votes[:12], partial(operations.close_question, question.id, None), *votes[12:])
    closed = queries.get_question(question.id)
    voices = sum(parts_of(closed).get("companies", {}).values())
    assert voices in (0, queries.count_ballots(closed.id))
    assert (closed.also_outcome == "shown") == (voices >= 7)
    assert GroupMark.select().count() == 0


def on_disk(house: House, text: str) -> bool:
    """Tell whether a text lies in any file of the database; PostgreSQL's log is another matter."""
    if house.cluster:
        house.cluster.sql("postgres", "CHECKPOINT")
        folder = house.cluster.data / "base"
    else:
        folder = house.settings.instance
    return bool(files_with(folder, text))


def test_no_mark_of_a_closed_vote_is_left_on_the_disk(hall: Hall, house: House):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, many(9, "red"))
    marks = [value for row in GroupMark.select() for value in (row.voter_key, row.mark)]
    assert on_disk(house, marks[0])
    close(question)
    for _try in range(10):  # as the bell does, should the server itself have been in the way
        cast(Any, database.obj).wipe_again()
    assert not [mark for mark in marks if on_disk(house, mark)]


def test_an_opening_that_is_taken_back_leaves_no_mark(hall: Hall, house: House):
    question = ask(hall, "role", COLOURS)
    operations.take_back(hall.meeting.id, None)
    with pytest.raises(Refusal, match="vote_closed"):
        vote(hall, question, many(1, "red"))
    assert GroupMark.select().count() == 0
