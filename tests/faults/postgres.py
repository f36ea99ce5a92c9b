"""A PostgreSQL of the tests' own: made with initdb, on loopback, gone when the tests end."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg

SERVER = Path("/usr/lib/postgresql")
USER, PASSWORD = "kiosk", "a password that nobody sees"
QUICK = {  # nothing here has to survive a power cut
    "fsync": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "shared_buffers": "32MB",
}


def programs() -> Path:
    """Return the folder of the newest server on this machine; `make test` has installed one."""
    found = [path.parent for path in SERVER.glob("*/bin/initdb")]
    if not found:
        raise AssertionError(
            "These tests need PostgreSQL's server: install it with "
            "'sudo apt-get install postgresql' and try again."
        )
    return max(found, key=lambda path: int(path.parent.name))


def server_user() -> dict[str, Any]:
    """Return as whom to run the server: it refuses to run as root."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("postgres")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


class Cluster:
    """One database server with any number of databases."""

    def __init__(self) -> None:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="kiosk-postgres-", dir="/tmp"))
        self.data = self.folder / "data"
        self.port = _free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self._made = 0
        try:
            self._initialise()
            self.start()
        except BaseException:
            self.remove()
            raise

    def _initialise(self) -> None:
        secret = self.folder / "password"
        secret.write_text(PASSWORD)
        if who := server_user():
            for path in (self.folder, secret):
                os.chown(path, who["user"], who["group"])
        self._run("initdb", "-D", self.data, "-U", USER, "--pwfile", secret, "--no-sync",
                  "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C")  # fmt: skip

    def _run(self, program: str, *arguments: object) -> None:
        command = [str(part) for part in (self.programs / program, *arguments)]
        done = subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, check=False, **server_user()
        )
        assert done.returncode == 0, done.stderr

    def start(self) -> None:
        """Start the server and wait until it answers."""
        command = [str(self.programs / "postgres"), "-D", str(self.data), "-p", str(self.port)]
        command += [part for name, value in QUICK.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdout=log, stderr=log, **server_user()
            )
        deadline = time.monotonic() + 60  # the machine may be busy; a bound, not a promise
        while time.monotonic() < deadline:
            try:
                self.sql("postgres", "SELECT 1")
                return
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "log").read_text())

    def stop(self) -> None:
        """Stop the server at once, as when its machine is restarted."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(60)
            self.process = None

    def remove(self) -> None:
        """Stop the server and remove all of it."""
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)

    def address(self, database: str, user: str = USER, password: str = PASSWORD) -> str:
        """Return what KIOSK_DATABASE is for one of its databases."""
        return f"postgresql://{user}:{quote(password)}@127.0.0.1:{self.port}/{database}"

    def sql(self, database: str, *statements: str) -> list[tuple[Any, ...]]:
        """Run statements outside of any transaction and return the rows of the last one."""
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            for statement in statements:
                done = connection.execute(statement.encode())
            return done.fetchall() if done.description else []

    def database(self, like: str = "template0") -> str:
        """Make a database, a copy of another one, and return its name."""
        self._made += 1
        name = f"made_{self._made}"
        self.sql("postgres", f"CREATE DATABASE {name} TEMPLATE {like}")
        return name


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
