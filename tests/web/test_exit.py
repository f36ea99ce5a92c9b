"""The exit evaluation: asked by the host, answered once per person, closed for good."""

import pytest
from flask import Flask

from kiosk.voting import channels, operations, operations_exit, queries, queries_exit
from tests.support.leaving import leave, send
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, find, words

ADDRESS = f"/{CODE}/exit-answers"


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting that people are about to leave."""
    return make_hall()


@pytest.fixture
def phone(client: CheckingClient, hall: Hall) -> CheckingClient:
    """Return the phone of somebody who has checked in, with the form on it."""
    client.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
    operations_exit.show_exit(hall.meeting.id, None)
    return client


def counts(hall: Hall, item: str) -> dict[str, int]:
    return queries_exit.count_answers(hall.meeting.id, item)


def test_the_form_has_five_questions_with_a_face_and_words_on_each_first_answer(
    phone: CheckingClient,
):
    page = phone.get(f"/{CODE}")
    legends = [words(one) for one in find(page, ".//form[@id='exit']//legend")]
    assert legends[0] == "Var träffen värd tiden?"
    assert len(legends) == 4
    faces = [words(one) for one in find(page, ".//div[@class='choices faces']//label")]
    assert faces == ["Inte alls", "Lite", "Ganska", "Mycket", "I högsta grad"]
    assert len(find(page, ".//textarea[@maxlength='200']")) == 1


def test_answers_are_counted_and_the_page_says_thank_you(phone: CheckingClient, hall: Hall):
    phone.post(ADDRESS, data={"x1": "very", "x2": "partly", "x5": "Mer kaffe"})
    assert counts(hall, "x1") == {'["very"]': 1}
    assert counts(hall, "x5") == {'"Mer kaffe"': 1}
    page = phone.get(f"/{CODE}").text
    assert "Tack för era svar" in page
    assert "<form" not in page.split('id="room"')[1].split("</section>")[0]


def test_an_htmx_answer_is_the_receipt_alone(phone: CheckingClient, hall: Hall):
    assert "Tack för era svar" in phone.post(ADDRESS, data={"x1": "very"}, htmx=True).text


def test_answering_again_replaces_and_never_adds(phone: CheckingClient, hall: Hall):
    phone.post(ADDRESS, data={"x1": "very", "x2": "no", "operation": "one"})
    phone.post(ADDRESS, data={"x1": "fairly", "operation": "two"})
    assert counts(hall, "x1") == {'["fairly"]': 1}
    assert counts(hall, "x2") == {}
    assert queries_exit.count_sent(hall.meeting.id) == 1


def test_a_hundred_presses_count_once(phone: CheckingClient, hall: Hall):
    for _press in range(100):
        phone.post(ADDRESS, data={"x1": "very", "operation": "same"})
    assert queries_exit.count_sent(hall.meeting.id) == 1
    assert counts(hall, "x1") == {'["very"]': 1}


def test_a_repeated_operation_changes_nothing(phone: CheckingClient, hall: Hall):
    phone.post(ADDRESS, data={"x1": "very", "operation": "same"})
    phone.post(ADDRESS, data={"x1": "fairly", "operation": "same"})
    assert counts(hall, "x1") == {'["very"]': 1}


def test_what_was_answered_stands_in_the_form_when_it_is_changed(phone: CheckingClient):
    phone.post(ADDRESS, data={"x1": "very", "x5": "Mer <b>kaffe"})
    page = phone.get(f"/{CODE}?change=1")
    assert [one.get("value") for one in find(page, ".//input[@checked]")] == ["very"]
    assert words(find(page, ".//textarea")[0]) == "Mer <b>kaffe"


BAD = [
    ({}, "Svara på minst en"),
    ({"x5": " \u200b "}, "Svara på minst en"),
    ({"x1": "pink"}, "Det är inte ett av svaren"),
    ({"x1": ["very", "fairly"]}, "Det är inte ett av svaren"),
    ({"x5": "å" * 201}, "Texten är för lång"),
]


@pytest.mark.parametrize(("sent", "sentence"), BAD)
def test_what_is_wrong_is_said_and_nothing_is_counted(
    phone: CheckingClient, hall: Hall, sent: dict[str, str], sentence: str
):
    assert sentence in phone.post(ADDRESS, data=sent, status=422).text
    assert queries_exit.count_sent(hall.meeting.id) == 0


def test_what_was_typed_stays_when_something_else_is_wrong(phone: CheckingClient):
    sent = {"x1": "very", "x5": "å" * 201}
    page = phone.post(ADDRESS, data=sent, status=422)
    assert words(find(page, ".//textarea")[0]) == "å" * 201
    assert [one.get("value") for one in find(page, ".//input[@checked]")] == ["very"]


def test_a_stranger_is_shown_the_way_in_and_counts_for_nothing(client: CheckingClient, hall: Hall):
    operations_exit.show_exit(hall.meeting.id, None)
    assert client.post(ADDRESS, data={"x1": "very"}).location == f"/{CODE}"
    assert queries_exit.count_sent(hall.meeting.id) == 0


def test_nothing_is_taken_before_the_form_is_shown(client: CheckingClient, hall: Hall):
    client.post(f"/{CODE}/attendances", data={"role": "company", "mode": "room"})
    client.post(ADDRESS, data={"x1": "very"}, status=409)


def test_answers_are_taken_after_the_end_for_the_rest_of_the_day(
    phone: CheckingClient, hall: Hall, monkeypatch: pytest.MonkeyPatch
):
    operations.end_meeting(hall.meeting.id, None)
    phone.post(ADDRESS, data={"x1": "very"})
    later = queries_exit._today().replace(year=2099)
    monkeypatch.setattr(queries_exit, "_today", lambda: later)
    page = phone.post(ADDRESS, data={"x1": "fairly"}, status=409).text
    assert "Svaren stängdes innan ert kom fram" in page
    assert counts(hall, "x1") == {'["very"]': 1}


def test_who_is_writing_when_the_meeting_ends_keeps_the_form(phone: CheckingClient, hall: Hall):
    before = find(phone.get(f"/{CODE}/frame"), ".//section")[0]
    operations.end_meeting(hall.meeting.id, None)
    after = find(phone.get(f"/{CODE}/frame"), ".//section")[0]
    assert before.get("data-key") == after.get("data-key")


def test_answers_that_arrive_move_no_phone_but_wall_and_console(phone: CheckingClient, hall: Hall):
    with phone.application.test_request_context("/"):
        before = channels.wall_context(hall.meeting.id, "http://x")["picture_key"]
    frame = phone.get(f"/{CODE}/frame").text
    phone.post(ADDRESS, data={"x1": "very"})
    assert phone.get(f"/{CODE}/frame").text == frame
    with phone.application.test_request_context("/"):
        assert channels.wall_context(hall.meeting.id, "http://x")["picture_key"] != before


def test_a_phone_that_never_checked_in_sees_no_form_after_the_end(
    client: CheckingClient, hall: Hall
):
    operations_exit.show_exit(hall.meeting.id, None)
    operations.end_meeting(hall.meeting.id, None)
    assert 'id="exit"' not in client.get(f"/{CODE}").text


def test_the_wall_asks_and_counts(client: CheckingClient, hall: Hall):
    leave(hall, ["very"] * 3)
    with client.application.test_request_context("/"):
        wall = f"/screens/{channels.screen_token(hall.meeting)}"
    page = client.get(wall)
    assert "Tack! Hur var träffen?" in page.text
    assert "3 har svarat" in words(find(page, ".//div[@id='screen']")[0])
    assert "Mycket" not in page.text


def test_the_host_asks_and_can_take_that_back(as_host: CheckingClient, hall: Hall):
    as_host.post(f"/meetings/{hall.meeting.id}/exit-forms")
    assert "Hur var träffen?" in as_host.get(f"/meetings/{hall.meeting.id}/console").text
    as_host.post(f"/meetings/{hall.meeting.id}/taking-back")
    assert queries.get_stage(hall.meeting.id).scene == "waiting"


def test_an_open_question_is_closed_before_the_form_is_shown(as_host: CheckingClient, hall: Hall):
    hall.open()
    as_host.post(f"/meetings/{hall.meeting.id}/exit-forms", status=409)
    assert queries.get_stage(hall.meeting.id).scene == "voting"


def test_showing_the_form_once_more_still_counts_each_person_once(
    as_host: CheckingClient, hall: Hall
):
    token = leave(hall, ["very"])[0]
    as_host.post(f"/meetings/{hall.meeting.id}/scenes", data={"scene": "waiting"})
    as_host.post(f"/meetings/{hall.meeting.id}/exit-forms")
    send(hall, token, x1="fairly")
    assert counts(hall, "x1") == {'["fairly"]': 1}


def test_a_closing_is_for_good(as_host: CheckingClient, hall: Hall):
    leave(hall, ["very"] * 7)
    for _press in range(2):
        as_host.post(f"/meetings/{hall.meeting.id}/exit-forms/closing")
    as_host.post(f"/meetings/{hall.meeting.id}/scenes", data={"scene": "waiting"})
    page = as_host.post(f"/meetings/{hall.meeting.id}/exit-forms", status=409).text
    assert "stängda för gott" in page
    assert "Fråga hur träffen var" not in page


@pytest.mark.parametrize("act", ["exit-forms", "exit-forms/closing"])
def test_the_acts_are_for_hosts(
    client: CheckingClient, as_procurement: CheckingClient, as_host: CheckingClient, act: str
):
    assert "/sessions/new" in (client.post(f"/meetings/99/{act}").location or "")
    as_procurement.post(f"/meetings/99/{act}", status=404)
    as_host.post(f"/meetings/99/{act}", status=404)


def test_the_day_closes_what_nobody_closed(hall: Hall, monkeypatch: pytest.MonkeyPatch):
    leave(hall, ["very"] * 7)
    operations.end_meeting(hall.meeting.id, None)
    operations_exit.close_what_is_over()
    assert queries_exit.find_form(hall.meeting.id).secret
    later = queries_exit._today().replace(year=2099)
    monkeypatch.setattr(queries_exit, "_today", lambda: later)
    operations_exit.close_what_is_over()
    assert queries_exit.find_form(hall.meeting.id).secret is None
