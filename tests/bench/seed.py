"""Fill a new installation for the bench: python -m tests.bench.seed → JSON on stdout."""

import json

from kiosk import clock, config, links, schema
from kiosk.cli_open import bring_up_to_date
from kiosk.db import database, write
from kiosk.meetings.models import Meeting, Series
from kiosk.meetings.operations import check_in
from kiosk.municipality.models import Municipality
from kiosk.questions.templates import template_b
from kiosk.staff.operations import create_user
from kiosk.staff.operations_sessions import start_session
from kiosk.voting.models import Question
from kiosk.voting.specs import row_of

CODE = "KX4P7Q"
# So many that the closed loop meets no voter's limit for changes of mind.
VOTERS = [f"voter-of-the-bench-{number:04}" for number in range(1200)]


def fill() -> dict[str, object]:
    """Make a municipality, a host who is signed in, and a meeting with the template's questions."""
    settings = config.load()
    bring_up_to_date(settings)
    schema.open_database(settings)
    host = create_user(None, "anna@example.se", "Anna", ["host", "admin"], "a long enough password")
    meeting, questions = write(_meeting)
    write(lambda: _check_in(meeting.id))
    session = start_session(host.id, remember=True).token
    database.obj.close_all()
    return {
        "code": CODE,
        "meeting": meeting.id,
        "questions": questions,
        "voters": VOTERS,
        "session": session,
        "screen": links.sign(settings.secret_key, "screen", [meeting.id, 1]),
    }


def _check_in(meeting_id: int) -> None:
    for token in VOTERS:
        check_in(meeting_id, token, role="company")


def _meeting() -> tuple[Meeting, dict[str, int]]:
    now = clock.now()
    Municipality.create(id=1, name="Ekdalens kommun")
    meeting = Meeting.create(
        code=CODE,
        title="Dialogträff om upphandling",
        place="Folkets hus, Stora salen",
        starts_at=now,
        created_at=now,
        series=Series.create(title="Dialogträff"),
    )
    made: dict[str, int] = {}
    for number, spec in enumerate(template_b("Grannköping"), 1):
        question = Question.create(meeting=meeting, position=number, **row_of(spec))
        made[spec.lineage] = question.id
    return meeting, made


if __name__ == "__main__":
    print(json.dumps(fill()))
