"""What people said at the way out: never built on too few, in no order, year by year."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.meetings.models import Series
from kiosk.voting import operations_exit
from tests.support.leaving import leave
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient, find, words


@pytest.fixture
def hall(app: Flask) -> Hall:
    """Return a meeting."""
    return make_hall()


def closed(hall: Hall, worth: list[str], text: str = "") -> Hall:
    leave(hall, worth, text)
    operations_exit.close_exit(hall.meeting.id, None)
    return hall


def section(client: CheckingClient, hall: Hall) -> str:
    page = client.get(f"/meetings/{hall.meeting.id}/result")
    return words(find(page, ".//section[@id='exit']")[0])


def test_nothing_stands_on_the_page_where_nobody_was_asked(as_host: CheckingClient, hall: Hall):
    page = as_host.get(f"/meetings/{hall.meeting.id}/result")
    assert not find(page, ".//section[@id='exit']")
    as_host.get(f"/meetings/{hall.meeting.id}/exit.csv", status=404)


def test_only_how_many_is_told_while_answers_are_taken(as_host: CheckingClient, hall: Hall):
    leave(hall, ["very"] * 9, "Kortare föredrag")
    shown = section(as_host, hall)
    shown += as_host.get(f"/meetings/{hall.meeting.id}/exit.csv").text
    assert "9 har svarat" in shown
    assert "Mycket" not in shown
    assert "Kortare" not in shown


def test_a_closed_result_shows_counts_and_texts(as_host: CheckingClient, hall: Hall):
    closed(hall, ["very"] * 6 + ["fairly"] * 3, "Kortare föredrag")
    shown = section(as_host, hall)
    assert "Mycket67 % (6)" in shown
    assert shown.count("Kortare föredrag") == 9


def test_fewer_than_the_threshold_shows_nothing_but_how_many(as_host: CheckingClient, hall: Hall):
    closed(hall, ["very"] * 6, "Kortare föredrag")
    shown = section(as_host, hall)
    shown += as_host.get(f"/meetings/{hall.meeting.id}/exit.csv").text
    assert "För få svar" in shown
    assert "Mycket" not in shown
    assert "Kortare" not in shown


def test_a_question_that_few_answered_is_withheld_beside_one_that_many_did(
    as_host: CheckingClient, hall: Hall
):
    closed(hall, ["very"] * 8)
    assert section(as_host, hall).count("För få svar") == 4


def test_the_file_has_a_row_for_each_answer_and_no_formula(as_host: CheckingClient, hall: Hall):
    closed(hall, ["very"] * 7, "=1+1")
    file = as_host.get(f"/meetings/{hall.meeting.id}/exit.csv").text
    assert '"Var träffen värd tiden?";"Mycket";"7";"100"' in file
    assert '"En sak att ändra";"\'=1+1";"";""' in file


def test_the_file_is_for_hosts(client: CheckingClient, as_procurement: CheckingClient, hall: Hall):
    closed(hall, ["very"])
    client.get(f"/meetings/{hall.meeting.id}/exit.csv", status=303)
    as_procurement.get(f"/meetings/{hall.meeting.id}/exit.csv", status=404)


def test_the_trend_goes_year_by_year_and_leaves_a_small_one_out(
    as_host: CheckingClient, app: Flask
):
    series = write(lambda: Series.create(title="Dialogträffen"))
    worth = (["very"] * 4 + ["a_little"] * 4, ["very"] * 3, ["extremely"] * 7 + ["fairly"])
    for number, answers in enumerate(worth):
        start = clock.now() - timedelta(days=365 * (2 - number))
        code = f"BBBBB{'CDF'[number]}"
        hall = closed(make_hall(code, series=series, starts_at=start), answers)
    page = as_host.get(f"/meetings/{hall.meeting.id}/result")
    cells = [words(cell) for cell in find(page, ".//section[@aria-labelledby='exit-trend']//td")]
    assert cells == ["8", "50 %", "3", "–", "8", "88 %"]


def test_a_meeting_without_a_series_has_no_trend(as_host: CheckingClient, hall: Hall):
    closed(hall, ["very"] * 7)
    assert "träff för träff" not in section(as_host, hall)
