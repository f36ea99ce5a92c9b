"""Bring the database up to date: a copy first, then the numbered migrations."""

import sqlite3
from pathlib import Path
from typing import Any, cast

from peewee import SqliteDatabase
from playhouse.migrations import Runner

from kiosk import clock
from kiosk.config import Settings
from kiosk.db import EmbeddedDatabase, database
from kiosk.db_server import ServerDatabase

DIRECTORY = Path(__file__).parent / "migrations"


class SchemaError(Exception):
    """The database does not fit this program; the message says what to do."""


def open_database(settings: Settings) -> None:
    """Point the program at its database; nothing is read yet."""
    if settings.is_postgres:
        database.initialize(ServerDatabase(settings.database))
    else:
        database.initialize(EmbeddedDatabase(settings.database))


def _runner(settings: Settings) -> tuple[Any, Any]:
    if settings.is_postgres:
        plain: Any = ServerDatabase(settings.database)
    else:
        plain = SqliteDatabase(
            settings.database,
            pragmas={"foreign_keys": 1, "journal_mode": "wal", "busy_timeout": 5000},
        )
    return plain, cast(Any, Runner)(plain, str(DIRECTORY))


def pending(settings: Settings) -> list[str]:
    """Return the names of the migrations that have not been applied; refuse a newer database."""
    plain, runner = _runner(settings)
    with plain.connection_context():
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
    plain, runner = _runner(settings)
    with plain.connection_context():
        return runner.up(), copy


def _copy_before(settings: Settings, migration: str) -> Path | None:
    """Copy the database beside itself; an empty one, that no migration has touched, needs none."""
    source = sqlite3.connect(settings.database)
    try:
        if not source.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
            return None
        stamp = clock.now().strftime("%Y%m%d-%H%M%S")
        path = Path(settings.database).with_name(f"before-{migration[:4]}-{stamp}.db")
        target = sqlite3.connect(path)
        with target:
            source.backup(target)
        target.close()
        path.chmod(0o600)
        return path
    finally:
        source.close()
