"""Fill a new instance for a fault test: python -m tests.faults.seed QUESTIONS → JSON on stdout."""

import json
import sys

from kiosk import clock, config, schema
from kiosk.cli_open import bring_up_to_date
from kiosk.db import database, write
from kiosk.meetings.models import Meeting
from kiosk.staff.operations import create_user
from kiosk.staff.operations_sessions import start_session
from kiosk.voting.models import Question, Stage

CODE = "KX4P7Q"
OPTIONS = [{"id": "yes", "sv": "Ja", "en": "Yes"}, {"id": "no", "sv": "Nej", "en": "No"}]


def fill(questions: int) -> dict[str, object]:
    """Make a host who is signed in, and a meeting with some planned questions."""
    settings = config.load()
    bring_up_to_date(settings)
    schema.open_database(settings)
    host = create_user(None, "anna@example.se", "Anna", ["host", "admin"], "a long enough password")
    made = write(lambda: _meeting(questions))
    answer = {"code": CODE, "session": start_session(host.id, remember=True).token, **made}
    database.obj.close_all()
    return answer


def _meeting(questions: int) -> dict[str, object]:
    now = clock.now()
    meeting = Meeting.create(code=CODE, title="Dialog", starts_at=now, created_at=now, threshold=5)
    if Stage.get_or_none(Stage.meeting == meeting.id) is None:
        Stage.create(meeting=meeting, changed_at=now)
    made = [
        Question.create(
            meeting=meeting,
            position=number,
            lineage=f"q{number}",
            kind="choice",
            prompt_sv=f"Fråga {number}?",
            options=OPTIONS,
        )
        for number in range(1, questions + 1)
    ]
    return {"meeting": meeting.id, "questions": [question.id for question in made]}


if __name__ == "__main__":
    print(json.dumps(fill(int(sys.argv[1]))))
