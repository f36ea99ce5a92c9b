"""Requests per second, by connections that ask again at once: python -m tests.bench.rates.

Reads {"port", "seconds", "warm", "connections", "expect", "requests": [...]} on stdin: the
connections take the requests by turns; `{n}` in a body is replaced by a growing number.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections.abc import Iterator
from itertools import count, cycle
from typing import Any

from tests.bench.wire import Answer, Talker, connect, request


class Tally:
    """What was answered while it counted."""

    def __init__(self, expected: int) -> None:
        self.expected, self.done, self.wrong, self.running = expected, 0, 0, True


class Asker(Talker):
    """Ask, and at the answer ask again."""

    numbers = count(1)

    def __init__(self, requests: Iterator[list[bytes]], tally: Tally) -> None:
        super().__init__(self.again)
        self.requests, self.tally = requests, tally

    def again(self, answer: Answer | None) -> None:
        if not self.tally.running:
            return
        if answer is None or answer.status != self.tally.expected:
            self.tally.wrong += 1
        else:
            self.tally.done += 1
        if self.transport is not None:
            self.go()

    def go(self) -> None:
        assert self.transport is not None
        number = b"%032x" % next(self.numbers)  # as long as a phone's own operation id
        self.transport.write(number.join(next(self.requests)))


def raw(one: dict[str, Any], port: int) -> list[bytes]:
    """Return a request in the pieces between which its number stands."""
    body = str(one.get("body", "")).replace("{n}", "N" * 32)
    data = request(
        one["method"], one["path"], port, one.get("cookie", ""), body, one.get("more", "")
    )
    return data.split(b"N" * 32)


async def main(job: dict[str, Any]) -> dict[str, float]:
    tally = Tally(job["expect"])
    requests = cycle([raw(one, job["port"]) for one in job["requests"]])
    askers = [Asker(requests, tally) for _ in range(job["connections"])]
    for number, asker in enumerate(askers):
        await connect(job["port"], asker, number)
        asker.go()
    await asyncio.sleep(job["warm"])
    began, before = time.perf_counter(), tally.done
    cpu = time.process_time()
    await asyncio.sleep(job["seconds"])
    seconds, done = time.perf_counter() - began, tally.done - before
    cpu = time.process_time() - cpu
    tally.running = False
    return {"per_second": done / seconds, "wrong": tally.wrong, "load_busy": cpu / seconds}


if __name__ == "__main__":
    print(json.dumps(asyncio.run(main(json.load(sys.stdin)))))
