"""What the demo's companies thought of last year's meeting as they left it, none of it real."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from kiosk.db import write
from kiosk.meetings.models import Meeting
from kiosk.tokens import new_token
from kiosk.voting.models_exit import ExitForm
from kiosk.voting.operations_exit import close_exit, send_exit, show_exit

WEIGHTS = {
    "x1": {"not_at_all": 1, "a_little": 3, "fairly": 9, "very": 15, "extremely": 6},
    "x2": {"yes": 15, "partly": 10, "no": 3, "nothing": 4},
    "x3": {"talks": 12, "right": 17, "conversation": 3},
    "x4": {"breakfast": 16, "lunch": 5, "afternoon": 7, "online": 3, "no_matter": 4},
}
CHANGES = (
    "Mer tid vid borden",
    "Börja en halvtimme tidigare",
    "Färre bilder, fler exempel",
    "Låt beställarna sitta vid borden",
    "Skicka frågorna i förväg",
    "Bättre skyltning från parkeringen",
    "En träff till på hösten",
    "Ta upp avtalsuppföljning först",
)


def leave_last_year(meeting: Meeting, voters: Sequence[str], who: int) -> None:
    """Ask at the way out; two of three answer, and a few write something."""
    chance = random.Random(41)  # noqa: S311 - invented, the same each time; nothing secret
    show_exit(meeting.id, who)
    people = chance.sample(voters, 2 * len(voters) // 3)

    def job() -> None:
        for place, voter in enumerate(people):
            answers = {
                item: chance.choices(list(weights), list(weights.values()))
                for item, weights in WEIGHTS.items()
            }
            answers["x5"] = [CHANGES[place]] if place < len(CHANGES) else [""]
            send_exit(meeting.id, voter, answers, new_token())

    write(job)


def close_last_year(meeting: Meeting, who: int, starts_at: datetime) -> None:
    """Close the answers, on the day they were given."""
    close_exit(meeting.id, who)
    opened = starts_at + timedelta(hours=2)
    moved = {"opened_at": opened, "closed_at": opened + timedelta(hours=1)}

    def job() -> None:
        ExitForm.update(moved).where(ExitForm.meeting == meeting.id).execute()

    write(job)
