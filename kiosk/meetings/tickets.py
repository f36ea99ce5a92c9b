"""A ticket: its code, made from the installation's secret and stored nowhere, and its message."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kiosk.i18n import LANGUAGES, _, format_moment, in_language
from kiosk.tokens import derived_token

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting

STYLE = "font-family: sans-serif; line-height: 1.5; max-width: 36em"


def ticket(secret: str, registration_id: str) -> str:
    """Return the code (144 bits) of a registration's ticket, the same each time.

    Only its hash is in the table. A ticket is printed, shown and sent anew, so the code must be
    made again: whoever has the database but not the secret key cannot.
    """
    return derived_token(secret, "registration", registration_id)


@dataclass(frozen=True, slots=True)
class Written:
    """The message with a ticket, in both languages: the meeting's own first."""

    subject: str
    language: str
    text: str
    html: str


def write_mail(meeting: Meeting, link: str) -> Written:
    """Return the message; nothing in it is personal but the link."""
    order = sorted(LANGUAGES, key=lambda code: code != meeting.language)
    parts = [_lines(code, meeting, link) for code in order]
    with in_language(order[0]):
        subject = _("Your ticket to %(title)s (Swedish below)", title=meeting.title)
    text = ("\n\n" + "-" * 40 + "\n\n").join("\n\n".join(lines) for lines in parts)
    marked = [_marked_up(code, lines, link) for code, lines in zip(order, parts, strict=True)]
    body = "\n<hr>\n".join(marked)
    html = (
        f'<!doctype html>\n<html lang="{order[0]}">\n<head><meta charset="utf-8">'
        f"<title>{escape(subject)}</title></head>\n"
        f'<body style="{STYLE}">\n{body}\n</body>\n</html>\n'
    )
    return Written(subject, order[0], f"{text}\n", html)


def _lines(code: str, meeting: Meeting, link: str) -> list[str]:
    with in_language(code):
        where = ", ".join(filter(None, (format_moment(meeting.starts_at), meeting.place)))
        return [
            _("Hello,"),
            _("You have registered for %(title)s, %(where)s.", title=meeting.title, where=where),
            _("Here is your ticket. Open it on your phone and show the code at the door:"),
            link,
            _("On the day you can also check in by yourself with it, in the room or remotely."),
            _("The ticket is yours alone. It is one check-in and one vote."),
        ]


def _marked_up(code: str, lines: list[str], link: str) -> str:
    href = f'<a href="{escape(link)}">{escape(link)}</a>'
    words = [href if line == link else escape(line) for line in lines]
    return f'<div lang="{code}">\n' + "\n".join(f"<p>{line}</p>" for line in words) + "\n</div>"
