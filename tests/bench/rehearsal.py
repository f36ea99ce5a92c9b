"""A thousand pretended attendees while a wall looks on, and a real hall that votes beside them.

When a pretended vote is on disk is read from the file itself, many times a second; when the wall
shows it is heard on the wall's stream.
"""

from __future__ import annotations

import asyncio
import re
import sqlite3
import time
from collections.abc import Callable
from typing import Any
from urllib.request import Request, urlopen

from tests.bench.crowd import NEVER, Hall, part
from tests.bench.house import House

PATIENCE = 150.0  # seconds for a thousand to arrive
LOOK_SECONDS = 0.004
VOTING_SECONDS = 40.0  # the last change their mind half a minute after the opening
OPTIONS = ["contract_follow_up", "clearer_documents", "earlier_notice", "other"]
SCREEN = re.compile(r'href="(/screens/[^"]+)" target')


def measure(house: House, people: int, phones: int) -> dict[str, Any]:
    """Begin a rehearsal, let its people arrive and vote, and say what the wall saw."""
    return asyncio.run(Practice(house, people, phones).run())


class Practice:
    """One rehearsal under measure, and phones at the real meeting."""

    def __init__(self, house: House, people: int, phones: int) -> None:
        self.house, self.people = house, people
        self.table = sqlite3.connect(f"file:{house.folder / 'kiosk.db'}?mode=ro", uri=True)
        facts = house.facts
        job = {"port": house.port, "code": facts["code"], "question": facts["questions"]["b3"]}
        job |= {"files": [], "options": OPTIONS, "phones": phones, "session": facts["session"]}
        self.real = Hall(job)
        self.cast: list[tuple[float, int]] = []

    async def run(self) -> dict[str, Any]:
        await self.real.spread("arrive", 5)
        alone = await self.vote_alone()
        begin = f"/meetings/{self.house.facts['meeting']}/rehearsals"
        page = await self.post(begin, f"people={self.people}")
        copy, question = self.row("SELECT meeting_id, id FROM question ORDER BY id DESC LIMIT 1")
        checked_in = f"SELECT COUNT(*) FROM attendance WHERE meeting_id = {copy}"
        began = time.perf_counter()
        follow = Hall({**self.real.job, "phones": 0})
        await follow.follow(f"{SCREEN.findall(page)[0]}/stream", "", 1, screen=True)
        await self.until(lambda: self.row(checked_in)[0] >= self.people, PATIENCE)
        arrived = time.perf_counter() - began
        await self.post(f"/questions/{question}/opening", "expect=")
        await self.real.open_question()
        await asyncio.gather(self.watch(question), self.real.spread("vote", 20))
        found = self.seen(follow.screen) | {"alone_p99": alone, "arrived_seconds": arrived}
        return found | {"checked_in": self.row(checked_in)[0]}

    async def vote_alone(self) -> float:
        """Let the phones vote in another question of theirs first: the same without pretenders."""
        hall, first = self.real, self.house.facts["questions"]["b1"]
        later, hall.ballots = hall.ballots, f"/{hall.code}/questions/{first}/ballots"
        options, hall.options = hall.options, ["never", "often"]
        await self.post(f"/questions/{first}/opening", "expect=")
        await hall.spread("vote", 20)
        await self.post(f"/questions/{first}/closing", "expect=")
        waits = self.real_waits()
        hall.ballots, hall.options = later, options
        for phone in hall.phones:
            phone.confirmed = 0.0
        return part(waits, 0.99)

    def real_waits(self) -> list[float]:
        return [one.confirmed - one.sent for one in self.real.phones if one.confirmed]

    async def post(self, path: str, body: str) -> str:
        """Let the host do something, and return the page that it leads to."""
        address = f"http://127.0.0.1:{self.house.port}{path}"
        cookie = {"Cookie": f"kiosk_staff={self.house.facts['session']}"}

        def ask() -> str:
            with urlopen(Request(address, body.encode(), cookie), timeout=60) as answer:
                return str(answer.read().decode())

        return await asyncio.to_thread(ask)

    def row(self, sql: str) -> tuple[int, ...]:
        return tuple(self.table.execute(sql).fetchone())

    async def until(self, done: Callable[[], bool], seconds: float) -> None:
        began = time.perf_counter()
        while not done() and time.perf_counter() - began < seconds:
            await asyncio.sleep(0.2)

    async def watch(self, question: int) -> None:
        """Note each moment when there are more votes on disk."""
        began, seen = time.perf_counter(), 0
        count = f"SELECT COUNT(*) FROM ballot WHERE question_id = {question}"
        while time.perf_counter() - began < VOTING_SECONDS:
            if (now := self.row(count)[0]) > seen:
                found = time.perf_counter()
                self.cast += [(found, number) for number in range(seen + 1, now + 1)]
                seen = now
            await asyncio.sleep(LOOK_SECONDS)

    def seen(self, screen: list[tuple[float, int]]) -> dict[str, Any]:
        """Return what was measured from the opening on, in seconds."""
        waits, frames, shown, at = [], iter(screen), 0, 0.0
        for moment, number in self.cast:
            while shown < number:
                at, shown = next(frames, (moment + NEVER, number))
            waits.append(max(0.0, at - moment))
        real = self.real_waits()
        return {
            "votes": len(self.cast),
            "screen_p50": part(waits, 0.5),
            "screen_p99": part(waits, 0.99),
            "real_votes": len(real),
            "real_p50": part(real, 0.5),
            "real_p99": part(real, 0.99),
            "errors": self.real.errors[:20],
        }
