"""A message as it travels: headers, plain text and HTML, by the rules of RFC 5322 and its kin."""

import re
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from kiosk import clock
from kiosk.config import Settings
from kiosk.mail.addresses import Mailbox, one_line, read_address
from kiosk.mail.message import Message
from kiosk.tokens import keyed

_LANGUAGES = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]+)*(, [A-Za-z]{2,3}(-[A-Za-z0-9]+)*)*")
_LINK = re.compile(r"https?://[!#-;=?-~]+")  # nothing that could end the header's <…>


class BadMessage(ValueError):
    """The message cannot be written as mail."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is handed to a server: who sends, who receives, and every byte in between."""

    sender: str
    recipient: str
    needs_utf8: bool
    content: bytes


def write_letter(message: Message, settings: Settings, name: str) -> Letter:
    """Write a message to its one recipient; `name` is what makes it this message and no other.

    Raises BadAddress when there is no such address, BadMessage for what no mail can hold.
    """
    to = read_address(message.to)
    ours = settings.mail
    mail = EmailMessage(policy.SMTPUTF8 if to.needs_utf8 else policy.SMTP)
    mail["From"] = _header(ours.sender)
    mail["To"] = _header(to)
    mail["Subject"] = one_line(message.subject)
    mail["Date"] = format_datetime(clock.local(clock.now()))
    mail["Message-ID"] = _message_id(settings, name)
    if ours.reply_to:
        mail["Reply-To"] = _header(ours.reply_to)
    # No out-of-office notes back, please: RFC 3834, and Exchange's own word for the same.
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    _add_way_out(mail, message)
    mail.set_content(message.text, charset="utf-8", cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", charset="utf-8", cte="quoted-printable")
    if _LANGUAGES.fullmatch(message.language):
        mail["Content-Language"] = message.language  # of the whole; set_content would move it
    bounces = ours.bounces or ours.sender
    return Letter(bounces.address, to.address, to.needs_utf8, mail.as_bytes())


def _header(mailbox: Mailbox) -> Address:
    return Address(mailbox.name, mailbox.user, mailbox.domain)


def _message_id(settings: Settings, name: str) -> str:
    """Return the same id for the same message: whoever gets it twice, sees it once.

    It is made from a secret, so that it tells nothing of what the message is about.
    """
    mark = keyed(settings.secret_key, "message-id", name)[:16].hex()
    return f"<{mark}@{settings.mail.sender.domain}>"


def _add_way_out(mail: EmailMessage, message: Message) -> None:
    if not message.unsubscribe:
        return
    if not _LINK.fullmatch(message.unsubscribe):
        raise BadMessage("unsubscribe")
    mail["List-Unsubscribe"] = f"<{message.unsubscribe}>"
    if message.one_click:  # RFC 8058: mail programs send that very form, without any cookie
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
