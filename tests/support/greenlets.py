"""Write from greenlets, as the server does: python -m tests.support.greenlets DATABASE STORY."""

from gevent import monkey

monkey.patch_all()  # before anything else, as kiosk run does

import sys  # noqa: E402
from pathlib import Path  # noqa: E402

import gevent  # noqa: E402

from kiosk.db import EmbeddedDatabase, write  # noqa: E402
from kiosk.errors import Refusal  # noqa: E402
from tests.support import writing  # noqa: E402
from tests.support.writing import Held, add, commits, count  # noqa: E402


def together(base: EmbeddedDatabase) -> None:
    """Share commits while others go on, and lose nothing."""
    with commits(base) as counted:
        gevent.joinall(
            [gevent.spawn(write, lambda: add("a")) for _ in range(600)], raise_error=True
        )
    assert count() == 600
    assert len(counted) <= 10, counted


def killed(base: EmbeddedDatabase) -> None:
    """Kill who waits, who is called to lead, and who leads: the others are served all the same."""
    with Held(base):
        jobs = [gevent.spawn(write, lambda: add("a")) for _ in range(20)]
        gevent.sleep(0.01)
        jobs[5].kill(block=False)
        Held.release(base)
        jobs[0].kill(block=False)
        gevent.sleep(0)
        for job in jobs[1:5]:
            job.kill(block=False)
    gevent.joinall(jobs, timeout=20)
    assert all(job.dead for job in jobs)
    assert all(job.value == "added" for job in jobs[6:]), [job.value for job in jobs]
    assert count() == 20  # also what nobody waits for any more is whole


def refused(base: EmbeddedDatabase) -> None:
    """Tell each their own answer."""

    def job(number: int) -> int:
        add("a")
        if number % 3 == 0:
            raise Refusal("no", "No.")
        return number

    def ask(number: int) -> int:
        try:
            return write(lambda: job(number))
        except Refusal:
            return -1

    asked = [gevent.spawn(ask, number) for number in range(300)]
    gevent.joinall(asked, raise_error=True)
    assert [one.value for one in asked] == [-1 if n % 3 == 0 else n for n in range(300)]
    assert count() == 200


def alone(base: EmbeddedDatabase) -> None:
    """Let the bell and the checkpoint have their turn in between."""
    jobs = [gevent.spawn(write, lambda: add("a")) for _ in range(300)]
    between = [gevent.spawn(base.checkpoint) for _ in range(5)]
    between += [gevent.spawn(base.data_version) for _ in range(5)]
    gevent.joinall([*jobs, *between], timeout=20, raise_error=True)
    assert all(one.successful() for one in [*jobs, *between])
    assert count() == 300


def inside(base: EmbeddedDatabase) -> None:
    """Leave everybody their own `with` block, although one wrote for all."""

    def ask() -> int:
        with base.connection_context():
            count()
            write(lambda: add("a"))
            return count()

    asked = [gevent.spawn(ask) for _ in range(100)]
    gevent.joinall(asked, raise_error=True)
    assert all(1 <= one.value <= 100 for one in asked)


STORIES = {story.__name__: story for story in (together, killed, refused, alone, inside)}

if __name__ == "__main__":
    for opened in writing.opened(Path(sys.argv[1])):
        STORIES[sys.argv[2]](opened)
    print("ok")
