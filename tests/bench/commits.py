"""Votes per second, each committed alone and in groups: python -m tests.bench.commits VOTES."""

from __future__ import annotations

from gevent import monkey

monkey.patch_all()  # as the server waits for the disk

import json  # noqa: E402
import sys  # noqa: E402
import time  # noqa: E402

import gevent.pool  # noqa: E402

from kiosk import config, db, schema  # noqa: E402
from kiosk.meetings.models import Meeting  # noqa: E402
from kiosk.voting import operations, queries  # noqa: E402
from kiosk.voting.operations_ballots import cast_ballot  # noqa: E402

TOGETHER = 256  # votes that are on their way at the same moment


def votes_per_second(question: int, answer: str, votes: int, together: int, name: str) -> float:
    pool = gevent.pool.Pool(together)
    began = time.perf_counter()
    for number in range(votes):
        pool.spawn(_vote, question, answer, f"{name}-{number}")
    pool.join()
    return votes / (time.perf_counter() - began)


def _vote(question: int, answer: str, voter: str) -> None:
    with db.database.connection_context():  # as a request has
        cast_ballot(question, voter, [answer], voter)


def main(votes: int) -> dict[str, float]:
    schema.open_database(config.load())
    with db.database.connection_context():
        meeting = Meeting.get()
        question = next(q.id for q in queries.list_questions(meeting.id) if q.lineage == "b4")
        answer = queries.get_live_question(question).spec.options[0].id
        operations.open_question(question, None)
    single, grouped = [], []
    for turn in range(3):  # by turns, so that a busy moment meets both
        single.append(votes_per_second(question, answer, votes // 10, 1, f"s{turn}"))
        grouped.append(votes_per_second(question, answer, votes, TOGETHER, f"g{turn}"))
    counted = queries.count_ballots(question)
    expected = 3 * (votes + votes // 10)
    return {
        "single": sorted(single)[1],
        "grouped": sorted(grouped)[1],
        "lost": expected - counted,
    }


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]))))
