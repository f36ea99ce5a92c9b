"""Bring the database up to date: a copy first, then the numbered migrations."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from peewee import SqliteDatabase
from playhouse.migrations import Runner

from kiosk import clock
from kiosk.backup import has_tables, make_backup
from kiosk.config import Settings
from kiosk.db import EmbeddedDatabase, database
from kiosk.db_server import ServerDatabase

DIRECTORY = Path(__file__).parent / "migrations"
STARTING = 0x6B696F736B  # "kiosk": the advisory lock of PostgreSQL under which tables are made


class SchemaError(Exception):
    """The database does not fit this program; the message says what to do."""


def open_database(settings: Settings) -> None:
    """Point the program at its database; nothing is read yet."""
    if settings.is_postgres:
        database.initialize(ServerDatabase(settings.database))
    else:
        database.initialize(EmbeddedDatabase(settings.database))


@contextmanager
def _runner(settings: Settings) -> Iterator[Any]:
    """Give the migrations' runner on a connection of its own."""
    if settings.is_postgres:
        plain: Any = ServerDatabase(settings.database)
    else:
        plain = SqliteDatabase(
            settings.database,
            pragmas={"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 5000},
        )
    try:
        with plain.connection_context():
            if settings.is_postgres:  # of processes that start together, one at a time looks
                plain.execute_sql("SET lock_timeout = 0")
                plain.execute_sql("SELECT pg_advisory_lock(%s)", (STARTING,))
            yield cast(Any, Runner)(plain, str(DIRECTORY))
    finally:
        if settings.is_postgres:
            plain.close_all()  # which lets go of the lock


def pending(settings: Settings) -> list[str]:
    """Return the names of the migrations that have not been applied; refuse a newer database."""
    with _runner(settings) as runner:
        rows = runner.status()
    newer = [row.name for row in rows if row.path is None]
    if newer:
        raise SchemaError(
            f"The database was made by a newer Kiosk (it knows {newer[-1]}). "
            "Install that version or restore an older backup."
        )
    return [row.name for row in rows if not row.applied]


def migrate(settings: Settings) -> tuple[list[str], Path | None]:
    """Apply what is pending; return its names and the copy that was made before, if any."""
    waiting = pending(settings)
    copy = None
    if waiting and not settings.is_postgres and Path(settings.database).stat().st_size > 0:
        copy = _copy_before(settings, waiting[0])
    with _runner(settings) as runner:
        return runner.up(), copy


def _copy_before(settings: Settings, migration: str) -> Path | None:
    """Copy the database beside itself; an empty one, that no migration has touched, needs none."""
    if not has_tables(Path(settings.database)):
        return None
    stamp = clock.now().strftime("%Y%m%d-%H%M%S")
    path = Path(settings.database).with_name(f"before-{migration[:4]}-{stamp}.db")
    return make_backup(settings, path)  # like every copy without secrets, and for its owner only
