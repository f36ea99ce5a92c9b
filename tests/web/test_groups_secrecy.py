"""Counting by company and splitting into groups tell nothing of who answered what."""

from pathlib import Path

import pytest
from flask import Flask

from kiosk import backup
from kiosk.db import database
from kiosk.meetings.operations import check_in
from kiosk.meetings.queries import find_attendee
from kiosk.tokens import derived_token, token_hash
from kiosk.voting import operations, queries, queries_sittings
from kiosk.voting.models import Ballot
from kiosk.voting.models_groups import GroupMark, GroupResult
from kiosk.voting.rules_groups import company_key
from kiosk.voting.secrets import voter_key
from tests.support.groups import PEPPER, ask, close, many, parts_of, vote, vote_again
from tests.support.meeting import Hall, make_hall
from tests.support.questions import COLOURS

PAIR = [({"company": "Öbygg AB"}, "red"), ({"company": "AB Öbygg"}, "green")]


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting where results need seven answers."""
    return make_hall(threshold=7)


def files(app: Flask) -> bytes:
    folder = Path(app.config["KIOSK"].instance)
    return b"".join(path.read_bytes() for path in sorted(folder.glob("kiosk.db*")))


def marks() -> list[str]:
    return [str(row.mark) for row in GroupMark.select()]


def test_the_ballot_itself_holds_no_group():
    assert set(Ballot._meta.columns) == {"id", "question_id", "voter_key", "answer", "operation"}
    assert set(GroupMark._meta.columns) == {"question_id", "voter_key", "mark"}


def test_while_a_vote_is_open_the_tables_alone_do_not_name_a_company(app: Flask, hall: Hall):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, PAIR)
    secret = queries.get_question(question.id).secret or "-"
    known = company_key("Öbygg AB")
    guesses = [known, "Öbygg AB", derived_token(secret, "company", str(question.id), known)]
    assert len(set(marks())) == 1  # written in two ways, and one company
    guesses.append(derived_token(PEPPER, "company", str(question.id), known))
    assert not {voter_key(secret, guess) for guess in guesses[:-1]} & set(marks())
    assert not set(guesses) & set(marks())  # nor does the installation's secret alone


@pytest.mark.parametrize("also", ["companies", "deciding", "role", "mode", "municipality"])
def test_closing_leaves_no_mark_in_any_file(app: Flask, hall: Hall, also: str):
    question = ask(hall, also, COLOURS)
    vote(hall, question, [*PAIR, *many(9, "red", municipality="Åmark", mode="remote")])
    rows = [(row.voter_key, row.mark) for row in GroupMark.select()]
    assert len(rows) == 11
    secret = str(queries.get_question(question.id).secret)
    closed = close(question)
    assert GroupMark.select().count() == 0
    kept = files(app)
    keys = [key for key, _mark in rows] + [mark for _key, mark in rows if len(mark) == 64]
    assert not [one for one in [*keys, secret] if one.encode() in kept]
    assert closed.secret is None


def test_who_has_the_files_and_the_installations_secret_cannot_find_a_companys_ballot(
    app: Flask, hall: Hall
):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, many(9, "red"))
    before = set(marks())
    closed = close(question)
    group = derived_token(PEPPER, "company", str(question.id), company_key("Företag 3 AB"))
    made = {voter_key(str(value), group) for value in closed.__data__.values()}
    assert not made & before
    assert not made & {ballot.voter_key for ballot in Ballot.select()}


def test_what_is_kept_of_a_split_is_sums_of_enough_people(app: Flask, hall: Hall):
    question = ask(hall, "role", COLOURS)
    votes = many(12, "red") + many(8, "green", role="municipality", company="")
    vote(hall, question, [*votes, *many(1, "blue", role="association")])
    close(question)
    assert parts_of(question) == {"company": {'["red"]': 12}, "": {'["green"]': 8, '["blue"]': 1}}
    assert b"association" not in _of_table("group_result")


def _of_table(name: str) -> bytes:
    return repr(database.execute_sql(f"SELECT * FROM {name}").fetchall()).encode()


def test_where_companies_decide_and_the_difference_is_of_few_no_persons_answer_is_kept(
    app: Flask, hall: Hall
):
    question = ask(hall, "deciding", COLOURS)
    vote(hall, question, [*many(9, "red"), ({"role": "other"}, "blue")])
    closed = close(question)
    assert (closed.also_outcome, closed.also_persons) == ("alone", 10)
    assert queries.count_answers(question.id) == {'["red"]': 9}
    assert b"blue" not in _of_table("ballot") + _of_table("group_result")
    assert b'["blue"]' not in files(app)
    assert parts_of(question) == {}


def test_companies_voices_are_never_added_to_peoples_or_compared_with_them(hall: Hall):
    question = ask(hall, "deciding", COLOURS)
    vote(hall, question, [*many(9, "red"), ({"role": "other"}, "blue")])
    closed = close(question)
    assert closed.also_outcome == "alone"
    assert queries_sittings.find_revealed(hall.meeting.id, COLOURS) is None
    assert queries_sittings.find_together(closed) is None
    assert queries.get_result(closed, 7).before is None


def test_where_persons_decide_the_companies_are_not_kept_then(app: Flask, hall: Hall):
    question = ask(hall, "companies", COLOURS)
    vote(hall, question, [*many(9, "red"), ({"role": "other"}, "blue")])
    closed = close(question)
    assert closed.also_outcome == "near"
    assert queries.count_answers(question.id) == {'["red"]': 9, '["blue"]': 1}
    assert GroupResult.select().count() == 0


def test_who_votes_again_counts_once_where_they_are_now(app: Flask, hall: Hall):
    question = ask(hall, "role", COLOURS)
    votes = many(8, "red") + many(7, "green", role="municipality", company="")
    first, *_others = vote(hall, question, votes)
    check_in(hall.meeting.id, first, role="municipality")
    assert marks().count("municipality") == 7
    vote_again(hall, question, first, "blue")
    assert marks().count("municipality") == 8
    close(question)
    assert parts_of(question)["municipality"] == {'["green"]': 7, '["blue"]': 1}


def test_who_changes_company_after_voting_counts_where_they_voted(app: Flask, hall: Hall):
    question = ask(hall, "companies", COLOURS)
    [token] = vote(hall, question, many(1, "red"))
    before = marks()
    check_in(hall.meeting.id, token, role="company", company="Annat AB")
    assert marks() == before
    vote_again(hall, question, token, "red")
    assert marks() != before
    assert len(marks()) == 1


def test_who_only_votes_belongs_to_no_group(app: Flask):
    hall = make_hall(level="open")
    question = ask(hall, "role", COLOURS)
    vote(hall, question, [({"vote_only": True}, "red")])  # type: ignore[dict-item]
    assert marks() == [""]


def test_a_purged_check_in_does_not_stop_a_vote(app: Flask, hall: Hall):
    from kiosk.voting.queries_groups import group_of

    assert group_of("role", 1, "nobody", PEPPER) == ""
    assert find_attendee(hall.meeting.id, token_hash("nobody")) is None


def test_a_copy_holds_no_marks_and_closing_it_says_that_they_are_lost(
    app: Flask, hall: Hall, tmp_path: Path
):
    question = ask(hall, "role", COLOURS)
    vote(hall, question, many(9, "red"))
    keys = [str(row.voter_key) for row in GroupMark.select()]
    settings = app.config["KIOSK"]
    copy = backup.make_backup(settings, tmp_path / "copy.db")
    assert b"group_mark" in copy.read_bytes()
    database.obj.close_all()
    backup.restore(settings, copy)
    assert GroupMark.select().count() == 0
    assert keys
    operations.close_question(question.id, None)
    assert queries.get_question(question.id).also_outcome == "lost"
