"""One function per part of the table; each gives the numbers it measured."""

from __future__ import annotations

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from tests.bench import visit
from tests.bench.house import HELLO, ROOT, House, run_module
from tests.bench.wire import HTMX

LOAD_TIMEOUT = 240
CONNECTIONS = 48


def act(house: House, question: str, what: str) -> None:
    """Let the host do something to a question."""
    path = f"http://127.0.0.1:{house.port}/questions/{house.facts['questions'][question]}/{what}"
    cookie = f"kiosk_staff={house.facts['session']}"
    with urlopen(Request(path, b"expect=", {"Cookie": cookie}), timeout=20) as answer:
        assert answer.status == 200


def weights(house: House) -> dict[str, float]:
    """Weigh the pages while the largest of the questions is open."""
    act(house, "b3", "opening")
    return visit.weigh(house.port, house.facts["code"])


def load(job: dict[str, Any], core: int) -> dict[str, float]:
    """Run a closed loop from a core of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.rates"],
        input=json.dumps(job),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        timeout=LOAD_TIMEOUT,
        preexec_fn=lambda: os.sched_setaffinity(0, {core}),
    )
    return dict(json.loads(done.stdout))


def rates(house: House, hello: House, seconds: float, rounds: int) -> dict[str, Any]:
    """Measure requests per second on one core: hello, page, vote and check-in by turns."""
    code = house.facts["code"]
    cookies = [f"kiosk_attendee={token}" for token in house.facts["voters"]]
    ballots = f"/{code}/questions/{house.facts['questions']['b3']}/ballots"
    check_in = "operation={n}&role=company&mode=room&company=Exempel+Bygg+AB&name="
    vote = {"method": "POST", "path": ballots, "more": HTMX}
    vote["body"] = "operation={n}&answer=clearer_documents"
    kinds: dict[str, tuple[int, list[dict[str, Any]]]] = {
        "hello": (200, [{"method": "GET", "path": "/", "cookie": one} for one in cookies]),
        "page": (200, [{"method": "GET", "path": f"/{code}", "cookie": one} for one in cookies]),
        "vote": (200, [{**vote, "cookie": one} for one in cookies]),
        "check_in": (
            303,
            [{"method": "POST", "path": f"/{code}/attendances", "body": check_in}],
        ),
    }
    found: dict[str, list[dict[str, float]]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, (expect, requests) in kinds.items():
            server = hello if name == "hello" else house
            job = {"port": server.port, "seconds": seconds, "warm": 0.3, "expect": expect}
            job |= {"connections": CONNECTIONS}
            before = server.cpu_seconds()
            one = load(job | {"requests": requests}, core=1)
            one["cpu_ms"] = 1000 * (server.cpu_seconds() - before)
            one["cpu_ms"] /= one["per_second"] * (seconds + 0.3) or 1
            found[name].append(one)
    return found


def crowd(
    house: House, phones: int, arrive_seconds: float, vote_seconds: float, stay: int
) -> dict[str, Any]:
    """Let a whole hall check in, follow and vote; stop the server while some still follow."""
    question = house.facts["questions"]["b3"]
    job = {
        "port": house.port,
        "code": house.facts["code"],
        "question": question,
        "session": house.facts["session"],
        "screen": house.facts["screen"],
        "options": ["contract_follow_up", "clearer_documents", "earlier_notice", "other"],
        "files": files(house),
        "phones": phones,
        "arrive_seconds": arrive_seconds,
        "vote_seconds": vote_seconds,
        "stay": stay,
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.crowd"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    assert process.stdin is not None
    assert process.stdout is not None

    def tell(text: str = "") -> None:
        process.stdin.write(f"{text}\n")
        process.stdin.flush()

    try:
        tell(json.dumps(job))
        seen = dict(json.loads(process.stdout.readline()))
        seen["megabytes"] = house.megabytes()
        tell()
        seen |= json.loads(process.stdout.readline())
        seen |= json.loads(process.stdout.readline())
        seen["server_cpu"] = house.cpu_seconds()
        seen |= stored(house, question, seen["confirmed"])
        seen["stop_seconds"] = house.stop()
        tell()
        process.wait(20)
    finally:
        process.kill()
    return seen


def files(house: House) -> list[str]:
    """Return the files that a phone fetches with its first page."""
    return [
        name
        for name in visit.FILES.findall(visit.Visit(house.port).page(f"/{house.facts['code']}"))
        if name.startswith("/static/")
    ]


def stored(house: House, question: int, confirmed: dict[str, int]) -> dict[str, int]:
    """Hold the table against what the phones were told."""
    connection = sqlite3.connect(house.folder / "kiosk.db", timeout=10)
    rows = connection.execute(
        "SELECT answer, COUNT(*) FROM ballot WHERE question_id = ? GROUP BY answer", (question,)
    ).fetchall()
    connection.close()
    found = {json.loads(answer)[0]: count for answer, count in rows}
    # A phone that gave up waiting may still have its vote in the table: that loses nothing.
    return {
        "lost": sum(max(0, told - found.get(one, 0)) for one, told in confirmed.items()),
        "untold": sum(max(0, count - confirmed.get(one, 0)) for one, count in found.items()),
        "stored": sum(found.values()),
    }


def starts(house: House, times: int) -> list[float]:
    """Start and stop some times; return the seconds to the first answer."""
    found = []
    for _ in range(times):
        found.append(house.start())
        house.stop()
    return found


def idle(house: House) -> float:
    """Return the weight of a server that has answered one request and rests."""
    house.start()
    time.sleep(1.5)
    weight = house.megabytes()
    house.stop()
    return weight


def commits(folder: Path, votes: int) -> dict[str, float]:
    """Return votes committed per second, alone and in groups, on the disk of the folder."""
    run_module("tests.bench.seed", instance=folder)
    return run_module("tests.bench.commits", str(votes), instance=folder)


def report(folder: Path, procurements: int, responses: int) -> dict[str, float]:
    """Return the seconds that the pooled report takes, the first time and once more."""
    return run_module("tests.bench.report", str(procurements), str(responses), instance=folder)


def median(values: list[float]) -> float:
    return statistics.median(values)


def hello_house(folder: Path, port: int) -> House:
    return House(folder, port, HELLO)
