"""PostgreSQL alone: what its server refuses is said in one line, and what it forgets is gone."""

import re
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest

from kiosk import schema
from kiosk.cli_doctor import examine
from kiosk.db import database, run_sql, write
from kiosk.db_server import DOWN_SECONDS
from kiosk.voting.models import Question
from tests.faults.branches import Branch
from tests.faults.hall import free_port
from tests.faults.houses import House, all_at_once, files_with, opened
from tests.faults.postgres import USER, Cluster
from tests.faults.test_commands import refused
from tests.support.installation import settings_in
from tests.support.meeting import Hall, make_hall

HUSH = "hush-hush"
OURS = "127.0.0.1:{port}"


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory, cluster: Cluster) -> Branch:
    """An installation whose server has not been started, beside a user with no rights in it."""
    cluster.sql("postgres", f"CREATE ROLE visitor LOGIN PASSWORD '{HUSH}'")
    return Branch(tmp_path_factory.mktemp("branch"), cluster)


@pytest.fixture
def server(tmp_path: Path, cluster: Cluster) -> Iterator[House]:
    """An installation with every table and nothing in them."""
    with opened(tmp_path / "instance", cluster) as made:
        yield made


@pytest.fixture
def hall(server: House) -> Hall:
    """A meeting whose first question is open and has twenty ballots."""
    made = make_hall()
    question = made.open(0)
    made.vote(question, [str(question.options[0]["id"])] * 20)
    return made


@pytest.mark.parametrize(
    ("address", "said"),
    [
        (f"kiosk:{HUSH}@127.0.0.1:{{free}}/kiosk", "does not answer"),
        (f"kiosk:{HUSH}@kiosk.invalid/kiosk", "host .* is not known"),
        (f"visitor:{HUSH}@{OURS}/nowhere", "is not on that server"),
        (f"{USER}:{HUSH}@{OURS}/postgres", "refuses the user or the password"),
        (f"ghost:{HUSH}@{OURS}/postgres", "refuses the user or the password"),
        (f"visitor:{HUSH}@{OURS}/postgres", "may not make and change tables"),
        (f"kiosk:{HUSH}@[::1/kiosk", "should be an address like"),
    ],
)
def test_what_is_wrong_with_the_address_is_one_line_without_its_password(
    branch: Branch, address: str, said: str
):
    place = address.format(port=branch.cluster.port, free=free_port())
    line = refused(branch, "run", KIOSK_DATABASE=f"postgresql://{place}")
    assert "KIOSK_DATABASE" in line
    assert re.search(said, line)
    assert HUSH not in line + branch.log


def test_another_kind_of_server_is_refused_without_its_password(branch: Branch):
    line = refused(branch, "run", KIOSK_DATABASE=f"mysql://kiosk:{HUSH}@127.0.0.1/kiosk")
    assert "KIOSK_DATABASE: should be a file, or" in line
    assert HUSH not in line


@pytest.mark.parametrize("command", [["backup"], ["restore", "copy.db"]])
def test_copies_are_left_to_the_servers_own_tools(branch: Branch, command: list[str]):
    assert "use pg_dump and pg_restore, while no question is open" in refused(branch, *command)


def test_a_server_that_does_not_wait_for_its_disk_is_found_by_the_doctor(
    server: House, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("KIOSK_DATABASE", server.settings.database)
    monkeypatch.setenv("KIOSK_INSTANCE", str(server.settings.instance))
    said: list[str] = []
    assert examine(said.append)
    assert [line.split(":")[0] for line in said if "fsync" in line] == ["FAIL  Its fsync is off"]
    assert "The tables fit this program" in " ".join(said)


def test_processes_that_start_together_make_the_tables_once(tmp_path: Path, cluster: Cluster):
    settings = settings_in(tmp_path, KIOSK_DATABASE=cluster.address(cluster.database()))
    schema.open_database(settings)
    made = all_at_once(*[lambda: schema.migrate(settings)[0]] * 5)
    every = [path.stem for path in sorted(schema.DIRECTORY.glob("[0-9]*.py"))]
    assert sorted(made) == [[], [], [], [], every]
    assert schema.pending(settings) == []


def test_a_session_is_as_careful_as_ours_whatever_the_server_is_set_to(server: House):
    name = server.settings.database.rpartition("/")[2]
    careless = ("synchronous_commit TO off", "default_transaction_isolation TO 'serializable'")
    assert server.cluster
    server.cluster.sql("postgres", *[f"ALTER DATABASE {name} SET {one}" for one in careless])
    cast(Any, database.obj).close_all()
    assert server.rows("SHOW synchronous_commit") == [("on",)]
    assert server.rows("SHOW transaction_isolation") == [("read committed",)]


def test_who_was_given_up_in_a_deadlock_is_tried_again(server: House):
    write(lambda: run_sql("CREATE TABLE pair AS SELECT n, 0 AS turns FROM generate_series(1, 2) n"))
    met = threading.Barrier(2)

    def turn(*order: int) -> None:
        first = True

        def job() -> None:
            nonlocal first
            for number in order:
                run_sql("UPDATE pair SET turns = turns + 1 WHERE n = ?", (number,))
                if first:
                    first = False
                    met.wait()

        write(job)

    assert all_at_once(lambda: turn(1, 2), lambda: turn(2, 1)) == [None, None]
    assert server.rows("SELECT turns FROM pair") == [(2,), (2,)]


def test_even_the_first_page_that_finds_no_database_says_so(server: House, cluster: Cluster):
    visitor = server.app.test_client()
    cluster.stop()
    try:
        pages = [visitor.get(address) for address in ("/cookies", "/meetings/1", "/KX4P7Q")]
    finally:
        cluster.start()
    assert [page.status_code for page in pages] == [200, 303, 503]
    assert "Databasen är upptagen" in pages[-1].text
    time.sleep(DOWN_SECONDS)
    assert visitor.get("/KX4P7Q").status_code == 404


def test_ballots_of_a_closed_question_lie_in_no_order_of_arrival(hall: Hall, server: House):
    came = server.rows("SELECT id FROM ballot ORDER BY ctid")
    assert came != sorted(came)
    assert server.rows("SELECT COUNT(DISTINCT xmin::text) FROM ballot") == [(20,)]
    hall.close(hall.questions[0])
    lie = server.rows('SELECT id COLLATE "C" FROM ballot ORDER BY ctid')
    assert lie == sorted(lie)
    assert not set(came) & set(lie)
    assert server.rows("SELECT COUNT(DISTINCT xmin::text) FROM ballot") == [(1,)]


def test_the_secret_of_a_closed_question_is_in_no_table_on_the_disk(hall: Hall, server: House):
    [(secret,)] = server.rows("SELECT secret FROM question WHERE secret IS NOT NULL")
    assert on_disk(server, secret)
    hall.close(hall.questions[0])
    for _try in range(10):  # as the bell does, should the server itself have been in the way
        cast(Any, database.obj).wipe_again()
    assert not on_disk(server, secret)


def test_a_closing_does_not_wait_for_who_holds_the_tables_long(hall: Hall, server: House):
    with psycopg.connect(server.settings.database) as reader:
        reader.execute("SELECT COUNT(*) FROM ballot")  # as pg_dump does, for as long as it takes
        closed: Question = hall.close(hall.questions[0])
    assert closed.fingerprint
    hall.close(hall.open(1))
    assert server.rows("SELECT COUNT(*) FROM ballot") == [(20,)]


def on_disk(server: House, text: str) -> bool:
    """Tell whether a text lies in any table's file; the server's log is another matter."""
    assert server.cluster
    server.cluster.sql("postgres", "CHECKPOINT")
    return bool(files_with(server.cluster.data / "base", text))
