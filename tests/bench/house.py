"""A server under measure: started, pinned, weighed, stopped."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
KIOSK = ("-m", "kiosk", "run")
HELLO = ("-m", "tests.bench.hello")


def run_module(name: str, *arguments: str, instance: Path, port: int = 0) -> dict[str, Any]:
    """Run a module of the bench and read the JSON it prints."""
    done = subprocess.run(
        [sys.executable, "-m", name, *arguments],
        env=environment(instance, port),
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
        timeout=300,
    )
    return dict(json.loads(done.stdout.strip().splitlines()[-1]))


def environment(instance: Path, port: int) -> dict[str, str]:
    """Return the environment of a server that only this machine can reach."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    own = {"KIOSK_INSTANCE": str(instance), "KIOSK_BIND": f"127.0.0.1:{port}"}
    return {**kept, **own, "PYTHONPATH": str(ROOT)}


class House:
    """One installation and its server."""

    def __init__(self, folder: Path, port: int, command: tuple[str, ...] = KIOSK) -> None:
        self.folder, self.port, self.command = folder, port, command
        self.process: subprocess.Popen[bytes] | None = None
        self.facts: dict[str, Any] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def fill(self) -> House:
        self.facts = run_module("tests.bench.seed", instance=self.folder)
        return self

    def start(self, cores: set[int] | None = None) -> float:
        """Start and return the seconds until the first answered request."""
        arguments = [*self.command, *([str(self.port)] if self.command == HELLO else [])]
        began = time.perf_counter()
        with (self.folder / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(
                [sys.executable, *arguments],
                env=environment(self.folder, self.port),
                cwd=ROOT,
                stdout=output,
                stderr=output,
                preexec_fn=(lambda: os.sched_setaffinity(0, cores)) if cores else None,
            )
        while not self.answers():
            if self.process.poll() is not None or time.perf_counter() - began > 30:
                raise SystemExit((self.folder / "output.txt").read_text())
            time.sleep(0.005)
        return time.perf_counter() - began

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), 10) as sock:
                head = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nConnection: close\r\n\r\n"
                sock.sendall(head.encode())
                return sock.recv(12).startswith(b"HTTP/1.1 200")
        except OSError:
            return False

    def stop(self) -> float:
        """Ask it to stop; return the seconds until it has."""
        if self.process is None:
            return 0.0
        began = time.perf_counter()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None
        return time.perf_counter() - began

    def pids(self) -> list[int]:
        """Return the parent and its worker."""
        assert self.process is not None
        pid = self.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        return [pid, *(int(child) for child in children)]

    def megabytes(self) -> float:
        """Return what all its processes weigh together: proportional set size."""
        total = 0
        for pid in self.pids():
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                if line.startswith("Pss:"):
                    total += int(line.split()[1])
        return total / 1000

    def cpu_seconds(self) -> float:
        """Return the processor time of all its processes so far."""
        ticks = 0
        for pid in self.pids():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def discard(self) -> None:
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def folder(parent: str | None) -> Path:
    """Make a folder on the disk that is to be measured."""
    return Path(tempfile.mkdtemp(prefix="kiosk-bench-", dir=parent))
