"""A hall for fault tests: the real server as its own process, and phones that speak plain HTTP."""

import http.client
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
KIOSK = [PYTHON, "-m", "kiosk"]
FURNISHED = tempfile.TemporaryDirectory(prefix="kiosk-faults-")


def free_port() -> int:
    """Return a port that nobody uses just now, on this machine only."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Hall:
    """One installation: its folder, its server, its meeting."""

    def __init__(self, folder: Path, questions: int = 1):
        self.instance = folder / "instance"
        self.port = free_port()
        self.process: subprocess.Popen[bytes] | None = None
        self.output = folder / "output.txt"
        folder.mkdir(parents=True, exist_ok=True)
        self.facts = self._furnish(questions)
        self.code: str = self.facts["code"]
        self.questions: list[int] = self.facts["questions"]

    def _furnish(self, questions: int) -> dict[str, Any]:
        """Take a copy of an instance like this one, which is filled once per run of the tests."""
        filled = Path(FURNISHED.name) / str(questions)
        if not filled.exists():
            facts = self._seed(questions, filled)
            (filled / "facts.json").write_text(json.dumps(facts))
        shutil.copytree(filled, self.instance)
        (self.instance / "kiosk.lock").unlink(missing_ok=True)
        return dict(json.loads((filled / "facts.json").read_text()))

    def _seed(self, questions: int, instance: Path) -> dict[str, Any]:
        command = [PYTHON, "-m", "tests.faults.seed", str(questions)]
        return dict(json.loads(self.command(command, KIOSK_INSTANCE=str(instance)).stdout))

    @property
    def database(self) -> Path:
        return self.instance / "kiosk.db"

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a command: only this instance, only this machine."""
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        own = {
            "KIOSK_INSTANCE": str(self.instance),
            "KIOSK_BIND": f"127.0.0.1:{self.port}",
            "PYTHONPATH": str(ROOT),
        }
        return {**kept, **own, **more}

    def command(
        self, command: Sequence[str], check: bool = True, **more: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a command to its end and return what it said."""
        environment = self.environment(**more)
        return subprocess.run(
            command, env=environment, check=check, capture_output=True, text=True, timeout=60
        )

    def start(self, launcher: Sequence[str] = KIOSK, **more: str) -> "Hall":
        """Start the server and wait until it answers."""
        with self.output.open("ab") as output:
            self.process = subprocess.Popen(
                [*launcher, "run"], env=self.environment(**more), stdout=output, stderr=output
            )
        self.wait_until_live()
        return self

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """Send the signal to the server and wait until it is gone."""
        if self.process is None:
            return 0
        if self.process.poll() is None:
            self.process.send_signal(how)
        code = self.process.wait(20)
        self.process = None
        return code

    @property
    def worker(self) -> int:
        """Return the process that answers; its parent is the one that was started."""
        assert self.process is not None
        pid = self.process.pid
        return int(Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0])

    def wait_until_live(self) -> None:
        """Wait until a phone's page is answered (again)."""
        deadline = time.monotonic() + 60  # the machine may be busy; a bound, not a promise
        while time.monotonic() < deadline:
            try:
                if Phone(self).get("/cookies").status == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.02)
        raise AssertionError(f"not live again: {self.output.read_text()}")

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """Read the database of a server that has stopped or of one that runs."""
        connection = sqlite3.connect(self.database, timeout=10)
        try:
            return connection.execute(sql, values).fetchall()
        finally:
            connection.close()

    def host(self) -> "Phone":
        """Return the host's browser, signed in."""
        return Phone(self, f"kiosk_staff={self.facts['session']}")

    def act(self, question: int, act: str) -> "Answer":
        """Let the host do something to a question: opening, closing, revealing."""
        return self.host().post(f"/questions/{question}/{act}")


class Answer:
    """What came back over the wire."""

    def __init__(self, response: http.client.HTTPResponse):
        self.status = response.status
        self.text = response.read().decode()
        self.headers = response.headers


class Stream:
    """The events of one stream, as they come."""

    def __init__(self, response: http.client.HTTPResponse):
        assert response.headers["Content-Type"].startswith("text/event-stream")
        self.response = response

    def next(self, name: str) -> str:
        """Wait for the next event of this name and return its data."""
        deadline = time.monotonic() + 60  # beats go on for ever
        while time.monotonic() < deadline:
            event = self._read()
            if event[0] == name:
                return event[1]
        raise AssertionError(f"no {name} has come")

    def _read(self) -> tuple[str, str]:
        name, data = "", []
        while line := self.response.readline():
            text = line.decode().rstrip("\n")
            if not text and name:
                return name, "\n".join(data)
            if text.startswith("event: "):
                name = text.removeprefix("event: ")
            elif text.startswith("data: "):
                data.append(text.removeprefix("data: "))
        raise EOFError("the stream has ended")


class Phone:
    """One browser without JavaScript."""

    def __init__(self, hall: Hall, cookie: str = ""):
        self.hall = hall
        self.cookie = cookie
        self.timeout = 20.0

    def get(self, path: str, **headers: str) -> Answer:
        return self._send("GET", path, None, headers)

    def post(self, path: str, fields: object = (), **headers: str) -> Answer:
        return self._send("POST", path, urlencode(fields), headers)  # type: ignore[arg-type]

    def check_in(self, name: str) -> bool:
        """Check in, keep the cookie and tell whether the server confirmed it."""
        fields = {"role": "company", "mode": "room", "name": name, "operation": f"in-{name}"}
        answer = self.post(f"/{self.hall.code}/attendances", fields)
        if answer.status == 303:
            self.cookie = answer.headers["Set-Cookie"].split(";")[0]
        return answer.status == 303

    def vote(self, question: int, answer: str, operation: str, **headers: str) -> Answer:
        """Send a ballot and return the answer; 303 means counted."""
        path = f"/{self.hall.code}/questions/{question}/ballots"
        reply = self.post(path, [("answer", answer), ("operation", operation)], **headers)
        # A phone that is not checked in is sent to the check-in, by 303 too.
        assert reply.headers["Location"] in (None, f"/{self.hall.code}"), reply.headers["Location"]
        return reply

    def stream(self) -> "Stream":
        """Open the phone's stream."""
        return self.follow(f"/{self.hall.code}/stream")

    def follow(self, path: str) -> "Stream":
        """Open any stream."""
        return Stream(self._open("GET", path, None, {}))

    def _send(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> Answer:
        with self._open(method, path, body, headers) as response:
            return Answer(response)

    def _open(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.hall.port, timeout=self.timeout)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        sent.update({"Cookie": self.cookie, "Connection": "close", "Accept-Language": "sv"})
        if body is not None:
            sent["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, sent)
        return connection.getresponse()
