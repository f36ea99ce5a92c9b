"""A tablet at the door, as its page speaks to the server."""

from itertools import count
from typing import Any

from flask import Flask

from kiosk.meetings import operations_door
from kiosk.meetings.models_door import Door
from kiosk.meetings.rules_door import check_letter
from kiosk.tokens import CODE_ALPHABET
from tests.web.checking import CheckingClient

PIN = "4711"
NUMBER = count(1)


def claim(number: int) -> str:
    """Return the code that a tablet shows, another for each number."""
    places = [number // 28**place % 28 for place in range(8)]
    letters = "".join(CODE_ALPHABET[place] for place in places)
    return letters + check_letter(letters)


def check_in(**facts: Any) -> dict[str, Any]:
    """Return a check-in as the tablet keeps it."""
    number = next(NUMBER)
    kept = {"kind": "check_in", "operation": f"operation-{number:016}", "claim": claim(number)}
    return {**kept, "role": "company", **facts}


class Tablet:
    """A paired tablet."""

    def __init__(self, client: CheckingClient, door: Door) -> None:
        self.client, self.door = client, door

    def ask(self, path: str, status: int = 200, **sent: Any) -> Any:
        return self.client.post(f"/door/{path}", json=sent, status=status).json

    def send(self, *entries: dict[str, Any]) -> Any:
        return self.ask("entries", entries=list(entries))["results"]

    def press(self, pin: str = PIN, act: str = "") -> Any:
        return self.ask("pin-tries", pin=pin, act=act)


def pair(app: Flask, client: CheckingClient, meeting_id: int) -> Tablet:
    """Pair a tablet as a host and somebody at the door do."""
    from kiosk.meetings.views_door import pairing_key

    code = f"BCDFG{CODE_ALPHABET[next(NUMBER) % 28]}"
    with app.app_context():
        door = operations_door.make_door(None, meeting_id, "Entrén", PIN, pairing_key(code))
    client.post("/door/pairings", data={"code": code})
    return Tablet(client, door)
