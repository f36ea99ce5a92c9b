"""A small database to write to, and ways to hold it up or let it fail."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kiosk.db import EmbeddedDatabase, database, run_sql, write


def opened(path: Path) -> Iterator[EmbeddedDatabase]:
    """Open a database with one table of words; give the program its own back afterwards."""
    before = database.obj
    base = EmbeddedDatabase(str(path))
    database.initialize(base)
    write(lambda: run_sql("CREATE TABLE word (text TEXT NOT NULL)"))
    yield base
    base.close_all()
    database.initialize(before)


def add(text: str) -> str:
    run_sql("INSERT INTO word (text) VALUES (?)", (text,))
    return "added"


def count(text: str | None = None) -> int:
    """Count words, all or one, as anybody else sees them."""
    found = run_sql("SELECT COUNT(*) FROM word WHERE ? IS NULL OR text = ?", (text, text))
    return int(found.fetchone()[0])


def until(happened: Callable[[], bool]) -> None:
    """Wait for something that another thread does."""
    deadline = time.monotonic() + 20
    while not happened():
        assert time.monotonic() < deadline, "it never happened"
        time.sleep(0.001)


class Held:
    """Have the writer, so that jobs gather; let it go, and call the first of them."""

    def __init__(self, base: EmbeddedDatabase) -> None:
        self.turns = base._turns

    def __enter__(self) -> "Held":
        self.turns._free.acquire()
        return self

    def __exit__(self, *_error: object) -> None:
        if self.turns._free.locked() and self.turns._waiting:
            self.turns._free.release()

    @staticmethod
    def release(base: EmbeddedDatabase) -> None:
        base._turns._free.release()
        base._turns._call_next()


class Writer:
    """The writing connection, with a commit that is watched or fails."""

    def __init__(self, real: Any, on_commit: Callable[[], None], on_rollback: Callable[[], None]):
        self._real, self._on_commit, self._on_rollback = real, on_commit, on_rollback

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def commit(self) -> None:
        self._on_commit()
        self._real.commit()

    def rollback(self) -> None:
        self._on_rollback()
        self._real.rollback()


@contextmanager
def commits(base: EmbeddedDatabase) -> Iterator[list[float]]:
    """Count the commits."""
    counted: list[float] = []
    with _writer(base, lambda: counted.append(time.monotonic()), lambda: None):
        yield counted


@contextmanager
def failing_commit(
    base: EmbeddedDatabase, error: BaseException, rollback_too: bool = False
) -> Iterator[None]:
    """Let commits fail, and the way back as well if asked for."""

    def fail() -> None:
        raise error

    with _writer(base, fail, fail if rollback_too else lambda: None):
        yield


@contextmanager
def _writer(
    base: EmbeddedDatabase, on_commit: Callable[[], None], on_rollback: Callable[[], None]
) -> Iterator[None]:
    real: Any = base.writer()
    wrapped: Any = Writer(real, on_commit, on_rollback)
    base._writer = wrapped
    try:
        yield
    finally:
        if base._writer is wrapped:
            base._writer = real
