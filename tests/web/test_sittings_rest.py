"""What else the sittings of one meeting share: headings of wishes, and what people left with."""

import pytest
from flask import Flask

from kiosk.voting import operations_exit, queries
from kiosk.voting.operations import end_meeting
from tests.support.leaving import leave
from tests.support.meeting import Hall
from tests.support.sittings import hold_twice
from tests.support.wishes import open_boxes, open_own, support, write
from tests.web.checking import CheckingClient, find, words


@pytest.fixture
def halls(app: Flask) -> tuple[Hall, Hall]:
    """Return a breakfast and a lunch."""
    first, second = hold_twice(new_series="Träffen")
    return Hall(first, []), Hall(second, [])


def part(client: CheckingClient, hall: Hall, name: str) -> str:
    page = client.get(f"/meetings/{hall.meeting.id}/together")
    (found,) = find(page, f".//section[@aria-labelledby='{name}']")
    return words(found)


def test_wishes_stand_in_one_list_each_with_its_sitting(
    as_host: CheckingClient, halls: tuple[Hall, Hall]
):
    for hall, text, voters in zip(halls, ("Fler träffar", "Kortare möten"), (2, 5), strict=True):
        box, *_rest = open_boxes(hall)
        support(write(box, text, approved=True), voters)
        write(box, "Ännu inte läst")
    shown = part(as_host, halls[0], "wishes")
    assert "Kortare möten Lunch +5Fler träffar Frukost +2" in shown
    assert "Ännu" not in shown
    file = as_host.get(f"/meetings/{halls[1].meeting.id}/together.csv").text
    assert '"Önskemål";"Gör mer av …";"Lunch";"Kortare möten";"5";""' in file


def test_a_heading_of_the_hosts_own_is_offered_in_the_other_sitting(
    as_host: CheckingClient, halls: tuple[Hall, Hall]
):
    write(open_own(halls[0], "Snöröjning"), "Oftare", approved=True)
    lunch = halls[1].meeting
    page = as_host.get(f"/meetings/{lunch.id}/console")
    (button,) = [one for one in find(page, ".//form") if words(one) == "Snöröjning"]
    sent = {one.get("name"): one.get("value") for one in button.findall(".//input")}
    as_host.post(button.get("action"), data=sent)
    assert queries.get_scene(lunch.id).scene == "wishes"
    assert part(as_host, halls[1], "wishes").count("Snöröjning") == 1


def test_what_people_left_with_is_added_up_when_it_is_closed(
    as_host: CheckingClient, halls: tuple[Hall, Hall]
):
    leave(halls[0], ["very"] * 8)
    leave(halls[1], ["very"] * 3 + ["fairly"] * 9)
    end_meeting(halls[0].meeting.id, None)
    operations_exit.close_exit(halls[0].meeting.id, None)
    assert "Inte visad än" in part(as_host, halls[0], "asked-x1")
    operations_exit.close_exit(halls[1].meeting.id, None)
    assert "Mycket8 100 %3 25 %11 55 %" in part(as_host, halls[0], "asked-x1")


def test_a_small_sittings_way_out_is_in_no_sum(as_host: CheckingClient, halls: tuple[Hall, Hall]):
    for hall, people in zip(halls, (8, 3), strict=True):
        leave(hall, ["very"] * people)
        operations_exit.close_exit(hall.meeting.id, None)
    shown = part(as_host, halls[0], "asked-x1")
    assert "Inte i summan: Lunch" in shown
    assert "Tillsammans" not in shown


def test_each_sitting_is_a_point_of_its_own_on_the_trend(
    as_host: CheckingClient, halls: tuple[Hall, Hall]
):
    for hall in halls:
        leave(hall, ["very"] * 8)
        operations_exit.close_exit(hall.meeting.id, None)
    trend = part(as_host, halls[0], "trend")
    year = halls[0].meeting.starts_at.year
    assert f"{year} Frukost8100 %" in trend
    assert f"{year} Lunch8100 %" in trend
