"""The door is the same on either database."""

import pytest

from kiosk.errors import Refusal
from kiosk.meetings import operations_door as door
from kiosk.meetings import queries
from kiosk.meetings import queries_door as doors
from kiosk.meetings.models import Meeting
from kiosk.meetings.models_door import Door
from kiosk.meetings.operations_door_check_ins import Sent, take_check_in, take_over
from tests.faults.houses import House
from tests.support.meeting import make_hall
from tests.support.registering import register


def paired(meeting: Meeting) -> Door:
    door.make_door(None, meeting.id, "Entrén", "4711", "code")
    return door.pair_door("code", "token")


def test_a_tablet_lives_alike_on_both(house: House):
    tablet = paired(make_hall().meeting)
    door.note_state(tablet.id, 3, 41)
    with pytest.raises(Refusal):
        door.try_pin(tablet.id, "0000")
    door.try_pin(tablet.id, "4711")
    door.set_mode(tablet.id, "exit")
    [state] = doors.list_doors(tablet.meeting_id)
    assert (state.mode, state.queue, state.battery, state.life) == ("exit", 3, 41, "paired")
    door.unpair_door(tablet.id, None)
    assert not doors.is_paired("token")
    assert doors.find_door("token") is not None


def test_check_ins_merge_alike_on_both(house: House):
    meeting = make_hall().meeting
    tablet, one = paired(meeting), register(meeting, "Snickeri AB")[0]
    sent = [Sent(f"o{n}", f"t{n}", registration_id=one.id if n < 2 else None) for n in range(4)]
    for _time in range(2):
        known = [take_check_in(tablet, each).known for each in sent]
    assert known == [False, True, False, False]
    assert queries.count_checked_in(meeting.id) == 3
    assert take_over(meeting.id, "t1", "phone")
    with pytest.raises(Refusal):
        take_over(meeting.id, "t1", "another")
    assert not take_over(meeting.id, "unknown", "phone")
