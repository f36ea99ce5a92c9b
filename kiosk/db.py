"""Database, pragmas, base model, and the one way to write: grouped, on disk when it returns.

Reads go through pooled connections that SQLite itself keeps from writing (`query_only`).
Writes are jobs. Jobs that arrive while a commit is on its way to disk wait and are then
committed together, each in a savepoint of its own, so one refused job leaves the rest alone.
"""

import json
import sqlite3
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar, cast

import peewee
from peewee import DatabaseProxy, DateTimeField, Model, SqliteDatabase, TextField

from kiosk.db_group import Ticket, Turns, wait_outside_the_loop
from kiosk.errors import Busy, StorageFull

T = TypeVar("T")

PRAGMAS: dict[str, Any] = {
    "journal_mode": "wal",
    "synchronous": "full",
    "foreign_keys": 1,
    "secure_delete": 1,
    "busy_timeout": 5000,
    "temp_store": "memory",
    "cache_size": -8000,
}
# What peewee knows of a thread's (with gevent: a greenlet's) connection.
STATE = ("closed", "conn", "ctx", "transactions", "commit_callbacks")
WIPE_TRIES = 10  # to empty the log while a hall reads
BUSY_SECONDS = 5.0  # how long a write waits for another program that holds the database

# Turns SQLite's exceptions into peewee's, as execute_sql does.
EXPLAINED = cast(Any, peewee).__exception_wrapper__

database = DatabaseProxy()


class MomentField(DateTimeField):
    """A moment, stored as UTC without zone and read back as an aware datetime."""

    def db_value(self, value: datetime | None) -> Any:
        """Store in UTC."""
        if value is not None and value.tzinfo is not None:
            value = value.astimezone(UTC).replace(tzinfo=None)
        return cast(Any, super()).db_value(value)

    def python_value(self, value: Any) -> Any:
        """Read back as aware UTC."""
        value = cast(Any, super()).python_value(value)
        return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value


class JsonField(TextField):
    """A small structure stored as JSON text, the same in SQLite and PostgreSQL."""

    def db_value(self, value: Any) -> str | None:
        """Store as JSON."""
        return None if value is None else json.dumps(value, ensure_ascii=False)

    def python_value(self, value: Any) -> Any:
        """Read back the structure."""
        return None if value is None else json.loads(value)


class BaseModel(Model):
    """All tables live in the one database of the installation."""

    id: Any

    class Meta:
        database = database
        legacy_table_names = False


class EmbeddedDatabase(SqliteDatabase):
    """SQLite with pooled read connections and one writer connection."""

    _state: Any

    def __init__(self, path: str):
        super().__init__(path, pragmas=PRAGMAS, check_same_thread=False, autoconnect=True)
        self._idle: list[sqlite3.Connection] = []
        self._writer: sqlite3.Connection | None = None
        self._turns = Turns(self._commit_group)
        self._unwiped = True  # whoever ran before may have been killed just after a closing

    def _connect(self) -> sqlite3.Connection:
        if self._idle:
            return self._idle.pop()
        connection = cast(sqlite3.Connection, cast(Any, super())._connect())
        connection.execute("PRAGMA query_only = 1")
        return connection

    def _close(self, conn: sqlite3.Connection) -> None:
        if conn.in_transaction:
            conn.rollback()
        self._idle.append(conn)

    def writer(self) -> sqlite3.Connection:
        """Return the one connection that may write."""
        if self._writer is None:
            self._writer = cast(sqlite3.Connection, cast(Any, super())._connect())
            self._writer.execute("PRAGMA busy_timeout = 0")  # we wait without stopping the others
        return self._writer

    def data_version(self) -> int:
        """Return a number that changes when another program has written to the file."""
        with self._turns.alone():
            return int(self.writer().execute("PRAGMA data_version").fetchone()[0])

    def checkpoint(self, *_tables: str) -> None:
        """Empty the whole write-ahead log; with a reader long in the way, `wipe_again` does it."""
        for _try in range(WIPE_TRIES):
            self._unwiped = True
            with self._turns.alone():
                wait_outside_the_loop(self._empty_the_log)
            if not self._unwiped:
                return
            time.sleep(0.02)

    def _empty_the_log(self) -> None:
        busy, *_pages = self.writer().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        self._unwiped = bool(busy)

    def wipe_again(self) -> None:
        """Wipe what could not be wiped when it was deleted, if anything."""
        if self._unwiped:
            self.checkpoint()

    def vacuum(self, *_tables: str) -> bool:
        """Write the whole file anew without unused space; tell whether nothing is left to wipe."""
        self._unwiped = True
        try:
            with self._turns.alone():
                wait_outside_the_loop(self._write_anew)
        except sqlite3.OperationalError:  # another program holds the database, or the disk is full
            return False
        self.checkpoint()
        return not self._unwiped

    def _write_anew(self) -> None:
        """On a connection of its own: VACUUM bears no unfinished statement beside it."""
        connection = cast(sqlite3.Connection, cast(Any, super())._connect())
        try:
            connection.execute("VACUUM")
        finally:
            connection.close()

    def close_all(self) -> None:
        """Close every connection; the last one out checkpoints the write-ahead log."""
        if not self.is_closed():
            self.close()
        for connection in [*self._idle, *([self._writer] if self._writer else [])]:
            connection.close()
        self._idle.clear()
        self._writer = None

    def write(self, job: Callable[[], T]) -> T:
        """Run the job in a group transaction and return its result once that is on disk."""
        state = self._state
        if state.conn is not None and state.conn is self._writer:
            return job()  # already inside a job
        if not (state.closed or state.ctx or state.transactions):
            self.close()  # a hall that waits to write must not hold a thousand reading connections
        return cast(T, self._turns.take(job))

    def _commit_group(self, group: list[Ticket]) -> None:
        # set_connection forgets the `with` blocks around us, which would then stumble.
        before = {name: getattr(self._state, name) for name in STATE}
        try:
            connection = self.writer()
            self._begin(connection)
            self._state.set_connection(connection)
            self._state.transactions.append(connection)  # so that atomic() makes a savepoint
            for ticket in group:
                _run_in_savepoint(connection, ticket)
            wait_outside_the_loop(connection.commit)
        except BaseException as error:  # every waiting caller must hear of it
            self._give_up(group, error)
            if not isinstance(error, Exception):
                raise
        finally:
            for name, value in before.items():
                setattr(self._state, name, value)

    def _begin(self, connection: sqlite3.Connection) -> None:
        """Take the write lock, letting others run while another program holds it."""
        deadline = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                connection.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if "locked" not in str(error) or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def _give_up(self, group: list[Ticket], error: BaseException) -> None:
        """Tell everybody first: no trouble on the way may leave a job looking confirmed."""
        for ticket in group:
            # Whoever led may have been interrupted; that is no answer to the others.
            ours = understood(error) if isinstance(error, Exception) else Busy("interrupted")
            ticket.refuse(ours)
        if self._writer is not None and self._writer.in_transaction:
            try:
                self._writer.rollback()
            except sqlite3.Error:
                writer, self._writer = self._writer, None  # the next group opens a new one
                writer.close()


def _run_in_savepoint(connection: sqlite3.Connection, ticket: Ticket) -> None:
    connection.execute("SAVEPOINT job")
    try:
        ticket.run()
    except Exception as error:
        if not connection.in_transaction:  # SQLite has rolled back everybody: disk full, for one
            raise
        connection.execute("ROLLBACK TO job")
        ticket.refuse(understood(error))
    connection.execute("RELEASE job")


def understood(error: BaseException) -> BaseException:
    """Turn the database's words for a locked file or a full disk into our own errors."""
    words = str(error)
    if isinstance(error, (sqlite3.Error, peewee.PeeweeException)):
        if "locked" in words or "busy" in words:
            return Busy(words)
        if "full" in words or "readonly" in words or "disk I/O" in words:
            return StorageFull(words)
    return error


def write(job: Callable[[], T]) -> T:
    """Run a writing job and return its result when it is committed and on disk.

    Raises what the job raises (its own changes are undone), Busy when another program
    holds the database for more than five seconds, StorageFull when the disk takes no more.
    """
    return cast(T, cast(Any, database.obj).write(job))


def run_sql(sql: str, values: tuple[Any, ...] = ()) -> Any:
    """Run SQL written with ? for values, on either database; for the paths a whole hall takes."""
    target = cast(Any, database.obj)
    if isinstance(target, EmbeddedDatabase):
        with EXPLAINED:  # straight to SQLite: measured 8 µs instead of 25 µs each
            return cast(Any, target).connection().execute(sql, values)
    return target.execute_sql(sql if target.param == "?" else sql.replace("?", "%s"), values)


def checkpoint(*tables: str) -> None:
    """Wipe what was deleted from these tables off the disk, as far as the database can."""
    cast(Any, database.obj).checkpoint(*tables)


def vacuum(*tables: str) -> bool:
    """Leave nothing of what was purged from these tables on disk; tell whether it is all gone.

    Nobody can write meanwhile: not for while people vote. Call it after the commit.
    """
    return bool(cast(Any, database.obj).vacuum(*tables))
