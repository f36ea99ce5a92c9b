"""What a first visit transfers: every byte of every answer, counted on the socket."""

from __future__ import annotations

import gzip
import re
import secrets
import socket
from dataclasses import dataclass, field

from tests.bench.wire import request

FILES = re.compile(r'<(?:link|script|img)[^>]+(?:href|src)="(/[^"]+)"')
LIVE = re.compile(r'data-live="([^"]+)"')


@dataclass
class Visit:
    """One phone with nothing in its memory yet."""

    port: int
    cookie: str = ""
    transferred: int = 0
    asked: list[str] = field(default_factory=list)
    known: set[str] = field(default_factory=set)

    def ask(
        self, method: str, path: str, body: str = "", more: str = ""
    ) -> tuple[int, bytes, bytes]:
        """Ask and return status, head and body as they were on the wire."""
        with socket.create_connection(("127.0.0.1", self.port), 10) as sock:
            sock.sendall(request(method, path, self.port, self.cookie, body, more))
            data = b""
            while b"\r\n\r\n" not in data:
                data += sock.recv(65536)
            head, _, rest = data.partition(b"\r\n\r\n")
            found = re.search(rb"\r\nContent-Length: (\d+)", head)
            if found is None:  # a stream: its opening is its first frame
                while not rest.endswith(b"\n\n\r\n") or b"event: frame" not in rest:
                    rest += sock.recv(65536)
            while found and len(rest) < int(found[1]):
                rest += sock.recv(65536)
        self.transferred += len(head) + 4 + len(rest)
        self.asked.append(f"{method} {path}")
        return int(head[9:12]), head, rest

    def page(self, path: str) -> str:
        """Fetch a page and whatever it names that is not here yet, as a browser does."""
        status, head, body = self.ask("GET", path)
        if status in (302, 303):
            place = re.search(rb"\r\nLocation: (\S+)", head)
            assert place is not None
            return self.page(place[1].decode())
        text = (
            gzip.decompress(body).decode() if b"Content-Encoding: gzip" in head else body.decode()
        )
        for name in FILES.findall(text):
            if name not in self.known:
                self.known.add(name)
                self.ask("GET", name.replace("&amp;", "&"))
        live = LIVE.search(text)
        if live:
            self.ask("GET", live[1])
        return text

    def check_in(self, code: str) -> None:
        body = f"operation={secrets.token_hex(16)}&role=company&mode=room&company=&name="
        _status, head, _body = self.ask("POST", f"/{code}/attendances", body)
        found = re.search(rb"\r\nSet-Cookie: ([^;]+)", head)
        assert found is not None, "no cookie after the check-in"
        self.cookie = found[1].decode()


def readable_page(port: int, path: str, cookie: str) -> int:
    """Return the bytes of a page and its style sheets, compressed: usable without JavaScript."""
    phone = Visit(port, cookie)
    _status, _head, body = phone.ask("GET", path)
    total = len(body)
    for name in FILES.findall(gzip.decompress(body).decode()):
        if ".css" in name:
            total += len(phone.ask("GET", name)[2])
    return total


def weigh(port: int, code: str) -> dict[str, float]:
    """Return the weight of the pages and of the visit of somebody who scans the code."""
    phone = Visit(port)
    phone.page(f"/{code}")
    way_in, in_bytes = len(phone.asked), phone.transferred
    phone.check_in(code)
    phone.page(f"/{code}")
    straight = Visit(port, phone.cookie)  # the room as the first page, nothing fetched before
    straight.page(f"/{code}")
    return {
        "check_in_page": readable_page(port, f"/{code}/attendances/new", ""),
        "room_page": readable_page(port, f"/{code}", phone.cookie),
        "way_in_requests": way_in,
        "way_in_bytes": in_bytes,
        "whole_bytes": phone.transferred,
        "whole_requests": len(phone.asked),
        "room_requests": len(straight.asked),
        "room_bytes": straight.transferred,
    }
