"""Read users and sessions."""

from typing import Any

from peewee import JOIN, fn

from kiosk import clock
from kiosk.staff.models import StaffSession, User
from kiosk.staff.rules import clean_email
from kiosk.tokens import token_hash


def find_user_by_session(token: str) -> User | None:
    """Return the user whose session this token is, unless expired, revoked or disabled."""
    found = (
        User.select()
        .join(StaffSession)
        .where(
            StaffSession.token_hash == token_hash(token),
            _is_alive(),
            User.disabled_at.is_null(),
        )
        .first()
    )
    return found if isinstance(found, User) else None


def find_user(user_id: int) -> User | None:
    """Return the user with this id, or None."""
    return User.get_or_none(User.id == user_id)


def find_user_by_email(email: str) -> User | None:
    """Return the user with this address, however it was typed, or None."""
    return User.get_or_none(User.email == clean_email(email))


def list_users() -> list[User]:
    """Return all users by name, disabled ones last; each has `sessions_open`, a number."""
    alive = (StaffSession.user == User.id) & _is_alive()
    return list(
        User.select(User, fn.COUNT(StaffSession.token_hash).alias("sessions_open"))
        .join(StaffSession, JOIN.LEFT_OUTER, on=alive)
        .group_by(User)
        .order_by(User.disabled_at.is_null(False), fn.LOWER(User.name), User.id)
    )


def count_users() -> int:
    """Count all users, disabled ones too."""
    return int(User.select().count())


def list_active_admin_ids() -> list[int]:
    """Return the ids of those who can manage users now."""
    users = User.select().where(User.disabled_at.is_null())
    return [user.id for user in users if user.has_role("admin")]


def list_sessions(user_id: int) -> list[StaffSession]:
    """Return the browsers where the user is signed in, newest first."""
    return list(
        StaffSession.select()
        .where(StaffSession.user == user_id, _is_alive())
        .order_by(StaffSession.created_at.desc(), StaffSession.token_hash)
    )


def find_session(token: str) -> StaffSession | None:
    """Return the living session of this token, or None."""
    return StaffSession.get_or_none((StaffSession.token_hash == token_hash(token)) & _is_alive())


def _is_alive() -> Any:
    return StaffSession.revoked_at.is_null() & (StaffSession.expires_at > clock.now())
