"""Whoever steals every file cannot link an answer to a bidder: an attack that must not succeed.

A thousand bidders answer in random order through the program's own operations. The attack reads
off every order it can find, and must do no better than chance; on sabotaged copies, where the
program has been made careless, the very same attack must find nearly everybody.
"""

import contextlib
import io
import logging
import shutil
import sqlite3
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from kiosk import backup
from kiosk.db import checkpoint
from kiosk.evaluations import operations_responses
from kiosk.evaluations.models import Draft, Invitation
from kiosk.evaluations.models_answers import Remark, Response
from kiosk.tokens import token_hash
from tests.support.attack import Copy, correlation, links_in_log, matches, remnants
from tests.support.crowd import Crowd, make_crowd, save
from tests.support.installation import run_app
from tests.support.procurements import invite, open_evaluation

PEOPLE, UNDECIDED = 1000, 50
# By chance one in a thousand falls on its own place: more than ten among them do so once in a
# hundred million tries. A rank correlation of nothing strays by 1 / sqrt(n - 1).
MOST_MATCHES = 10
MOST_CORRELATION = 5.5 / (PEOPLE - UNDECIDED - 1) ** 0.5
RESPONSE = {"id", "period", "category", "unit", "version", "answers", "waiting"}


@dataclass
class Theft:
    """What a thief has: the files as they lie there, a backup, and what was written on the way."""

    crowd: Crowd
    files: dict[str, bytes]  # of the installation, by name
    copies: dict[str, Copy]
    said: str


@pytest.fixture(scope="module")
def theft(peopled: Path, tmp_path_factory: pytest.TempPathFactory) -> Theft:
    """Let a thousand be invited and answer, then copy everything."""
    base, said = tmp_path_factory.mktemp("theft"), io.StringIO()
    listener = logging.StreamHandler(said)
    logging.getLogger().addHandler(listener)
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        for app in run_app(peopled, base / "instance"):
            crowd = make_crowd(PEOPLE, 20, UNDECIDED)
            shutil.copytree(base / "instance", base / "stolen")
            files = {p.name: p.read_bytes() for p in (base / "stolen").rglob("*") if p.is_file()}
            backup.make_backup(app.config["KIOSK"], base / "backup.db")
    logging.getLogger().removeHandler(listener)
    copies = {"files": Copy(base / "stolen" / "kiosk.db"), "backup": Copy(base / "backup.db")}
    return Theft(crowd, files, copies, said.getvalue())


def most_matches(copy: Copy, crowd: Crowd) -> int:
    """Lay every order of the responses beside every order of those who answered."""
    answered = set(crowd.answered)
    orders = copy.orders("invitation").values()
    people = [[one for one in order if one in answered] for order in orders]
    lists = [order for found in copy.orders("response").values() for order in (found, found[::-1])]
    return max(matches(ours, theirs, crowd.truth) for ours, theirs in product(lists, people))


def most_correlation(copy: Copy, table: str, crowd: Crowd) -> float:
    """Return how well the most telling order of a table tells who answered when."""
    return max(abs(correlation(order, crowd.rank)) for order in copy.orders(table).values())


@pytest.mark.parametrize("which", ["files", "backup"])
def test_no_two_orders_side_by_side_link_more_than_chance_would(theft: Theft, which: str):
    assert most_matches(theft.copies[which], theft.crowd) <= MOST_MATCHES


@pytest.mark.parametrize("which", ["files", "backup"])
@pytest.mark.parametrize("table", ["invitation", "response"])
def test_no_order_of_either_store_tells_who_answered_when(theft: Theft, which: str, table: str):
    assert most_correlation(theft.copies[which], table, theft.crowd) < MOST_CORRELATION


def test_the_attack_looks_at_places_in_the_file_and_sees_every_row(theft: Theft):
    orders = theft.copies["files"].orders("response")
    assert {"as it comes", "by answers", "tree of response", "places in response"} <= set(orders)
    assert {len(order) for order in orders.values()} == {PEOPLE - UNDECIDED}
    assert {len(o) for o in theft.copies["files"].orders("invitation").values()} == {PEOPLE}


def test_nothing_is_left_of_a_draft_that_was_sent(theft: Theft):
    hashes = [token_hash(token) for token in theft.crowd.tokens]
    assert set(remnants([*theft.files.values()], hashes)) == set(hashes[-UNDECIDED:])
    assert remnants([theft.copies["backup"].data], hashes) == {}


def test_the_log_before_the_database_is_empty(theft: Theft):
    assert theft.files["kiosk.db-wal"] == b""


def test_nothing_was_said_about_anybody_on_the_way(theft: Theft):
    canaries = [*theft.crowd.tokens, *map(token_hash, theft.crowd.tokens), *theft.crowd.rank]
    canaries += ["Exempelbolag", "@example.org", "Kontakt", "inf1"]
    assert not [canary for canary in canaries if canary in theft.said]
    kept = b"".join(theft.files.values())
    assert not [token for token in theft.crowd.tokens if token.encode() in kept]


def test_an_answer_has_no_moment_no_address_no_bidder_and_no_procurement():
    assert set(Response._meta.columns) == RESPONSE
    assert not {"procurement_id", "invitation_id", "token_hash", "at"} & set(Remark._meta.columns)
    assert not [name for name in Invitation._meta.columns if name.startswith("answered_")]
    assert set(Draft._meta.columns) == {"token_hash", "revision", "answers"}


def order_in_file(app: Flask, table: str) -> list[str]:
    """Return a table's keys in the order in which their rows were put into the file."""
    return Copy(Path(app.config["KIOSK"].database)).orders(table)[f"places in {table}"]


@pytest.mark.parametrize("people", [6, 14])  # all waiting; all released
def test_few_answers_lie_in_the_file_where_their_random_keys_say(app: Flask, people: int):
    make_crowd(people, 2)
    found = order_in_file(app, "response")
    assert len(found) == people
    assert found == sorted(found)


def test_noting_that_somebody_answered_moves_no_invitation_in_the_file(app: Flask):
    tokens = invite(open_evaluation(), 8) + invite(open_evaluation(), 8)
    checkpoint("invitation")
    before = order_in_file(app, "invitation")
    for number, token in enumerate(tokens[::-3]):
        save(token, number)
        operations_responses.submit(token)
    assert order_in_file(app, "invitation") == before
    assert len(before) == len(tokens)


# The teeth of the attack: each of these would be a mistake easily made.


def sabotaged(theft: Theft, folder: Path) -> sqlite3.Connection:
    """Return a copy of what was stolen, to be spoilt."""
    shutil.copy(theft.copies["files"].path, folder / "spoilt.db")
    return sqlite3.connect(folder / "spoilt.db", isolation_level=None)


def lay_down_anew(spoilt: sqlite3.Connection, table: str, crowd: Crowd, rowids: bool) -> None:
    """Store a table's rows in the order in which people answered."""
    sql = spoilt.execute("SELECT sql FROM sqlite_master WHERE name = ?", (table,)).fetchone()[0]
    rows = spoilt.execute(f"SELECT * FROM {table}").fetchall()
    spoilt.execute("PRAGMA foreign_keys = OFF")
    spoilt.execute(f"DROP TABLE {table}")
    spoilt.execute(sql.replace("WITHOUT ROWID", "") if rowids else sql)
    for row in sorted(rows, key=lambda row: crowd.rank.get(row[0], PEOPLE)):
        spoilt.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def test_the_attack_succeeds_where_rows_are_numbered_as_they_come(theft: Theft, tmp_path: Path):
    spoilt = sabotaged(theft, tmp_path)
    for table in ("invitation", "response"):
        lay_down_anew(spoilt, table, theft.crowd, rowids=True)
    spoilt.close()
    assert most_matches(Copy(tmp_path / "spoilt.db"), theft.crowd) == PEOPLE - UNDECIDED


@pytest.mark.parametrize("tables", [("invitation", "response"), ("response",)])
def test_the_attack_succeeds_where_a_moment_is_kept(
    theft: Theft, tmp_path: Path, tables: tuple[str, ...]
):
    spoilt = sabotaged(theft, tmp_path)
    for table in tables:
        spoilt.execute(f"ALTER TABLE {table} ADD COLUMN answered_at INTEGER")
        ranks = [(rank, key) for key, rank in theft.crowd.rank.items()]
        spoilt.executemany(f"UPDATE {table} SET answered_at = ? WHERE id = ?", ranks)
    spoilt.close()
    copy = Copy(tmp_path / "spoilt.db")
    assert all(most_correlation(copy, table, theft.crowd) > 0.99 for table in tables)
    assert most_matches(copy, theft.crowd) > MOST_MATCHES or len(tables) == 1


def test_the_attack_succeeds_where_rows_stay_where_they_were_written(theft: Theft, tmp_path: Path):
    spoilt, first = sabotaged(theft, tmp_path), theft.crowd.answered[:15]
    for table in ("invitation", "response"):
        kept = [key for key, rank in theft.crowd.rank.items() if rank < len(first)]
        marks = ", ".join("?" * len(kept))
        spoilt.execute(f"DELETE FROM {table} WHERE id NOT IN ({marks})", kept)
        lay_down_anew(spoilt, table, theft.crowd, rowids=False)
    spoilt.close()
    assert most_matches(Copy(tmp_path / "spoilt.db"), theft.crowd) == len(first)


def test_the_attack_succeeds_where_freed_bytes_are_not_wiped(theft: Theft, tmp_path: Path):
    spoilt = sabotaged(theft, tmp_path)
    spoilt.execute("PRAGMA secure_delete = OFF")
    spoilt.execute("DELETE FROM draft")
    spoilt.close()
    hashes = [token_hash(token) for token in theft.crowd.tokens[-UNDECIDED:]]
    found = remnants([(tmp_path / "spoilt.db").read_bytes()], hashes)
    assert len(found) > UNDECIDED / 2


def test_the_attack_succeeds_where_the_log_is_not_emptied(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(operations_responses, "checkpoint", lambda *tables: None)
    crowd, copy = make_crowd(12, 2), Copy(Path(app.config["KIOSK"].database))
    log = Path(f"{copy.path}-wal").read_bytes()
    place = copy.columns("invitation").index("answered")
    width = len(copy.columns("invitation"))
    links = links_in_log(log, copy.size, place, width, len(RESPONSE))
    assert sum(crowd.truth.get(one) == links[one] for one in links) > len(crowd.answered) / 2
