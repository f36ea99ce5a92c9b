"""A rehearsal is the same on either database, and two that begin it at once begin one."""

import threading

import pytest

import kiosk.meetings.queries as meetings
from kiosk.meetings import operations_rehearsal as rehearsals
from kiosk.meetings import queries_rehearsal
from kiosk.meetings.models import Meeting
from kiosk.voting import operations, queries
from kiosk.voting.models import Ballot
from kiosk.voting.operations_boxes import STANDING, show_boxes
from tests.faults.houses import House
from tests.support.meeting import make_hall
from tests.support.rehearsing import rehearse


def test_a_rehearsal_lives_and_is_thrown_away_alike_on_both(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    practice = rehearse(monkeypatch, level="roll", roll_size=2)
    operations.open_question(practice.questions[0].id, 1)
    practice.after(60)
    operations.close_question(practice.questions[0].id, 1)
    show_boxes(practice.copy.id, STANDING["floor"], 1)
    practice.after(60)
    assert meetings.count_checked_in(practice.copy.id) == 10
    assert 5 <= queries.count_ballots(practice.questions[0].id) <= 10
    rehearsals.throw_away(practice.copy.id, 1)
    assert not practice.driver.turn()
    assert Ballot.select().count() == 0
    assert [one.id for one in Meeting.select()] == [practice.hall.meeting.id]


def test_two_hosts_who_begin_at_once_are_in_the_same_rehearsal(house: House) -> None:
    real, copies = make_hall().meeting.id, []

    def begin() -> None:
        copies.append(rehearsals.start_rehearsal(real, 1, 10).id)

    hosts = [threading.Thread(target=begin) for _ in range(4)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert copies == [queries_rehearsal.find_copy(real).id] * 4  # type: ignore[union-attr]
