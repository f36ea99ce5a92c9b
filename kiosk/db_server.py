"""PostgreSQL as the database: the same program for many processes and machines."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

import peewee
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase

from kiosk.config import SettingsError
from kiosk.errors import Busy, StorageFull

T = TypeVar("T")
log = logging.getLogger("kiosk")

CONNECTIONS = 20  # per process; a request that finds all of them busy waits for one
WAIT_SECONDS = 5  # for a connection from the pool, for the server to answer, for a lock
TRIES = 3  # of a job that the server gave up, because two waited for each other
DOWN_SECONDS = 1.0  # how long an unreachable server is left alone, so that requests don't queue up
WIPE_WAIT_SECONDS = 1
CHANNEL = "kiosk"

# What every session asks of the server, whatever its own settings are. A vote is confirmed when
# it is on disk; a closing counts what was committed before it got the question's lock, which is
# true in this isolation only; and who waits longer than this for a lock is told so.
SESSION = (
    "-c synchronous_commit=on",
    "-c default_transaction_isolation=read\\ committed",
    f"-c lock_timeout={WAIT_SECONDS}s",
)
# A server that has vanished without a word is noticed within seconds, not minutes.
LINK = {
    "connect_timeout": WAIT_SECONDS,
    "tcp_user_timeout": 2 * WAIT_SECONDS * 1000,
    "keepalives_idle": 30,
    "keepalives_interval": 5,
    "keepalives_count": 3,
}

DISK_FULL, DEADLOCK = "53100", "40P01"  # PostgreSQL's manual, appendix A


class _GaveUp(Busy):
    """Two transactions waited for each other, and the server gave up ours."""


class ServerDatabase(PooledPostgresqlDatabase):
    """PostgreSQL with pooled connections; the server itself groups commits."""

    def __init__(self, address: str):
        self._down_until = 0.0
        self._unwiped: set[str] = set()
        cast(Any, super()).__init__(
            address.replace("postgres://", "postgresql://", 1),
            max_connections=CONNECTIONS,
            timeout=WAIT_SECONDS,
            prefer_psycopg3=True,
            autoconnect=True,
            **_asked_of(address),
        )

    def write(self, job: Callable[[], T]) -> T:
        """Run the job in a transaction of its own and return its result once it is committed."""
        if self.in_transaction():
            return job()
        for _again in range(TRIES - 1):
            try:
                with self.atomic():
                    return job()
            except _GaveUp:
                continue  # nothing of it was kept, and the other one has gone on
        with self.atomic():
            return job()

    def checkpoint(self, *tables: str) -> None:
        """Write the tables anew without their deleted rows; one that is in use has to wait.

        The server's own log keeps them for a while: docs/operating.md says what that means.
        """
        execute = cast(Any, self).execute_sql
        try:
            execute(f"SET lock_timeout = '{WIPE_WAIT_SECONDS}s'")  # others queue behind
            for table in tables:
                execute(f"VACUUM (FULL) {table}")
            execute("RESET lock_timeout")
            self._unwiped.difference_update(tables)
        except (Busy, StorageFull, peewee.PeeweeException) as error:
            self._unwiped.update(tables)
            log.warning("deleted rows are wiped another time: %s", str(error).partition("\n")[0])
            cast(Any, self).manual_close()  # with its own lock_timeout

    def wipe_again(self) -> None:
        """Wipe what could not be wiped when it was deleted, if anything."""
        if self._unwiped:
            with cast(Any, self).connection_context():
                self.checkpoint(*sorted(self._unwiped))

    def vacuum(self, *tables: str) -> bool:
        """Write the tables anew without their deleted rows; tell whether that could be done."""
        self.checkpoint(*tables)
        return not self._unwiped.intersection(tables)

    @contextmanager
    def listening(self) -> Iterator[Any]:
        """Give a connection of its own that hears what other processes announce."""
        import psycopg

        connection = psycopg.connect(cast(str, self.database), autocommit=True, **self._link)
        try:
            connection.execute(f"LISTEN {CHANNEL}")
            yield connection
        finally:
            connection.close()

    @property
    def _link(self) -> dict[str, Any]:
        return cast(dict[str, Any], cast(Any, self).connect_params)

    def _connect(self) -> Any:
        """Take a connection; while the server is away one request a second finds that out."""
        if not self._connections and time.monotonic() < self._down_until:
            raise peewee.OperationalError("connection failed a moment ago")
        try:
            return cast(Any, super())._connect()
        except MaxConnectionsExceeded:
            raise
        except Exception:
            self._down_until = time.monotonic() + DOWN_SECONDS
            raise

    def _is_closed(self, conn: Any) -> bool:
        """Tell whether the server has hung up, from what has arrived: no question, no waiting."""
        try:
            conn.pgconn.consume_input()  # its last words, if any
            conn.pgconn.consume_input()  # and that there is nothing more
        except Exception:
            return True
        return bool(conn.closed)

    # Peewee speaks to the server through these; what goes wrong is said in our own words.

    def connect(self, reuse_if_open: bool = False) -> Any:
        """Take a connection from the pool; raise Busy when there is none to be had."""
        with _in_our_words():
            return cast(Any, super()).connect(reuse_if_open)

    def _execute_cursor(self, *args: Any, **options: Any) -> Any:
        with _in_our_words():
            return cast(Any, super())._execute_cursor(*args, **options)

    def begin(self, *args: Any) -> Any:
        """Begin a transaction."""
        with _in_our_words():
            return cast(Any, super()).begin(*args)

    def commit(self) -> Any:
        """Commit; when the server is lost just here, who asks again finds out what became of it."""
        with _in_our_words():
            return cast(Any, super()).commit()

    def rollback(self) -> Any:
        """Roll back."""
        with _in_our_words():
            return cast(Any, super()).rollback()


def _asked_of(address: str) -> dict[str, Any]:
    """Return how to connect, leaving what the address itself says as it says it."""
    try:
        from psycopg import Error
        from psycopg.conninfo import conninfo_to_dict
    except ImportError:
        raise SettingsError(
            "KIOSK_DATABASE is PostgreSQL, whose driver is not installed. "
            "Run: pip install 'kiosk[postgres]'"
        ) from None
    try:
        said = conninfo_to_dict(address)
    except Error:  # its own words may hold the password
        raise SettingsError(
            "KIOSK_DATABASE: should be an address like postgresql://user:password@host/database"
        ) from None
    options = " ".join([*SESSION, str(said.get("options") or "")]).strip()
    return {**{name: value for name, value in LINK.items() if name not in said}, "options": options}


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Turn what the server or the way to it cannot do just now into our own errors."""
    try:
        yield
    except MaxConnectionsExceeded:
        raise Busy("every connection to the database is in use") from None
    except (peewee.OperationalError, peewee.InterfaceError) as error:
        state = getattr(getattr(error, "orig", None), "sqlstate", None)
        kinds = {DISK_FULL: StorageFull, DEADLOCK: _GaveUp}
        raise kinds.get(str(state), Busy)(str(error)) from error
