"""PostgreSQL as the database: the same program for many processes and machines."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from playhouse.pool import PooledPostgresqlDatabase

T = TypeVar("T")

CONNECTIONS = 20  # per process; a request that finds all of them busy waits for one
WAIT_SECONDS = 5
CHANNEL = "kiosk"


class ServerDatabase(PooledPostgresqlDatabase):
    """PostgreSQL with pooled connections; the server itself groups commits."""

    def __init__(self, address: str):
        cast(Any, super()).__init__(
            address.replace("postgres://", "postgresql://", 1),
            max_connections=CONNECTIONS,
            timeout=WAIT_SECONDS,
            prefer_psycopg3=True,
            autoconnect=True,
        )

    def write(self, job: Callable[[], T]) -> T:
        """Run the job in a transaction of its own and return its result once it is committed."""
        if self.in_transaction():
            return job()
        with self.atomic():
            return job()

    @contextmanager
    def listening(self) -> Iterator[Any]:
        """Give a connection of its own that hears what other processes announce."""
        import psycopg

        connection = psycopg.connect(cast(str, self.database), autocommit=True)
        try:
            connection.execute(f"LISTEN {CHANNEL}")
            yield connection
        finally:
            connection.close()
