"""The gevent worker: gunicorn's own, but it stops at once and writes down no addresses."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, cast

import gevent
from gevent.event import Event
from gevent.pool import Pool
from gevent.server import StreamServer
from gevent.socket import SOCK_STREAM, socket
from gunicorn import util
from gunicorn.http.errors import (
    InvalidResponseHeader,
    InvalidResponseHeaderName,
    LimitRequestHeaders,
    LimitRequestLine,
    ParseException,
)
from gunicorn.workers.base_async import AsyncWorker
from gunicorn.workers.ggevent import GeventWorker

from kiosk.db import database
from kiosk.live.hub import hub
from kiosk.mail.worker import worker as mail

GOODBYE_SECONDS = 2.0  # for requests under way, and for streams to say goodbye

OUR_FAULT = (InvalidResponseHeader, InvalidResponseHeaderName)

log = logging.getLogger("kiosk")


class Worker(GeventWorker):  # type: ignore[misc] # gunicorn is published without types
    """Answer every request and stream of this installation in one process."""

    def __init__(self, *args: Any, **kwargs: Any):
        self.sockets: list[Any] = []
        super().__init__(*args, **kwargs)
        self.idle = 0  # connections that wait for their next request
        self.stopping = Event()
        self.pool = Pool(self.worker_connections)

    def patch(self) -> None:
        """Take over the listening sockets; the standard library was patched by `kiosk run`."""
        self.sockets = [socket(s.FAMILY, SOCK_STREAM, fileno=s.sock.detach()) for s in self.sockets]

    def run(self) -> None:
        """Serve until told to stop, then stop within two seconds."""
        gevent.get_hub().exception_stream = None  # what is unexpected is in the log, once
        servers = [self._serve(listener) for listener in self.sockets]
        while self.alive:
            self.notify()
            self.stopping.wait(1.0)
        self._say_goodbye(servers)

    def _serve(self, listener: Any) -> StreamServer:
        listener.setblocking(True)
        handle = partial(self.handle, listener)
        server = StreamServer(listener, handle=handle, spawn=self.pool)
        server.start()
        return server

    def handle_exit(self, sig: int, frame: Any) -> None:
        """Hear SIGTERM: wake the loop, which does the rest outside of the signal's handler."""
        self.alive = False
        gevent.get_hub().loop.run_callback_threadsafe(self.stopping.set)

    def handle_quit(self, sig: int, frame: Any) -> None:
        """Hear Ctrl-C and SIGQUIT, which stop as gently as SIGTERM."""
        self.handle_exit(sig, frame)

    def _say_goodbye(self, servers: list[StreamServer]) -> None:
        """Take no more connections, let streams say goodbye and requests finish, then go."""
        for server in servers:
            server.close()
        hub.close()
        deadline = time.monotonic() + GOODBYE_SECONDS
        gevent.sleep(0.05)  # for a request that had just begun to arrive
        # A message that is just leaving would be unsure for ever; it gets the same two seconds.
        while self._is_busy() and time.monotonic() < deadline:
            gevent.sleep(0.02)
        self.pool.kill(block=True, timeout=0.3)
        cast(Any, database.obj).close_all()

    def _is_busy(self) -> bool:
        return len(self.pool) > self.idle or mail.is_handing_over

    @contextmanager
    def timeout_ctx(self) -> Iterator[None]:
        """Wait for the head of a request, counted as idle, for as long as `keepalive` says."""
        self.idle += 1
        try:
            with gevent.Timeout(self.cfg.keepalive, False):  # type: ignore[arg-type] # stubs miss False
                yield
        finally:
            self.idle -= 1

    def handle(self, listener: Any, client: Any, addr: Any) -> None:
        """Serve one connection; what the listener set for it was inherited."""
        client.setblocking(1)
        AsyncWorker.handle(self, listener, client, addr)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        """Answer what is not HTTP; gunicorn's own would write addresses and paths to the log."""
        if isinstance(exc, gevent.GreenletExit):
            return  # we are stopping, and this connection was idle
        status, reason = 400, "Bad Request"
        if isinstance(exc, LimitRequestLine):
            status, reason = 414, "URI Too Long"
        elif isinstance(exc, LimitRequestHeaders):
            status, reason = 431, "Request Header Fields Too Large"
        elif isinstance(exc, OUR_FAULT) or not isinstance(exc, ParseException):
            log.error("unexpected error outside of any page", exc_info=exc)
            status, reason = 500, "Internal Server Error"
        with suppress(OSError):  # they may have hung up
            util.write_error(client, status, reason, "")
