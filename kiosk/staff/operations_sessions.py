"""Sign in and out: sessions are rows, so that each can be ended from elsewhere."""

from dataclasses import dataclass
from typing import Any

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.staff import queries, rules
from kiosk.staff.models import StaffSession, User
from kiosk.staff.operations_passwords import hash_password, matches, needs_new_hash
from kiosk.tokens import new_token, token_hash


@dataclass(frozen=True)
class Started:
    """A new session: the token for the cookie, and how many seconds the cookie lasts."""

    token: str
    seconds: int | None


def sign_in(email: str, password: str, remember: bool) -> Started:
    """Start a session for who knows the password; raises Refusal wrong_password (422).

    The refusal and its time are the same whether the account is unknown, disabled or fine.
    """
    user = queries.find_user_by_email(email)
    right = matches(user.password_hash if user else None, password)
    if user is None or not right:
        raise _wrong_password()
    fresh = hash_password(password) if needs_new_hash(user.password_hash) else user.password_hash

    def job() -> Started:
        now = queries.find_user(user.id)
        if now is None or now.disabled_at or now.password_hash != user.password_hash:
            raise _wrong_password()  # disabled, or changed while we compared
        if fresh != now.password_hash:
            User.update(password_hash=fresh).where(User.id == user.id).execute()
            audit.record(user.id, "password_rehashed", f"user:{user.id}")
        _remove_expired()
        return _start(user.id, remember)

    return write(job)


def start_session(user_id: int, remember: bool) -> Started:
    """Start a session for a browser whose user has just changed the password."""
    return write(lambda: _start(user_id, remember))


def sign_out(user_id: int, token: str) -> None:
    """End the session of this browser."""
    _end(user_id, StaffSession.token_hash == token_hash(token))


def end_session(user_id: int, key: str) -> None:
    """End one of one's own sessions by its short name; raises Refusal unknown_session (404)."""
    found = [one.token_hash for one in queries.list_sessions(user_id) if one.key == key]
    if not found or not _end(user_id, StaffSession.token_hash.in_(found)):
        raise Refusal("unknown_session", lazy("That computer is already signed out."), 404)


def _start(user_id: int, remember: bool) -> Started:
    token, length, now = new_token(), rules.session_length(remember), clock.now()
    StaffSession.create(
        token_hash=token_hash(token),
        user=user_id,
        created_at=now,
        expires_at=now + length,
        remember=remember,
    )
    audit.record(user_id, "signed_in", f"user:{user_id}")
    # Without "remember" the cookie goes when the browser is closed, and the row after 12 hours.
    return Started(token, int(length.total_seconds()) if remember else None)


def _end(user_id: int, which: Any) -> int:
    def job() -> int:
        ended = (
            StaffSession.update(revoked_at=clock.now())
            .where(StaffSession.user == user_id, StaffSession.revoked_at.is_null(), which)
            .execute()
        )
        if ended:
            audit.record(user_id, "session_ended", f"user:{user_id}")
        return int(ended)

    return write(job)


def _remove_expired() -> None:
    StaffSession.delete().where(StaffSession.expires_at <= clock.now()).execute()


def _wrong_password() -> Refusal:
    return Refusal("wrong_password", lazy("The address or the password is not right."), 422)
