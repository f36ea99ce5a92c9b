"""Try to link responses to invitations from nothing but copies of files, as a thief would.

SQLite's file format: https://www.sqlite.org/fileformat2.html. Read here byte by byte: where a row
lies in a page tells when it was written, which no SELECT shows.
"""

import json
import sqlite3
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

LEAVES, INTERIORS = {10: "index", 13: "table"}, {2: "index", 5: "table"}
WAL_HEADER, FRAME_HEADER = 32, 24


@dataclass
class Cell:
    """One record, where it lies in its page, and what stands in it."""

    page: int
    offset: int
    values: list[Any]
    rowid: int | None = None


@dataclass
class Copy:
    """A copy of a database file, with its log if there is one."""

    path: Path
    data: bytes = field(init=False)
    size: int = field(init=False)  # of a page

    def __post_init__(self) -> None:
        self.data = self.path.read_bytes()
        size = struct.unpack(">H", self.data[16:18])[0]
        self.size = 65536 if size == 1 else size

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """Ask the copy."""
        connection = sqlite3.connect(self.path)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns."""
        return [row[1] for row in self.rows(f"PRAGMA table_info({table})")]

    def page(self, number: int) -> bytes:
        """Return the bytes of a page."""
        return self.data[(number - 1) * self.size : number * self.size]

    def cells(self, root: int) -> Iterator[Cell]:
        """Yield all records of a table or index, in the order of its keys."""
        for cell, left in page_cells(self.page(root), root, self.size):
            if left:
                yield from self.cells(left)
            if cell:
                yield cell
        if self.page(root)[0 if root > 1 else 100] in INTERIORS:
            yield from self.cells(struct.unpack(">I", self.page(root)[8:12])[0])

    def orders(self, table: str) -> dict[str, list[str]]:
        """Return every order that a table's keys can be read in, by how it was read."""
        found = {"as it comes": self._keys(f"SELECT id FROM {table}")}
        for name in self.columns(table):
            found[f"by {name}"] = self._keys(f"SELECT id FROM {table} ORDER BY {name}")
        roots = f"SELECT name, rootpage FROM sqlite_master WHERE tbl_name='{table}' AND rootpage"
        for name, root in self.rows(roots):
            cells = [cell for cell in self.cells(root) if key_of(cell)]
            ids = {id(cell): key_of(cell) for cell in cells}
            found[f"tree of {name}"] = [ids[id(cell)] for cell in cells]
            cells.sort(key=lambda cell: (cell.page, -cell.offset))  # a page fills from its end
            found[f"places in {name}"] = [ids[id(cell)] for cell in cells]
            if cells and cells[0].rowid is not None:
                cells.sort(key=lambda cell: cell.rowid or 0)
                found["by rowid"] = [ids[id(cell)] for cell in cells]
        return {how: order for how, order in found.items() if order}

    def _keys(self, sql: str) -> list[str]:
        return [row[0] for row in self.rows(sql)]


def key_of(cell: Cell) -> str:
    """Return the random key in a record, if it has one (an index has it last)."""
    keys = [v for v in cell.values if isinstance(v, str) and len(v) == 16]
    return keys[0] if keys and cell.values[0] in keys else keys[-1] if keys else ""


def page_cells(page: bytes, number: int, size: int) -> Iterator[tuple[Cell | None, int]]:
    """Yield the records of one page, each with the page of the smaller keys (0 in a leaf)."""
    start = 100 if number == 1 else 0
    kind = page[start]
    if kind not in LEAVES and kind not in INTERIORS:
        return
    inner = kind in INTERIORS
    count = struct.unpack(">H", page[start + 3 : start + 5])[0]
    pointers = start + (12 if inner else 8)
    for index in range(count):
        at = struct.unpack(">H", page[pointers + 2 * index : pointers + 2 * index + 2])[0]
        left = struct.unpack(">I", page[at : at + 4])[0] if inner else 0
        place = at + (4 if inner else 0)
        if kind == 5:  # an interior page of a rowid table holds no records
            yield None, left
            continue
        length, place = varint(page, place)
        rowid = None
        if kind == 13:
            rowid, place = varint(page, place)
        local = page[place : place + min(length, size)]
        yield Cell(number, at, record(local), rowid), left


def varint(data: bytes, at: int) -> tuple[int, int]:
    """Read SQLite's number of one to nine bytes; return it and where it ends."""
    value = 0
    for index in range(9):
        byte = data[at + index]
        if index == 8:
            return (value << 8) | byte, at + 9
        value = (value << 7) | (byte & 127)
        if byte < 128:
            return value, at + index + 1
    raise AssertionError


def record(data: bytes) -> list[Any]:
    """Return a record's values as far as they lie in the page itself."""
    head, at = varint(data, 0)
    kinds = []
    while at < head:
        kind, at = varint(data, at)
        kinds.append(kind)
    values: list[Any] = []
    for kind in kinds:
        width = _width(kind)
        part = data[at : at + width]
        at += width
        values.append(_value(kind, part))
    return values


def _width(kind: int) -> int:
    if kind >= 12:
        return (kind - 12) // 2
    return {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8, 7: 8}.get(kind, 0)


def _value(kind: int, part: bytes) -> Any:
    if kind >= 12:
        return part.decode(errors="replace") if kind % 2 else part
    if kind in (8, 9):
        return kind - 8
    return None if kind == 0 else int.from_bytes(part, "big", signed=True)


def matches(ours: Sequence[str], theirs: Sequence[str], truth: Mapping[str, str]) -> int:
    """Count how many responses an attacker links who lays one order beside the other."""
    return sum(truth.get(mine) == yours for mine, yours in zip(ours, theirs, strict=False))


def correlation(order: Sequence[str], true_rank: Mapping[str, int]) -> float:
    """Return how well an order tells the true one: Spearman's, 0 for not at all."""
    ranks = [true_rank[key] for key in order if key in true_rank]
    places = {rank: place for place, rank in enumerate(sorted(ranks))}
    n = len(ranks)
    away = sum((place - places[rank]) ** 2 for place, rank in enumerate(ranks))
    return 1 - 6 * away / (n * (n * n - 1)) if n > 2 else 0.0


def remnants(files: Sequence[bytes], hashes: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Return drafts that can still be read anywhere: in free pages, freed bytes, logs."""
    found: dict[str, dict[str, Any]] = {}
    for data in files:
        for one in hashes:
            at = data.find(one.encode())
            while at >= 0:
                text = data[at + 64 : at + 64 + 4000].decode(errors="replace")
                draft = _json_in(text[:40]) and _json_in(text)
                if draft:
                    found[one] = draft
                at = data.find(one.encode(), at + 1)
    return found


def _json_in(text: str) -> Any:
    start = text.find("{")
    if start < 0:
        return None
    try:
        return json.JSONDecoder().raw_decode(text[start:])[0]
    except ValueError:
        return {"unfinished": text[start:]} if '":[' in text[start:] else None


def links_in_log(log: bytes, size: int, answered: int, width: int, other: int) -> dict[str, str]:
    """Return who was noted as having answered in the same commit that first shows a response.

    `answered` is the place of that column among an invitation's `width` columns; a response has
    `other` columns.
    """
    state: dict[str, Any] = {}
    responses: set[str] = set()
    links: dict[str, str] = {}
    fresh: set[str] = set()
    flipped: set[str] = set()
    for at in range(WAL_HEADER, len(log) - size, FRAME_HEADER + size):
        commits = struct.unpack(">I", log[at + 4 : at + 8])[0]
        for cell, _left in page_cells(log[at + FRAME_HEADER : at + FRAME_HEADER + size], 2, size):
            values = cell.values if cell else []
            if len(values) == width:
                if values[answered] and state.get(values[0]) == 0:
                    flipped.add(values[0])
                state[values[0]] = values[answered]
            elif len(values) == other and values[0] not in responses:
                fresh.add(values[0])
        if commits:
            if len(fresh) == len(flipped) == 1:
                links[fresh.copy().pop()] = flipped.copy().pop()
            responses |= fresh
            fresh, flipped = set(), set()
    return links
