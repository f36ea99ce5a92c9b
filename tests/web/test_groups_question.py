"""A host says before a question is opened how it is counted once more."""

import pytest
from flask import Flask

from kiosk.voting import operations, queries
from kiosk.voting.models import Question
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient

FIELDS = {
    "kind": "choice", "rows": "2", "prompt_sv": "Samma träff nästa år?", "max_choices": "1",
    "option_1_sv": "Ja", "option_2_sv": "Nej",
}  # fmt: skip


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting with five questions."""
    return make_hall()


def add(as_host: CheckingClient, hall: Hall, status: int = 303, **more: str) -> str:
    answer = as_host.post(
        f"/meetings/{hall.meeting.id}/questions", data={**FIELDS, **more}, status=status
    )
    return answer.get_data(as_text=True)


def newest() -> Question:
    return Question.select().order_by(Question.id.desc()).get()


@pytest.mark.parametrize("also", ["companies", "deciding", "role", "mode", ""])
def test_a_question_keeps_how_it_is_counted_once_more(
    as_host: CheckingClient, hall: Hall, also: str
):
    add(as_host, hall, also=also)
    assert (newest().also or "") == also
    page = as_host.get(f"/questions/{newest().id}/edit").get_data(as_text=True)
    assert f'value="{also}" checked' in page


def test_it_can_be_changed_until_the_question_is_opened(as_host: CheckingClient, hall: Hall):
    add(as_host, hall, also="role")
    question = newest()
    as_host.post(f"/questions/{question.id}", data={**FIELDS, "also": "companies"})
    assert newest().also == "companies"
    operations.open_question(question.id, None)
    as_host.post(f"/questions/{question.id}", data={**FIELDS, "also": "role"}, status=409)
    assert queries.get_question(question.id).also == "companies"


def test_more_rows_keep_the_choice_and_nonsense_is_refused(as_host: CheckingClient, hall: Hall):
    page = add(as_host, hall, 200, also="mode", act="rows")
    assert 'value="mode" checked' in page
    page = add(as_host, hall, 422, also="everybody")
    assert "Välj i listan hur svaren ska räknas." in page
    assert 'value="Samma träff nästa år?"' in page


def test_a_split_by_municipality_needs_a_list_of_them(as_host: CheckingClient, hall: Hall):
    page = add(as_host, hall, 422, also="municipality")
    assert "Träffen har ingen lista över kommuner." in page


def test_a_written_answer_has_no_extra_count(as_host: CheckingClient, hall: Hall):
    page = as_host.get(f"/meetings/{hall.meeting.id}/questions/new?kind=text")
    assert 'name="also"' not in page.get_data(as_text=True)
    data = {"kind": "text", "prompt_sv": "En sak", "also": "role"}
    as_host.post(f"/meetings/{hall.meeting.id}/questions", data=data)
    assert newest().also is None


def test_a_new_vote_and_next_years_meeting_count_as_the_first_one(
    as_host: CheckingClient, hall: Hall
):
    add(as_host, hall, also="role")
    question = newest()
    operations.open_question(question.id, None)
    operations.close_question(question.id, None)
    again = operations.rerun_question(question.id, None)
    assert again.also == "role"
    as_host.post(f"/questions/{again.id}", data={**FIELDS, "also": "mode"})
    assert queries.get_question(again.id).also == "role"
    assert "räknas som den första" in as_host.get(f"/questions/{again.id}/edit").text
    as_host.post(f"/meetings/{hall.meeting.id}/copies", data={"operation": "x"})
    assert newest().also == "role"


def test_the_prepare_page_says_it(as_host: CheckingClient, hall: Hall):
    add(as_host, hall, also="deciding")
    assert "Företagen avgör" in as_host.get(f"/meetings/{hall.meeting.id}").text
