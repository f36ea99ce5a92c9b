"""Clean a short text that somebody sends from a phone or as moderator, or say what is wrong."""

from kiosk.errors import Refusal
from kiosk.i18n import LazyText, lazy
from kiosk.questions.text import TooLong, clean_text
from kiosk.voting.rules_wishes import MOST_CHARACTERS

EMPTY = lazy("Write something first.")


def cleaned_text(text: str, empty: LazyText = EMPTY) -> str:
    """Return the text on one line; raises Refusal empty or too_long (422)."""
    try:
        cleaned = clean_text(text, MOST_CHARACTERS)
    except TooLong as problem:
        sentence = lazy(
            "At most %(limit)s characters. You wrote %(length)s.",
            limit=problem.limit,
            length=problem.length,
        )
        raise Refusal("too_long", sentence, 422) from None
    if not cleaned:
        raise Refusal("empty", empty, 422)
    return cleaned
