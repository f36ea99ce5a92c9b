"""The running order before the meeting: moving, dropping, fetching the template's questions."""

import pytest

from kiosk.audit import AuditEntry
from kiosk.meetings.models import Meeting
from kiosk.voting import operations
from kiosk.voting.operations_questions import MOST_QUESTIONS, create_question
from kiosk.voting.specs import spec_of
from tests.support.hosting import FACTS, TEXT, make_meeting, questions
from tests.web.checking import CheckingClient, find


@pytest.fixture
def meeting(as_host: CheckingClient) -> Meeting:
    return make_meeting(as_host)


def order(meeting: Meeting) -> str:
    return " ".join(question.lineage for question in questions(meeting))


def move(client: CheckingClient, meeting: Meeting, place: int, direction: str, status: int = 303):
    question = questions(meeting)[place]
    address = f"/questions/{question.id}/moving"
    return client.post(address, data={"direction": direction}, status=status)


def test_a_question_is_moved_and_the_page_stays_at_it(as_host: CheckingClient, meeting: Meeting):
    answer = move(as_host, meeting, 0, "down")
    assert order(meeting) == "b2 b1 b3 b4 b5"
    moved = questions(meeting)[1]
    assert answer.location == f"/meetings/{meeting.id}#question-{moved.id}"
    assert find(as_host.get(f"/meetings/{meeting.id}"), f".//li[@id='question-{moved.id}']")
    move(as_host, meeting, 4, "up")
    assert order(meeting) == "b2 b1 b3 b5 b4"


def test_the_first_cannot_go_up_nor_the_last_down(as_host: CheckingClient, meeting: Meeting):
    move(as_host, meeting, 0, "up")
    move(as_host, meeting, 4, "down")
    assert order(meeting) == "b1 b2 b3 b4 b5"
    page = as_host.get(f"/meetings/{meeting.id}")
    arrows = find(page, ".//main//button[@name='direction']")
    assert len(arrows) == 8


def test_an_opened_question_keeps_its_place(as_host: CheckingClient, meeting: Meeting):
    operations.open_question(questions(meeting)[1].id, None)
    move(as_host, meeting, 1, "up", status=409)
    move(as_host, meeting, 2, "up")
    assert order(meeting) == "b3 b2 b1 b4 b5"


def test_a_direction_of_its_own_is_refused(as_host: CheckingClient, meeting: Meeting):
    move(as_host, meeting, 1, "sideways", status=422)
    assert order(meeting) == "b1 b2 b3 b4 b5"


def test_a_question_is_dropped_and_fetched_again(as_host: CheckingClient, meeting: Meeting):
    as_host.post(f"/questions/{questions(meeting)[2].id}/dropping")
    assert order(meeting) == "b1 b2 b4 b5"
    assert (
        "Lägg till dialogträffens fråga som saknas" in as_host.get(f"/meetings/{meeting.id}").text
    )
    as_host.post(f"/meetings/{meeting.id}/questions/template")
    assert order(meeting) == "b1 b2 b4 b5 b3"
    as_host.post(f"/meetings/{meeting.id}/questions/template")
    assert len(questions(meeting)) == 5
    assert "finns redan här" in as_host.get(f"/meetings/{meeting.id}").text


def test_a_partner_written_later_brings_its_question(as_host: CheckingClient):
    meeting = make_meeting(as_host, partner="")
    assert order(meeting) == "b1 b2 b3 b4"
    as_host.post(f"/meetings/{meeting.id}", data=FACTS)
    as_host.post(f"/meetings/{meeting.id}/questions/template")
    assert questions(meeting)[-1].prompt_sv == "Ska träffen ordnas ihop med Grannköping?"


def test_an_opened_question_is_never_dropped(as_host: CheckingClient, meeting: Meeting):
    question = questions(meeting)[0]
    operations.open_question(question.id, None)
    page = as_host.post(f"/questions/{question.id}/dropping", status=409)
    assert "står kvar som den ställdes" in page.text
    assert f"/questions/{question.id}/edit" not in as_host.get(f"/meetings/{meeting.id}").text
    assert len(questions(meeting)) == 5


def test_a_meeting_takes_a_sensible_number_of_questions(as_host: CheckingClient, meeting: Meeting):
    spec = spec_of(questions(meeting)[0])
    for _ in range(MOST_QUESTIONS - 5):
        create_question(meeting.id, None, spec)
    page = as_host.post(f"/meetings/{meeting.id}/questions", data=TEXT, status=409)
    assert "högst 50 frågor" in page.text


def test_every_act_is_written_down(as_host: CheckingClient, meeting: Meeting):
    move(as_host, meeting, 0, "down")
    as_host.post(f"/questions/{questions(meeting)[0].id}/dropping")
    as_host.post(f"/meetings/{meeting.id}/questions/template")
    acts = [entry.what for entry in AuditEntry.select().where(AuditEntry.who == 1)]
    assert acts[-3:] == ["move_question", "drop_question", "take_template"]
