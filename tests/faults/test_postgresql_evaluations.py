"""On PostgreSQL too nothing tells in which order bidders answered, also when two do so at once."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import create_app, schema
from kiosk.db import database
from kiosk.evaluations import operations_responses
from kiosk.evaluations.models import Draft, Invitation
from kiosk.evaluations.models_answers import Response
from tests.faults.postgres import Cluster
from tests.support.attack import correlation
from tests.support.crowd import make_crowd, save
from tests.support.installation import settings_in
from tests.support.procurements import invite, open_evaluation

PEOPLE, PROCUREMENTS, UNDECIDED = 60, 3, 4
MOST_CORRELATION = 0.7  # of some fifty: 5 / sqrt(50)


@pytest.fixture
def server(cluster: Cluster, tmp_path: Path) -> Iterator[None]:
    """Open a database of its own on the tests' server."""
    settings = settings_in(tmp_path, KIOSK_DATABASE=cluster.address(cluster.database()))
    schema.migrate(settings)
    create_app(settings)
    yield
    database.obj.close_all()  # type: ignore[union-attr]


@pytest.mark.usefixtures("server")
def test_neither_places_nor_transactions_tell_who_answered_when():
    crowd = make_crowd(PEOPLE, PROCUREMENTS, UNDECIDED)
    for table in ("invitation", "response"):
        for order in ("ctid", "xmin::text::bigint, ctid"):
            rows = database.execute_sql(f"SELECT id FROM {table} ORDER BY {order}").fetchall()
            found = [key for (key,) in rows]
            assert abs(correlation(found, crowd.rank)) < MOST_CORRELATION
        counted = database.execute_sql(f"SELECT COUNT(DISTINCT xmin::text) FROM {table}")
        assert counted.fetchone()[0] <= PROCUREMENTS + 1
    assert Draft.select().count() == UNDECIDED


@pytest.mark.usefixtures("server")
def test_bidders_of_two_procurements_who_send_at_once_are_all_heard():
    lists, trouble = [invite(open_evaluation(), 10) for _ in range(2)], []

    def send(tokens: list[str]) -> None:
        for number, token in enumerate(tokens):
            try:
                save(token, number)
                operations_responses.submit(token)
            except Exception as error:
                trouble.append(error)
        database.close()

    threads = [threading.Thread(target=send, args=(tokens,)) for tokens in lists]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert (trouble, Response.select().count()) == ([], 20)
    assert Invitation.select().where(Invitation.answered).count() == 20
