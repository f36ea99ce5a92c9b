"""Whose streams are open in which process: each tells the others its numbers, by a table.

A process knows only the streams that it holds itself. On PostgreSQL, where several serve one
hall, each writes down how many people it has per topic, never who, and counts what the others
wrote. What nobody renews is what a process left behind that is no more: it counts no longer.
"""

import time
from typing import Any, cast

from kiosk.db import database, run_sql
from kiosk.live.hub import hub

TELL_SECONDS = 2.0  # and what is older than ten has been left behind, by the server's own clock

TELL = (
    "INSERT INTO presence (process, topic, people, at) VALUES (?, ?, ?, now()) "
    "ON CONFLICT (process, topic) DO UPDATE SET people = excluded.people, at = excluded.at"
)
FORGET = "DELETE FROM presence WHERE at < now() - interval '10 seconds'"
COUNT = (
    "SELECT COALESCE(SUM(people), 0) FROM presence WHERE topic = ? AND process <> ? "
    "AND at >= now() - interval '10 seconds'"
)


class Presence:
    """What this process tells the others, and how it counts what they told."""

    def __init__(self, process: str):
        self._process = process
        self._told: dict[str, int] = {}
        hub.count_elsewhere = self.count_elsewhere

    def run(self) -> None:
        """Wait a little, then tell how many are here now; announce it when that has changed."""
        time.sleep(TELL_SECONDS)
        here = hub.list_present()
        counts = {**dict.fromkeys(self._told, 0), **here}
        if not counts:
            return
        with database.connection_context(), cast(Any, database.obj).atomic():
            for topic, people in sorted(counts.items()):
                run_sql(TELL, (self._process, topic, people))
            run_sql(FORGET)
        changed = [topic for topic in counts if counts[topic] != self._told.get(topic, 0)]
        self._told = here
        if changed:
            hub.announce(*changed)

    def count_elsewhere(self, topic: str) -> int:
        """Count the people whose streams other processes hold."""
        return int(run_sql(COUNT, (topic, self._process)).fetchone()[0])
