"""One conversation with the SMTP server, which always tells whether a message was taken."""

import base64
import re
import smtplib
import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path

from kiosk.config import MailSettings
from kiosk.mail.letter import Letter
from kiosk.mail.troubles import NoServer, NotTaken, Refused, Unsure, quoted

ANSWER_SECONDS = 20.0  # for the connection, and for the answer to each command
# For the verdict on a whole message: many servers look for viruses first. RFC 5321 says ten
# minutes, but nothing else is sent meanwhile; who is cut off here becomes unsure, never twice.
VERDICT_SECONDS = 120.0


class Conversation:
    """One connection, for one message after the other: offer it, then hand it over."""

    def __init__(self, settings: MailSettings, our_name: str):
        self._settings = settings
        self._our_name = our_name
        self._smtp: smtplib.SMTP | None = None
        self._used = False

    def __enter__(self) -> "Conversation":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def open(self) -> None:
        """Connect, encrypt and log in, if that has not been done; raise NoServer when it fails."""
        if self._smtp is not None and self._is_alive():
            return
        self._hang_up()
        with _opening(), ExitStack() as undo:
            smtp = self._connect()
            undo.callback(smtp.close)
            self._secure(smtp)
            if self._settings.user:
                self._log_in(smtp)
            undo.pop_all()
        self._smtp, self._used = smtp, False

    def offer(self, letter: Letter) -> None:
        """Say who sends and who receives; once this returns, only the message itself is missing.

        Raises Refused or NotTaken when the recipient is, NoServer when the sender is.
        """
        smtp = self._ready(letter)
        with _talking(self._hang_up):
            options = ["SMTPUTF8", "BODY=8BITMIME"] if letter.needs_utf8 else []
            code, said = smtp.mail(letter.sender, options)
            if code // 100 == 4 and self._used:  # so many messages in one conversation, no more
                self._hang_up()
                smtp = self._ready(letter)
                code, said = smtp.mail(letter.sender, options)
            if code // 100 != 2:
                raise NoServer("sender_refused", f"{code} {quoted(said)}")
            _accept(*smtp.rcpt(letter.recipient))
        self._used = True

    def hand_over(self, letter: Letter) -> None:
        """Hand over the message that was offered; when this returns, the server has taken it.

        Raises NotTaken or Refused when it certainly has not, Unsure when nobody knows.
        """
        smtp = self._open_one()
        with _talking(self._hang_up):
            code, said = smtp.docmd("DATA")
            if code != 354:
                _accept(code, said)
                raise NotTaken("lost", f"{code} {quoted(said)}")
        try:
            _wait_at_most(smtp, VERDICT_SECONDS)
            smtp.send(_as_data(letter.content))
            code, said = smtp.getreply()
            _wait_at_most(smtp, ANSWER_SECONDS)
        except OSError as error:  # smtplib's errors are OSErrors too
            self._hang_up()
            raise Unsure("no_answer", _reason(error)) from None
        if code // 100 not in (2, 4, 5):
            self._hang_up()
            raise Unsure("no_answer", f"{code} {quoted(said)}")
        _accept(code, said)

    def close(self) -> None:
        """Say goodbye."""
        if self._smtp is not None:
            with suppress(OSError):
                self._smtp.quit()
        self._hang_up()

    def _ready(self, letter: Letter) -> smtplib.SMTP:
        self.open()
        smtp = self._open_one()
        if letter.needs_utf8 and not smtp.has_extn("smtputf8"):
            raise Refused("needs_utf8")
        return smtp

    def _open_one(self) -> smtplib.SMTP:
        if self._smtp is None:
            raise NotTaken("lost")
        return self._smtp

    def _is_alive(self) -> bool:
        """Ask with RSET, which also forgets what was offered and not handed over."""
        with suppress(OSError):
            return bool(self._open_one().rset()[0] == 250)
        return False

    def _connect(self) -> smtplib.SMTP:
        known = self._settings
        if known.security == "tls":
            return smtplib.SMTP_SSL(
                known.host,
                known.port,
                local_hostname=self._our_name,
                timeout=ANSWER_SECONDS,
                context=trust(known.ca),
            )
        return smtplib.SMTP(
            known.host, known.port, local_hostname=self._our_name, timeout=ANSWER_SECONDS
        )

    def _secure(self, smtp: smtplib.SMTP) -> None:
        smtp.ehlo_or_helo_if_needed()
        if self._settings.security != "starttls":
            return
        if not smtp.has_extn("starttls"):
            raise NoServer("no_starttls")
        smtp.starttls(context=trust(self._settings.ca))
        smtp.ehlo_or_helo_if_needed()

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        user, password = self._settings.user, self._settings.password
        if user.isascii() and password.isascii():
            smtp.login(user, password)
            return
        # smtplib knows no other letters here; RFC 4616 takes them as UTF-8.
        if "PLAIN" not in smtp.esmtp_features.get("auth", "").split():
            raise NoServer("no_login")
        secret = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
        code, said = smtp.docmd("AUTH", f"PLAIN {secret}")
        if code != 235:
            raise NoServer("login_refused", f"{code} {quoted(said)}")

    def _hang_up(self) -> None:
        smtp, self._smtp = self._smtp, None
        if smtp is not None:
            with suppress(OSError):
                smtp.close()


@cache
def trust(ca: Path | None) -> ssl.SSLContext:
    """Return whom we believe: the system's certificates, and those of KIOSK_SMTP_CA.

    Read once: it takes some thirty milliseconds, in which no vote would be answered.
    """
    context = ssl.create_default_context()
    if ca is not None:
        context.load_verify_locations(ca)
    return context


def _accept(code: int, said: bytes) -> None:
    """Return when the server said yes to one message; 4xx is later, 5xx is never (RFC 5321)."""
    if code // 100 == 4:
        raise NotTaken("refused_for_now", f"{code} {quoted(said)}")
    if code // 100 == 5:
        raise Refused("refused", f"{code} {quoted(said)}")
    if code // 100 != 2:
        raise NotTaken("lost", f"{code} {quoted(said)}")


def _as_data(content: bytes) -> bytes:
    """Return the message as DATA wants it: dots doubled at the start of lines, one at the end."""
    end = b"" if content.endswith(b"\r\n") else b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", content) + end + b".\r\n"


def _wait_at_most(smtp: smtplib.SMTP, seconds: float) -> None:
    if smtp.sock is not None:
        smtp.sock.settimeout(seconds)


@contextmanager
def _talking(hang_up: Callable[[], None]) -> Iterator[None]:
    """Turn a lost connection into NotTaken: nothing of the message had been sent."""
    try:
        yield
    except OSError as error:
        hang_up()
        raise NotTaken("lost", _reason(error)) from None


@contextmanager
def _opening() -> Iterator[None]:
    """Turn whatever keeps us from logging in into NoServer."""
    try:
        yield
    except OSError as error:
        raise NoServer(_code_of(error), _reason(error)) from None


# In this order: several are kinds of others, and all are OSErrors.
_CODES: tuple[tuple[type[OSError], str], ...] = (
    (smtplib.SMTPAuthenticationError, "login_refused"),
    (smtplib.SMTPNotSupportedError, "no_login"),
    (smtplib.SMTPServerDisconnected, "dropped"),
    (smtplib.SMTPResponseException, "not_ready"),
    (smtplib.SMTPException, "no_login"),  # none of the ways to log in that we know
    (ssl.SSLCertVerificationError, "certificate"),
    (ssl.SSLError, "no_tls"),
    (socket.gaierror, "unknown_host"),
    (TimeoutError, "timeout"),
)


def _code_of(error: OSError) -> str:
    if isinstance(error.__context__, TimeoutError):  # as smtplib hides it
        return "timeout"
    return next((code for kind, code in _CODES if isinstance(error, kind)), "unreachable")


def _reason(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {quoted(error.smtp_error)}"
    return quoted(error.strerror or str(error))
