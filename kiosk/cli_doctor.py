"""kiosk doctor: look at everything a meeting stands on, and say in plain words what to do."""

import os
import resource
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kiosk.config import Settings

Finding = tuple[str, str]  # ("ok", "warn" or "FAIL", what there is to say)
LEAST_FREE = 200 * 1024 * 1024  # bytes; a meeting needs some 5 MB, the rest is for copies
ENOUGH_FILES = 2500  # two thousand phones, and room for reloads


def examine(say: Callable[[str], object]) -> bool:
    """Say one line per finding; return True when something must be put right."""
    failed = False
    for level, sentence in _findings():
        say(f"{level:<5} {sentence}")
        failed = failed or level == "FAIL"
    return failed


def _findings() -> Iterator[Finding]:
    from kiosk import config

    try:
        settings = config.load()
    except config.SettingsError as error:
        yield "FAIL", str(error)
        return
    yield "ok", f"Settings can be read; instance folder {settings.instance}"
    yield from _folder(settings)
    yield from _secret_key(settings)
    yield from _database(settings)
    yield from _port(settings)
    yield from _address(settings)
    yield from _open_files()
    yield from _mail(settings)


def _folder(settings: "Settings") -> Iterator[Finding]:
    folder = settings.instance
    if os.access(folder, os.W_OK | os.X_OK):
        yield "ok", "The instance folder can be written in"
    else:
        yield (
            "FAIL",
            f"{folder} cannot be written in. Give the user who runs Kiosk the right to it.",
        )
    free = shutil.disk_usage(folder).free
    level = "ok" if free >= LEAST_FREE else "FAIL" if free < LEAST_FREE // 20 else "warn"
    todo = "" if level == "ok" else ". Make room before the meeting: a full disk takes no votes."
    yield level, f"{free // (1024 * 1024)} MB free on its disk{todo}"


def _secret_key(settings: "Settings") -> Iterator[Finding]:
    path = settings.instance / "secret_key"
    if os.environ.get("KIOSK_SECRET_KEY"):
        yield "ok", "The secret key comes from KIOSK_SECRET_KEY"
    elif path.stat().st_mode & 0o077:
        yield "FAIL", f"Others on this machine can read {path}. Run: chmod 600 {path}"
    else:
        yield "ok", "The secret key is readable by its owner only"


def _database(settings: "Settings") -> Iterator[Finding]:
    from kiosk import schema
    from kiosk.cli_errors import explain

    if not settings.is_postgres and not Path(settings.database).exists():
        yield "warn", "There is no database yet. Run: kiosk run (or kiosk migrate)"
        return
    try:
        yield from _integrity(settings)
        waiting = schema.pending(settings)
    except Exception as error:  # whatever is wrong with it, the doctor goes on
        yield "FAIL", explain(error) or f"The database cannot be read ({type(error).__name__})."
        return
    if waiting:
        yield (
            "warn",
            f"{len(waiting)} changes of the tables wait for the next start (kiosk migrate)",
        )
    else:
        yield "ok", "The tables fit this program"


def _integrity(settings: "Settings") -> Iterator[Finding]:
    if settings.is_postgres:
        yield from _server(settings)
        return
    from kiosk.backup import find_damage

    problems = find_damage(Path(settings.database))
    if problems:
        raise sqlite3.DatabaseError(f"malformed: {problems[0]}")
    size = Path(settings.database).stat().st_size // 1024
    yield "ok", f"The database is whole ({size} kB)"


def _server(settings: "Settings") -> Iterator[Finding]:
    from kiosk.db_server import ServerDatabase

    server: Any = ServerDatabase(settings.database)
    try:
        with server.connection_context():
            asked = "SELECT current_setting('server_version'), current_setting('fsync')"
            version, fsync = server.execute_sql(asked).fetchone()
    finally:
        server.close_all()
    yield "ok", f"The database server answers (PostgreSQL {version})"
    if fsync == "off":
        yield (
            "FAIL",
            "Its fsync is off: a power cut may take votes that were confirmed. Turn it on.",
        )


def _port(settings: "Settings") -> Iterator[Finding]:
    from kiosk.lock import holder
    from kiosk.server import PortTaken, listen

    running = None
    with suppress(OSError):  # a folder that cannot be written in has been found already
        running = None if settings.is_postgres else holder(settings)
    if running is not None:
        yield "ok", f"Kiosk is running (process {running})"
        return
    try:
        listen(settings).close()
    except PortTaken as error:
        yield "FAIL", str(error)
    else:
        yield "ok", f"Port {settings.bind_port} is free"


def _address(settings: "Settings") -> Iterator[Finding]:
    from kiosk.server_greeting import addresses

    phones = addresses(settings, settings.bind_port)[1]
    if "//127." in phones or "//localhost" in phones or "//[::1]" in phones:
        yield (
            "warn",
            f"Phones are sent to {phones}, which only this machine can reach. Set KIOSK_ADDRESS.",
        )
        return
    if not settings.secure_cookies:
        yield "warn", f"Phones are sent to {phones}, unencrypted. See KIOSK_ADDRESS for https."
        return
    yield "ok", f"Phones are sent to {phones}"
    if not settings.proxies:
        yield "warn", "KIOSK_ADDRESS is https but KIOSK_PROXIES is 0: behind a proxy it should be 1"


def _open_files() -> Iterator[Finding]:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    if hard != resource.RLIM_INFINITY and hard < ENOUGH_FILES:
        yield (
            "warn",
            f"Only {hard} open files are allowed: about {hard - 200} phones at once (ulimit -Hn).",
        )
    else:
        yield "ok", "Enough open files are allowed for two thousand phones"


def _mail(settings: "Settings") -> Iterator[Finding]:
    from kiosk.i18n import use_language
    from kiosk.mail.files import folder
    from kiosk.mail.sending import our_name
    from kiosk.mail.smtp import Conversation
    from kiosk.mail.troubles import NoServer, words

    use_language("en")  # as everything else that the doctor says
    host = settings.mail.host
    if not host:
        yield "ok", f"Mail is written as files to {folder(settings)} (no KIOSK_SMTP_HOST)"
    else:
        try:
            with Conversation(settings.mail, our_name(settings)) as server:
                server.open()
        except NoServer as trouble:
            said = f" It said: {trouble.detail}" if trouble.detail else ""
            yield "FAIL", f"{host}:{settings.mail.port}: {words(trouble.code)}{said}"
        else:
            yield "ok", f"The mail server {host} lets us in"
    with suppress(Exception):  # a database that cannot be read has been found already
        if _mail_rests(settings):
            yield "warn", "Mail rests since a copy was put back. See: kiosk mail release --help"


def _mail_rests(settings: "Settings") -> bool:
    from kiosk import schema
    from kiosk.db import database
    from kiosk.mail.queries import is_held

    if not settings.is_postgres and not Path(settings.database).exists():
        return False
    schema.open_database(settings)
    try:
        with database.connection_context():
            return is_held()
    finally:
        database.obj.close_all()
