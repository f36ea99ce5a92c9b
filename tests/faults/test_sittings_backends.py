"""Several sittings of one meeting say and keep the same on either database."""

from kiosk.meetings.models import Meeting
from kiosk.meetings.operations_sittings import create_sitting
from kiosk.voting import operations, queries, queries_sittings
from kiosk.voting.operations_questions import create_question, update_question
from kiosk.voting.specs import spec_of
from tests.faults.houses import House, all_at_once
from tests.support.questions import COLOURS, EASE, REMARK
from tests.support.sittings import NINE, TWELVE, ask_both, hold_twice


def test_answers_are_added_up_on_either_database(house: House):
    _both, (_first, second) = ask_both(COLOURS, TWELVE, NINE)
    total = queries_sittings.find_together(second)
    assert total
    assert total.tally.voters == 21
    assert {row.id: row.count for row in total.tally.rows} == {"red": 10, "green": 0, "blue": 11}


def test_a_change_that_races_an_opening_leaves_the_same_words_in_both(house: House):
    breakfast, lunch = hold_twice()
    for number in range(6):
        create_question(breakfast.id, None, COLOURS)
        mine, theirs = (queries.list_questions(one.id)[-1] for one in (breakfast, lunch))
        new = (EASE, REMARK)[number % 2]
        all_at_once(
            lambda mine=mine: operations.open_question(mine.id, None),
            lambda theirs=theirs, new=new: update_question(theirs.id, None, new),
        )
        asked, planned = (queries.get_question(one.id) for one in (mine, theirs))
        assert spec_of(asked) == spec_of(planned)
        operations.close_question(asked.id, None)


def test_two_who_make_a_sitting_at_once_make_two_of_one_meeting(house: House):
    breakfast, _lunch = hold_twice()
    facts = {"own": "Frukost", "starts_at": breakfast.starts_at, "place": ""}
    all_at_once(
        lambda: create_sitting(breakfast.id, None, sitting="Kväll", **facts),
        lambda: create_sitting(breakfast.id, None, sitting="Natt", **facts),
    )
    assert Meeting.select().where(Meeting.whole == breakfast.whole).count() == 4
