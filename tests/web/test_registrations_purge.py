"""Who had registered goes with who had checked in, and with the mails about their tickets."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.mail.outbox import Mail
from kiosk.meetings.models import Attendance, Meeting
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.operations_registrations import check_in_registered
from kiosk.meetings.operations_registrations_staff import add_registrations
from kiosk.meetings.operations_staff import create_meeting, delete_meeting
from kiosk.meetings.operations_tickets import send_tickets
from kiosk.meetings.queries_attendance import count_presence
from kiosk.meetings.queries_registrations import list_registrations
from kiosk.meetings.rules_registrations import Person
from kiosk.retention import operations
from tests.support.disposal import decide
from tests.support.registering import SECRET

pytestmark = pytest.mark.usefixtures("app")
PEOPLE = [Person("Berg AB", "Bo", "bo@berg.example"), Person("Dal AB")]


@pytest.fixture
def held(app: Flask) -> Meeting:
    return hold(800)


def hold(days: int) -> Meeting:
    """Hold a meeting so many days ago; two had registered, one came, one got a ticket by mail."""
    at = clock.now() - timedelta(days=days)
    meeting = create_meeting(None, title="Träff", starts_at=at)
    add_registrations(meeting.id, None, SECRET, PEOPLE)
    send_tickets(meeting.id, None)
    first = list_registrations(meeting.id)[0]
    check_in_registered(first.id, f"token {meeting.id}", on_phone=True)
    return meeting


def purge() -> dict[str, int]:
    decide("attendances", 24)
    return {kind: n for kind, n in operations.purge(None, "attendances").counts.items() if n}


def test_registrations_and_check_ins_of_old_meetings_go_together_and_the_count_stays(
    held: Meeting,
) -> None:
    young = hold(100)
    assert purge() == {"registrations": 2, "attendances": 1}
    assert {one.meeting_id for one in Registration.select()} == {young.id}
    assert {one.meeting_id for one in Attendance.select()} == {young.id}
    assert [one.about for one in Mail.select()] == [f"tickets:{young.id}"]
    assert count_presence(held.id).total == 1


def test_registrations_alone_are_purged_too(held: Meeting) -> None:
    write(Attendance.delete().execute)
    assert purge() == {"registrations": 2}


def test_check_in_stays_when_its_registration_is_taken_off_the_list(held: Meeting) -> None:
    write(Registration.delete().execute)
    assert count_presence(held.id).total == 1


def test_meeting_that_is_deleted_takes_its_registrations_along() -> None:
    meeting = create_meeting(None, title="Träff", starts_at=clock.now())
    add_registrations(meeting.id, None, SECRET, PEOPLE)
    delete_meeting(meeting.id, None)
    assert not Registration.select().count()
