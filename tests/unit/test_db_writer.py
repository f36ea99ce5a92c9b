"""Writing: what arrives together is committed together, and each hears the truth of their own."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import peewee
import pytest

from kiosk import db
from kiosk.db import EmbeddedDatabase, run_sql, write
from kiosk.errors import Busy, Refusal, StorageFull
from kiosk.i18n import language, use_language
from tests.support import writing
from tests.support.writing import Held, add, count

ROOT = Path(__file__).parents[2]


@pytest.fixture
def base(tmp_path: Path) -> Iterator[EmbeddedDatabase]:
    yield from writing.opened(tmp_path / "test.db")


def refuse() -> None:
    add("refused")
    raise Refusal("no", "No.")


def in_a_group(base: EmbeddedDatabase, jobs: list[Callable[[], Any]]) -> list[Any]:
    """Run jobs that arrive while another one is being committed; return results or errors."""
    with ThreadPoolExecutor(len(jobs) + 1) as threads, Held(base):
        running = [threads.submit(write, job) for job in jobs]
        writing.until(lambda: len(base._turns._waiting) == len(jobs))
        Held.release(base)
        return [one.exception() or one.result() for one in running]


def test_jobs_that_arrive_together_share_one_commit(base: EmbeddedDatabase) -> None:
    with writing.commits(base) as counted:
        in_a_group(base, [lambda: add("a")] * 30)
    assert (count(), len(counted)) == (30, 1)


def test_a_refused_job_leaves_the_rest_of_its_group_alone(base: EmbeddedDatabase) -> None:
    outcomes = in_a_group(base, [lambda: add("a"), refuse, lambda: add("b")])
    assert isinstance(outcomes[1], Refusal)
    assert outcomes[0] == outcomes[2] == "added"
    assert (count(), count("refused")) == (2, 0)


def test_a_commit_that_fails_is_heard_of_by_all_and_keeps_nothing(base: EmbeddedDatabase) -> None:
    with writing.failing_commit(base, sqlite3.OperationalError("database or disk is full")):
        outcomes = in_a_group(base, [lambda: add("a")] * 5)
    assert [type(one) for one in outcomes] == [StorageFull] * 5
    assert count() == 0


def test_after_a_failed_commit_the_next_write_goes_on(base: EmbeddedDatabase) -> None:
    with (
        writing.failing_commit(base, sqlite3.OperationalError("disk I/O error")),
        pytest.raises(StorageFull),
    ):
        write(lambda: add("a"))
    write(lambda: add("b"))
    assert (count("a"), count("b")) == (0, 1)


def test_nobody_is_told_yes_when_even_the_way_back_fails(base: EmbeddedDatabase) -> None:
    with writing.failing_commit(
        base, sqlite3.OperationalError("disk I/O error"), rollback_too=True
    ):
        outcomes = in_a_group(base, [lambda: add("a")] * 3)
    assert [type(one) for one in outcomes] == [StorageFull] * 3
    write(lambda: add("b"))
    assert (count("a"), count("b")) == (0, 1)


def test_a_leader_who_is_interrupted_does_not_interrupt_the_others(
    base: EmbeddedDatabase,
) -> None:
    with writing.failing_commit(base, KeyboardInterrupt()):
        outcomes = in_a_group(base, [lambda: add("a")] * 3)
    assert sorted(type(one).__name__ for one in outcomes) == ["Busy", "Busy", "KeyboardInterrupt"]
    assert count() == 0


def test_a_database_that_another_program_holds_is_busy(
    base: EmbeddedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(db, "BUSY_SECONDS", 0.05)
    other = sqlite3.connect(base.database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy):
        write(lambda: add("a"))
    other.execute("ROLLBACK")
    other.close()
    write(lambda: add("b"))
    assert (count("a"), count("b")) == (0, 1)


def test_a_write_inside_a_job_belongs_to_the_job(base: EmbeddedDatabase) -> None:
    def outer() -> None:
        add("outer")
        write(lambda: add("inner"))
        raise Refusal("no", "No.")

    with pytest.raises(Refusal):
        write(outer)
    assert count() == 0


def test_a_piece_of_a_job_can_be_undone_by_itself(base: EmbeddedDatabase) -> None:
    def job() -> None:
        add("kept")
        with pytest.raises(Refusal), base.atomic():
            refuse()

    write(job)
    assert (count("kept"), count("refused")) == (1, 0)


def test_a_write_inside_a_connection_context_leaves_the_context_whole(
    base: EmbeddedDatabase,
) -> None:
    with base.connection_context():
        with base.connection_context():
            write(lambda: add("a"))
            assert count() == 1
        write(lambda: add("b"))
        assert count() == 2
    assert base.is_closed()


def test_a_waiting_write_gives_its_reading_connection_to_others(base: EmbeddedDatabase) -> None:
    def read_and_write() -> None:
        count()
        write(lambda: add("a"))
        base.close()

    with ThreadPoolExecutor(20) as threads:
        for one in [threads.submit(read_and_write) for _ in range(200)]:
            one.result()
    assert count() == 200
    assert len(base._idle) <= 20


def test_a_reading_connection_cannot_write(base: EmbeddedDatabase) -> None:
    with pytest.raises(peewee.OperationalError, match="readonly"):
        run_sql("INSERT INTO word (text) VALUES ('a')")
    assert count() == 0


def test_a_job_runs_in_the_language_of_who_asked(base: EmbeddedDatabase) -> None:
    def ask(tongue: str) -> str:
        use_language(tongue)
        return write(language)

    with ThreadPoolExecutor(8) as threads, Held(base):
        asked = ["sv", "en"] * 4
        running = [threads.submit(ask, one) for one in asked]
        writing.until(lambda: len(base._turns._waiting) == len(asked))
        Held.release(base)
        outcomes = [one.result() for one in running]
    assert outcomes == asked


def test_many_threads_lose_nothing(base: EmbeddedDatabase) -> None:
    def many(name: str) -> None:
        for number in range(40):
            if number % 4:
                write(lambda: add(name))
            else:
                with pytest.raises(Refusal):
                    write(refuse)

    threads = [threading.Thread(target=many, args=(f"t{n}",)) for n in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [count(f"t{n}") for n in range(12)] == [30] * 12
    assert count("refused") == 0


@pytest.mark.parametrize("story", ["together", "killed", "refused", "alone", "inside"])
def test_greenlets_are_served_as_threads_are(tmp_path: Path, story: str) -> None:
    # In a process of its own: gevent patches all of a process or nothing.
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.greenlets", str(tmp_path / "test.db"), story],
        cwd=ROOT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stdout.strip()) == (0, "ok"), done.stdout + done.stderr
