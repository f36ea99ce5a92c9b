"""Say what went wrong in one line: every expected failure by its name, the rest with a log file."""

import errno
import logging
import os
import re
import sys
from pathlib import Path

log = logging.getLogger("kiosk")

WHAT_FAILED = {
    errno.ENOSPC: "The disk is full. Make room and try again; nothing was changed.",
    errno.EDQUOT: "The disk quota is used up. Make room and try again; nothing was changed.",
    errno.EROFS: "{name} is on a read-only disk. Give Kiosk a folder it may write in.",
    errno.EACCES: "{name}: permission denied. Give the user who runs Kiosk the right to it.",
    errno.EPERM: "{name}: permission denied. Give the user who runs Kiosk the right to it.",
    errno.ENOENT: "There is no {name}.",
    errno.EISDIR: "{name} is a folder, not a file.",
    errno.EMFILE: "Too many open files. Raise the limit (ulimit -n) and try again.",
}
# SQLite's own words, in the order they are looked for.
WHAT_SQLITE_SAID = {
    "not a database": "The database file is not a database. Restore a backup: kiosk restore FILE",
    "malformed": "The database file is damaged. Restore a backup: kiosk restore FILE",
    "locked": "Another program holds the database just now. Try again in a moment.",
    "is full": "The disk is full. Make room and try again; nothing was changed.",
    "disk I/O": "The disk could not be read or written. Check that it is not full or broken.",
    "readonly": "The database is read-only. Give the user who runs Kiosk the right to write it.",
    "unable to open": "The database cannot be opened. Check that its folder is there and writable.",
    "no such table": "The database is not set up. Run: kiosk migrate",
}
# PostgreSQL's, likewise. What it says is not passed on: KIOSK_DATABASE holds a password.
WHAT_POSTGRESQL_SAID = {
    "password authentication failed|no password supplied|role .* does not exist": (
        "The database server refuses the user or the password in KIOSK_DATABASE."
    ),
    "no pg_hba.conf entry": (
        "The database server does not let this user in from this machine: see its pg_hba.conf."
    ),
    "database .* does not exist": (
        "The database that KIOSK_DATABASE names is not on that server. Make it (createdb), "
        "or correct the name."
    ),
    "permission denied|must be owner": (
        "The user in KIOSK_DATABASE may not make and change tables. Make it the database's owner."
    ),
    "relation .* does not exist": "The database is not set up. Run: kiosk migrate",
    "too many clients|connection slots": (
        "The database server has no connection left. Each Kiosk process takes up to 21: raise the "
        "server's max_connections."
    ),
    "starting up|shutting down": (
        "The database server is just starting or stopping. Try again in a moment."
    ),
    "resolve host|translate host": (
        "The host that KIOSK_DATABASE names is not known here. Correct it."
    ),
    "lock timeout": "Another program holds the database just now. Try again in a moment.",
    "connection|connect": (
        "The database server that KIOSK_DATABASE names does not answer. Start it, or correct the "
        "host and port."
    ),
}
OWN = {
    "SettingsError",
    "SchemaError",
    "AlreadyRunning",
    "BackupError",
    "PortTaken",
    "NotEmpty",
    "NotAnExport",
}


def explain(error: BaseException) -> str | None:
    """Return the line for an expected failure, or None for one that nobody foresaw."""
    kind = type(error).__name__
    if kind in OWN:
        return str(error)
    if kind == "Refusal":
        return str(getattr(error, "sentence", error))
    if kind in {"Busy", "StorageFull"} or _is_of_the_database(error):
        return _said_by_the_database(str(error))
    if isinstance(error, OSError) and error.errno in WHAT_FAILED:
        return WHAT_FAILED[error.errno].format(name=error.filename or "The file")
    return None


def _is_of_the_database(error: BaseException) -> bool:
    roots = {"PeeweeException", "DatabaseError"}  # peewee's, sqlite3's and psycopg's own
    return any(base.__name__ in roots for base in type(error).__mro__)


def _said_by_the_database(words: str) -> str | None:
    for part, sentence in WHAT_SQLITE_SAID.items():
        if part in words:
            return sentence
    for pattern, sentence in WHAT_POSTGRESQL_SAID.items():
        if re.search(pattern, words):
            return sentence
    return None


def fail(error: BaseException) -> int:
    """Say what went wrong on stderr and return the exit code; a trace goes to the log file only."""
    sentence = explain(error)
    if sentence is None:
        sentence = (
            f"Something unexpected went wrong ({type(error).__name__}). {_written_down(error)}"
        )
    print(f"kiosk: {sentence}", file=sys.stderr)
    return 1


def _written_down(error: BaseException) -> str:
    path = log_file()
    try:
        handler = logging.FileHandler(path, encoding="utf-8")
        path.chmod(0o600)
    except OSError:
        return f"The details could not be written to {path}."
    log.handlers[:] = [handler]  # not to the terminal as well, where a server says its errors
    log.propagate = False
    log.error("command failed: %s", sys.argv[1:2], exc_info=error)
    handler.close()
    log.removeHandler(handler)
    return f"The details are in {path}"


def log_file() -> Path:
    """Return the file that errors are written to; it holds no addresses and no answers."""
    return Path(os.environ.get("KIOSK_INSTANCE") or "instance").absolute() / "kiosk.log"
