"""Two languages, chosen by the browser or a visible switch; Swedish dates, numbers and plurals."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel import dates, numbers
from babel.messages.pofile import read_po

from kiosk import clock

LANGUAGES = ("sv", "en")
_language: ContextVar[str] = ContextVar("kiosk_language", default="sv")


class LazyText:
    """A text that is translated when it is shown, not when it is written down."""

    def __init__(self, translate: Callable[[], str]):
        self._translate = translate

    def __str__(self) -> str:
        return self._translate()

    def __html__(self) -> str:
        from markupsafe import escape

        return str(escape(self._translate()))


def language() -> str:
    """Return the language of the person being answered: sv or en."""
    return _language.get()


def use_language(code: str) -> None:
    """Answer in this language from here on in this request or frame."""
    _language.set(code if code in LANGUAGES else "sv")


@contextmanager
def in_language(code: str) -> Iterator[None]:
    """Write in a language for a while, whoever is being answered."""
    token = _language.set(code if code in LANGUAGES else "sv")
    try:
        yield
    finally:
        _language.reset(token)


@cache
def catalogue(code: str) -> dict[Any, Any]:
    """Return all messages of a language, from its .po files; English is the msgid."""
    merged: dict[Any, Any] = {}
    for path in sorted((Path(__file__).parent / "locales" / code).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale=code):
                if message.id and message.string and not message.fuzzy:
                    ids = message.id if isinstance(message.id, (list, tuple)) else (message.id,)
                    merged.setdefault(ids[0], message.string)
    return merged


def gettext(msgid: str, **values: Any) -> str:
    """Translate one text into the person's language and fill in its values."""
    text = catalogue(_language.get()).get(msgid, msgid)
    if isinstance(text, (list, tuple)):
        text = text[0]
    return text % values if values else str(text)


def ngettext(one: str, many: str, n: int, **values: Any) -> str:
    """Translate a text that depends on a number; %(n)s or %(num)s is the number."""
    found = catalogue(_language.get()).get(one)
    forms = found if isinstance(found, (list, tuple)) and len(found) > 1 else (one, many)
    text = forms[0] if n == 1 else forms[1]
    return str(text) % {"num": n, "n": n, **values}


_ = gettext


def lazy(msgid: str, **values: Any) -> LazyText:
    """Translate when shown; for labels and refusals made before the language is known."""
    return LazyText(lambda: gettext(msgid, **values))


def format_date(moment: datetime | date, form: str = "long") -> str:
    """Write a date in words, like 12 mars 2026."""
    day = clock.local(moment) if isinstance(moment, datetime) else moment
    return str(dates.format_date(day, form, locale=_locale()))


def format_time(moment: datetime) -> str:
    """Write a time of day, like 08:30."""
    return str(dates.format_time(clock.local(moment), "HH:mm", locale=_locale()))


def format_clock(moment: datetime) -> str:
    """Write a time of day to the second, like 08:30:05."""
    return str(dates.format_time(clock.local(moment), "HH:mm:ss", locale=_locale()))


def format_moment(moment: datetime) -> str:
    """Write date and time, like torsdag 12 mars 2026 kl. 08:30."""
    pattern = "EEEE d MMMM y 'kl.' HH:mm" if language() == "sv" else "EEEE d MMMM y, HH:mm"
    return str(dates.format_datetime(clock.local(moment), pattern, tzinfo=None, locale=_locale()))


def format_number(value: float, decimals: int = 0) -> str:
    """Write a number the way the language does, like 1 234, or 6,0 with one decimal."""
    form = "#,##0" + ("." + "0" * decimals if decimals else "")
    return str(numbers.format_decimal(value, format=form, locale=_locale()))


def format_percent(value: int) -> str:
    """Write a share as the language does: 67 % in Swedish, never broken; 67% in English."""
    return f"{value}\u00a0%" if language() == "sv" else f"{value}%"


def _locale() -> str:
    return "sv_SE" if language() == "sv" else "en_GB"
