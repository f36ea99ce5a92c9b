"""A tablet at the door: pairing, staying there, and each check-in counted once."""

import pytest
from flask import Flask

from kiosk import clock
from kiosk.meetings import queries
from kiosk.meetings.models import Attendance
from kiosk.meetings.models_door import Door
from kiosk.voting import operations
from tests.support.door import PIN, Tablet, check_in, pair
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient, find, words


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def tablet(app: Flask, client: CheckingClient, hall: Hall) -> Tablet:
    return pair(app, client, hall.meeting.id)


def test_a_check_in_at_the_door_is_counted(hall: Hall, tablet: Tablet) -> None:
    assert tablet.send(check_in())[0]["taken"]
    assert queries.count_checked_in(hall.meeting.id) == 1


def test_the_door_shows_every_step_in_both_languages(hall: Hall, tablet: Tablet) -> None:
    page = tablet.client.get("/door")
    parts = {part.get("lang"): part for part in find(page, ".//div[@data-part]")}
    assert set(parts) == {"sv", "en"}
    steps = [[one.get("data-step") for one in part.iter("section")] for part in parts.values()]
    assert steps[0] == steps[1] and len(steps[0]) > 10
    assert words(find(page, ".//h1")[0]) == "Dialogträff"
