"""Jobs that wait for one writer and are committed together: who leads, who follows, who is next.

The first to find the writer free leads: it runs every waiting job, commits them, and tells the
others. It works the same in threads and in gevent's greenlets, whose locks and events these are
once `kiosk run` has patched the standard library.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import Context, copy_context
from typing import Any

GROUP_SIZE = 256  # the most jobs that share one commit


class Ticket:
    """One waiting job and what became of it."""

    __slots__ = ("called", "context", "done", "error", "job", "result")

    def __init__(self, job: Callable[[], Any]):
        self.job = job
        self.context: Context = copy_context()
        self.result: Any = None
        self.error: BaseException | None = None
        self.done = False
        self.called = threading.Event()

    def run(self) -> None:
        """Run the job as the one who asked: in their language and their request, whoever leads."""
        self.result = self.context.run(self.job)

    def refuse(self, error: BaseException) -> None:
        """Note that nothing of this job was kept, and why."""
        self.result, self.error = None, error

    def outcome(self) -> Any:
        """Return the result or raise what went wrong."""
        if self.error is not None:
            raise self.error
        return self.result


class Turns:
    """Let one at a time have the writer; those who wait for it are served in groups, in order.

    `commit` gets a group of tickets and must give each one its result or its error.
    """

    def __init__(self, commit: Callable[[list[Ticket]], None]):
        self._commit = commit
        self._free = threading.Lock()
        self._waiting: deque[Ticket] = deque()

    def take(self, job: Callable[[], Any]) -> Any:
        """Wait until a group with this job has been committed, by us or by another."""
        ticket = Ticket(job)
        self._waiting.append(ticket)
        try:
            while not ticket.done:
                if self._free.acquire(blocking=False):
                    self._lead()
                else:
                    ticket.called.wait()
                    ticket.called.clear()  # before looking again, so that no call is missed
        except BaseException:
            self._call_next()  # we may have been called to lead
            raise
        return ticket.outcome()

    def _lead(self) -> None:
        group: list[Ticket] = []
        try:
            while self._waiting and len(group) < GROUP_SIZE:
                group.append(self._waiting.popleft())
            self._commit(group)
        finally:
            for ticket in group:
                ticket.done = True
            self._free.release()
            # The next leader first: its commit is on its way to disk while these answer.
            self._call_next()
            for ticket in group:
                ticket.called.set()

    def _call_next(self) -> None:
        """Call the first in line; after the release, so that nobody is overlooked."""
        with suppress(IndexError):
            self._waiting[0].called.set()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Have the writer to oneself for something that is no job."""
        try:
            with self._free:
                yield
        finally:
            self._call_next()


def wait_outside_the_loop(call: Callable[[], Any]) -> None:
    """Wait for the disk in a thread of its own when gevent serves, so that others go on.

    What has begun is waited for, also by a greenlet that is being killed: until it has ended,
    nobody can know whether it is on disk, and nobody else may use the connection.
    """
    from gevent import get_hub, monkey

    if not monkey.is_module_patched("threading"):
        call()
        return
    begun = get_hub().threadpool.spawn(call)
    while not begun.ready():
        try:
            begun.wait()
        except BaseException:  # noqa: S112 - see above
            continue
    begun.get()
