"""A hall per test, stopped again whatever happens."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.faults.hall import Hall
from tests.faults.houses import House, opened
from tests.faults.postgres import Cluster

MakeHall = Callable[..., Hall]


@pytest.fixture
def make_hall(tmp_path: Path) -> Iterator[MakeHall]:
    """Make halls; each server that is still running at the end of the test is killed."""
    made: list[Hall] = []

    def make(questions: int = 1) -> Hall:
        made.append(Hall(tmp_path / f"hall{len(made)}", questions))
        return made[-1]

    yield make
    for hall in made:
        if hall.process is not None:
            hall.process.kill()
            hall.process.wait()


@pytest.fixture
def voting(make_hall: MakeHall) -> Hall:
    """A running hall whose first question is open."""
    hall = make_hall(questions=2).start()
    assert hall.act(hall.questions[0], "opening").status == 303
    return hall


@pytest.fixture(scope="session")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hall]:
    """One running hall with an open question, for tests that leave nothing behind in it."""
    hall = Hall(tmp_path_factory.mktemp("standing"), questions=2).start()
    assert hall.act(hall.questions[0], "opening").status == 303
    yield hall
    hall.stop()


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """One database server for the tests that need PostgreSQL; each takes a database of its own."""
    made = Cluster()
    yield made
    made.remove()


@pytest.fixture(params=["sqlite", "postgresql"])
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """One installation on each kind of database."""
    server = request.getfixturevalue("cluster") if request.param == "postgresql" else None
    with opened(tmp_path / "instance", server) as made:
        yield made
