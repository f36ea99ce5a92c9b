"""The production server: gunicorn with one gevent worker, started by `kiosk run`.

`kiosk run` has let gevent patch the standard library before this is imported. The parent
process loads the program once and starts the worker, which answers; should the worker die,
the parent starts another at once, and the hall is live again.
"""

import errno
import gc
import logging
import logging.handlers
import os
import resource
import signal
import socket
import sys
from pathlib import Path
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.glogging import Logger

from kiosk import config, create_app, schema
from kiosk.cli_open import bring_up_to_date
from kiosk.config import Settings
from kiosk.lock import DatabaseLock
from kiosk.server_greeting import greeting

CONNECTIONS = 20000  # streams and requests at once; more wait until one has ended
SPARE_FILES = 200  # for the database, the log and the program's own files
BACKLOG = 4096  # phones that all come back at once wait here instead of being turned away
STOP_SECONDS = 3  # after SIGTERM; the worker itself wants to be done within two

log = logging.getLogger("kiosk")


class PortTaken(Exception):
    """The address cannot be listened on; the message says which and how to choose another."""


def serve(bind: str | None) -> None:
    """Bring the database up to date, listen, greet, and answer until stopped."""
    settings = config.load({**os.environ, **({"KIOSK_BIND": bind} if bind else {})})
    with DatabaseLock(settings):
        listener = listen(settings)
        _write_errors_to(settings.instance / "kiosk.log")
        for line in bring_up_to_date(settings, locked=True):
            print(line)
        port = listener.getsockname()[1]
        Server(settings, listener.detach(), port).run()


def listen(settings: Settings) -> socket.socket:
    """Open the listening socket; phones that come before we are ready wait in its queue."""
    host, port = settings.bind_host, settings.bind_port
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        for level, option, value in SOCKET_OPTIONS:
            listener.setsockopt(level, option, value)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError as error:
        raise PortTaken(_why_not(error, host, port)) from None
    return listener


# Inherited by every connection. A phone that has walked out of the Wi-Fi says no goodbye: without
# these its stream would count as connected for a quarter of an hour (tcp(7), TCP_USER_TIMEOUT).
SOCKET_OPTIONS = (
    (socket.SOL_SOCKET, socket.SO_REUSEADDR, 1),
    (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
    (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1),
    (socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, 30),
    (socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 10),
    (socket.IPPROTO_TCP, socket.TCP_KEEPCNT, 3),
    (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, 30_000),
)


def _why_not(error: OSError, host: str, port: int) -> str:
    choose = (
        "Choose another: kiosk run --bind 0.0.0.0:8001, or make run BIND=0.0.0.0:8001 "
        "in a checkout (or KIOSK_BIND)."
    )
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. {choose}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights than this user has. {choose}"
    return f"This machine cannot listen on {host}:{port} ({error.strerror or error}). {choose}"


class OneLine(logging.Formatter):
    """Say it in one line on the terminal; the trace is in the file."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the message without its trace."""
        return f"kiosk: {record.getMessage()}"


def _write_errors_to(path: Path) -> None:
    """Send errors to stderr, one line each, and to the log file with their traces.

    There is no access log, and no address and no path is written anywhere: who asked for what
    and when, beside a ballot that arrived, would tell who voted what (design, promise 7).
    """
    logging.raiseExceptions = False  # a full disk must not fill the terminal with traces as well
    file = logging.handlers.RotatingFileHandler(path, maxBytes=1_000_000, backupCount=2)
    path.chmod(0o600)
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    terminal = logging.StreamHandler()
    terminal.setFormatter(OneLine())
    log.handlers[:] = [file, terminal]
    log.propagate = False


class Log(Logger):  # type: ignore[misc] # gunicorn is published without types
    """Gunicorn's own words, where ours go."""

    def setup(self, cfg: Any) -> None:
        """Use our handlers instead of gunicorn's."""
        super().setup(cfg)
        self.error_log.handlers[:] = log.handlers


class Server(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings and without its own files, arguments and control socket."""

    def __init__(self, settings: Settings, listener: int, port: int):
        self.settings, self.listener, self.port = settings, listener, port
        super().__init__(prog="kiosk")

    def load_config(self) -> None:
        """Choose what gunicorn does; every other setting keeps gunicorn's default."""
        chosen: dict[str, Any] = {
            "bind": [f"fd://{self.listener}"],
            "backlog": BACKLOG,
            "workers": 1,  # one process, so that one hub knows every stream
            "worker_class": "kiosk.server_worker.Worker",
            "worker_connections": _raise_file_limit(),
            "worker_tmp_dir": _memory_dir(),
            "preload_app": True,
            "proc_name": "kiosk",
            # A phone loads a page and its files on one connection and votes some seconds later;
            # this is also how long a connection may take to send its request's head.
            "keepalive": 15,
            # How long the loop itself may hang before the worker is replaced. Streams are not
            # meant: a waiting stream does not hang the loop.
            "timeout": 30,
            "graceful_timeout": STOP_SECONDS,
            "limit_request_line": 4094,
            "limit_request_fields": 60,
            "limit_request_field_size": 8190,
            # Only our ProxyFix believes a proxy's headers, and exactly KIOSK_PROXIES of them.
            "forwarded_allow_ips": "",
            "control_socket_disable": True,
            "accesslog": None,
            "errorlog": "-",
            "loglevel": "warning",
            "logger_class": "kiosk.server.Log",
            "when_ready": self._greet,
            "post_fork": _after_fork,
            "post_worker_init": _start_worker,
        }
        for name, value in chosen.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        """Load the program in the parent, so that a worker starts in no time and shares memory."""
        app = create_app(self.settings)
        gc.collect()
        gc.freeze()  # what is loaded stays: never looked through again, and shared with the worker
        return app

    def _greet(self, _arbiter: Any) -> None:
        for line in greeting(self.settings, self.port):
            print(line)
        sys.stdout.flush()


def _raise_file_limit() -> int:
    """Allow as many open files as the system lets us; return how many connections that carries."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_FILES
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < limit:
        resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
        soft = limit
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, soft - SPARE_FILES)


def _memory_dir() -> str | None:
    """Return a folder in memory for the worker's sign of life, which must not wait for a disk."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 - nameless file


def _after_fork(_arbiter: Any, worker: Any) -> None:
    """Make sure that the worker never outlives its parent, and has a database of its own."""
    import ctypes

    # prctl(PR_SET_PDEATHSIG): after kill -9 of the parent the port and the lock are free at once.
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != worker.ppid:
        os._exit(1)
    schema.open_database(worker.app.settings)


def _start_worker(worker: Any) -> None:
    """Listen for what other programs write to the database, carry the mail, drive rehearsals."""
    from kiosk.live import bell
    from kiosk.mail.worker import worker as mail
    from kiosk.server_rehearsal import driver

    bell.listen(worker.wsgi)
    mail.start()
    driver.start(worker.wsgi)
