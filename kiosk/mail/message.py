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
    # Set it only where a POST to that same address, with the body List-Unsubscribe=One-Click and
    # no cookie, is all it takes (RFC 8058): mail programs then show a button of their own.
    one_click: bool = False


@dataclass(frozen=True, slots=True)
class NotNow:
    """Keep the message and ask again in a quarter of an hour, like while a review is under way."""

    reason: str  # a stable code, like review; see post.use_words


@dataclass(frozen=True, slots=True)
class Never:
    """Do not send it at all, like a reminder to somebody who has answered meanwhile."""

    reason: str  # a stable code
