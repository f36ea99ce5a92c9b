"""Domain refusals: a stable code, a sentence in the person's language, an HTTP status."""

from typing import Any

from kiosk.i18n import LazyText


class Refusal(Exception):
    """Say no to an operation, with a code that never changes and a sentence that helps."""

    def __init__(self, code: str, sentence: "LazyText | str", status: int = 409, **facts: Any):
        super().__init__(code)
        self.code = code
        self.sentence = sentence
        self.status = status
        self.facts = facts


class Busy(Exception):
    """The database could not take the write in time; nothing was changed."""


class StorageFull(Exception):
    """The disk took no more; nothing was changed."""
