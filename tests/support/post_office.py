"""A real SMTP server on this machine that does what a test tells it to."""

import asyncio
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import partial
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope

OK = "250 OK"
DROP, DROP_BEFORE, HANG = "drop", "drop before", "hang"  # instead of an answer to DATA
USER, PASSWORD = "kiosk", "hemligt lösenord"
Answer = str | Callable[[str], str]  # the same for everybody, or by who receives


class PostOffice:
    """Takes messages, or does not; keeps what has arrived as the standard library reads it."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.arrived: list[EmailMessage] = []
        self.senders: list[str] = []
        self.recipients: list[str] = []
        self.seen = 0  # MAIL commands
        self.connections = 0
        self.logins: list[str] = []
        # What it answers to MAIL, RCPT and a message; a string, or a function of the recipient.
        self.to_mail: Answer = OK
        self.to_rcpt: Answer = OK
        self.to_data: Answer = OK
        self.seconds = 0.0  # it takes over each message

    # What aiosmtpd asks.

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, _session: Any, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.seen += 1
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return answer(self.to_mail, address)

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        reply = answer(self.to_rcpt, address)
        if reply.startswith("2"):
            envelope.rcpt_tos.append(address)
        return reply

    async def handle_DATA(self, server: SMTP, _session: Any, envelope: Envelope) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        reply = answer(self.to_data, envelope.rcpt_tos[0])
        if reply == HANG:
            await asyncio.sleep(60)
        if reply.startswith("2") or reply == DROP:
            self.keep(envelope)
        if reply == DROP:
            server.transport.abort()
        return reply

    def keep(self, envelope: Envelope) -> None:
        content = envelope.content if isinstance(envelope.content, bytes) else b""
        parsed = message_from_bytes(content, policy=policy.default)
        assert isinstance(parsed, EmailMessage)
        self.arrived.append(parsed)
        self.senders.append(str(envelope.mail_from))
        self.recipients += envelope.rcpt_tos

    def authenticate(
        self, _server: Any, _session: Any, _envelope: Any, _how: str, data: Any
    ) -> Any:
        said = (data.login.decode(), data.password.decode())
        self.logins.append(said[0])
        return AuthResult(success=said == (USER, PASSWORD), handled=False)


def free_port() -> int:
    """Return a port that nobody uses just now, on this machine only."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answer(reply: Answer, to: str) -> str:
    return reply if isinstance(reply, str) else reply(to)


class _Server(SMTP):
    def connection_made(self, transport: Any) -> None:
        self.event_handler.connections += 1
        super().connection_made(transport)

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        to = self.envelope.rcpt_tos
        if to and answer(self.event_handler.to_data, to[0]) == DROP_BEFORE:
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


class _Controller(Controller):
    def __init__(self, office: PostOffice, port: int, tls: ssl.SSLContext | None, **more: Any):
        self.make = partial(_Server, office, enable_SMTPUTF8=True, hostname="test", **more)
        super().__init__(office, "127.0.0.1", port, ssl_context=tls, ready_timeout=20)

    def factory(self) -> SMTP:
        return self.make()


@contextmanager
def open_office(
    port: int, security: str = "none", folder: Path | None = None
) -> Iterator[PostOffice]:
    """Open a post office; an encrypted one asks for a login and has its certificate in `folder`."""
    office = PostOffice(port)
    tls, more = None, {}
    if security != "none":
        assert folder is not None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate(folder), folder / "key.pem")
        more = {"authenticator": office.authenticate, "auth_required": True}
        if security == "starttls":
            more |= {"tls_context": context, "require_starttls": True}
        else:
            tls, more = context, {**more, "auth_required": False, "auth_require_tls": False}
    controller = _Controller(office, port, tls, **more)
    controller.start()
    office.connections = 0  # one was to see whether it has started
    try:
        yield office
    finally:
        controller.stop()


def certificate(folder: Path) -> Path:
    """Make a certificate that nobody but its maker believes, and return its file."""
    path = folder / "certificate.pem"
    if not path.exists():
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-days", "2", "-subj", "/CN=localhost", "-addext",
             "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", folder / "key.pem",
             "-out", path],
            check=True, capture_output=True, timeout=60,
        )  # fmt: skip
    return path


def smtp_settings(port: int, security: str = "none", **more: str) -> dict[str, str]:
    """Return the environment of a Kiosk that sends through the post office on this port."""
    return {
        "KIOSK_SMTP_HOST": "127.0.0.1",
        "KIOSK_SMTP_PORT": str(port),
        "KIOSK_SMTP_SECURITY": security,
        "KIOSK_MAIL_FROM": "Exempelköpings kommun <upphandling@example.se>",
        "KIOSK_MAIL_REPLY_TO": "fragor@example.se",
        "KIOSK_MAIL_BOUNCES": "studs@example.se",
        **more,
    }
