"""People who have registered for a meeting, made with the program's own operations."""

from kiosk.meetings.models import Meeting
from kiosk.meetings.models_registrations import Registration
from kiosk.meetings.operations_registrations_staff import add_registrations
from kiosk.meetings.queries_registrations import list_registrations
from kiosk.meetings.rules_registrations import Person
from kiosk.meetings.tickets import ticket

SECRET = "x" * 48  # of installation.py


def register(meeting: Meeting, *companies: str) -> list[Registration]:
    """Register somebody from each company; return the list as it is then, by company."""
    add_registrations(meeting.id, None, SECRET, [Person(company) for company in companies])
    return list_registrations(meeting.id)


def ticket_of(registration: Registration) -> str:
    """Return the code of the ticket."""
    return ticket(SECRET, registration.id)
