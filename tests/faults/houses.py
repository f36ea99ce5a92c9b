"""One program on either database, for tests that must say the same of both."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar, cast

from kiosk import create_app, schema
from kiosk.config import Settings
from kiosk.db import database
from kiosk.errors import Refusal
from kiosk.municipality.queries import forget
from tests.faults.postgres import Cluster
from tests.support.installation import settings_in

T = TypeVar("T")


class House:
    """An installation with every table and nothing in them."""

    def __init__(self, settings: Settings, cluster: Cluster | None = None):
        self.settings = settings
        self.cluster = cluster
        schema.migrate(settings)
        forget()
        self.app = create_app(settings)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Read what lies in the tables now."""
        with database.connection_context():
            return cast(Any, database.obj).execute_sql(sql).fetchall()


@contextlib.contextmanager
def opened(folder: Path, cluster: Cluster | None) -> Iterator[House]:
    """Open a house on SQLite, or on a new database of the cluster."""
    environ = {"KIOSK_DATABASE": cluster.address(cluster.database())} if cluster else {}
    house = House(settings_in(folder, **environ), cluster)
    try:
        yield house
    finally:
        cast(Any, database.obj).close_all()


def all_at_once(*jobs: Callable[[], T]) -> list[T | str]:
    """Run each job in a thread of its own, at the same moment; a refusal becomes its code."""
    start = threading.Barrier(len(jobs))

    def run(job: Callable[[], T]) -> T | str:
        start.wait()
        try:
            return job()
        except Refusal as refusal:
            return refusal.code
        finally:
            database.close()  # as at the end of a request

    with ThreadPoolExecutor(len(jobs)) as threads:
        return list(threads.map(run, jobs))


def files_with(folder: Path, text: str) -> list[str]:
    """Return the files that hold these bytes anywhere; a server takes files away meanwhile."""
    found = []
    for path in folder.rglob("*"):
        with contextlib.suppress(FileNotFoundError):
            if path.is_file() and text.encode() in path.read_bytes():
                found.append(path.name)
    return sorted(found)
