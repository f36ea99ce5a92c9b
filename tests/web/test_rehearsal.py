"""Rehearsals: pretended people, and a host who has done it before it is real."""

import re
from datetime import timedelta

import pytest
from flask import Flask

import kiosk.meetings.queries as meetings
from kiosk import clock
from kiosk.db import run_sql, write
from kiosk.live.hub import hub, tally_topic
from kiosk.meetings import operations_rehearsal as rehearsals
from kiosk.meetings import queries_rehearsal, rules_rehearsal
from kiosk.meetings.models_rehearsal import Rehearsal
from kiosk.meetings.queries_cards import count_used
from kiosk.meetings.rules import personal_codes
from kiosk.server_rehearsal import Driver
from kiosk.server_rehearsal_crowd import Plan
from kiosk.voting import operations, queries, queries_exit, queries_factors, queries_pitch
from kiosk.voting.models import Ballot, Question
from kiosk.voting.models_wishes import Support, Wish
from kiosk.voting.operations_boxes import STANDING, show_boxes
from kiosk.voting.operations_exit import show_exit
from kiosk.voting.operations_factor_votes import open_list
from kiosk.voting.operations_factors import Words, create_list
from kiosk.voting.operations_moderation import Moderator, approve_wish
from kiosk.voting.operations_pitch import set_sign_up
from kiosk.voting.rules_rehearsal import Act
from tests.support.meeting import make_hall
from tests.support.rehearsing import Practice, rehearse
from tests.web.checking import CheckingClient


@pytest.fixture
def practice(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Practice:
    return rehearse(monkeypatch, threshold=5)


def begin(as_host: CheckingClient, meeting_id: int, people: str = "50") -> str:
    answer = as_host.post(f"/meetings/{meeting_id}/rehearsals", data={"people": people})
    return answer.headers["Location"]


def ballots(practice: Practice) -> list[tuple[str, str]]:
    return sorted((one.voter_key, one.answer) for one in Ballot.select())


def test_the_button_opens_the_console_of_a_copy_that_says_what_it_is(
    as_host: CheckingClient,
) -> None:
    hall = make_hall()
    assert "Öva" in as_host.get(f"/meetings/{hall.meeting.id}").text
    console = as_host.get(begin(as_host, hall.meeting.id)).text
    assert "50 låtsasdeltagare" in console
    assert "ÖVNING" in console
    assert hall.meeting.code not in console.replace(" ", "")


def test_the_copy_has_the_questions_and_a_code_of_its_own(practice: Practice) -> None:
    asked = [one.prompt_sv for one in practice.questions]
    assert asked == [one.prompt_sv for one in practice.hall.questions]
    assert practice.copy.code != practice.hall.meeting.code
    assert practice.copy.title == "ÖVNING: Dialogträff"
    assert practice.copy.series_id is None


def test_beginning_again_goes_on_with_the_one_that_is_there(as_host: CheckingClient) -> None:
    hall = make_hall()
    first = begin(as_host, hall.meeting.id)
    assert begin(as_host, hall.meeting.id, "1000") == first
    assert Rehearsal.get().people == 50
    page = as_host.get(f"/meetings/{hall.meeting.id}").text
    assert "Fortsätt övningen" in page
    assert "Börja öva" not in page


def test_people_arrive_over_about_a_minute_and_connected_stays_true(practice: Practice) -> None:
    practice.after(25)
    some = meetings.count_checked_in(practice.copy.id)
    assert 0 < some < 10
    practice.after(40)
    assert queries.get_numbers(practice.copy.id, None).checked_in == 10
    assert hub.count_present(tally_topic(practice.copy.id)) == 0


def test_votes_come_after_the_opening_and_stop_at_the_closing(practice: Practice) -> None:
    practice.after(60)
    question = practice.questions[1]
    operations.open_question(question.id, 1)
    practice.after(2)
    assert queries.count_ballots(question.id) == 0
    practice.after(30)
    voted = queries.count_ballots(question.id)
    assert 5 <= voted <= 10
    operations.close_question(question.id, 1)
    practice.after(30)
    assert queries.count_ballots(question.id) == voted


def test_a_question_that_was_taken_back_is_answered_anew(practice: Practice) -> None:
    question = practice.questions[0]
    operations.open_question(question.id, 1)
    practice.after(1)
    operations.take_back(practice.copy.id, 1)
    practice.ahead[0] += timedelta(seconds=30)  # opened again before anybody has looked
    operations.open_question(question.id, 1)
    practice.after(1)
    assert queries.count_ballots(question.id) == 0


def test_wishes_wait_for_the_moderator_and_are_supported_once_approved(
    practice: Practice,
) -> None:
    show_boxes(practice.copy.id, STANDING["more_start"], 1)
    practice.after(60)
    assert {wish.state for wish in Wish.select()} == {"new"}
    assert Wish.select().count() == 10
    for wish in list(Wish.select()):
        approve_wish(wish.id, Moderator(1))
    practice.after(1)
    practice.after(40)
    assert Support.select().count() > 3


def test_most_answer_at_the_way_out(practice: Practice) -> None:
    show_exit(practice.copy.id, 1)
    practice.after(70)
    assert 4 <= queries_exit.count_sent(practice.copy.id) <= 10


def test_with_personal_codes_the_printed_ones_are_left_for_real_phones(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = rehearse(monkeypatch, level="roll", roll_size=3)
    codes = personal_codes(practice.driver.secret, practice.copy.code, practice.copy.roll_size)
    question = operations.open_question(practice.questions[0].id, 1).question
    practice.after(40)
    assert len(codes) == 13
    assert count_used(practice.copy.id) == meetings.count_checked_in(practice.copy.id) > 3
    assert [queries.find_ballot(question.id, f"roll:{one}") for one in codes[:3]] == [None] * 3
    assert any(queries.find_ballot(question.id, f"roll:{one}") for one in codes[3:])


def test_of_what_somebody_has_missed_only_the_last_is_done(practice: Practice) -> None:
    begun, done = clock.now(), [Act(1, 0, ("a",)), Act(2, 0, ("b",)), Act(9, 0, ("c",))]
    plan = Plan(begun, done, lambda _act: None)
    assert plan.take_due(begun + timedelta(seconds=5)) == [Act(2, 0, ("b",))]
    assert plan.take_due(begun + timedelta(seconds=9)) == [Act(9, 0, ("c",))]


def test_a_restarted_server_goes_on_and_nobody_votes_twice(practice: Practice) -> None:
    operations.open_question(practice.questions[0].id, 1)
    practice.after(120)  # the last have come, voted, and changed their minds
    before = ballots(practice)
    practice.driver = Driver(practice.driver.secret)
    practice.after(rules_rehearsal.LEASE.total_seconds() + 1)
    assert ballots(practice) == before
    assert meetings.count_checked_in(practice.copy.id) == 10


def test_of_several_processes_one_drives_until_it_is_gone(practice: Practice) -> None:
    one, two = practice.driver.process, "another"
    assert rehearsals.take_lead(practice.copy.id, one)
    assert not rehearsals.take_lead(practice.copy.id, two)
    practice.ahead[0] += timedelta(seconds=11)
    assert rehearsals.take_lead(practice.copy.id, two)
    practice.after(8)
    assert meetings.count_checked_in(practice.copy.id) == 0
    practice.after(60)
    assert meetings.count_checked_in(practice.copy.id) == 10


def test_they_rest_when_nobody_leads_for_two_hours_and_go_on_when_somebody_does(
    practice: Practice, as_host: CheckingClient
) -> None:
    practice.after(7300)
    assert meetings.count_checked_in(practice.copy.id) == 0
    assert "De vilar" in as_host.get(f"/meetings/{practice.copy.id}/console").text
    operations.cover_screen(practice.copy.id, "black", 1)
    practice.after(1)
    assert meetings.count_checked_in(practice.copy.id) == 10


def test_nobody_does_anything_at_a_rehearsal_that_has_ended(practice: Practice) -> None:
    operations.end_meeting(practice.copy.id, 1)
    assert not practice.driver.turn()
    practice.after(60)
    assert meetings.count_checked_in(practice.copy.id) == 0


def test_a_rehearsal_of_yesterday_is_thrown_away_by_itself(practice: Practice) -> None:
    practice.after(30 * 3600)
    assert queries_rehearsal.list_rehearsals() == []
    assert meetings.find_meeting_by_id(practice.copy.id) is None
    assert meetings.find_meeting_by_id(practice.hall.meeting.id) is not None


def test_a_real_meeting_that_votes_at_the_same_time_keeps_its_own_numbers(
    practice: Practice,
) -> None:
    real = practice.hall.open()
    practice.hall.vote(real, ["often"] * 7)
    operations.open_question(practice.questions[0].id, 1)
    practice.after(60)
    assert queries.count_answers(real.id) == {'["often"]': 7}
    assert meetings.count_checked_in(practice.hall.meeting.id) == 7


def test_what_has_been_tried_is_ticked_off(as_host: CheckingClient) -> None:
    hall = make_hall()
    console = begin(as_host, hall.meeting.id)
    assert '<li class="done">' not in as_host.get(console).text
    copy = int(re.findall(r"\d+", console)[0])
    as_host.post(f"/questions/{queries.list_questions(copy)[0].id}/opening")
    assert as_host.get(console).text.count('<li class="done">') == 1
    as_host.post(f"/meetings/{copy}/taking-back")
    assert as_host.get(console).text.count('<li class="done">') == 2


@pytest.mark.parametrize("people", ["", "7", "999999999", "fem", "-50"])
def test_a_number_that_is_not_offered_begins_nothing(as_host: CheckingClient, people: str) -> None:
    hall = make_hall()
    path = f"/meetings/{hall.meeting.id}/rehearsals"
    answer = as_host.post(path, data={"people": people}, status=422)
    assert "Välj ett av antalen" in answer.text
    assert queries_rehearsal.list_rehearsals() == []


def test_a_rehearsal_says_when_it_was_begun_in_local_time(
    practice: Practice, as_host: CheckingClient
) -> None:
    begun = clock.local(practice.copy.created_at)
    page = as_host.get(f"/meetings/{practice.hall.meeting.id}").text
    assert f"{begun:%H:%M}" in page or f"{begun:%H.%M}" in page


def test_they_answer_about_factors_and_suggest_some(practice: Practice) -> None:
    words = [Words("Närhet"), Words("Pris")]
    listed = create_list(practice.copy.id, 1, Words("Strategin"), words)
    open_list(listed.id, 1)
    practice.after(60)
    assert 5 <= queries_factors.count_voters(listed.id) <= 10
    assert len(queries_factors.list_suggestions(listed.id, "new")) == 4


def test_some_sign_up_for_a_pitch_and_wait_for_the_host(practice: Practice) -> None:
    set_sign_up(practice.copy.id, True, 1)
    practice.after(60)
    signed = queries_pitch.list_pitches(practice.copy.id)
    assert {one.state for one in signed} == {"new"}
    assert 1 < len(signed) <= 6


def test_they_are_counted_by_company_too_where_the_host_has_asked_for_that(
    practice: Practice,
) -> None:
    question = practice.questions[0]
    write(lambda: Question.update(also="companies").where(Question.id == question.id).execute())
    operations.open_question(question.id, 1)
    practice.after(60)
    marks = run_sql("SELECT COUNT(DISTINCT mark) FROM group_mark").fetchone()[0]
    assert 2 <= marks <= 7


def test_nobody_votes_before_they_have_come(practice: Practice) -> None:
    operations.open_question(practice.questions[0].id, 1)
    for _ in range(40):
        practice.after(2)
        voted = queries.count_ballots(practice.questions[0].id)
        assert voted <= meetings.count_checked_in(practice.copy.id)
    assert voted >= 5
