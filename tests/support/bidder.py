"""A bidder at a browser: opens the personal link, answers pages, sends."""

from typing import Any

from werkzeug.test import TestResponse

from kiosk.evaluations.rules_links import key_of
from tests.web.checking import CheckingClient, find


class Bidder:
    """One browser at one link; what a page's form carries along is sent as the page has it."""

    def __init__(self, client: CheckingClient, token: str) -> None:
        self.client, self.token = client, token
        self.address = f"/evaluations/{key_of(token)}"

    def open(self, status: int = 303) -> TestResponse:
        """Open the link of the mail."""
        return self.client.get(f"/invitations/{self.token}", status=status)

    def get(self, page: str = "", status: int = 200) -> TestResponse:
        """Fetch one of the pages."""
        return self.client.get(f"{self.address}{page}", status=status)

    def draw(self, section: str) -> dict[str, Any]:
        """Fetch a page of the form and return what a browser would send of it as it is."""
        return fields(self.get(f"/pages/{section}"))

    def save(
        self, section: str, drawn: dict[str, Any] | None = None, status: int = 303, **answers: Any
    ) -> TestResponse:
        """Answer a page, drawn now unless it was drawn before, and press Next."""
        sent = (self.draw(section) if drawn is None else drawn) | {"_go": "next"} | answers
        return self.client.post(f"{self.address}/pages/{section}", data=sent, status=status)

    def send(self, status: int = 303) -> TestResponse:
        """Press the button of the page "check your answers"."""
        sent = fields(self.get("/check"), "send")
        return self.client.post(f"{self.address}/responses", data=sent, status=status)


def fields(page: TestResponse, form: str = "answers") -> dict[str, Any]:
    """Return what a form would send: its hidden fields, what is checked, what is written."""
    sent: dict[str, Any] = {}
    for one in find(page, f".//form[@id='{form}']//input"):
        if one.get("type") == "hidden" or "checked" in one.attrib:
            sent.setdefault(str(one.get("name")), []).append(one.get("value"))
    for one in find(page, f".//form[@id='{form}']//textarea"):
        sent[str(one.get("name"))] = "".join(one.itertext())
    return sent
