"""What the sittings of one meeting answered, apart and together, and never a small one."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.voting import operations, operations_sittings, queries, queries_sittings
from kiosk.voting.channels import wall_context
from kiosk.voting.models import Question
from tests.support.questions import COLOURS, EASE, REMARK
from tests.support.results import hold_vote, make_meeting, vote_on
from tests.support.sittings import NINE, TWELVE, ask_both, hold_twice, once_more
from tests.web.checking import CheckingClient, find, words

pytestmark = pytest.mark.usefixtures("app")


def card(client: CheckingClient, meeting_id: int) -> str:
    page = client.get(f"/meetings/{meeting_id}/together")
    (found,) = find(page, ".//section[@aria-labelledby='asked-q1']")
    return words(found)


def wall(question: Question) -> str:
    return str(wall_context(question.meeting_id, "https://example.org")["result"])


def test_each_sitting_has_a_column_and_the_sum_one(as_host: CheckingClient):
    both, _questions = ask_both(COLOURS, TWELVE, NINE)
    for meeting in both:
        shown = card(as_host, meeting.id)
        assert "Frukost och Lunch tillsammans" in shown
        assert "FrukostLunchTillsammans" in shown
        assert "Röd8 67 %2 22 %10 48 %" in shown
        assert "Har svarat12921" in shown


def test_the_mean_of_a_scale_is_of_all_who_answered(as_host: CheckingClient):
    both, _questions = ask_both(EASE, ["2"] * 10, ["8"] * 20)
    assert "Medelvärde2,08,06,0" in card(as_host, both[0].id)


def test_a_small_sitting_is_neither_shown_nor_in_a_sum_that_would_tell_it(as_host: CheckingClient):
    both, _questions = ask_both(COLOURS, TWELVE, ["green"] * 3)
    shown = card(as_host, both[0].id)
    assert "Grön0 0 %–" in shown
    assert "FrukostLunch" in shown
    assert "Tillsammans" not in shown
    assert "Inte i summan: Lunch" in shown
    assert '"Grön";"3"' not in as_host.get(f"/meetings/{both[0].id}/together.csv").text


def test_a_small_third_sitting_is_left_out_of_the_sum(as_host: CheckingClient):
    both, _questions = ask_both(COLOURS, TWELVE, NINE)
    evening = once_more(both[0], "Kväll", starts_at=both[1].starts_at + timedelta(hours=4))
    vote_on(queries.list_questions(evening.id)[-1], ["green"] * 3)
    shown = card(as_host, both[0].id)
    assert "Grön0 0 %0 0 %–0 0 %" in shown
    assert "Har svarat129För få svar21" in shown
    assert "Inte i summan: Kväll" in shown


def test_two_small_sittings_are_shown_as_their_sum_only(as_host: CheckingClient):
    both, _questions = ask_both(COLOURS, ["red"] * 5, ["blue"] * 4)
    shown = card(as_host, both[0].id)
    assert "Röd––5 56 %" in shown
    assert "Blå––4 44 %" in shown


def test_what_a_sitting_has_not_revealed_is_in_nothing(as_host: CheckingClient):
    both, (_first, second) = ask_both(COLOURS, TWELVE, NINE)
    operations.take_back(both[1].id, None)
    assert queries.get_question(second.id).revealed_at is None
    shown = card(as_host, both[0].id)
    assert "Inte visad än" in shown
    assert "Tillsammans" not in shown


def test_texts_are_read_together_in_an_order_that_tells_nothing(as_host: CheckingClient):
    both, _questions = ask_both(REMARK, ["Kaffe"] * 7, [f"Text {n}" for n in range(8)])
    shown = card(as_host, both[0].id)
    assert shown.count("Kaffe") == 7
    assert shown.count("Text ") == 8


def test_the_file_has_a_row_for_each_answer_and_sitting(as_host: CheckingClient):
    both, _questions = ask_both(COLOURS, TWELVE, NINE)
    file = as_host.get(f"/meetings/{both[0].id}/together.csv").text
    for row in ('"Frukost";"Röd";"8";"67"', '"Lunch";"Röd";"2";"22"', '"Tillsammans";"Röd";"10"'):
        assert row in file


def test_the_later_sittings_wall_has_the_earlier_result_beside_it():
    _both, (first, second) = ask_both(COLOURS, TWELVE, NINE)
    assert "previous_year='Frukost'" in wall(second)
    assert "year='Lunch'" in wall(second)
    assert "previous_year=None" in wall(first)


def test_a_withheld_result_stands_beside_nothing():
    _both, (_first, second) = ask_both(COLOURS, ["red"] * 3, NINE)
    assert "previous_year=None" in wall(second)


def test_the_host_can_show_the_sum_on_the_wall_and_take_it_away():
    _both, (_first, second) = ask_both(COLOURS, TWELVE, NINE)
    operations_sittings.show_together(second.id, True, None)
    assert "together='Frukost och Lunch tillsammans'" in wall(second)
    assert "voters=21" in wall(second)
    operations_sittings.show_together(second.id, False, None)
    assert "voters=9" in wall(second)


def test_a_sum_on_the_wall_does_not_change_when_a_third_sitting_reveals():
    (breakfast, _lunch), (_first, second) = ask_both(COLOURS, TWELVE, NINE)
    operations_sittings.show_together(second.id, True, None)
    dinner = once_more(breakfast, "Kväll")
    vote_on(queries.list_questions(dinner.id)[-1], TWELVE)
    assert "voters=21" in wall(second)


def test_last_years_sittings_stand_beside_as_their_sum_and_this_years_are_no_year():
    start = clock.now() - timedelta(days=400)
    then, _questions = ask_both(COLOURS, TWELVE, NINE, starts_at=start, new_series="Träffen")
    _both, (first, second) = ask_both(COLOURS, TWELVE, NINE, new_series="Träffen")
    for question in (first, second):
        before = queries.get_result(question, 7)
        assert before.before
        assert before.before.voters == 21
        assert before.before_meeting
        assert before.before_meeting.whole == then[0].whole


def test_what_was_asked_at_one_sitting_only_is_no_sum(as_host: CheckingClient):
    breakfast, lunch = hold_twice()
    hold_vote(breakfast, COLOURS, TWELVE)
    (question,) = queries.list_questions(lunch.id)
    assert queries_sittings.find_together(question) is None
    assert "Inte visad än" in card(as_host, lunch.id)


def test_a_meeting_with_one_sitting_has_no_common_page(as_host: CheckingClient, app: Flask):
    meeting = make_meeting()
    as_host.get(f"/meetings/{meeting.id}/together", status=404)
    as_host.get(f"/meetings/{meeting.id}/together.csv", status=404)


@pytest.mark.parametrize("path", ["together", "together.csv", "sittings/new"])
def test_the_pages_are_for_hosts(client: CheckingClient, as_procurement: CheckingClient, path: str):
    both = hold_twice()
    client.get(f"/meetings/{both[0].id}/{path}", status=303)
    as_procurement.get(f"/meetings/{both[0].id}/{path}", status=404)
