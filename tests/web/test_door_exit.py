"""The tablet on the way out: four smileys first, each visit counted once, apart from the trend."""

from itertools import count
from typing import Any

import pytest
from flask import Flask

from kiosk.voting import operations_exit, queries_exit
from kiosk.voting.models_exit import ExitAnswer
from tests.support.door import Tablet, pair
from tests.support.leaving import leave
from tests.support.meeting import Hall, make_hall
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client

NUMBER = count(1)


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def tablet(app: Flask, client: CheckingClient, hall: Hall) -> Tablet:
    tablet = pair(app, client, hall.meeting.id)
    tablet.press(act="exit")
    return tablet


def pressed(answer: str = "good", visit: int = 0, **more: str) -> dict[str, Any]:
    number = next(NUMBER)
    kept = {"kind": "exit", "operation": f"o-{number:016}", "voter": f"v-{visit or number:016}"}
    return {**kept, "answers": {"x0": answer, **more}}


def counts(hall: Hall, item: str = "x0") -> dict[str, int]:
    return queries_exit.count_answers(hall.meeting.id, item)


def test_a_smiley_is_counted_before_the_room_is_asked(hall: Hall, tablet: Tablet) -> None:
    assert tablet.send(pressed())[0]["taken"]
    assert counts(hall) == {'["good"]': 1}
    assert queries_exit.count_sent(hall.meeting.id) == 1


def test_repeated_presses_and_sendings_count_once(hall: Hall, tablet: Tablet) -> None:
    first = pressed("good", 7)
    for _time in range(3):
        tablet.send(first, pressed("poor", 7))
    assert counts(hall) == {'["poor"]': 1}
    assert queries_exit.count_sent(hall.meeting.id) == 1


def test_the_rest_of_the_form_belongs_to_the_same_visit(hall: Hall, tablet: Tablet) -> None:
    rest = {"kind": "exit", "operation": "o" * 16, "voter": f"v-{8:016}"}
    tablet.send(pressed("very_good", 8))
    tablet.send({**rest, "answers": {"x1": "very", "x5": "Mer tid", "x2": "what"}})
    assert counts(hall, "x1") == {'["very"]': 1}
    assert counts(hall, "x2") == {}
    assert queries_exit.count_sent(hall.meeting.id) == 1


def test_phones_and_the_tablet_fill_one_form(hall: Hall, tablet: Tablet) -> None:
    leave(hall, ["very"] * 3)
    tablet.send(pressed())
    assert queries_exit.count_sent(hall.meeting.id) == 4


def test_what_waited_until_the_answers_were_closed_is_said_to_be_late(
    hall: Hall, tablet: Tablet
) -> None:
    operations_exit.close_exit(hall.meeting.id, None)
    [answer] = tablet.send(pressed())
    assert not answer["taken"]
    assert "Svaren stängdes" in answer["sentence"]


def test_a_door_cannot_ask_when_the_answers_are_closed(hall: Hall, tablet: Tablet) -> None:
    operations_exit.close_exit(hall.meeting.id, None)
    tablet.press(act="check_in")
    assert tablet.press(act="exit")["refused"] == "exit_closed"
    assert tablet.ask("states")["mode"] == "check_in"


def test_the_smileys_stand_apart_and_leave_the_trend_alone(
    app: Flask, hall: Hall, tablet: Tablet, as_host: CheckingClient
) -> None:
    leave(hall, ["very"] * 7)
    tablet.send(*(pressed("poor") for _ in range(9)))
    operations_exit.close_exit(hall.meeting.id, None)
    page = as_host.get(f"/meetings/{hall.meeting.id}/result")
    shown = words(find(page, ".//section[@aria-labelledby='exit-x0']")[0])
    assert "Dålig100" in shown
    assert "ingår inte i trenden" in shown
    assert [year.share for year in queries_exit.list_trend(hall.meeting)] == [100]


def test_few_smileys_are_not_shown(hall: Hall, tablet: Tablet, as_host: CheckingClient) -> None:
    tablet.send(pressed("poor"))
    operations_exit.close_exit(hall.meeting.id, None)
    page = as_host.get(f"/meetings/{hall.meeting.id}/result")
    assert "Dålig" not in words(find(page, ".//section[@id='exit']")[0])


def test_a_closed_answer_from_the_tablet_leads_to_no_visit(hall: Hall, tablet: Tablet) -> None:
    tablet.send(pressed("good", 5))
    before = {row.voter_key for row in ExitAnswer.select()}
    operations_exit.close_exit(hall.meeting.id, None)
    assert before.isdisjoint(row.voter_key for row in ExitAnswer.select())


@pytest.mark.parametrize("odd", [None, 7, {}, {"x0": 7}, {"x0": "what"}, {"x9": "good"}])
def test_odd_answers_are_left_out(hall: Hall, tablet: Tablet, odd: Any) -> None:
    tablet.send({**pressed(), "answers": odd})
    assert queries_exit.count_sent(hall.meeting.id) == 0


def test_the_smileys_have_words(app: Flask, hall: Hall) -> None:
    tablet = pair(app, new_client(app), hall.meeting.id)
    page = tablet.client.get("/door")
    faces = [words(one) for one in find(page, ".//div[@data-part='sv']//button[@data-face]")]
    assert faces == ["Dålig", "Sådär", "Bra", "Mycket bra"]
