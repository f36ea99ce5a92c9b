"""Measure the budgets and print them as one table: python -m tests.bench [--quick].

Figures depend on the machine and on what else it does; ratios within one run much less. Numbers
of a crowd are measured with load and server on the same machine. Never part of the tests.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.bench import house as houses
from tests.bench import measures
from tests.bench import rehearsal as rehearsals
from tests.bench.house import House
from tests.bench.table import Table

PARTS = ("pages", "rates", "2000", "5000", "start", "commits", "report", "rehearsal")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small run, to see that it works")
    parser.add_argument("--json", metavar="FILE", type=Path, help="write what was measured here")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="some parts")
    parser.add_argument("--folder", help="a folder on the disk to measure; else the system's own")
    parser.add_argument("--port", type=int, default=8500, help="the first of two ports to use")
    return parser.parse_args()


class Bench:
    """One run: its folder, its ports, its table."""

    def __init__(self, chosen: argparse.Namespace) -> None:
        self.chosen, self.quick = chosen, chosen.quick
        self.folder = houses.folder(chosen.folder)
        self.table = Table()
        self.raw: dict[str, Any] = {"load_average_before": os.getloadavg()}

    def house(self, name: str) -> House:
        return House(self.folder / name, self.chosen.port).fill()

    def run(self) -> None:
        for part in self.chosen.only:
            print(f"measuring {part} …", file=sys.stderr, flush=True)
            began = time.perf_counter()
            phones = {"2000": 200, "5000": 500} if self.quick else {"2000": 2000, "5000": 5000}
            if part in phones:
                self.crowd(part, phones[part])
            else:
                getattr(self, part)()
            print(f"  {time.perf_counter() - began:.0f} s", file=sys.stderr, flush=True)
        self.raw["load_average_after"] = os.getloadavg()

    def pages(self) -> None:
        house = self.house("pages")
        house.start()
        try:
            found = self.raw["pages"] = measures.weights(house)
        finally:
            house.discard()
        self.table.weights(found)

    def rates(self) -> None:
        """Pin both servers to one core; the load runs on the other."""
        house = self.house("rates")
        hello = measures.hello_house(self.folder / "hello", self.chosen.port + 1)
        try:
            house.start(cores={0})
            hello.start(cores={0})
            measures.act(house, "b3", "opening")
            seconds, rounds = (0.7, 2) if self.quick else (2.0, 7)
            found = self.raw["rates"] = measures.rates(house, hello, seconds, rounds)
        finally:
            house.discard()
            hello.discard()
        self.table.rates(found)

    def crowd(self, name: str, phones: int) -> None:
        house = self.house(name)
        house.start()
        try:
            arrive, vote, stay = (4, 1.5, phones // 2) if self.quick else (24, 4.6, 1000)
            found = self.raw[name] = measures.crowd(house, phones, arrive, vote, stay)
        finally:
            house.discard()
        self.table.crowd(phones, found, large=name == "5000")

    def rehearsal(self) -> None:
        house = self.house("rehearsal")
        house.start()
        try:
            people, phones = (200, 40) if self.quick else (1000, 200)
            found = self.raw["rehearsal"] = rehearsals.measure(house, people, phones)
        finally:
            house.discard()
        self.table.rehearsal(people, phones, found)

    def start(self) -> None:
        house = self.house("start")
        times = measures.starts(house, 3 if self.quick else 7)
        weight = measures.idle(house)
        house.discard()
        self.raw["start"] = {"seconds": times, "idle": weight}
        self.table.start(times, weight)

    def commits(self) -> None:
        folder = self.folder / "commits"
        folder.mkdir()
        votes = 300 if self.quick else 3000
        found = self.raw["commits"] = measures.commits(folder, votes)
        self.table.commits(found)

    def report(self) -> None:
        folder = self.folder / "report"
        folder.mkdir()
        sizes = (100, 10_000) if self.quick else (1000, 100_000)
        found = self.raw["report"] = measures.report(folder, *sizes)
        self.table.report(*sizes, found)


def main() -> None:
    bench = Bench(options())
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # stop the servers, print what is known
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    try:
        bench.run()
    finally:
        shutil.rmtree(bench.folder, ignore_errors=True)
        print(bench.table.text())
        if bench.chosen.json:
            rows = {"rows": bench.table.as_dicts(), "raw": bench.raw}
            bench.chosen.json.write_text(json.dumps(rows, indent=1) + "\n")


if __name__ == "__main__":
    main()
