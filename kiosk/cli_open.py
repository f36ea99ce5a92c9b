"""Open the database for a command, up to date, also beside a running server."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import click

if TYPE_CHECKING:
    from kiosk.config import Settings


def bring_up_to_date(settings: "Settings", *, locked: bool = False) -> list[str]:
    """Apply what is pending, after a copy; return the lines to tell.

    Takes the database's lock for that, unless the caller says that it is `locked` already.
    """
    from kiosk import schema
    from kiosk.lock import DatabaseLock

    if not schema.pending(settings):
        return []
    with nullcontext() if locked else DatabaseLock(settings):
        names, copy = schema.migrate(settings)
    lines = [f"Applied {name}." for name in names]
    return [*lines, f"A copy from before is kept in {copy}"] if copy else lines


@contextmanager
def opened() -> Iterator["Settings"]:
    """Give a command the settings and an open database; small writes may go on beside a server."""
    from kiosk import clock, config, schema
    from kiosk.db import database
    from kiosk.i18n import use_language

    settings = config.load()
    use_language("en")  # the language of the terminal, as in the commands' own help
    clock.set_zone(settings.timezone)
    made = not settings.is_postgres and not Path(settings.database).exists()
    bring_up_to_date(settings)
    if made:  # by mistake perhaps: in another folder than the server's
        click.echo(f"There was no database yet: made {settings.database}", err=True)
    schema.open_database(settings)
    try:
        with database.connection_context():
            yield settings
    finally:
        cast(Any, database.obj).close_all()
