"""Decide when the exit evaluation takes answers, and what its trend is; facts are passed in."""

from datetime import date, timedelta

from kiosk.questions.tally import Tally
from kiosk.questions.template_c import WORTH_IT

SENT = "sent"  # the item that has one row for each person who has answered
FORGOTTEN = timedelta(
    days=1
)  # a meeting that nobody ended: late in the evening is the same evening


def takes_answers(scene: str, ended_on: date | None, today: date) -> bool:
    """Tell whether people may answer: while it is shown, and on the day the meeting has ended."""
    return scene == "exit" or (scene == "ended" and ended_on == today)


def is_over(opened_on: date, ended_on: date | None, today: date) -> bool:
    """Tell whether the day has passed, so that the answers close by themselves."""
    return today > ended_on if ended_on is not None else today > opened_on + FORGOTTEN


def worth_it_share(result: Tally) -> int | None:
    """Return how many percent found the meeting worth the time, or None where too few answered.

    The shares of the two best answers are added as they are shown, so that the sum is right for
    whoever adds them on paper.
    """
    if result.withheld:
        return None
    return sum(row.percent for row in result.rows if row.id in WORTH_IT)
