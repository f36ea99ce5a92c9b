"""Random tokens, what is stored instead, and tokens derived from the installation's secret."""

import base64
import hashlib
import hmac
import secrets

CODE_ALPHABET = (
    "BCDFGHJKLMNPQRSTVWXZ23456789"  # no vowels, so no code is ever a word; no 0, 1, O, I
)
CODE_LENGTH = 6


def new_token() -> str:
    """Return a random token of 144 bits."""
    return secrets.token_urlsafe(18)


def new_key() -> str:
    """Return a random row key of 96 bits, which tells no order."""
    return secrets.token_urlsafe(12)


def new_code() -> str:
    """Return a random join code of six characters (28 ** 6, nearly 500 million)."""
    return "".join(secrets.choice(CODE_ALPHABET) for _ in range(CODE_LENGTH))


def token_hash(token: str) -> str:
    """Return what is stored instead of a token (SHA-256, for tokens of full entropy only)."""
    return hashlib.sha256(token.encode()).hexdigest()


def keyed(secret: str, purpose: str, *parts: str) -> bytes:
    """Return HMAC-SHA-256 of the parts under the secret, for one purpose."""
    return hmac.digest(secret.encode(), "\0".join((purpose, *parts)).encode(), "sha256")


def derived_token(secret: str, purpose: str, *parts: str) -> str:
    """Return the token of 144 bits that belongs to these parts, the same each time."""
    return base64.urlsafe_b64encode(keyed(secret, purpose, *parts)[:18]).decode()


def sealed(secret: str, purpose: str, text: str) -> str:
    """Return the text with a seal, for a cookie that nobody can make by guessing."""
    return f"{text}.{derived_token(secret, purpose, text)}"


def unsealed(secret: str, purpose: str, value: str) -> str:
    """Return the text whose seal is ours for this purpose, else an empty one."""
    text, _, seal = value.rpartition(".")
    right = derived_token(secret, purpose, text)
    return text if hmac.compare_digest(seal.encode(), right.encode()) else ""


def derived_code(secret: str, purpose: str, *parts: str, length: int = 8) -> str:
    """Return the typeable code that belongs to these parts, the same each time."""
    digest = int.from_bytes(keyed(secret, purpose, *parts), "big")
    letters = []
    for _ in range(length):
        digest, index = divmod(digest, len(CODE_ALPHABET))
        letters.append(CODE_ALPHABET[index])
    return "".join(letters)
