"""One meeting held several times: how it is made, and what its sittings share."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.errors import Refusal
from kiosk.meetings.models import Meeting
from kiosk.meetings.operations_staff import copy_meeting, delete_meeting
from kiosk.meetings.queries_sittings import list_others
from kiosk.questions.kinds import QuestionSpec
from kiosk.voting import operations, queries
from kiosk.voting import operations_questions as edits
from kiosk.voting.specs import spec_of
from tests.support.hosting import day
from tests.support.questions import COLOURS, EASE, REMARK
from tests.support.results import make_meeting
from tests.support.sittings import hold_twice, once_more
from tests.web.checking import CheckingClient, find, words

pytestmark = pytest.mark.usefixtures("app")


def form(**changes: str) -> dict[str, str]:
    given = {"own": "Frukost", "sitting": "Lunch", "date": day(9), "time": "12:00"}
    return given | {"place": "Matsalen", "operation": "x"} | changes


def specs(meeting: Meeting) -> list[QuestionSpec]:
    return [spec_of(question) for question in queries.list_questions(meeting.id)]


def add(meeting: Meeting, spec: QuestionSpec) -> int:
    return int(edits.create_question(meeting.id, None, spec).id)


def other(meeting: Meeting) -> Meeting:
    (found,) = list_others(Meeting.get_by_id(meeting.id))
    return found


def test_a_host_makes_another_sitting_with_the_same_questions_and_settings(
    as_host: CheckingClient,
):
    breakfast = make_meeting(agenda="08.30 Kaffe", threshold=9)
    add(breakfast, COLOURS)
    as_host.get(f"/meetings/{breakfast.id}/sittings/new")
    place = as_host.post(f"/meetings/{breakfast.id}/sittings", data=form()).location
    lunch = other(breakfast)
    assert place == f"/meetings/{lunch.id}"
    assert specs(lunch) == specs(breakfast) == [COLOURS]
    assert (lunch.sitting, lunch.place, lunch.agenda, lunch.threshold) == (
        "Lunch", "Matsalen", "08.30 Kaffe", 9)  # fmt: skip
    assert lunch.code != breakfast.code


def test_a_double_click_makes_one_sitting(as_host: CheckingClient):
    breakfast = make_meeting()
    for _click in range(2):
        as_host.post(f"/meetings/{breakfast.id}/sittings", data=form())
    assert len(list_others(Meeting.get_by_id(breakfast.id))) == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"own": ""}, "own"),
        ({"sitting": " "}, "sitting"),
        ({"sitting": "L" * 21}, "sitting"),
        ({"sitting": "frukost"}, "sitting"),
        ({"date": "i morgon"}, "date"),
        ({"time": ""}, "time"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    as_host: CheckingClient, changes: dict[str, str], field: str
):
    breakfast = make_meeting()
    path = f"/meetings/{breakfast.id}/sittings"
    page = as_host.post(path, data=form(place="Torget", **changes), status=422)
    assert find(page, f".//span[@id='f-{field}-error']")
    assert 'value="Torget"' in page.text
    assert not list_others(Meeting.get_by_id(breakfast.id))


def test_a_third_sitting_is_called_something_else(as_host: CheckingClient):
    breakfast, _lunch = hold_twice()
    sent = form(sitting="LUNCH")
    page = as_host.post(f"/meetings/{breakfast.id}/sittings", data=sent, status=422)
    assert "En annan omgång heter likadant" in page.text


def test_there_are_no_more_sittings_than_can_be_read_beside_each_other(as_host: CheckingClient):
    breakfast, _lunch = hold_twice()
    for number in range(4):
        once_more(breakfast, f"Kväll {number}")
    page = as_host.post(f"/meetings/{breakfast.id}/sittings", data=form(sitting="Natt"), status=409)
    assert "högst 6 omgångar" in page.text


def test_a_new_question_comes_to_both_but_not_to_one_that_has_ended():
    breakfast, lunch = hold_twice()
    add(breakfast, COLOURS)
    operations.end_meeting(breakfast.id, None)
    add(lunch, EASE)
    assert specs(breakfast) == [COLOURS]
    assert specs(lunch) == [COLOURS, EASE]


def test_other_words_reach_the_other_sitting_under_the_same_lineage():
    breakfast, lunch = hold_twice()
    question = add(breakfast, COLOURS)
    edits.update_question(question, None, QuestionSpec(**_fields(prompt_sv="Vilken kulör?")))
    assert [one.prompt_sv for one in specs(lunch)] == ["Vilken kulör?"]
    assert specs(lunch) == specs(breakfast)
    assert specs(lunch)[0].lineage != COLOURS.lineage


def _fields(**changes: object) -> dict[str, object]:
    names = ("lineage", "kind", "prompt_sv", "prompt_en", "options")
    return {name: getattr(COLOURS, name) for name in names} | changes


def test_what_one_sitting_has_been_asked_keeps_its_words_in_the_other(as_host: CheckingClient):
    breakfast, lunch = hold_twice()
    operations.open_question(add(breakfast, COLOURS), None)
    (theirs,) = queries.list_questions(lunch.id)
    with pytest.raises(Refusal) as refused:
        edits.update_question(theirs.id, None, REMARK)
    assert refused.value.code == "opened_elsewhere"
    page = as_host.get(f"/questions/{theirs.id}/edit")
    assert "Frågan har ställts vid Frukost" in page.text
    assert not find(page, f".//form[@action='/questions/{theirs.id}']")


def test_a_question_is_dropped_wherever_nobody_has_been_asked():
    breakfast, lunch = hold_twice()
    first, second = add(breakfast, COLOURS), add(breakfast, EASE)
    edits.drop_question(first, None)
    assert specs(lunch) == [EASE]
    operations.open_question(second, None)
    edits.drop_question(queries.list_questions(lunch.id)[0].id, None)
    assert (specs(breakfast), specs(lunch)) == ([EASE], [])


def test_the_running_order_is_shared():
    breakfast, lunch = hold_twice()
    add(breakfast, COLOURS)
    edits.move_question(add(breakfast, EASE), None, "up")
    assert specs(breakfast) == specs(lunch) == [EASE, COLOURS]


def test_the_templates_questions_come_to_both():
    breakfast, lunch = hold_twice()
    edits.take_template(lunch.id, None)
    assert len(specs(breakfast)) > 3
    assert specs(breakfast) == specs(lunch)


def test_a_new_vote_is_one_sittings_own():
    breakfast, lunch = hold_twice()
    question = add(breakfast, COLOURS)
    operations.open_question(question, None)
    operations.close_question(question, None)
    again = operations.rerun_question(question, None)
    edits.drop_question(again.id, None)
    assert (len(specs(breakfast)), len(specs(lunch))) == (1, 1)


def test_all_sittings_are_copied_to_the_coming_year_as_sittings_of_one_meeting():
    breakfast, lunch = hold_twice()
    add(breakfast, COLOURS)
    coming = copy_meeting(lunch.id, None)
    theirs = other(coming)
    assert (coming.sitting, theirs.sitting) == ("Lunch", "Frukost")
    assert coming.whole not in (None, lunch.whole)
    assert coming.series_id == theirs.series_id is not None
    assert specs(coming) == specs(theirs) == [COLOURS]


def test_a_meeting_whose_other_sittings_are_deleted_stands_alone_again(as_host: CheckingClient):
    breakfast, lunch = hold_twice()
    delete_meeting(lunch.id, None)
    assert list_others(breakfast) == []
    assert "/together" not in as_host.get("/meetings").text
    assert "/together" not in as_host.get(f"/meetings/{breakfast.id}").text


def test_sittings_stand_under_one_heading_in_the_list(as_host: CheckingClient):
    hold_twice(title="Frukostträffen")
    make_meeting(title="En annan")
    page = as_host.get("/meetings")
    assert [words(one) for one in find(page, ".//h3")] == ["Frukostträffen", "En annan"]
    assert [words(one) for one in find(page, ".//h4")] == ["Frukost", "Lunch"]


def test_earlier_sittings_stand_under_one_heading_too(as_host: CheckingClient):
    hold_twice(title="Frukostträffen", starts_at=clock.now() - timedelta(days=9))
    page = as_host.get("/meetings")
    rows = [words(one) for one in find(page, ".//tbody//th")]
    assert rows == ["Frukostträffen Se resultaten tillsammans Frukostträffen", "Lunch", "Frukost"]


def test_what_a_sitting_is_called_can_be_changed_but_not_to_anothers_name(
    as_host: CheckingClient, app: Flask
):
    breakfast, lunch = hold_twice()
    page = as_host.get(f"/meetings/{lunch.id}/edit")
    sent = {
        one.get("name"): one.get("value") or ""
        for one in find(page, ".//main//input")
        if one.get("type") != "radio"
    }
    sent |= {"kind": "dialogue", "level": "checked_in", "language": "sv", "agenda": ""}
    as_host.post(f"/meetings/{lunch.id}", data=sent | {"sitting": "Frukost"}, status=422)
    as_host.post(f"/meetings/{lunch.id}", data=sent | {"sitting": ""}, status=422)
    as_host.post(f"/meetings/{lunch.id}", data=sent | {"sitting": "Kväll"})
    assert Meeting.get_by_id(lunch.id).sitting == "Kväll"
    assert breakfast.sitting == "Frukost"


def test_the_sittings_name_stands_where_people_come_in(client: CheckingClient):
    _breakfast, lunch = hold_twice()
    assert "Träff · Lunch" in client.get(f"/{lunch.code}/attendances/new").text
