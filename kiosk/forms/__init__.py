"""What every form is: the values as typed, what they mean, and what is wrong with them."""

from dataclasses import dataclass, field
from typing import Any

from kiosk.i18n import LazyText, lazy
from kiosk.questions.text import TooLong, clean_text


@dataclass
class Form:
    """What was typed, what it means, and what is wrong with it."""

    values: dict[str, Any]
    cleaned: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, LazyText | str] = field(default_factory=dict)

    def take_text(self, name: str, limit: int, multiline: bool = False) -> str:
        """Clean one text field; too long a text is an error and stays as typed."""
        try:
            text = clean_text(str(self.values.get(name, "")), limit, multiline=multiline)
        except TooLong as problem:
            self.errors[name] = lazy(
                "At most %(limit)s characters. You wrote %(length)s.",
                limit=problem.limit,
                length=problem.length,
            )
            return ""
        self.cleaned[name] = text
        return text
