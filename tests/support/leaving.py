"""What people answer at the way out, sent by the program's own operations."""

from kiosk.questions.template_c import TEMPLATE_C
from kiosk.tokens import new_token
from kiosk.voting import operations_exit
from tests.support.meeting import Hall

ITEMS = [spec.lineage for spec in TEMPLATE_C]


def leave(hall: Hall, worth: list[str], text: str = "") -> list[str]:
    """Show the exit form and answer it, each by another person; return their tokens."""
    operations_exit.show_exit(hall.meeting.id, None)
    tokens = hall.voters(len(worth))
    for token, answer in zip(tokens, worth, strict=True):
        send(hall, token, x1=answer, x5=text)
    return tokens


def send(hall: Hall, token: str, operation: str = "", **answers: str) -> None:
    """Send one person's answers."""
    values = {item: [answer] for item, answer in answers.items()}
    operations_exit.send_exit(hall.meeting.id, token, values, operation or new_token())
