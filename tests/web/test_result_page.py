"""The result page of a meeting."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.meetings.operations import check_in
from kiosk.tokens import new_token
from kiosk.voting import operations
from kiosk.voting.operations_questions import create_question
from kiosk.voting.queries_result import get_report
from tests.support.questions import COLOURS, EASE, REMARK
from tests.support.results import hold_vote, make_meeting, vote_on
from tests.web.checking import CheckingClient, find, words

PATHS = ("/meetings/1/result", "/meetings/1/result.csv", "/meetings/1/attendances.csv")
TWELVE = ["red"] * 8 + ["blue"] * 4


def cards(client: CheckingClient, meeting_id: int, language: str = "sv") -> list[str]:
    client.set_cookie("kiosk_lang", language)
    page = client.get(f"/meetings/{meeting_id}/result")
    return [words(card) for card in find(page, ".//section") if "asked" in card.get("class", "")]


@pytest.mark.parametrize("path", PATHS)
def test_a_stranger_is_asked_to_sign_in_before_any_result(client: CheckingClient, path: str):
    make_meeting()
    assert client.get(path, status=303).location == f"/sessions/new?next={path}"


@pytest.mark.parametrize("path", PATHS)
def test_a_procurement_officer_finds_no_result(as_procurement: CheckingClient, path: str):
    make_meeting()
    as_procurement.get(path, status=404)


@pytest.mark.parametrize("path", PATHS)
def test_a_host_reads_the_result_of_a_meeting_that_is_there(as_host: CheckingClient, path: str):
    as_host.get(path, status=404)
    make_meeting()
    as_host.get(path)


def test_a_closed_question_stands_with_numbers_chart_table_and_control_number(
    as_host: CheckingClient,
):
    meeting = make_meeting()
    hold_vote(meeting, COLOURS, TWELVE)
    (card,) = cards(as_host, meeting.id)
    assert card.startswith("Fråga 1 Vilken färg? 12 har röstat. Kontrolltal ")
    assert re.search(r"Kontrolltal( [0-9A-F]{4}){4} ", card)
    assert "Röd67 % (8) Grön0 % (0) Blå33 % (4)" in card
    assert card.endswith("SvarRösterAndel Röd867 %Grön00 %Blå433 % Har röstat12")


def test_a_scale_has_its_mean_and_spread_without_those_who_do_not_know(as_host: CheckingClient):
    meeting = make_meeting()
    hold_vote(meeting, EASE, ["4"] * 4 + ["8"] * 4 + ["unknown"] * 2)
    (card,) = cards(as_host, meeting.id)
    assert card.count("6,0") == 2
    assert "Spridning 2,0" in card
    assert "Vet inte220 %" in card


def test_those_who_do_not_know_stand_nowhere_along_the_scale(as_host: CheckingClient):
    meeting = make_meeting()
    hold_vote(meeting, EASE, ["4"] * 8 + ["unknown"] * 2)
    page = as_host.get(f"/meetings/{meeting.id}/result")
    assert len(find(page, ".//div[@class='columns']/ul/li")) == 10


def test_what_is_withheld_never_leaves_the_query(app: Flask):
    meeting = make_meeting(threshold=7)
    hold_vote(meeting, REMARK, ["Kaffe"] * 6)
    (asked,) = get_report(meeting).asked
    assert (asked.counts, asked.texts, asked.result.tally.rows) == ({}, [], ())


@pytest.mark.parametrize(("spec", "answer"), [(COLOURS, "red"), (EASE, "9"), (REMARK, "Kaffe")])
def test_too_few_answers_leave_no_trace_on_the_page(as_host: CheckingClient, spec, answer: str):
    meeting = make_meeting(threshold=7)
    question = hold_vote(meeting, spec, [answer] * 6)
    page = as_host.get(f"/meetings/{meeting.id}/result").text
    (card,) = cards(as_host, meeting.id)
    assert "För få svar Färre än 7 har svarat." in card
    assert re.sub(r"Kontrolltal( \w{4}){4}", "", card).count("6") == 0
    assert not [trace for trace in (question.salt, "Kaffe", "Röd", 'class="bar') if trace in page]


def test_texts_are_shown_each_as_often_as_it_was_written_in_an_order_that_tells_nothing(
    as_host: CheckingClient,
):
    meeting = make_meeting()
    written = [f"Text {letter}" for letter in "abcdefghijklmnop"]
    hold_vote(meeting, REMARK, [*written, "Text a"])
    page = as_host.get(f"/meetings/{meeting.id}/result")
    shown = [words(item) for item in find(page, ".//ul[@class='quotes']/li")]
    assert sorted(shown) == sorted([*written, "Text a"])
    assert shown not in (sorted(shown), sorted(shown, reverse=True), [*written, "Text a"])
    assert as_host.get(f"/meetings/{meeting.id}/result").text == page.text


def test_a_new_vote_says_so_and_the_old_result_stands(as_host: CheckingClient):
    meeting = make_meeting()
    old = hold_vote(meeting, COLOURS, TWELVE)
    vote_on(operations.rerun_question(old.id, None), ["green"] * 9)
    first, second = cards(as_host, meeting.id)
    assert "12 har röstat" in first
    assert second.startswith("Fråga 2 Ny röstning om fråga 1 Vilken färg? 9 har röstat.")


def test_what_is_closed_but_was_never_revealed_is_marked(as_host: CheckingClient):
    meeting = make_meeting()
    hold_vote(meeting, COLOURS, TWELVE, reveal=False)
    assert "Visades inte på träffen" in cards(as_host, meeting.id)[0]


def test_open_and_never_asked_questions_come_last_without_any_number(as_host: CheckingClient):
    meeting = make_meeting()
    never = create_question(meeting.id, None, REMARK)
    hold_vote(meeting, COLOURS, TWELVE)
    asked = create_question(meeting.id, None, EASE)
    operations.open_question(asked.id, None)
    page = as_host.get(f"/meetings/{meeting.id}/result")
    order = [words(heading) for heading in find(page, ".//h2")]
    assert order[1:4] == ["Vilken färg?", "Öppen just nu", "Inte ställda än"]
    assert [words(item) for item in find(page, ".//ul[@class='left']/li")] == [
        asked.prompt_sv,
        never.prompt_sv,
    ]


def test_last_years_result_of_the_same_question_stands_beside(as_host: CheckingClient):
    then = make_meeting(starts_at=clock.now() - timedelta(days=400), new_series="Träffen")
    hold_vote(then, COLOURS, ["green"] * 10)
    now = make_meeting(new_series="Träffen")
    hold_vote(now, COLOURS, TWELVE)
    (card,) = cards(as_host, now.id)
    assert f"{clock.local(then.starts_at).year} röstade 10." in card
    assert "Grön00 %100 %" in card


def test_last_years_withheld_result_stays_withheld(as_host: CheckingClient):
    then = make_meeting(starts_at=clock.now() - timedelta(days=400), new_series="Träffen")
    hold_vote(then, COLOURS, ["green"] * 6)
    now = make_meeting(new_series="Träffen")
    hold_vote(now, COLOURS, TWELVE)
    assert f"{clock.local(then.starts_at).year}" not in cards(as_host, now.id)[0]


def test_who_came_is_counted_by_role_and_place_and_nobody_is_named(as_host: CheckingClient):
    meeting = make_meeting(level="open")
    for role, mode, only in (
        ("company", "room", 0),
        ("company", "remote", 0),
        ("other", "room", 1),
    ):
        facts = {"company": "Hemliga AB", "name": "Kim", "vote_only": bool(only)}
        check_in(meeting.id, new_token(), role=role, mode=mode, **facts)
    page = as_host.get(f"/meetings/{meeting.id}/result")
    numbers = [words(one) for one in find(page, ".//section[@class='people']/dl/div")]
    assert numbers == ["Företag2", "På plats1", "På distans1"]
    assert not [name for name in ("Hemliga", "Kim") if name in page.text]


def test_the_page_is_english_for_who_reads_english(as_host: CheckingClient):
    meeting = make_meeting()
    hold_vote(meeting, COLOURS, TWELVE)
    (card,) = cards(as_host, meeting.id, "en")
    assert card.startswith("Question 1 Which colour? 12 have voted. Control number ")
    assert "Red67% (8)" in card


def test_a_meeting_without_any_result_says_where_it_will_come_from(as_host: CheckingClient):
    meeting = make_meeting()
    page = as_host.get(f"/meetings/{meeting.id}/result")
    assert "Resultatet kommer hit när en fråga har stängts." in page.text
    assert find(page, f".//a[@href='/meetings/{meeting.id}/console']")
