"""The host's console: who gets in, what each act does, and that two hosts never fight."""

from itertools import islice

import pytest
from flask import Flask

from kiosk.staff import operations as staff
from kiosk.staff.queries import find_user_by_email
from kiosk.voting import operations, queries, rules
from tests.support.installation import ANNA
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting with five questions."""
    return make_hall()


def phase(hall: Hall, number: int = 0) -> str:
    """Tell where a question is in its life."""
    return rules.phase(queries.get_question(hall.questions[number].id))


ACTS = ["opening", "closing", "revealing", "rerunning"]
WHOLE = ["scenes", "covers", "taking-back", "ending"]


@pytest.mark.parametrize("act", ACTS)
def test_a_stranger_changes_nothing_on_the_stage(client: CheckingClient, hall: Hall, act: str):
    answer = client.post(f"/questions/{hall.questions[0].id}/{act}")
    assert "/sessions/new" in (answer.location or "")
    assert phase(hall) == "planned"


@pytest.mark.parametrize("act", ACTS)
def test_procurement_alone_does_not_run_meetings(
    as_procurement: CheckingClient, hall: Hall, act: str
):
    as_procurement.post(f"/questions/{hall.questions[0].id}/{act}", status=404)
    assert phase(hall) == "planned"


@pytest.mark.parametrize("act", ACTS)
def test_acts_are_posts_on_things_that_exist(as_host: CheckingClient, hall: Hall, act: str):
    as_host.get(f"/questions/{hall.questions[0].id}/{act}", status=405)
    as_host.post(f"/questions/99999/{act}", status=404)
    as_host.post(f"/questions/{'9' * 30}/{act}", status=404)


@pytest.mark.parametrize("act", WHOLE)
def test_acts_on_a_meeting_are_for_hosts(
    client: CheckingClient, as_procurement: CheckingClient, as_host: CheckingClient, act: str
):
    client.post("/meetings/99/" + act)
    as_procurement.post("/meetings/99/" + act, status=404)
    as_host.post("/meetings/99/" + act, status=404)


@pytest.mark.parametrize("page", ["console", "console/frame", "console/stream"])
def test_the_console_is_for_hosts(
    client: CheckingClient, as_procurement: CheckingClient, hall: Hall, page: str
):
    client.get(f"/meetings/{hall.meeting.id}/{page}", status=303)
    as_procurement.get(f"/meetings/{hall.meeting.id}/{page}", status=404)


def test_a_question_goes_through_its_life(as_host: CheckingClient, hall: Hall):
    question = hall.questions[0].id
    as_host.get(f"/meetings/{hall.meeting.id}/console")
    for act, after in (("opening", "open"), ("closing", "closed"), ("revealing", "revealed")):
        as_host.post(f"/questions/{question}/{act}", htmx=True)
        assert phase(hall) == after
        as_host.get(f"/meetings/{hall.meeting.id}/console")


def test_the_loser_of_a_race_is_told_calmly_and_shown_the_truth(
    as_host: CheckingClient, hall: Hall
):
    hall.open()
    sent = {"expect": "1"}  # the stage as it was before somebody else opened the question
    page = as_host.post(f"/questions/{hall.questions[1].id}/opening", data=sent, status=409).text
    assert "Någon annan hann strax före" in page
    assert "Röstning pågår" in page
    assert phase(hall, 1) == "planned"


def test_a_double_press_of_the_next_step_closes_nothing(as_host: CheckingClient, hall: Hall):
    version = queries.get_stage(hall.meeting.id).version
    address = f"/questions/{hall.questions[0].id}/"
    as_host.post(address + "opening", data={"expect": version}, htmx=True)
    as_host.post(address + "closing", data={"expect": version}, htmx=True, status=409)
    assert phase(hall) == "open"


def test_only_one_question_is_open_at_a_time(as_host: CheckingClient, hall: Hall):
    hall.open()
    page = as_host.post(f"/questions/{hall.questions[1].id}/opening", status=409).text
    assert "En annan fråga är öppen" in page


def test_opening_is_taken_back_while_nobody_has_voted(as_host: CheckingClient, hall: Hall):
    hall.open()
    as_host.post(f"/meetings/{hall.meeting.id}/taking-back")
    assert phase(hall) == "planned"
    assert queries.get_stage(hall.meeting.id).scene == "waiting"


def test_opening_is_not_taken_back_once_somebody_has_voted(as_host: CheckingClient, hall: Hall):
    hall.vote(hall.open(), ["often"])
    page = as_host.post(f"/meetings/{hall.meeting.id}/taking-back", status=409).text
    assert "Någon har redan röstat" in page
    assert phase(hall) == "open"


def test_a_closing_is_never_taken_back(as_host: CheckingClient, hall: Hall):
    hall.close(hall.open())
    as_host.post(f"/meetings/{hall.meeting.id}/taking-back", status=409)
    assert phase(hall) == "closed"


def test_a_revealing_and_an_ending_are_taken_back(as_host: CheckingClient, hall: Hall):
    hall.reveal(hall.close(hall.open()))
    as_host.post(f"/meetings/{hall.meeting.id}/taking-back")
    assert phase(hall) == "closed"
    as_host.post(f"/meetings/{hall.meeting.id}/ending")
    as_host.post(f"/meetings/{hall.meeting.id}/taking-back")
    assert queries.get_stage(hall.meeting.id).scene == "voting"


def test_a_rerun_is_a_new_vote_and_leaves_the_old_result(as_host: CheckingClient, hall: Hall):
    question = hall.open()
    hall.vote(question, ["often"] * 8)
    closed = hall.close(question)
    as_host.post(f"/questions/{question.id}/rerunning")
    order = queries.list_questions(hall.meeting.id)
    assert order[1].rerun_of_id == question.id
    assert queries.count_ballots(order[1].id) == 0
    assert queries.get_question(question.id).fingerprint == closed.fingerprint


def test_covers_come_and_go(as_host: CheckingClient, hall: Hall):
    for cover in ("black", "qr", ""):
        as_host.post(f"/meetings/{hall.meeting.id}/covers", data={"cover": cover}, htmx=True)
        assert queries.get_stage(hall.meeting.id).cover == cover
    as_host.post(f"/meetings/{hall.meeting.id}/covers", data={"cover": "pink"}, status=422)


def test_an_open_question_keeps_the_meeting_from_ending(as_host: CheckingClient, hall: Hall):
    hall.open()
    as_host.post(f"/meetings/{hall.meeting.id}/ending", status=409)
    assert queries.get_stage(hall.meeting.id).scene == "voting"


def test_nothing_opens_after_the_end(as_host: CheckingClient, hall: Hall):
    operations.end_meeting(hall.meeting.id, None)
    as_host.post(f"/questions/{hall.questions[0].id}/opening", status=409)
    assert phase(hall) == "planned"


def test_the_integrity_line_agrees_with_the_tables(as_host: CheckingClient, hall: Hall):
    hall.vote(hall.open(), ["often", "never", "often"])
    numbers = queries.get_numbers(hall.meeting.id, queries.get_question(hall.questions[0].id))
    assert (numbers.checked_in, numbers.ballots, numbers.counted) == (3, 3, 3)
    page = as_host.get(f"/meetings/{hall.meeting.id}/console").text
    assert page.count("<dd>3</dd>") == 3


def test_the_console_never_shows_how_votes_fall(as_host: CheckingClient, hall: Hall):
    hall.vote(hall.open(), ["often"] * 6 + ["never"] * 3)
    frame = as_host.get(f"/meetings/{hall.meeting.id}/console/frame").text
    assert "67" not in frame
    assert "Ofta" not in frame


@pytest.mark.parametrize("what", ["disabled", "signed out", "no longer a host"])
def test_an_open_console_goes_dark_when_its_host_may_no_longer_see_it(
    app: Flask, as_host: CheckingClient, hall: Hall, what: str
):
    stream = as_host.get(f"/meetings/{hall.meeting.id}/console/stream").iter_encoded()
    assert [next(stream)[:6] for _event in range(2)] == [b"retry:", b"event:"]
    anna = find_user_by_email(ANNA.email)
    assert anna
    if what == "disabled":
        staff.disable_user(None, anna.id)
    elif what == "signed out":
        as_host.post("/sessions/ending")
    else:
        staff.update_user(None, anna.id, anna.email, anna.name, ["procurement"])
    hall.vote(hall.open(), ["often"])
    assert [event.split(b"\n")[0] for event in islice(stream, 2)] == [b"event: bye"]
