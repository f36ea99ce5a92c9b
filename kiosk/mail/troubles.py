"""What goes wrong with mail: stable codes, the server's own words, and a sentence for each code."""

import re

from kiosk.i18n import LazyText, lazy

LONGEST_DETAIL = 300  # characters, as the table holds them


class Trouble(Exception):
    """Something keeps a message from going; the code is stable, the detail is the other side's."""

    def __init__(self, code: str, detail: str = ""):
        super().__init__(code)
        self.code = code
        self.detail = detail


class NoServer(Trouble):
    """The server takes no mail from us just now, whoever it is for."""


class NotTaken(Trouble):
    """The server was told of this message and has certainly not taken it; try again later."""


class Refused(Trouble):
    """The server will never take this message."""


class Unsure(Trouble):
    """The message had begun to leave, and nobody knows whether it has arrived."""


def quoted(words: bytes | str) -> str:
    """Return a server's words fit to be kept: one line, without addresses, links or long codes.

    Servers like to repeat whom a message was for, and filters to quote the link they dislike.
    """
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    text = re.sub(r"[\x00-\x1f\x7f-\x9f]+", " ", text)
    text = re.sub(r"https?:\S+|\S*@\S*|[A-Za-z0-9_=+/-]{20,}", "…", text)
    return " ".join(text.split())[:LONGEST_DETAIL]


WORDS: dict[str, LazyText] = {
    "unreachable": lazy("The mail server does not answer. Kiosk keeps trying."),
    "unknown_host": lazy("The mail server's name is not known here. Check KIOSK_SMTP_HOST."),
    "timeout": lazy("The mail server is too slow to answer. Kiosk keeps trying."),
    "dropped": lazy("The mail server hung up. Kiosk keeps trying."),
    "lost": lazy("The mail server hung up before it had the message. Kiosk keeps trying."),
    "not_ready": lazy("The mail server takes no mail just now. Kiosk keeps trying."),
    "certificate": lazy(
        "The mail server cannot prove who it is, so nothing is sent. Check its certificate, "
        "KIOSK_SMTP_HOST and KIOSK_SMTP_CA."
    ),
    "no_tls": lazy(
        "No encrypted connection to the mail server comes about. Check KIOSK_SMTP_PORT and "
        "KIOSK_SMTP_SECURITY."
    ),
    "no_starttls": lazy(
        "The mail server offers no encryption (STARTTLS), so nothing is sent. Check "
        "KIOSK_SMTP_SECURITY."
    ),
    "no_login": lazy("The mail server takes no login here. Check KIOSK_SMTP_USER and the port."),
    "login_refused": lazy(
        "The mail server refuses the login. Check KIOSK_SMTP_USER and KIOSK_SMTP_PASSWORD."
    ),
    "sender_refused": lazy(
        "The mail server takes no mail from this sender. Check KIOSK_MAIL_FROM and "
        "KIOSK_MAIL_BOUNCES."
    ),
    "refused_for_now": lazy("The mail server asks to wait with this one. Kiosk tries again."),
    "refused": lazy("The mail server refuses this message. Check the address, then try again."),
    "gave_up": lazy(
        "Kiosk has tried for a long time without success. Try again when it is mended."
    ),
    "bad_address": lazy("This is no address that mail can go to. Correct it, then try again."),
    "bad_message": lazy("The message cannot be written as mail."),
    "needs_utf8": lazy(
        "The mail server cannot write to an address with such letters before the @."
    ),
    "not_composed": lazy("The message could not be written just now. Kiosk tries again."),
    "interrupted": lazy(
        "Kiosk was interrupted just as this was sent. It may have arrived; it is not sent again "
        "by itself."
    ),
    "no_answer": lazy(
        "The mail server got the message but did not say whether it took it. It may have "
        "arrived; it is not sent again by itself."
    ),
    "no_file": lazy("The message could not be written to the folder. Kiosk tries again."),
    "restored": lazy(
        "It waited when the database was copied, and may have been sent since. Nothing old is "
        "sent again by itself."
    ),
    "stopped": lazy("It was stopped."),
    "waits": lazy("It waits."),
}

CODES = sorted(WORDS)  # our own; features add words for theirs


def words(code: str, state: str = "") -> LazyText:
    """Return the sentence for a code; of a code nobody has words for, what its state says."""
    return WORDS.get(code) or WORDS["stopped" if state == "stopped" else "waits"]
