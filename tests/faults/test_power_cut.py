"""A confirmed vote survives a power cut, at whatever moment the power fails."""

import random
import shutil
import sqlite3
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults import power
from tests.faults.hall import KIOSK, Hall, Phone

PHONES, ROUNDS = 24, 5
CUTS = 100  # two images each: everything unsynced lost, and only a part of it lost
TOO_LITTLE = [sys.executable, "-m", "tests.faults.launch", "sync"]


class Recorded:
    """A hall whose server ran above the file layer, and what that wrote down."""

    def __init__(self, folder: Path, launcher: Sequence[str] = KIOSK):
        self.folder, self.journal = folder, folder / "journal"
        self.hall = Hall(folder, questions=2)
        self.before = power.Disk.of(self.hall.instance)
        layer = {
            "LD_PRELOAD": str(power.build_layer(folder)),
            "POWER_ROOT": str(self.hall.instance),
            "POWER_JOURNAL": str(self.journal),
        }
        self.hall.start(launcher, **layer)
        try:
            self._meet()
        finally:
            self.hall.stop()

    def _meet(self) -> None:
        first, second = self.hall.questions
        assert self.hall.act(first, "opening").status == 303
        with ThreadPoolExecutor(PHONES) as phones:
            list(phones.map(lambda n: self._attend(n, first), range(PHONES)))
        assert self.hall.act(first, "closing").status == 303  # empties the write-ahead log
        power.acknowledge(self.journal, f"closed {first}")
        assert self.hall.act(second, "opening").status == 303
        with ThreadPoolExecutor(PHONES) as phones:
            list(phones.map(lambda n: self._attend(n, second), range(PHONES)))

    def _attend(self, number: int, question: int) -> None:
        phone = Phone(self.hall)
        assert phone.check_in(f"n{number}")
        power.acknowledge(self.journal, f"in n{number}")
        for round_ in range(ROUNDS):
            operation = f"{question}-{number}-{round_}"
            answer = phone.vote(question, ("yes", "no")[round_ % 2], operation)
            assert answer.status == 303, answer.text
            power.acknowledge(self.journal, f"vote {operation}")

    def images(self) -> Iterator[tuple[dict[str, bytes], list[str]]]:
        """Yield (files, what had been confirmed) for each image, at cuts all over the meeting."""
        rng, records = random.Random(7), power.read_journal(self.journal)
        cuts = set(rng.sample(range(len(records)), CUTS))
        for at, record in enumerate(records):
            self.before.take(record)
            if at in cuts:
                for image in self.before.images(rng):
                    yield image, list(self.before.acknowledged)

    def find_losses(self) -> tuple[int, list[str]]:
        """Return how many images were looked at, and every confirmed thing that one had lost."""
        looked_at, losses = 0, []
        for image, confirmed in self.images():
            looked_at += 1
            losses += self._losses(image, confirmed)
        return looked_at, losses

    def _losses(self, image: dict[str, bytes], confirmed: list[str]) -> list[str]:
        disk = self.folder / "disk"
        shutil.rmtree(disk, ignore_errors=True)
        disk.mkdir()
        for name, data in image.items():
            (disk / name).write_bytes(data)
        connection = sqlite3.connect(disk / "kiosk.db")
        try:
            found = connection.execute("PRAGMA integrity_check").fetchall()
            assert found == [("ok",)], found
            return missing(connection, confirmed)
        finally:
            connection.close()


def missing(connection: sqlite3.Connection, confirmed: list[str]) -> list[str]:
    """Return what was confirmed but is not in the database; nothing may be there twice."""
    inside = {name for (name,) in connection.execute("SELECT name FROM attendance")}
    closed = {str(key) for (key,) in connection.execute("SELECT id FROM question WHERE closed_at")}
    held = {f"in {name}" for name in inside} | {f"closed {key}" for key in closed}
    voted: dict[str, int] = {}
    ballots = connection.execute(
        "SELECT operation FROM ballot JOIN question ON question.id = question_id "
        "WHERE closed_at IS NULL"
    ).fetchall()
    for (operation,) in ballots:
        voter, _, round_ = operation.rpartition("-")
        voted[voter] = max(int(round_), voted.get(voter, -1))
    assert len(voted) == len(ballots)  # nobody is there twice
    for voter, latest in voted.items():  # a later vote has replaced the earlier ones
        held |= {f"vote {voter}-{round_}" for round_ in range(latest + 1)}
    for question in closed:  # nothing is left of who: all that were in then must still be
        held |= votes_of_a_closed_question(connection, question)
    return [what for what in confirmed if what not in held]


def votes_of_a_closed_question(connection: sqlite3.Connection, question: str) -> set[str]:
    """Return every vote that the closing knew of, if all of its ballots are there."""
    answers = connection.execute(
        "SELECT answer, operation FROM ballot WHERE question_id = ?", (question,)
    ).fetchall()
    last = '["yes"]' if ROUNDS % 2 else '["no"]'
    if answers != [(last, "")] * PHONES:
        return set()
    return {
        f"vote {question}-{phone}-{round_}" for phone in range(PHONES) for round_ in range(ROUNDS)
    }


def test_no_confirmed_vote_or_check_in_is_lost_in_200_power_cuts(tmp_path: Path):
    looked_at, losses = Recorded(tmp_path).find_losses()
    assert looked_at == 200
    assert losses == []


def test_the_power_cut_would_show_a_commit_that_does_not_wait_for_the_disk(tmp_path: Path):
    looked_at, losses = Recorded(tmp_path, TOO_LITTLE).find_losses()
    assert looked_at == 200
    assert losses
