"""Several servers for one hall: each its own process and folder, all on one PostgreSQL."""

import http.client
import time
from pathlib import Path
from typing import Any

from kiosk.links import sign
from tests.faults.hall import Answer, Hall, Phone, Stream
from tests.faults.postgres import Cluster

PATIENCE = 60  # seconds: the machine may be busy; a bound, not a promise
SECRET = "the key that all processes of one installation share"


class Branch(Hall):
    """One of the processes; the first one fills the database."""

    def __init__(self, folder: Path, cluster: Cluster, beside: "Branch | None" = None):
        self.cluster = cluster
        self.base = beside.base if beside else cluster.database()
        self._facts = beside.facts if beside else None
        super().__init__(folder, questions=2)

    def environment(self, **more: str) -> dict[str, str]:
        shared = {"KIOSK_DATABASE": self.cluster.address(self.base), "KIOSK_SECRET_KEY": SECRET}
        return super().environment(**(shared | more))

    def _furnish(self, questions: int) -> dict[str, Any]:
        return self._facts or self._seed(questions, self.instance)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        assert not values
        return self.cluster.sql(self.base, sql)

    @property
    def log(self) -> str:
        """Return all that the server has said anywhere."""
        said = [self.output, self.instance / "kiosk.log"]
        return "".join(path.read_text() for path in said if path.exists())

    def wall(self) -> Stream:
        """Open the projector's stream."""
        token = sign(SECRET, "screen", [self.facts["meeting"], 1])
        return Phone(self).follow(f"/screens/{token}/stream")

    def console(self) -> Stream:
        """Open the console's stream."""
        return self.host().follow(f"/meetings/{self.facts['meeting']}/console/stream")


def wait_for(stream: Stream, words: str) -> None:
    """Follow the stream until a picture holds the words."""
    deadline = time.monotonic() + PATIENCE
    while words not in (now := stream.next("frame")):
        assert time.monotonic() < deadline, now


def insist(answer_of: Any) -> Answer:
    """Ask again and again, as a phone does, until the answer is no longer "busy"."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            answer: Answer = answer_of()
            if answer.status != 503:
                return answer
        except (OSError, http.client.HTTPException):
            pass
        time.sleep(0.2)
    raise AssertionError("no answer but busy")
