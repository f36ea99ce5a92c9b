"""Topics and revisions: what has changed, never what it changed to.

A topic holds a number that grows. A stream waits until the number has moved and then
fetches a whole picture of now, so bursts collapse, a slow reader skips states, and
memory is bounded. Nothing here knows what a meeting looks like.
"""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass
class _Topic:
    revision: int = 1
    moved: threading.Event = field(default_factory=threading.Event)
    present: Counter[str] = field(default_factory=Counter)


class Hub:
    """The revisions of one process."""

    def __init__(self) -> None:
        self._topics: dict[str, _Topic] = {}
        self.closing = False
        # Set where several processes serve one hall: tell the others, and count what they hold.
        self.on_announce: Callable[[tuple[str, ...]], None] | None = None
        self.count_elsewhere: Callable[[str], int] | None = None

    def _topic(self, name: str) -> _Topic:
        found = self._topics.get(name)
        if found is None:
            found = self._topics.setdefault(name, _Topic())
        return found

    def revision(self, topic: str) -> int:
        """Return the present revision of a topic; it grows by one at each announcement."""
        return self._topic(topic).revision

    def announce(self, *topics: str) -> None:
        """Say that these topics have changed; call it after the commit, never before."""
        self.hear(*topics)
        if self.on_announce:
            self.on_announce(topics)

    def hear(self, *topics: str) -> None:
        """Take in that these topics have changed, without telling other processes."""
        for name in topics:
            topic = self._topic(name)
            moved, topic.moved = topic.moved, threading.Event()
            topic.revision += 1
            moved.set()

    def announce_all(self) -> None:
        """Say that anything may have changed: another program wrote to the database."""
        self.hear(*list(self._topics))

    def wait(self, topic: str, seen: int, timeout: float) -> int:
        """Wait until the revision differs from the one seen, at most `timeout` seconds."""
        found = self._topic(topic)
        moved = found.moved
        if found.revision == seen and not self.closing:
            moved.wait(timeout)
        return found.revision

    def enter(self, topic: str, who: str) -> bool:
        """Note that somebody's stream is open; return True when it is their first one."""
        present = self._topic(topic).present
        present[who] += 1
        return present[who] == 1

    def leave(self, topic: str, who: str) -> bool:
        """Note that a stream has ended; return True when it was their last one."""
        present = self._topic(topic).present
        present[who] -= 1
        if present[who] > 0:
            return False
        del present[who]
        return True

    def count_present(self, topic: str) -> int:
        """Count the different people whose streams are open on this topic.

        One person with streams in two processes is two: processes tell numbers, not who.
        """
        here = len(self._topic(topic).present)
        return here + (self.count_elsewhere(topic) if self.count_elsewhere else 0)

    def list_present(self) -> dict[str, int]:
        """Return how many people's streams this process holds, by topic."""
        counts = {name: len(topic.present) for name, topic in list(self._topics.items())}
        return {name: count for name, count in counts.items() if count}

    def close(self) -> None:
        """Wake every stream so that it can say goodbye; the server is stopping."""
        self.closing = True
        for topic in list(self._topics.values()):
            topic.moved.set()


hub = Hub()


def stage_topic(meeting_id: int) -> str:
    """Name the topic that moves when the stage of a meeting changes: what phones follow."""
    return f"stage:{meeting_id}"


def tally_topic(meeting_id: int) -> str:
    """Name the topic that also moves with every number: what screen and console follow."""
    return f"tally:{meeting_id}"


def announce_stage(meeting_id: int) -> None:
    """Announce that the room does something else now."""
    hub.announce(stage_topic(meeting_id), tally_topic(meeting_id))


def announce_tally(meeting_id: int) -> None:
    """Announce that a number has changed: a check-in, a ballot, a phone come or gone."""
    hub.announce(tally_topic(meeting_id))
