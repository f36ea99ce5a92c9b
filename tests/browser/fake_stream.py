"""A tiny server that speaks the live protocol, and misbehaves on command."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from urllib.parse import parse_qs

from playwright.sync_api import Page

STATIC = Path(__file__).parents[2] / "static"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'"
)
# Much faster than in the hall, but never so fast that a busy machine gives another result.
QUICK = (
    "watchdog:2500 grace:300 poll:100 lost:120 backoff:30 cap:240 bye:60 "
    "timeout:1500 resend:60 hold:5000 settle:400 idle:100"
)
PORTAL = "<!doctype html><html><title>Wi-Fi</title><h1>Log in to the venue</h1></html>"


def html_page(
    body: str, html: str = "", scripts: str = "vendor/htmx.min.js js/kiosk.js", times: str = QUICK
) -> str:
    """Write a whole page around a body, with the head that every page of Kiosk has."""
    tags = "".join(f'<script src="/static/{name}" defer></script>' for name in scripts.split())
    return (
        f'<!doctype html><html lang="sv" {html}><head><title>Room</title>'
        f"""<meta name="htmx-config" content='{{"includeIndicatorCSS": false}}'>"""
        f'<meta name="kiosk-live" content="{times}">{tags}</head><body>{body}'
        '<p id="live-status" role="status"></p><p id="keep-notice" role="status" hidden></p>'
        "</body></html>"
    )


@dataclass
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    form: dict[str, str]


def encode(name: str, data: str = "") -> bytes:
    lines = "".join(f"data: {line}\n" for line in data.split("\n"))
    return f"event: {name}\n{lines}\n".encode()


class FakeHall:
    """What the server shows, how it misbehaves, and what it has been asked."""

    def __init__(self) -> None:
        self.address = ""
        self.pages: dict[str, str] = {}
        self.frame = ""
        self.etag = '"1"'
        self.answer = ""  # what POST /vote answers with
        self.moods: dict[str, list[str]] = {}  # the last mood of a path stays
        self.asked: list[Asked] = []
        self.ballots: dict[str, str] = {}  # operation → answer: the server is idempotent
        self.streams: list[Queue[bytes | None]] = []
        self.stopped = threading.Event()
        self.gate = threading.Event()  # the mood "late" answers 409 when the test opens it
        self._lock = threading.Lock()

    def mood(self, path: str) -> str:
        with self._lock:
            left = self.moods.get(path) or ["ok"]
            return left.pop(0) if len(left) > 1 else left[0]

    def behave(self, path: str, *moods: str) -> None:
        with self._lock:
            self.moods[path] = list(moods)

    def show(self, frame: str) -> None:
        """Change the picture and push it to every open stream."""
        self.frame = frame
        self.etag = f'"{hash(frame)}"'
        self.push(encode("frame", frame))

    def push(self, event: bytes | None) -> None:
        with self._lock:
            for stream in self.streams:
                stream.put(event)

    def hang_up(self) -> None:
        """Drop every open stream without a word."""
        self.push(None)

    def count(self, path: str) -> int:
        return Counter(asked.path for asked in self.asked)[path]

    def posts(self) -> list[Asked]:
        return [asked for asked in self.asked if asked.method == "POST"]


class Handler(BaseHTTPRequestHandler):
    """Answers one request in the mood the test has asked for."""

    hall: FakeHall

    def log_message(self, *_args: object) -> None:
        """Keep quiet: the tests read `asked`."""

    def do_GET(self) -> None:
        self._take({})

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        self._take({name: ",".join(values) for name, values in parse_qs(raw).items()})

    def _take(self, form: dict[str, str]) -> None:
        path = self.path.split("?")[0]
        self.hall.asked.append(Asked(self.command, path, dict(self.headers), form))
        mood = self.hall.mood(path)
        if path == "/vote" and mood in ("ok", "lose", "away"):
            self.hall.ballots[form["operation"]] = form.get("answer", "")
        if mood in ("refuse", "lose"):
            self.close_connection = True
        elif mood == "hang":
            self.hall.stopped.wait(20)
        elif mood == "late":
            self.hall.gate.wait(20)
            self._send(409, self.hall.answer)
        elif mood == "portal":
            self._send(200, PORTAL)
        elif mood.isdigit():
            self._send(int(mood), f'<section id="room"><p data-answer>{mood}</p></section>')
        elif mood == "away":
            self._send(303, "", Location="/after")
        else:
            self._answer(path)

    def _answer(self, path: str) -> None:
        if path == "/stream":
            self._stream()
        elif path == "/frame":
            same = self.headers["If-None-Match"] == self.hall.etag
            self._send(304 if same else 200, "" if same else self.hall.frame, ETag=self.hall.etag)
        elif path == "/vote":
            self._send(200, self.hall.answer)
        elif path.startswith("/static/"):
            kind = "text/css" if path.endswith(".css") else "text/javascript"
            self._send(200, (STATIC / path.removeprefix("/static/")).read_text(), kind)
        else:
            self._send(200 if path in self.hall.pages else 404, self.hall.pages.get(path, ""))

    def _send(self, status: int, text: str, kind: str = "text/html", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Security-Policy", POLICY)
        self.send_header("Content-Length", str(len(text.encode())))
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(text.encode())

    def _stream(self) -> None:
        queue: Queue[bytes | None] = Queue()
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        self.wfile.write(encode("retry", "60") + encode("frame", self.hall.frame))
        self.hall.streams.append(queue)
        try:
            self._pass_on(queue)
        except OSError:
            pass  # the browser has left
        finally:
            self.hall.streams.remove(queue)

    def _pass_on(self, queue: Queue[bytes | None]) -> None:
        while not self.hall.stopped.is_set():
            try:
                event = queue.get(timeout=0.2)
            except Empty:
                event = encode("beat", "1") if self.hall.mood("beat") == "ok" else b""
            if event is None:
                return
            self.wfile.write(event)


def wait_until(page: Page, happens: Callable[[], bool]) -> None:
    """Wait for something at the server; fail when it has not come after a quarter of a minute."""
    for _ in range(750):
        if happens():
            return
        page.wait_for_timeout(20)  # lets the browser's events in, unlike time.sleep
    raise AssertionError("the server never saw it")


def serve() -> tuple[FakeHall, ThreadingHTTPServer]:
    """Start the server on a free port of this machine; the caller shuts it down."""
    hall = FakeHall()
    handler = type("HallHandler", (Handler,), {"hall": hall})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
    ).start()
    return hall, server
