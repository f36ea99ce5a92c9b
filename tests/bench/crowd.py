"""A hall of phones: check in, follow, vote. python -m tests.bench.crowd; talks JSON lines.

Reads its job on stdin, says when all streams are open, waits for a line, lets the host open
the question, and says what the phones and the screen saw.
"""

from __future__ import annotations

import asyncio
import gc
import json
import random
import re
import resource
import secrets
import sys
import time
from typing import Any

from tests.bench.wire import HTMX, Answer, Stream, Talker, connect, request

NEVER = 99.0  # seconds; what nobody saw is no good figure
NUMBERS = re.compile(rb'data-key="\d+-(\d+)-\d+"')


class Phone:
    """One person's phone: a connection for requests and one for the stream."""

    def __init__(self, number: int, hall: Hall) -> None:
        self.number, self.hall = number, hall
        self.talker = Talker()
        self.stream: Stream | None = None
        self.cookie = ""
        self.sent = self.confirmed = 0.0

    async def ask(self, method: str, path: str, body: str = "", more: str = "") -> Answer:
        """Ask, on a new connection when the old one has been closed for being idle."""
        data = request(method, path, self.hall.port, self.cookie, body, more)
        for _try in range(3):
            if self.talker.transport is None or self.talker.transport.is_closing():
                self.talker = Talker()
                await connect(self.hall.port, self.talker, self.number)
            answer = await asyncio.wait_for(self.talker.ask(data), 30)
            if answer is not None:
                return answer
            self.hall.again += 1  # as a browser does: the operation's id makes it safe
        raise ConnectionError("the server hung up three times")

    async def expect(
        self, status: int, method: str, path: str, body: str = "", more: str = ""
    ) -> Answer:
        answer = await self.ask(method, path, body, more)
        if answer.status != status:
            self.hall.errors.append(f"{method} {path}: {answer.status}")
        return answer

    async def arrive(self) -> None:
        """Scan the code, fetch the page and its files, check in, and follow the room."""
        code = self.hall.code
        await self.expect(302, "GET", f"/{code}")
        await self.expect(200, "GET", f"/{code}/attendances/new")
        for path in self.hall.files:
            await self.expect(200, "GET", path)
        began = time.perf_counter()
        body = f"operation={secrets.token_hex(16)}&role=company&mode=room&company=&name="
        answer = await self.expect(303, "POST", f"/{code}/attendances", body)
        self.hall.check_ins.append(time.perf_counter() - began)
        self.cookie = answer.cookie
        await self.expect(200, "GET", f"/{code}")
        self.stream = await self.hall.follow(f"/{code}/stream", self.cookie, self.number)

    async def vote(self) -> None:
        """Vote and wait until the answer says that it is counted."""
        choice = random.choice(self.hall.options)
        body = f"operation={secrets.token_hex(16)}&answer={choice}"
        self.sent = time.perf_counter()
        answer = await self.expect(200, "POST", self.hall.ballots, body, HTMX)
        if answer.status == 200:
            self.confirmed = time.perf_counter()
            self.hall.confirmed[choice] = self.hall.confirmed.get(choice, 0) + 1


class Hall:
    """All phones, the screen and the host."""

    def __init__(self, job: dict[str, Any]) -> None:
        self.job = job
        self.port, self.code, self.files = job["port"], job["code"], job["files"]
        self.options: list[str] = job["options"]
        self.ballots = f"/{self.code}/questions/{job['question']}/ballots"
        self.errors: list[str] = []
        self.check_ins: list[float] = []
        self.confirmed: dict[str, int] = {}
        self.screen: list[tuple[float, int]] = []
        self.again = 0
        self.phones = [Phone(number, self) for number in range(job["phones"])]
        self.wall: Stream | None = None

    async def follow(self, path: str, cookie: str, number: int, screen: bool = False) -> Stream:
        stream = Stream(self.see if screen else None)
        await connect(self.port, stream, number)
        assert stream.transport is not None
        stream.transport.write(request("GET", path, self.port, cookie))
        if not await asyncio.wait_for(stream.first, 30):
            self.errors.append(f"GET {path}: ended at once")
        return stream

    def see(self, data: bytes) -> None:
        found = NUMBERS.findall(data)
        if found:
            self.screen.append((time.perf_counter(), int(found[-1])))

    async def spread(self, act: str, seconds: float) -> float:
        """Let every phone do something, each at a moment of its own; return how long it took."""
        began = time.perf_counter()
        moments = sorted(random.uniform(0, seconds) for _ in self.phones)
        tasks = []
        for phone, moment in zip(
            random.sample(self.phones, len(self.phones)), moments, strict=True
        ):
            if (wait := began + moment - time.perf_counter()) > 0:
                await asyncio.sleep(wait)
            tasks.append(asyncio.create_task(self._one(phone, act)))
        await asyncio.gather(*tasks)
        return time.perf_counter() - began

    async def _one(self, phone: Phone, act: str) -> None:
        try:
            await getattr(phone, act)()
        except (OSError, TimeoutError) as error:
            self.errors.append(f"{act}: {type(error).__name__} {error}")

    async def open_question(self) -> tuple[float, float]:
        """Let the host open the question; return when it was sent and when it was answered."""
        host = Talker()
        await connect(self.port, host)
        path, cookie = f"/questions/{self.job['question']}/opening", self.job["session"]
        sent = time.perf_counter()
        answer = await host.ask(
            request("POST", path, self.port, f"kiosk_staff={cookie}", "expect=")
        )
        if answer is None or answer.status != 303:
            self.errors.append(f"opening: {answer and answer.status}")
        return sent, time.perf_counter()

    async def run(self) -> None:
        self.wall = await self.follow(f"/screens/{self.job['screen']}/stream", "", 1, screen=True)
        seconds = await self.spread("arrive", self.job["arrive_seconds"])
        say({"streams": self.streams(), "check_in_seconds": seconds})
        await wait_for_line()
        frames = {phone.number: phone.stream.frames for phone in self.phones if phone.stream}
        gc.collect()
        gc.disable()  # ours, that must not be taken for the server's
        sent, answered = await self.open_question()
        await asyncio.sleep(0.2)
        voting = await self.spread("vote", self.job["vote_seconds"])
        await asyncio.sleep(1.0)
        say(self.seen(sent, answered, frames) | {"voting_seconds": voting})
        for phone in self.phones[self.job["stay"] :]:
            if phone.stream:
                phone.stream.leave()
        await asyncio.sleep(0.5)
        say({"staying": self.streams()})
        await wait_for_line()

    def streams(self) -> int:
        return sum(
            bool(phone.stream and not phone.stream.lost and not phone.stream.left)
            for phone in self.phones
        )

    def seen(self, sent: float, answered: float, frames: dict[int, int]) -> dict[str, Any]:
        """Return what was measured from the opening on, in seconds."""
        followed = [p.stream for p in self.phones if p.stream]
        reached = [
            phone.stream.frame_at - sent
            for phone in self.phones
            if phone.stream and phone.stream.frames > frames.get(phone.number, 0)
        ]
        voted = [phone for phone in self.phones if phone.confirmed]
        return {
            "opening_answered": answered - sent,
            "opening_median": part(reached, 0.5),
            "opening_last": max(reached, default=NEVER),
            "unreached": len(self.phones) - len(reached),
            "streams_lost": sum(stream.lost for stream in followed),
            "vote_p50": part([p.confirmed - p.sent for p in voted], 0.5),
            "vote_p99": part([p.confirmed - p.sent for p in voted], 0.99),
            "check_in_p50": part(self.check_ins, 0.5),
            "check_in_p99": part(self.check_ins, 0.99),
            **self.on_screen([p.sent for p in voted], "sent"),
            **self.on_screen([p.confirmed for p in voted], "confirmed"),
            "confirmed": self.confirmed,
            "again": self.again,
            "errors": self.errors[:20],
            "error_count": len(self.errors),
        }

    def on_screen(self, moments: list[float], since: str) -> dict[str, float]:
        """Return how long votes took to the screen: the n-th until it showed n or more."""
        waits, frames = [], iter(self.screen)
        at, shown = 0.0, 0
        for number, moment in enumerate(sorted(moments), 1):
            while shown < number:
                found = next(frames, None)
                if found is None:
                    return {f"screen_{since}_p50": NEVER, f"screen_{since}_p99": NEVER}
                at, shown = found
            waits.append(max(0.0, at - moment))
        return {
            f"screen_{since}_p50": part(waits, 0.5),
            f"screen_{since}_p99": part(waits, 0.99),
        }


def part(values: list[float], share: float) -> float:
    """Return the value that this share of all values stays below; NEVER when there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else NEVER


def say(what: dict[str, Any]) -> None:
    print(json.dumps(what), flush=True)


async def wait_for_line() -> None:
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)


if __name__ == "__main__":
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    asyncio.run(Hall(json.loads(sys.stdin.readline())).run())
