"""Tell an e-mail address from other words."""

import re

_LOCAL = r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_EMAIL = re.compile(rf"{_LOCAL}@(?:{_LABEL}\.)+[a-z](?:[a-z0-9-]*[a-z0-9])", re.I)


def is_email(text: str) -> bool:
    """Tell whether a text can be an address; whether anybody reads it there, nobody knows."""
    return _EMAIL.fullmatch(text) is not None and len(text.partition("@")[0]) <= 64


def in_ascii(email: str) -> str:
    """Write a domain with å, ä or ö as mail servers write it (IDNA)."""
    name, at, domain = email.rpartition("@")
    if not at or domain.isascii():
        return email
    try:
        return f"{name}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return email
