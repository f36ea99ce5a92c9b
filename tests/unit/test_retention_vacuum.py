"""Writing the database anew after a purge: what is wiped, and who may be in the way."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import db
from kiosk.db import EmbeddedDatabase, database, run_sql, vacuum, write
from tests.support.writing import add, count, opened

WORD = "Kanariefågel"


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[EmbeddedDatabase]:
    """A database with two words in it, of which one is deleted, that does not wait for long."""
    monkeypatch.setitem(db.PRAGMAS, "busy_timeout", 50)
    for made in opened(tmp_path / "words.db"):
        write(lambda: (add("kvar"), [add(f"{WORD} {n}") for n in range(2000)]))
        made.checkpoint()
        yield made


def delete() -> None:
    write(lambda: run_sql("DELETE FROM word WHERE text LIKE ?", (f"{WORD}%",)))


def is_on_disk(folder: Path) -> bool:
    return any(WORD.encode() in path.read_bytes() for path in folder.iterdir())


@pytest.mark.usefixtures("base")
def test_nothing_is_left_and_the_file_is_smaller(tmp_path: Path):
    size = (tmp_path / "words.db").stat().st_size
    assert is_on_disk(tmp_path)
    delete()
    assert vacuum("word")
    assert not is_on_disk(tmp_path)
    assert (tmp_path / "words.db").stat().st_size < size / 2
    assert count() == 1


def test_who_reads_meanwhile_keeps_the_log_and_that_is_told(base: EmbeddedDatabase, tmp_path: Path):
    reader = sqlite3.connect(tmp_path / "words.db", isolation_level=None)
    reader.execute("BEGIN")
    assert reader.execute("SELECT COUNT(*) FROM word").fetchone() == (2001,)
    delete()
    assert not vacuum("word")
    reader.close()
    base.wipe_again()
    assert not is_on_disk(tmp_path)


def test_who_writes_meanwhile_is_not_disturbed_and_nothing_breaks(
    base: EmbeddedDatabase, tmp_path: Path
):
    delete()
    other = sqlite3.connect(tmp_path / "words.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not vacuum("word")
    assert base._unwiped
    other.close()
    assert vacuum("word")
    assert write(lambda: add("mera")) == "added"


@pytest.mark.usefixtures("base")
def test_a_reader_of_our_own_is_not_in_the_way():
    with database.connection_context():
        assert count() == 2001
        delete()
        assert vacuum("word")
        assert count() == 1
