"""One server at a time on one embedded database: a lock that the system itself lets go of."""

import errno
import fcntl
import os
from pathlib import Path

from kiosk.config import Settings


class AlreadyRunning(Exception):
    """Another process has the database to itself; the message says which and what to do."""


class DatabaseLock:
    """Hold the database for this process and its children, as `kiosk run` and `restore` do.

    The lock is the kernel's (`flock`), so it is gone the moment its holders are, also after
    kill -9. The file itself stays and means nothing. PostgreSQL serves many at once: no lock.
    """

    def __init__(self, settings: Settings):
        self.path = None if settings.is_postgres else lock_path(settings)
        self._handle: int | None = None

    def take(self) -> "DatabaseLock":
        """Take the lock or raise AlreadyRunning, at once."""
        if self.path is None or self._handle is not None:
            return self
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            os.close(handle)
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise AlreadyRunning(_sentence(self.path)) from None
        os.ftruncate(handle, 0)
        os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        self._handle = handle
        return self

    def release(self) -> None:
        """Let go of the lock."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def __enter__(self) -> "DatabaseLock":
        return self.take()

    def __exit__(self, *_error: object) -> None:
        self.release()


def lock_path(settings: Settings) -> Path:
    """Return the lock's file, beside the database: instance/kiosk.lock for instance/kiosk.db."""
    return Path(settings.database).with_suffix(".lock")


def holder(settings: Settings) -> int | None:
    """Return the process that holds the database now, or None; 0 when it did not say who it is."""
    try:
        DatabaseLock(settings).take().release()
    except AlreadyRunning:
        return _pid(lock_path(settings))
    return None


def _pid(path: Path) -> int:
    try:
        return int(path.read_text().strip() or 0)
    except (OSError, ValueError):
        return 0


def _sentence(path: Path) -> str:
    return (
        f"Kiosk is already running on this database (process {_pid(path)}). "
        "Stop it first, or give this one another KIOSK_INSTANCE."
    )
