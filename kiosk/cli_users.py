"""kiosk user: the people who may sign in."""

import secrets
import sys
from typing import TYPE_CHECKING

import click

from kiosk.cli_open import opened

if TYPE_CHECKING:
    from kiosk.staff.models import User

PASSWORD_FROM_STDIN = click.option(
    "--password-stdin",
    is_flag=True,
    help="Read the password from standard input; else one is made.",
)


@click.group()
def user() -> None:
    """Add, list and disable the people who may sign in."""


@user.command()
@click.argument("email")
@click.option("--name", help="Full name; else the part before the @.")
@click.option(
    "--role",
    "roles",
    multiple=True,
    type=click.Choice(["host", "procurement", "admin"]),
    help="Give once per role; else host, and admin too for the first user.",
)
@PASSWORD_FROM_STDIN
def add(email: str, name: str | None, roles: tuple[str, ...], password_stdin: bool) -> None:
    """Add a user and print the password, once."""
    with opened():
        from kiosk.staff import operations, queries

        chosen = roles or (("host",) if queries.list_users() else ("host", "admin"))
        password = _password(password_stdin)
        made = operations.create_user(
            None, email, name or email.split("@")[0], list(chosen), password
        )
        click.echo(f"Added {made.email} as {' and '.join(chosen)}.")
        _tell(password, password_stdin)


@user.command("list")
def list_() -> None:
    """List all users."""
    with opened():
        from kiosk.staff import queries

        users = queries.list_users()
        for one in users:
            state = "disabled" if one.disabled_at else "active"
            click.echo(f"{one.email}\t{one.name}\t{one.roles}\t{state}")
        if not users:
            click.echo("There are no users yet. Add one: kiosk user add anna@example.se")


@user.command()
@click.argument("email")
@PASSWORD_FROM_STDIN
def password(email: str, password_stdin: bool) -> None:
    """Give a user a new password and sign them out everywhere."""
    with opened():
        from kiosk.staff import operations

        chosen = _password(password_stdin)
        operations.set_password(None, _found(email).id, chosen)
        click.echo(f"{email} has a new password and is signed out everywhere.")
        _tell(chosen, password_stdin)


@user.command()
@click.argument("email")
def disable(email: str) -> None:
    """Keep a user from signing in, and sign them out now."""
    with opened():
        from kiosk.staff import operations

        operations.disable_user(None, _found(email).id)
        click.echo(f"{email} can no longer sign in.")


def _found(email: str) -> "User":
    from kiosk.staff import queries

    found = queries.find_user_by_email(email)
    if found is None:
        raise click.ClickException(f"There is no user {email}. See: kiosk user list")
    return found


def _password(from_stdin: bool) -> str:
    return sys.stdin.readline().rstrip("\r\n") if from_stdin else secrets.token_urlsafe(12)


def _tell(password: str, known: bool) -> None:
    if not known:
        click.echo(f"Password: {password}\nIt is shown this once and stored nowhere.")
