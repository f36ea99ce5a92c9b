"""The words of invitations, reminders and letters: what the page shows is what is sent.

No subject and no line tells how the procurement ended: a message may be read over a shoulder.
The links are made here, each time anew, from the installation's secret; they are stored nowhere.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from html import escape
from typing import Literal

from kiosk.evaluations.tickets import ticket
from kiosk.i18n import _, format_date, language, use_language

BOTH = ""  # the language of somebody whose language nobody has said: Swedish first, English below
LANGUAGES_OF = {"sv": ("sv",), "en": ("en",), BOTH: ("sv", "en")}
STYLE = "font-family: sans-serif; line-height: 1.5; max-width: 36em"


@dataclass(slots=True)
class _Links:
    """What links are made of; create_app says it."""

    secret: str = ""
    address: Callable[[], str] = field(default=lambda: "")


_links = _Links()


def use_links(secret: str, address: Callable[[], str]) -> None:
    """Tell the program what links are made from: its secret, and the address bidders reach."""
    _links.secret, _links.address = secret, address


def token_of(invitation_id: str) -> str:
    """Return the token of an invitation's link."""
    return ticket(_links.secret, invitation_id)


def link_of(invitation_id: str) -> str:
    """Return the personal link, as it is sent and printed."""
    return f"{_links.address()}/invitations/{token_of(invitation_id)}"


def example_link() -> str:
    """Return a link that looks like those that are sent and leads nowhere."""
    return f"{_links.address()}/invitations/" + "x" * 24


def no_reminders_link(link: str) -> str:
    """Return the address of the page "no more reminders" that belongs to a personal link."""
    return f"{link}/reminders-off"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a message says besides its own words."""

    title: str
    reference: str
    municipality: str
    contact: str  # of the municipality
    threshold: int
    closes_on: date
    name: str = ""  # of the contact person
    only_read: bool = False  # only read the documents
    round: int = 0  # 0: the invitation; 1 and 2: reminders


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph, or a link on a line of its own."""

    kind: Literal["text", "link", "small"]
    text: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """A message in one language."""

    language: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Written:
    """A whole message: its subject and its words in one language, or in two."""

    subject: str
    parts: tuple[Part, ...]

    @property
    def text(self) -> str:
        """Return it as plain text: a link always stands on a line of its own."""
        parts = ["\n\n".join(_plain(line) for line in part.lines) for part in self.parts]
        return ("\n\n" + "-" * 40 + "\n\n").join(parts) + "\n"

    @property
    def html(self) -> str:
        """Return it as simple HTML that says the same and fetches nothing."""
        first = self.parts[0].language
        body = "\n<hr>\n".join(
            f'<div lang="{part.language}">\n' + "\n".join(map(_marked_up, part.lines)) + "\n</div>"
            for part in self.parts
        )
        return (
            f'<!doctype html>\n<html lang="{first}">\n<head><meta charset="utf-8">'
            f"<title>{escape(self.subject)}</title></head>\n"
            f'<body style="{STYLE}">\n{body}\n</body>\n</html>\n'
        )


def _plain(line: Line) -> str:
    return f"{line.text}\n{line.href}" if line.kind == "small" and line.href else line.text


def _marked_up(line: Line) -> str:
    words = escape(line.text)
    if line.href:
        words = f'<a href="{escape(line.href)}">{words}</a>'
    return f"<p><small>{words}</small></p>" if line.kind == "small" else f"<p>{words}</p>"


def write_message(facts: Facts, link: str, wanted: str) -> Written:
    """Return the message in sv, in en, or in both for a language nobody knows."""
    parts, subjects = [], []
    for code in LANGUAGES_OF.get(wanted, LANGUAGES_OF[BOTH]):
        with speaking(code):
            subjects.append(_subject(facts))
            parts.append(Part(code, tuple(_lines(facts, link))))
    subject = subjects[0]
    if len(subjects) > 1:
        with speaking("sv"):
            subject = _("%(subject)s (English below)", subject=subject)
    return Written(subject, tuple(parts))


def write_letter(facts: Facts, wanted: str) -> tuple[Part, ...]:
    """Return the words of a printed letter; the code and the address stand below them."""
    parts = []
    for code in LANGUAGES_OF.get(wanted, LANGUAGES_OF[BOTH]):
        with speaking(code):
            lines = [*_beginning(replace(facts, round=0)), _until(facts, on_paper=True)]
            parts.append(Part(code, tuple(lines)))
    return tuple(parts)


def write_letter_end(facts: Facts, code: str) -> Part:
    """Return what stands below the code of a letter, in one language."""
    with speaking(code):
        return Part(code, (*_promises(facts), *_signature(facts)))


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Write in this language for a while."""
    before = language()
    use_language(code)
    try:
        yield
    finally:
        use_language(before)


def _subject(facts: Facts) -> str:
    if facts.round:
        return _("Reminder: four minutes about the procurement %(title)s", title=facts.title)
    return _("Four minutes about the procurement %(title)s", title=facts.title)


def _lines(facts: Facts, link: str) -> Iterator[Line]:
    yield from _beginning(facts)
    yield _until(facts)
    yield Line("link", link, link)
    yield Line(
        "text", _("The link is yours alone. You can pause and go on later with the same link.")
    )
    yield from _promises(facts)
    yield Line("text", _("Do you have questions? Reply to this message."))
    yield from _signature(facts)
    yield Line("small", _("I want no more reminders"), no_reminders_link(link))


def _beginning(facts: Facts) -> Iterator[Line]:
    greeting = _("Hello %(name)s,", name=facts.name) if facts.name else _("Hello,")
    yield Line("text", greeting)
    called = f"{facts.title} ({facts.reference})" if facts.reference else facts.title
    if facts.round:
        said = _(
            "We have written to you before about the procurement %(title)s. We would still like to "
            "know what you think. If you have just answered: thank you, you need do no more.",
            title=called,
        )
    elif facts.only_read:
        said = _(
            "You have read the documents of the procurement %(title)s. We would like to know what "
            "you thought of them, also if you did not tender.",
            title=called,
        )
    else:
        said = _(
            "Thank you for taking part in the procurement %(title)s. We would like to know how it "
            "worked for you. Your answers are used to make the next procurement better.",
            title=called,
        )
    yield Line("text", said)
    yield Line("text", _("It takes less than four minutes, and you may skip questions."))


def _until(facts: Facts, on_paper: bool = False) -> Line:
    day = format_date(facts.closes_on)
    if on_paper:
        return Line(
            "text",
            _(
                "Answer by %(day)s at the latest. Point the camera of a phone at the code, or "
                "write the address in a browser.",
                day=day,
            ),
        )
    return Line("text", _("Answer here, by %(day)s at the latest:", day=day))


def _promises(facts: Facts) -> Iterator[Line]:
    yield Line(
        "text",
        _(
            "Your answers are confidential. We see how many have answered, but not who answered "
            "what. Results are shown only when at least %(k)s have answered. The answers affect "
            "neither the decision nor how future tenders are assessed.",
            k=facts.threshold,
        ),
    )


def _signature(facts: Facts) -> Iterator[Line]:
    yield Line("text", ", ".join(filter(None, (facts.municipality, facts.contact))))
