"""HTTP for a crowd: connections that understand just enough, so that load costs little."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import Callable
from typing import cast

END = b"\r\n\r\n"
LENGTH = b"\r\nContent-Length: "
SOURCES = 40  # phones come from 127.0.0.2 and on, so that no source runs out of ports
# What a phone's browser sends with every request; the bare "hello" gets the same.
BROWSER = (
    "User-Agent: Mozilla/5.0 (Linux; Android 14; K) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/129.0.0.0 Mobile Safari/537.36\r\n"
    "Accept: text/html,application/xhtml+xml,*/*;q=0.8\r\n"
    "Accept-Encoding: gzip, deflate\r\nAccept-Language: sv-SE,sv;q=0.9,en;q=0.7\r\n"
)


def request(
    method: str, path: str, port: int, cookie: str = "", body: str = "", more: str = ""
) -> bytes:
    """Return the bytes of a request as a browser sends it."""
    lines = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{BROWSER}{more}"
    if cookie:
        lines += f"Cookie: {cookie}\r\n"
    if method == "POST":
        lines += f"Origin: http://127.0.0.1:{port}\r\nSec-Fetch-Site: same-origin\r\n"
        lines += "Content-Type: application/x-www-form-urlencoded\r\n"
        lines += f"Content-Length: {len(body)}\r\n"
    return f"{lines}\r\n{body}".encode()


HTMX = "HX-Request: true\r\nHX-Target: room\r\n"


class Answer:
    """One whole answer."""

    __slots__ = ("body", "head", "status")

    def __init__(self, status: int, head: bytes, body: bytes) -> None:
        self.status, self.head, self.body = status, head, body

    def header(self, name: str) -> str:
        start = self.head.find(b"\r\n" + name.encode() + b": ")
        if start < 0:
            return ""
        start += len(name) + 4
        return self.head[start : self.head.find(b"\r\n", start)].decode("latin-1")

    @property
    def cookie(self) -> str:
        """Return name=value of the cookie that was set."""
        return self.header("Set-Cookie").partition(";")[0]


class Talker(asyncio.Protocol):
    """A connection that asks one thing at a time."""

    def __init__(self, answered: Callable[[Answer | None], None] | None = None) -> None:
        self.transport: asyncio.Transport | None = None
        self.answered = answered
        self.waiting: asyncio.Future[Answer | None] | None = None
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.transport = None
        self._hand_over(None)

    def data_received(self, data: bytes) -> None:
        self.buffer = data = self.buffer + data if self.buffer else data
        end = data.find(END)
        if end < 0:
            return
        start = data.find(LENGTH, 0, end)
        length = int(data[start + 18 : data.find(b"\r", start + 18)]) if start > 0 else 0
        if len(data) < end + 4 + length:
            return
        self.buffer = b""
        self._hand_over(Answer(int(data[9:12]), data[: end + 2], data[end + 4 :]))

    def _hand_over(self, answer: Answer | None) -> None:
        if self.answered is not None:
            self.answered(answer)
        elif self.waiting is not None and not self.waiting.done():
            self.waiting.set_result(answer)

    def ask(self, data: bytes) -> asyncio.Future[Answer | None]:
        """Send and return what will come; None when the connection ends first."""
        assert self.transport is not None
        self.waiting = asyncio.get_running_loop().create_future()
        self.transport.write(data)
        return self.waiting


class Stream(asyncio.Protocol):
    """An open event stream; knows when its latest frame came."""

    def __init__(self, on_frame: Callable[[bytes], None] | None = None) -> None:
        self.transport: asyncio.Transport | None = None
        self.on_frame = on_frame
        self.frames = 0
        self.frame_at = 0.0
        self.lost = False
        self.left = False
        self.rest = b""
        self.first: asyncio.Future[bool] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def connection_lost(self, _error: Exception | None) -> None:
        self.lost = not self.left
        if not self.first.done():
            self.first.set_result(False)

    def data_received(self, data: bytes) -> None:
        if self.rest:
            data = self.rest + data
        if not data.endswith(b"\n\r\n"):  # the end of an event and of its chunk
            self.rest = data
            return
        self.rest = b""
        if b"event: frame\n" not in data:
            return
        self.frames += 1
        self.frame_at = time.perf_counter()
        if self.on_frame is not None:
            self.on_frame(data)
        if not self.first.done():
            self.first.set_result(True)

    def leave(self) -> None:
        self.left = True
        if self.transport is not None:
            self.transport.close()


async def connect(port: int, protocol: asyncio.Protocol, number: int = 0) -> None:
    """Connect from one of several addresses of this machine."""
    loop = asyncio.get_running_loop()
    sock = socket.socket()
    sock.setblocking(False)
    sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    try:
        sock.bind((f"127.0.0.{2 + number % SOURCES}", 0))
        await loop.sock_connect(sock, ("127.0.0.1", port))
    except BaseException:
        sock.close()
        raise
    await loop.create_connection(lambda: protocol, sock=sock)
