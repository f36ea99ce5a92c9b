"""Mail addresses: read strictly, so that nothing in one can become a header or a second address."""

import re
from dataclasses import dataclass

# RFC 5322 dot-atom, with letters of every language (RFC 6531); nobody types quoted ones.
_USER = re.compile(r"[\w!#$%&'*+/=?^`{|}~-]+(\.[\w!#$%&'*+/=?^`{|}~-]+)*")
_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NAMED = re.compile(r"(?P<name>[^<>@]*)<(?P<address>[^<>]+)>\s*")
LONGEST_USER, LONGEST = 64, 254  # RFC 5321, 4.5.3.1


class BadAddress(ValueError):
    """The text is not one mail address."""


@dataclass(frozen=True, slots=True)
class Mailbox:
    """One address, perhaps with a name; the domain is written as the network knows it."""

    name: str
    user: str
    domain: str

    @property
    def address(self) -> str:
        """Return the address alone."""
        return f"{self.user}@{self.domain}"

    @property
    def needs_utf8(self) -> bool:
        """Tell whether only a server that knows SMTPUTF8 can carry it."""
        return not self.user.isascii()


def one_line(text: str) -> str:
    """Return the text on one line: what would begin a new header becomes a space."""
    return " ".join(_CONTROL.sub(" ", text).split())


def read_address(text: str) -> Mailbox:
    """Read an address without a name, like anna@example.se; raise BadAddress for anything else."""
    user, at, domain = text.strip().rpartition("@")
    mailbox = Mailbox("", user, _domain(domain))
    long = len(user.encode()) > LONGEST_USER or len(mailbox.address.encode()) > LONGEST
    if not at or long or not _USER.fullmatch(user):
        raise BadAddress(text)
    return mailbox


def read_mailbox(text: str) -> Mailbox:
    """Read an address with or without a name, like Kommunen <info@example.se>."""
    if "<" not in text:
        return read_address(text)
    parts = _NAMED.fullmatch(text)
    if parts is None or _CONTROL.search(text):
        raise BadAddress(text)
    found = read_address(parts["address"])
    return Mailbox(parts["name"].strip(' "'), found.user, found.domain)


def _domain(text: str) -> str:
    try:
        # exämple.se is known to the network, and to every mail server, as xn--exmple-cua.se.
        domain = text.encode("idna").decode().lower()
    except UnicodeError:
        raise BadAddress(text) from None
    labels = domain.split(".")
    if not all(map(_LABEL.fullmatch, labels)) or (len(labels) < 2 and domain != "localhost"):
        raise BadAddress(text)
    return domain
