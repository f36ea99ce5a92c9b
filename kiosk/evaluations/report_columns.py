"""Hold all released responses as short numbers: one column per question, half-year by half-year.

A hundred thousand responses take some megabytes so, and are counted in tenths of a second.
"""

from __future__ import annotations

import gc
import json
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, compress

from kiosk.evaluations.rules_report import ASKED, INDEX_ITEMS, NO_GROUP
from kiosk.questions.form import Item
from kiosk.questions.kinds import UNKNOWN, QuestionSpec

# Half-year, category, unit, version, how many, and their answers: JSON lists with commas between.
Row = tuple[str, str, str, int, int, str]
Versions = Mapping[int, Sequence[Item]]
WIDTH = "I"  # of a code: a question with twenty options can be answered in many ways


class Codes(dict["str | None", int]):
    """Give each text a number as it turns up; 0 is nothing."""

    def __init__(self) -> None:
        """Begin with nothing known but nothing."""
        super().__init__({None: 0, "": 0})
        self.names = [""]

    def __missing__(self, name: str) -> int:
        self[name] = len(self.names)
        self.names.append(name)
        return self[name]


@dataclass(slots=True)
class Chunk:
    """Be the responses of one half-year to one version; the nth of each column belong together."""

    half: str
    version: int
    n: int
    columns: dict[str, array[int]]  # by item id, and category and unit; codes
    index: array[int]  # the sum of the three index ratings, 0 unless all are there

    def column(self, key: str) -> array[int]:
        """Return a column; one of nothing for a question that this version has not."""
        found = self.columns.get(key)
        return array(WIDTH, bytes(self.n * array(WIDTH).itemsize)) if found is None else found


@dataclass(slots=True)
class Responses:
    """Be all released responses, and the questions they answer, as last worded."""

    chunks: list[Chunk] = field(default_factory=list)
    codes: Codes = field(default_factory=Codes)
    items: dict[str, Item] = field(default_factory=dict)

    @property
    def n(self) -> dict[str, int]:
        """Return how many there are, by half-year."""
        found: dict[str, int] = {}
        for chunk in self.chunks:
            found[chunk.half] = found.get(chunk.half, 0) + chunk.n
        return found

    def values(self, attribute: str) -> list[str]:
        """Return the group that each code stands for; "" for none."""
        if attribute not in ASKED:
            return self.codes.names
        item = self.items.get(attribute)
        known = set(item.spec.option_ids if item else ()) - NO_GROUP
        return [name if name in known else "" for name in self.codes.names]

    def steps(self, spec: QuestionSpec) -> list[int]:
        """Return the step of the scale that each code stands for; 0 for none."""
        known = {str(step): step for step in range(1, spec.scale_max + 1)}
        return [known.get(name, 0) for name in self.codes.names]

    def options(self, spec: QuestionSpec) -> list[tuple[str, ...]]:
        """Return the options that each code stands for; "don't know" is one where it can be."""
        known = set(spec.option_ids)
        unknown = {f'"{UNKNOWN}"': (UNKNOWN,)} if spec.allow_unknown else {}
        return [
            unknown.get(name) or tuple(one for one in name.split('","') if one in known)
            for name in self.codes.names
        ]


def read_responses(rows: Iterable[Row], versions: Versions) -> Responses:
    """Sort the responses into chunks; versions are the items by number, oldest first."""
    found = Responses(items=_newest(versions))
    sorted_rows: dict[tuple[str, int], list[Row]] = {}
    for row in rows:
        sorted_rows.setdefault((row[0], row[3]), []).append(row)
    with _no_garbage():
        for (half, version), some in sorted(sorted_rows.items()):
            items = [item for item in versions.get(version, ()) if _is_kept(item)]
            found.chunks.append(_read_chunk(found, half, version, some, items))
    return found


@contextmanager
def _no_garbage() -> Iterator[None]:
    """Keep the collector from walking through a million short texts: it takes longer than we do."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _newest(versions: Versions) -> dict[str, Item]:
    """Return every question any version has had, as the newest that has it words it."""
    found: dict[str, Item] = {}
    for items in reversed(list(versions.values())):
        for item in items:
            if _is_kept(item):
                found.setdefault(item.id, item)
    return found


def _is_kept(item: Item) -> bool:
    return item.spec.kind != "text"


def _read_chunk(
    found: Responses, half: str, version: int, rows: list[Row], items: Sequence[Item]
) -> Chunk:
    # One text for the parser instead of one per response, with options as bare ids: the time
    # this takes is most of the report's. What is replaced stands nowhere but around options.
    text = ",".join([row[5] for row in rows]).replace('"[\\"', '"').replace('\\"]"', '"')
    read = json.loads(f"[{text}]")
    width, code = len(items), found.codes.__getitem__
    places = {"category": array(WIDTH), "unit": array(WIDTH)}
    for _, category, unit, _, n, _ in rows:
        for column, name in zip(places.values(), (category, unit), strict=True):
            column.extend(array(WIDTH, [code(name)]) * n)
    if set(map(len, read)) != {width}:  # damaged: the rest still counts
        whole = [len(cells) == width for cells in read]
        places = {key: array(WIDTH, compress(cells, whole)) for key, cells in places.items()}
        read = list(compress(read, whole))
    flat = array(WIDTH, map(code, chain.from_iterable(read)))
    columns = {item.id: flat[place::width] for place, item in enumerate(items)} | places
    chunk = Chunk(half, version, len(read), columns, array("b"))
    chunk.index.extend(_index_sums(found, chunk))
    return chunk


def _index_sums(found: Responses, chunk: Chunk) -> Iterable[int]:
    asked = [found.items[key] for key in INDEX_ITEMS if key in found.items]
    if len(asked) < len(INDEX_ITEMS):
        return [0] * chunk.n
    sums = _Sums([found.steps(item.spec) for item in asked])
    return map(sums.__getitem__, zip(*(chunk.column(key) for key in INDEX_ITEMS), strict=True))


class _Sums(dict[tuple[int, ...], int]):
    """Remember the sum of each combination of codes: there are far fewer than responses."""

    def __init__(self, steps: list[list[int]]) -> None:
        super().__init__()
        self.steps = steps

    def __missing__(self, codes: tuple[int, ...]) -> int:
        rated = [steps[code] for steps, code in zip(self.steps, codes, strict=True)]
        self[codes] = sum(rated) if all(rated) else 0
        return self[codes]
