"""Hash and compare passwords with argon2id; never inside a database job: others would wait."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk.staff import rules

# OWASP password storage cheat sheet, argon2id with least memory: about 20 ms and 19 MiB a try,
# so that a host who signs in does not stop a hall that votes in the same process.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
_nobody = ""


def hash_password(password: str) -> str:
    """Return what is stored instead of the password."""
    return _hasher.hash(_one_way(password))


def matches(stored: str | None, password: str) -> bool:
    """Tell whether the password is the stored one; an unknown account takes as long to refuse."""
    global _nobody
    if stored is None:
        _nobody = _nobody or hash_password("nobody has this password")
    try:
        _hasher.verify(stored or _nobody, _one_way(password[: rules.LONGEST_PASSWORD]))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None and rules.is_short_enough(password)


def needs_new_hash(stored: str) -> bool:
    """Tell whether the stored hash was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _one_way(password: str) -> str:
    # The same letters typed on another computer must be the same bytes: å is one sign or two.
    return unicodedata.normalize("NFKC", password)
