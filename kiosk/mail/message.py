"""What a message is, and what a composer answers when there is none to send."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one address, as plain text and as simple HTML that says the same."""

    to: str
    subject: str
    text: str
    html: str
    language: str = "sv"
    unsubscribe: str = ""  # address of the page "no more reminders"; none for other messages


@dataclass(frozen=True, slots=True)
class NotNow:
    """Keep the message and ask again later, like while a review is under way."""

    reason: str


@dataclass(frozen=True, slots=True)
class Never:
    """Do not send it at all, like a reminder to somebody who has answered meanwhile."""

    reason: str
