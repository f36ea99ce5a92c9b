"""The demo: one invented municipality in an empty database."""

import pytest
from flask import Flask

from kiosk import clock, demo
from kiosk.demo_words import COMPANIES, MUNICIPALITY, OTHERS
from kiosk.evaluations.models import Procurement
from kiosk.evaluations.models_answers import Response
from kiosk.evaluations.rules import STATES
from kiosk.meetings.models import Meeting
from kiosk.meetings.queries import list_meetings
from kiosk.meetings.queries_attendance import count_presence
from kiosk.questions.tally import tally
from kiosk.voting import queries, queries_exit, queries_wishes, rules
from kiosk.voting.specs import spec_of
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client


@pytest.fixture
def filled(empty_app: Flask) -> demo.Filled:
    return demo.fill(empty_app.config["KIOSK"])


@pytest.fixture
def visitor(empty_app: Flask, filled: demo.Filled) -> CheckingClient:
    return new_client(empty_app)


def meetings() -> tuple[Meeting, Meeting, Meeting]:
    coming, today, last_year = list_meetings()
    return last_year, today, coming


def phases(meeting: Meeting) -> list[str]:
    return [rules.phase(question) for question in queries.list_questions(meeting.id)]


def test_fifty_companies_and_some_others_are_checked_in_today(filled: demo.Filled):
    presence = count_presence(meetings()[1].id)
    assert presence.by_role["company"] == len(set(COMPANIES)) == 50
    assert presence.total == 50 + len(OTHERS)
    assert 0 < presence.by_mode["remote"] < 15


def test_today_stands_at_an_open_third_question_with_31_ballots(filled: demo.Filled):
    today = meetings()[1]
    assert phases(today) == ["revealed", "revealed", "open", "planned", "planned", "planned"]
    assert queries.count_ballots(queries.list_questions(today.id)[2].id) == 31
    assert today.title == filled.meeting


def test_last_year_has_ended_with_every_result_revealed(filled: demo.Filled):
    last_year, today, coming = meetings()
    assert set(phases(last_year)) == {"revealed"}
    assert queries.get_stage(last_year.id).scene == "ended"
    years = [clock.local(meeting.starts_at).year for meeting in (last_year, today)]
    assert years[0] == years[1] - 1
    assert set(phases(coming)) == {"planned"}


def test_last_years_result_stands_beside_todays(filled: demo.Filled):
    first = queries.list_questions(meetings()[1].id)[0]
    before = queries.get_result(first, 7).before
    assert before
    assert before.rows


def test_the_numbers_add_up(filled: demo.Filled):
    for meeting in meetings():
        people = count_presence(meeting.id).total
        for question in queries.list_questions(meeting.id):
            shown = tally(spec_of(question), queries.count_answers(question.id))
            assert shown.voters == shown.counted == queries.count_ballots(question.id) <= people


def test_what_was_printed_opens_every_door(visitor: CheckingClient, filled: demo.Filled):
    visitor.get(filled.phone_path, status=302)
    assert filled.meeting in visitor.get(filled.screen_path).text
    for account in filled.accounts:
        form = {"email": account.email, "password": account.password}
        assert visitor.post(filled.sign_in_path, status=405)
        assert visitor.post("/sessions", data=form).location == "/meetings"
        visitor.post("/sessions/ending")


def test_the_host_finds_console_and_results(visitor: CheckingClient, filled: demo.Filled):
    form = {"email": filled.host.email, "password": filled.host.password}
    visitor.post("/sessions", data=form)
    assert MUNICIPALITY in visitor.get(filled.console_path).text
    for meeting in meetings():
        visitor.get(f"/meetings/{meeting.id}/result")


def test_the_demo_never_mixes_with_what_is_there(filled: demo.Filled):
    assert not demo.is_empty()
    with pytest.raises(demo.NotEmpty):
        demo.fill()
    assert len(list_meetings()) == 3


def test_a_single_user_is_enough_to_keep_the_demo_away(app: Flask):
    assert not list_meetings()
    with pytest.raises(demo.NotEmpty):
        demo.fill(app.config["KIOSK"])


def test_passwords_are_made_anew_and_told_once(filled: demo.Filled):
    passwords = [account.password for account in filled.accounts]
    assert len(set(passwords)) == 3
    assert min(map(len, passwords)) >= 19
    said = "\n".join(demo.lines(filled, "http://here", "http://phones"))
    assert said.count(filled.host.password) == 1
    assert f"http://phones/{filled.code}" in said
    assert f"http://here{filled.screen_path}" in said


def test_the_report_and_every_state_of_a_procurement_are_there(
    visitor: CheckingClient, filled: demo.Filled
):
    assert {one.state for one in Procurement.select()} == set(STATES)
    assert Response.select().where(~Response.waiting).count() > 4 * 7
    small = Response.select().where(Response.category == "Tolk och omsorg").count()
    assert 0 < small < 7
    visitor.get(filled.form_path, status=303)
    visitor.post("/sessions", data={"email": filled.host.email, "password": filled.host.password})
    assert "Index enligt NKI-modellen" in visitor.get("/report").text


def test_last_year_they_said_what_they_thought_and_todays_trend_begins_there(
    visitor: CheckingClient, filled: demo.Filled
):
    last_year, today, _coming = meetings()
    visitor.post("/sessions", data={"email": filled.host.email, "password": filled.host.password})
    assert "Mer tid vid borden" in visitor.get(f"/meetings/{last_year.id}/result").text
    (first,) = queries_exit.list_trend(today)
    assert (first.meeting.id, first.share is None) == (last_year.id, False)


def test_both_of_todays_boxes_have_wishes(filled: demo.Filled):
    boards = queries_wishes.list_boards(queries_wishes.list_boxes(meetings()[1].id))
    assert [len(board.approved) >= 3 for board in boards] == [True, True]
    assert [len(board.waiting) for board in boards] == [1, 1]
