"""How this installation sends mail, who composes each kind of it, and what is due each minute."""

from collections.abc import Callable, Mapping

from kiosk.config import Settings
from kiosk.i18n import LazyText
from kiosk.mail.message import Message, Never, NotNow
from kiosk.mail.troubles import WORDS

Composer = Callable[[str, str], Message | NotNow | Never]
Duty = Callable[[], None]

_composers: dict[str, Composer] = {}
_duties: list[Duty] = []
_settings: list[Settings] = []


def use_settings(settings: Settings) -> None:
    """Send as this installation says."""
    _settings[:] = [settings]


def settings() -> Settings:
    """Return the settings of this installation."""
    return _settings[0]


def use_composer(kind: str, composer: Composer) -> None:
    """Let this function, given (ref, kind), make the messages of a kind when they are sent.

    It is called outside of any transaction, right before sending, and may be called more than
    once for one message. What it returns is not stored.
    """
    _composers[kind] = composer


def use_duty(duty: Duty) -> None:
    """Call this function once a minute where mail is sent, in every process: it may find nothing.

    Not while mail rests after a restore (see `operations.hold`).
    """
    if duty not in _duties:
        _duties.append(duty)


def use_words(words: Mapping[str, LazyText]) -> None:
    """Add sentences for a feature's own codes: of `stop`, NotNow and Never."""
    WORDS.update(words)


def find_composer(kind: str) -> Composer | None:
    """Return who composes this kind of message."""
    return _composers.get(kind)


def list_duties() -> list[Duty]:
    """Return what is to be done once a minute."""
    return list(_duties)
