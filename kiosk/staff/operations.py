"""Make, change and disable users; `who` is the id of who does it, None is the command line."""

from collections.abc import Iterable

from peewee import IntegrityError

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.staff import queries, rules
from kiosk.staff.models import StaffSession, User
from kiosk.staff.operations_passwords import hash_password, matches


def create_user(
    who: int | None, email: str, name: str, roles: Iterable[str], password: str
) -> User:
    """Make a user who can sign in.

    Raises Refusal email_invalid, email_taken, password_too_short, name_missing or role_missing.
    """
    address, chosen = _checked(email, name, roles)
    stored = _hashed(password)

    def job() -> User:
        user = User(email=address, name=name.strip(), roles=chosen, password_hash=stored)
        user.created_at = clock.now()
        _save(user)
        audit.record(who, "user_created", f"user:{user.id}", email=address, roles=chosen)
        return user

    return write(job)


def update_user(
    who: int | None, user_id: int, email: str, name: str, roles: Iterable[str], password: str = ""
) -> User:
    """Change a user; an empty password leaves it as it is.

    Raises as create_user, and Refusal last_admin or unknown_user.
    """
    address, chosen = _checked(email, name, roles)
    stored = _hashed(password) if password else ""

    def job() -> User:
        user = _get(user_id)
        _keep_an_admin(user_id, "admin" in chosen.split(","))
        user.email, user.name, user.roles = address, name.strip(), chosen
        if stored:
            user.password_hash = stored
            _revoke(user_id)
        _save(user)
        facts = {"email": address, "roles": chosen, "password": "set" if stored else "kept"}
        audit.record(who, "user_updated", f"user:{user_id}", **facts)
        return user

    return write(job)


def rename_user(who: int, user_id: int, name: str) -> None:
    """Change a user's name; raises Refusal name_missing or unknown_user."""
    if not name.strip():
        raise _name_missing()

    def job() -> None:
        user = _get(user_id)
        user.name = name.strip()
        user.save()
        audit.record(who, "user_renamed", f"user:{user_id}")

    write(job)


def set_password(who: int | None, user_id: int, password: str) -> None:
    """Give a user a new password and sign the user out everywhere.

    Raises Refusal password_too_short or unknown_user.
    """
    stored = _hashed(password)

    def job() -> None:
        user = _get(user_id)
        user.password_hash = stored
        user.save()
        _revoke(user_id)
        audit.record(who, "password_set", f"user:{user_id}")

    write(job)


def change_own_password(user_id: int, present: str, password: str) -> None:
    """Change one's own password, knowing the present one; raises Refusal wrong_password too."""
    user = queries.find_user(user_id)
    if not matches(user.password_hash if user else None, present):
        raise Refusal("wrong_password", lazy("The present password is not right."), 422)
    set_password(user_id, user_id, password)


def disable_user(who: int | None, user_id: int) -> None:
    """Keep a user from signing in, and sign out now; raises last_admin or unknown_user."""

    def job() -> None:
        user = _get(user_id)
        _keep_an_admin(user_id, stays_admin=False)
        user.disabled_at = user.disabled_at or clock.now()
        user.save()
        _revoke(user_id)
        audit.record(who, "user_disabled", f"user:{user_id}")

    write(job)


def enable_user(who: int | None, user_id: int) -> None:
    """Let a disabled user sign in again; raises Refusal unknown_user."""

    def job() -> None:
        user = _get(user_id)
        user.disabled_at = None
        user.save()
        audit.record(who, "user_enabled", f"user:{user_id}")

    write(job)


def end_sessions(who: int | None, user_id: int) -> None:
    """Sign a user out everywhere; raises Refusal unknown_user."""

    def job() -> None:
        _get(user_id)
        _revoke(user_id)
        audit.record(who, "sessions_ended", f"user:{user_id}")

    write(job)


def _get(user_id: int) -> User:
    user = queries.find_user(user_id)
    if user is None:
        raise Refusal("unknown_user", lazy("There is no such user."), 404)
    return user


def _revoke(user_id: int) -> None:
    StaffSession.update(revoked_at=clock.now()).where(
        StaffSession.user == user_id, StaffSession.revoked_at.is_null()
    ).execute()


def _keep_an_admin(user_id: int, stays_admin: bool) -> None:
    if rules.leaves_no_admin(queries.list_active_admin_ids(), user_id, stays_admin):
        raise Refusal(
            "last_admin",
            lazy(
                "This is the only administrator, so somebody else must get that role first. "
                "Nothing was changed."
            ),
        )


def _checked(email: str, name: str, roles: Iterable[str]) -> tuple[str, str]:
    address, chosen = rules.clean_email(email), rules.known_roles(roles)
    if not rules.is_email(address):
        raise Refusal("email_invalid", lazy("Write an e-mail address, like anna@example.se."), 422)
    if not name.strip():
        raise _name_missing()
    if not chosen:
        raise Refusal("role_missing", lazy("Choose at least one role."), 422)
    return address, ",".join(chosen)


def _hashed(password: str) -> str:
    if not rules.is_long_enough(password):
        raise Refusal(
            "password_too_short",
            lazy(
                "Use at least %(n)s characters. A few words in a row work well.",
                n=rules.PASSWORD_LENGTH,
            ),
            422,
        )
    if not rules.is_short_enough(password):
        limit, length = rules.LONGEST_PASSWORD, len(password)
        sentence = lazy(
            "At most %(limit)s characters. You wrote %(length)s.", limit=limit, length=length
        )
        raise Refusal("password_too_long", sentence, 422)
    return hash_password(password)


def _save(user: User) -> None:
    try:
        user.save()
    except IntegrityError:
        sentence = lazy("There is already a user with this address.")
        raise Refusal("email_taken", sentence, 422) from None


def _name_missing() -> Refusal:
    return Refusal("name_missing", lazy("Write a name."), 422)
