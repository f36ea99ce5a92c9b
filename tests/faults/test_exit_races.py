"""A hall leaves at once, on either database: every answer that was confirmed counts, and once."""

import pytest

from kiosk.voting import operations_exit, queries_exit
from tests.faults.houses import House, all_at_once
from tests.support.leaving import send
from tests.support.meeting import Hall, make_hall


@pytest.fixture
def hall(house: House) -> Hall:
    """Return a meeting where everybody is asked."""
    made = make_hall()
    operations_exit.show_exit(made.meeting.id, None)
    return made


def test_one_person_20_times_at_once_counts_once(hall: Hall):
    jobs = [lambda: send(hall, "token", "same", x1="very", x2="yes") for _try in range(20)]
    assert set(all_at_once(*jobs)) == {None}
    assert queries_exit.count_sent(hall.meeting.id) == 1
    assert queries_exit.count_answers(hall.meeting.id, "x1") == {'["very"]': 1}


def test_a_closing_that_races_answers_keeps_each_that_was_confirmed(hall: Hall):
    jobs = [lambda n=n: send(hall, f"token-{n}", x1="very") for n in range(20)]
    jobs.insert(10, lambda: operations_exit.close_exit(hall.meeting.id, None))
    said = all_at_once(*jobs)
    assert set(said) <= {None, "exit_closed"}
    confirmed = said.count(None) - 1  # the closing itself
    assert queries_exit.count_sent(hall.meeting.id) == confirmed
    assert queries_exit.find_form(hall.meeting.id).secret is None
