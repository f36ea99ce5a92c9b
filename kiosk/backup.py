"""Copy the database while it is in use, and put a copy back."""

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from kiosk import clock
from kiosk.config import Settings
from kiosk.lock import DatabaseLock


class BackupError(Exception):
    """The copy could not be made or put back; the message says what to do."""


def make_backup(settings: Settings, target: Path | None = None) -> Path:
    """Copy the database to a new file that only its owner may read, and return its path.

    SQLite's own online backup: a whole picture of one moment, while votes go on arriving.
    The secrets of open questions are taken out of the copy: with one of them in hand, whoever
    got both a phone and the backup could tell what that phone had answered (design, promise 7).
    So are bidders' drafts: they hang on a link, and are gone for good when they are sent.
    """
    _only_embedded(settings)
    target = target or _named(settings, "backup")
    if target.exists():
        raise BackupError(f"{target} exists already. Choose another name; nothing is overwritten.")
    if not Path(settings.database).exists():
        raise BackupError(f"There is no database at {settings.database} yet: nothing to copy.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    try:
        _copy(Path(settings.database), unfinished)
        _forget_secrets(unfinished)
        _to_disk(unfinished)
        unfinished.rename(target)
        _to_disk(target.parent)
    finally:
        unfinished.unlink(missing_ok=True)
    return target


def restore(settings: Settings, source: Path) -> Path | None:
    """Put a copy back, and return where the present database was kept aside.

    Raises AlreadyRunning while a server uses the database.
    """
    _only_embedded(settings)
    check_copy(source)
    database = Path(settings.database)
    with DatabaseLock(settings):
        aside = _named(settings, "replaced") if database.exists() else None
        incoming = database.with_name(f".{database.name}.incoming")
        try:
            _copy(source, incoming)
            with closing(sqlite3.connect(incoming)) as connection, connection:
                _rest_mail(connection)  # of a copy made by hand too
            _to_disk(incoming)
            if aside:
                _move_aside(database, aside)
            incoming.rename(database)
            _to_disk(database.parent)
        finally:
            incoming.unlink(missing_ok=True)
        if aside:  # a copy like the others now; a damaged one stays as it is
            with suppress(sqlite3.Error):
                _forget_secrets(aside)
    return aside


def check_copy(source: Path) -> None:
    """Raise BackupError unless the file is a whole database of Kiosk's."""
    if not source.is_file():
        raise BackupError(f"There is no file {source}.")
    try:
        problems = find_damage(source)
        known = _tables(source)
    except sqlite3.DatabaseError:
        raise BackupError(f"{source} is not a database. Choose another backup.") from None
    if problems:
        raise BackupError(f"{source} is damaged ({problems[0]}). Choose another backup.")
    if not {"meeting", "ballot"} <= known:
        raise BackupError(f"{source} is a database, but not one of Kiosk's.")


def find_damage(path: Path) -> list[str]:
    """Return what SQLite finds wrong with the file, nothing if it is whole."""
    connection = _reader(path)
    try:
        rows = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
        rows += [f"{row[0]}: broken link" for row in connection.execute("PRAGMA foreign_key_check")]
        return [row for row in rows if row != "ok"]
    finally:
        connection.close()


def has_tables(path: Path) -> bool:
    """Tell whether anything has been set up in the database."""
    return bool(_tables(path))


def _tables(path: Path) -> set[str]:
    connection = _reader(path)
    try:
        return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    finally:
        connection.close()


def _reader(path: Path) -> sqlite3.Connection:
    path.open("rb").close()  # so that a file we may not read is an OSError with its name
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)


def _copy(source: Path, target: Path) -> None:
    target.unlink(missing_ok=True)
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    reading, writing = _reader(source), sqlite3.connect(target)
    try:
        reading.backup(writing)
        writing.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing left beside it
    finally:
        reading.close()
        writing.close()


def _forget_secrets(path: Path) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.execute("PRAGMA secure_delete = 1")  # the old bytes too
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
        if "draft" in tables:
            connection.execute("DELETE FROM draft")
        if "question" in tables:
            connection.execute("UPDATE question SET secret = NULL WHERE secret IS NOT NULL")
            # Nor what a phone may remember of its last try; no copy takes further votes.
            connection.execute("UPDATE ballot SET operation = '' WHERE operation <> ''")
        if "group_mark" in tables:  # no copy takes further votes, so nobody needs them
            connection.execute("DELETE FROM group_mark")
        if "exit_form" in tables:
            connection.execute("UPDATE exit_form SET secret = NULL WHERE secret IS NOT NULL")
            connection.execute("UPDATE exit_answer SET operation = '' WHERE operation <> ''")
        if "factor_list" in tables:
            connection.execute("UPDATE factor_list SET secret = NULL WHERE secret IS NOT NULL")
            connection.execute("UPDATE factor_ballot SET operation = '' WHERE operation <> ''")
        _rest_mail(connection)
        connection.commit()
        connection.execute("VACUUM")  # also what earlier rows left in unused space
    finally:
        connection.close()


def _rest_mail(connection: sqlite3.Connection) -> None:
    """Let a copy send nothing by itself: what waits in it may have been sent since it was made.

    Nor what it does not know of: days that were chosen for sending and reminders that go by
    themselves are forgotten, and until `kiosk mail release` nothing goes at all.
    """
    if "mail_pause" not in {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}:
        return
    connection.execute(
        "UPDATE mail SET state = 'stopped', problem = 'restored', detail = '' "
        "WHERE state IN ('queued', 'sending')"
    )
    connection.execute("UPDATE procurement SET send_on = NULL WHERE opened_at IS NULL")
    connection.execute("UPDATE procurement SET reminds_itself = 0")
    connection.execute(
        "INSERT INTO mail_pause (since) SELECT ? WHERE NOT EXISTS (SELECT 1 FROM mail_pause)",
        (str(clock.now().replace(tzinfo=None)),),
    )


def _move_aside(database: Path, aside: Path) -> None:
    # With its write-ahead log, which may hold its latest votes. The log goes first: if the power
    # fails in between, a database without its log is older but whole, and the log is still there.
    for suffix in ("-wal", "-shm", ""):
        part = database.with_name(database.name + suffix)
        if part.exists():
            part.rename(aside.with_name(aside.name + suffix))


def _named(settings: Settings, word: str) -> Path:
    stamp = clock.local(clock.now()).strftime("%Y%m%d-%H%M%S")
    return Path(settings.database).with_name(f"kiosk-{word}-{stamp}.db")


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _only_embedded(settings: Settings) -> None:
    if settings.is_postgres:
        raise BackupError(
            "The database is PostgreSQL: use pg_dump and pg_restore, while no question is open, "
            "for the secret of an open one in a copy can show who voted what (docs/operating.md)."
        )
