"""The same promises on SQLite and on PostgreSQL: one suite, run over both."""

import itertools
import time
from contextlib import suppress
from functools import partial

import pytest
from peewee import IntegrityError

from kiosk import schema
from kiosk.db import database, run_sql, write
from kiosk.errors import Refusal
from kiosk.meetings.operations import check_in
from kiosk.tokens import new_token
from kiosk.voting import operations, queries
from kiosk.voting.models import Question
from kiosk.voting.operations_ballots import cast_ballot
from tests.faults.houses import House, all_at_once
from tests.support.meeting import CODE, Hall, make_hall

ENTRY = (
    "INSERT INTO ballot (id, question_id, voter_key, answer, operation) "
    "VALUES (?, ?, 'the same voter', '[\"yes\"]', '')"
)


@pytest.fixture
def hall(house: House) -> Hall:
    """A meeting whose first question is open."""
    made = make_hall()
    made.open(0)
    return made


def answers_of(question: Question) -> list[str]:
    """Return the ids that a ballot may hold."""
    return [str(option["id"]) for option in question.options]


def test_an_empty_database_gets_every_table_and_then_nothing_more(house: House):
    names = [row[0] for row in house.rows("SELECT name FROM schema_migration ORDER BY name")]
    assert names == [path.stem for path in sorted(schema.DIRECTORY.glob("[0-9]*.py"))]
    assert schema.pending(house.settings) == []
    assert schema.migrate(house.settings) == ([], None)


def test_a_newer_database_is_refused(house: House):
    write(
        lambda: run_sql(
            "INSERT INTO schema_migration (name, applied) VALUES (?, '2030-01-01')", ("9999_x",)
        )
    )
    with pytest.raises(schema.SchemaError, match=r"newer Kiosk .* 9999_x"):
        schema.pending(house.settings)


def test_a_check_in_that_is_sent_20_times_is_one_person(hall: Hall, house: House):
    arrive = partial(check_in, hall.meeting.id, "one token", role="company", name="Eva")
    assert all_at_once(*[arrive] * 20) == [None] * 20
    assert house.rows("SELECT name FROM attendance") == [("Eva",)]


def test_100_voters_at_once_are_100_ballots(hall: Hall):
    question, voters = hall.questions[0], hall.voters(100)
    yes = answers_of(question)[:1]
    votes = [partial(cast_ballot, question.id, voter, yes, new_token()) for voter in voters]
    assert len(set(all_at_once(*votes))) == 1
    assert queries.count_ballots(question.id) == 100


def test_one_voter_100_times_at_once_is_one_ballot(hall: Hall):
    question, [voter] = hall.questions[0], hall.voters(1)
    choices = answers_of(question)
    votes = [
        partial(cast_ballot, question.id, voter, [choices[n % 2]], f"try {n}") for n in range(100)
    ]
    assert "vote_closed" not in all_at_once(*votes)
    assert queries.count_ballots(question.id) == 1


def test_a_repeated_try_changes_nothing_and_a_new_one_replaces(hall: Hall):
    question, [voter] = hall.questions[0], hall.voters(1)
    first, second, *_ = answers_of(question)
    stored = []
    for answer, operation in [(first, "a"), (second, "a"), (second, "b")]:
        cast_ballot(question.id, voter, [answer], operation)
        stored.append(queries.find_ballot(question.id, voter))
    assert stored == [f'["{answer}"]' for answer in (first, first, second)]
    assert queries.count_ballots(question.id) == 1


def test_every_one_of_50_closings_that_race_50_votes_finds_the_same_result(hall: Hall):
    question, voters = hall.questions[0], hall.voters(50)
    yes = answers_of(question)[:1]

    def close() -> tuple[str, dict[str, int]]:
        with suppress(Refusal):  # but for one of them: it is closed already
            operations.close_question(question.id, None)
        return queries.get_question(question.id).fingerprint, queries.count_answers(question.id)

    votes = [partial(cast_ballot, question.id, voter, yes, new_token()) for voter in voters]
    said = all_at_once(*[job for pair in zip(votes, [close] * 50, strict=True) for job in pair])
    [(fixed, counts)] = {str(one): one for one in said[1::2]}.values()
    assert len(fixed) == 64
    assert sum(counts.values()) == sum(one != "vote_closed" for one in said[::2])


def test_a_closing_waits_for_ballots_on_their_way_and_not_for_those_after(hall: Hall):
    question, voters = hall.questions[0], hall.voters(18)
    choices, sent, asked = answers_of(question), itertools.count(), []

    def go_on_voting(voter: str) -> None:
        for number in itertools.islice(sent, 400):  # and they end, should nobody stop them
            cast_ballot(question.id, voter, [choices[number % 2]], f"try {number}")

    def close() -> None:
        while next(sent) < 50:
            time.sleep(0.001)
        asked.append(next(sent))
        operations.close_question(question.id, None)
        asked.append(next(sent))

    said = all_at_once(close, *[partial(go_on_voting, voter) for voter in voters])
    assert said == [None] + ["vote_closed"] * 18
    assert asked[1] - asked[0] < 3000  # of 7200; with row locks nearly all came first


def test_no_ballot_is_left_in_a_question_whose_opening_is_taken_back(house: House):
    for number in range(8):
        hall = make_hall(f"{CODE[:5]}{number + 2}")
        question, voters = hall.open(0), hall.voters(6)
        yes = answers_of(question)[:1]
        votes = [partial(cast_ballot, question.id, voter, yes, new_token()) for voter in voters]
        back = partial(operations.take_back, hall.meeting.id, None)
        said = all_at_once(votes[0], back, *votes[1:])
        assert ("has_ballots" in said) == bool(queries.count_ballots(question.id))


def test_one_refused_job_leaves_the_others(hall: Hall):
    question, voters = hall.questions[0], hall.voters(20)
    yes = answers_of(question)[:1]

    def refused() -> None:
        cast_ballot(question.id, "somebody else", yes, new_token())
        raise Refusal("changed_my_mind", "No.")

    votes = [partial(cast_ballot, question.id, voter, yes, new_token()) for voter in voters]
    said = all_at_once(*votes, *[partial(write, refused)] * 20)
    assert said[20:] == ["changed_my_mind"] * 20
    assert queries.count_ballots(question.id) == 20


def test_of_two_first_steps_at_once_one_is_taken(house: House):
    for number in range(8):
        hall = make_hall(f"{CODE[:5]}{number + 2}")
        said = all_at_once(
            *[partial(operations.open_question, one.id, None) for one in hall.questions[:2]]
        )
        assert len([one for one in said if isinstance(one, str)]) == 1
        opened = [one for one in queries.list_questions(hall.meeting.id) if one.opened_at]
        assert [queries.get_stage(hall.meeting.id).question_id] == [one.id for one in opened]


def test_the_table_itself_refuses_a_second_ballot_of_a_voter(hall: Hall):
    question = hall.questions[0].id
    write(lambda: run_sql(ENTRY, ("one", question)))
    with pytest.raises(IntegrityError):
        write(lambda: run_sql(ENTRY, ("two", question)))
    assert queries.count_ballots(question) == 1


def test_the_secret_is_gone_when_the_question_is_closed(hall: Hall, house: House):
    question = hall.questions[0]
    hall.vote(question, answers_of(question)[:1] * 9)
    assert house.rows("SELECT COUNT(*) FROM question WHERE secret IS NOT NULL") == [(1,)]
    hall.close(question)
    assert house.rows("SELECT COUNT(*) FROM question WHERE secret IS NOT NULL") == [(0,)]
    assert queries.count_ballots(question.id) == 9


def test_a_restored_question_without_its_secret_takes_no_votes(hall: Hall):
    question, [voter] = hall.questions[0], hall.voters(1)
    write(lambda: run_sql("UPDATE question SET secret = NULL"))
    with pytest.raises(Refusal, match="vote_closed"):
        cast_ballot(question.id, voter, answers_of(question)[:1], "one")


def test_every_moment_comes_back_as_it_went_in(hall: Hall):
    question = hall.close(hall.questions[0])
    assert question.opened_at.utcoffset().total_seconds() == 0
    assert question.opened_at <= question.closed_at
    assert not database.in_transaction()
