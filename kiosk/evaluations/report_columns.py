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
from itertools import chain
from operator import itemgetter

from kiosk.evaluations.rules_report import ASKED, INDEX_ITEMS, NO_GROUP
from kiosk.questions.answers import Chosen, CorruptAnswer, Unknown, decode
from kiosk.questions.form import Item
from kiosk.questions.kinds import UNKNOWN, QuestionSpec

# All responses to one version: its number, and their half-years, categories, units (with BETWEEN
# between them) and answers (JSON lists with commas between), all in the same order.
Block = tuple[int, str, str, str, str]
BETWEEN = "\x1f"  # in no text that anybody has typed: clean_text takes it out
Versions = Mapping[int, Sequence[Item]]
AT_ONCE = 500  # rows for the parser
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
        options = {f'["{one}"]': one for one in (item.spec.option_ids if item else ())}
        return [
            option if (option := options.get(name, "")) not in NO_GROUP else ""
            for name in self.codes.names
        ]

    def steps(self, spec: QuestionSpec) -> list[int]:
        """Return the step of the scale that each code stands for; 0 for none."""
        known = {str(step): step for step in range(1, spec.scale_max + 1)}
        return [known.get(name, 0) for name in self.codes.names]

    def options(self, spec: QuestionSpec) -> list[tuple[str, ...]]:
        """Return the options that each code stands for; "don't know" is one where it can be."""
        return [_options(spec, name) for name in self.codes.names]


def _options(spec: QuestionSpec, stored: str) -> tuple[str, ...]:
    try:
        answer = decode(spec, stored)
    except CorruptAnswer:  # of another question, nearly always
        return ()
    if isinstance(answer, Unknown):
        return (UNKNOWN,)
    return answer.ids if isinstance(answer, Chosen) else ()


def read_responses(blocks: Iterable[Block], versions: Versions) -> Responses:
    """Sort the responses into chunks; versions are the items by number, oldest first."""
    found = Responses(items=_newest(versions))
    with _no_garbage():
        for version, *texts in blocks:
            items = [item for item in versions.get(version, ()) if _is_kept(item)]
            found.chunks += _read_block(found, version, texts, items)
    found.chunks.sort(key=lambda one: (one.half, one.version))
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


def _read_block(
    found: Responses, version: int, texts: list[str], items: Sequence[Item]
) -> Iterator[Chunk]:
    width, code = len(items), found.codes.__getitem__
    flat, damaged, done = array(WIDTH), set(), 0
    for some in _pieces(texts[3]):
        read = json.loads(f"[[{some}]]")
        wrong = {done + n for n, cells in enumerate(read) if len(cells) != width}
        done += len(read)
        if wrong:  # the rest still counts
            damaged |= wrong
            read = [cells for cells in read if len(cells) == width]
        flat.extend(map(code, chain.from_iterable(read)))
    halves, categories, units = (
        [one for n, one in enumerate(text.split(BETWEEN)) if n not in damaged] for text in texts[:3]
    )
    columns = {item.id: flat[place::width] for place, item in enumerate(items)}
    columns["category"] = array(WIDTH, map(code, categories))
    columns["unit"] = array(WIDTH, map(code, units))
    by_half: dict[str, list[int]] = {}
    for place, half in enumerate(halves):
        by_half.setdefault(half, []).append(place)
    for half, rows in by_half.items():
        picked = {key: _pick(column, rows) for key, column in columns.items()}
        chunk = Chunk(half, version, len(rows), picked, array("b"))
        chunk.index.extend(_index_sums(found, chunk))
        yield chunk


def _pieces(answers: str) -> Iterator[str]:
    """Yield the rows some at a time: enough to be fast, few enough to stay in the fast memory.

    What stands between rows stands in no row: an answer is a text there, in quotation marks.
    """
    rows = answers[1:-1].split("],[")
    for first in range(0, len(rows), AT_ONCE):
        yield "],[".join(rows[first : first + AT_ONCE])


def _pick(column: array[int], places: list[int]) -> array[int]:
    picked = itemgetter(*places)(column)
    return array(WIDTH, picked if len(places) > 1 else [picked])


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
