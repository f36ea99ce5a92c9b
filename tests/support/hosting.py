"""A host's meeting and questions, made through the pages as a host makes them."""

from datetime import timedelta

from werkzeug.test import TestResponse

from kiosk import clock
from kiosk.meetings.models import Meeting
from kiosk.voting.models import Question
from kiosk.voting.queries import list_questions
from tests.web.checking import CheckingClient

FACTS = {
    "title": "Dialogträff om upphandling 2027",
    "kind": "dialogue",
    "date": "2027-03-12",
    "time": "08:30",
    "place": "Folkets hus",
    "remote_url": "https://mote.example/a?b=1",
    "cohosts": "Grannköpings kommun",
    "partner": "Grannköping",
    "series": "",
    "new_series": "Dialogträff om upphandling",
    "wifi_name": "Gäst-Ekdalen",
    "level": "checked_in",
    "roll_size": "60",
    "threshold": "7",
    "language": "sv",
    "template": "1",
}
CHOICE = {
    "kind": "choice",
    "rows": "6",
    "prompt_sv": "Vilken tid passar?",
    "prompt_en": "Which time suits?",
    "option_1_sv": "Morgon",
    "option_1_en": "Morning",
    "option_2_sv": "Kväll",
    "max_choices": "1",
}
SCALE = {
    "kind": "scale",
    "prompt_sv": "Hur nöjda är ni?",
    "scale_max": "5",
    "low_sv": "Inte alls",
    "high_sv": "Mycket",
    "allow_unknown": "1",
}
TEXT = {"kind": "text", "prompt_sv": "En sak att ändra"}
# What people paste: ten thousand characters, towers of marks, words turned around.
NASTY = ["x" * 10_000, "a" + "\u0301" * 200 + "b" * 400, "\u202e" + "vänd " * 100]


def make_meeting(client: CheckingClient, **facts: str) -> Meeting:
    """Make a meeting by the form and return it."""
    answer = client.post("/meetings", data=FACTS | facts)
    return Meeting.get_by_id(meeting_id(answer))


def meeting_id(answer: TestResponse) -> int:
    """Return the id of the meeting that an answer leads to."""
    return int(str(answer.location).split("/")[2])


def questions(meeting: Meeting) -> list[Question]:
    """Return a meeting's questions in running order."""
    return list_questions(meeting.id)


def day(days: int) -> str:
    """Return the date so many days from today, as a browser sends it."""
    return (clock.local(clock.now()) + timedelta(days=days)).date().isoformat()
