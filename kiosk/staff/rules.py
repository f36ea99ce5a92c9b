"""Decide what an address, a password and a set of roles must be, and how long a session lasts."""

import re
from collections.abc import Iterable
from datetime import timedelta

ROLES = ("host", "procurement", "admin")
PASSWORD_LENGTH = 12  # the fewest characters; length is the whole rule (NIST SP 800-63B)
# The most: putting the marks of a letter in order takes the square of their number, and half a
# megabyte of them, sent by anybody, stood still for minutes.
LONGEST_PASSWORD = 500
WORKDAY = timedelta(hours=12)
REMEMBERED = timedelta(days=30)

_EMAIL = re.compile(r"[^\s@<>(),;:\\\"\[\]]{1,64}@(?:[\w-]{1,63}\.)+[\w-]{2,63}")


def clean_email(typed: str) -> str:
    """Write an address the one way we keep it: no spaces around it, small letters.

    PostgreSQL can hold no NUL and would refuse even to look for one.
    """
    return typed.replace("\0", "").strip().lower()


def is_email(address: str) -> bool:
    """Tell whether a cleaned address can be one; whether anybody reads it there, nobody knows."""
    seen = address.isprintable()  # it is shown on terminals and among other addresses
    return seen and len(address) <= 200 and _EMAIL.fullmatch(address) is not None


def is_long_enough(password: str) -> bool:
    """Tell whether a password may be used."""
    return len(password) >= PASSWORD_LENGTH


def is_short_enough(password: str) -> bool:
    """Tell whether a password can be compared without making others wait."""
    return len(password) <= LONGEST_PASSWORD


def known_roles(chosen: Iterable[str]) -> list[str]:
    """Return the chosen roles that exist, each once and always in the same order."""
    wanted = set(chosen)
    return [role for role in ROLES if role in wanted]


def session_length(remember: bool) -> timedelta:
    """Say how long a browser stays signed in."""
    return REMEMBERED if remember else WORKDAY


def leaves_no_admin(active_admins: Iterable[int], user_id: int, stays_admin: bool) -> bool:
    """Tell whether a change to this user would leave nobody who can manage users."""
    return not stays_admin and set(active_admins) == {user_id}


def minutes_to_wait(seconds: float) -> int:
    """Round a wait up to whole minutes, at least one."""
    return max(1, -int(-seconds // 60))
