"""Count figures over many responses at once, column by column.

A hundred thousand responses hold few different answers. So each answer is read once however often
it was given, and every figure is made from how often each answer, or each combination of answers,
occurs. The figures are those of index.py, exactly.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, islice
from typing import Any

from kiosk.questions.index import HIGHEST, LOWEST, Index, mean_index

# The three questions of the index (domain section 2).
INDEX_ITEMS = ("n1", "n2", "n3")
# The group of those who did not answer.
UNANSWERED = ""

# In a row as it is stored, in compact JSON, commas stand between answers, and inside an answer
# between the options that were chosen. Those inside are put aside to split at the others.
_INSIDE, _ASIDE = r"\",\"", r"\"" + "\x01" + r"\""
_NULL = "null"
# Rows read at a time: enough to be fast, few enough to hold little in memory.
_PIECE = 1_000

# What stands in a row for one answer: the JSON of a stored answer, or null.
Token = str


class Responses:
    """Hold many responses as columns: one for each item, in the same order of respondents.

    Built from pairs of a form version's item ids and the rows answered in that version. A row is
    a JSON list with one stored answer or null for each id. An item that a version does not have
    is unanswered in it. `damaged` rows are those that cannot be read; they are in no figure.
    """

    def __init__(self, versions: Iterable[tuple[Sequence[str], Iterable[str]]] = ()) -> None:
        """Read all rows."""
        self.n = 0
        self.damaged = 0
        self._columns: dict[str, list[Token]] = {}
        self._tokens: dict[Token, Token] = {_NULL: _NULL}
        self._counted: dict[str, Counter[Token]] = {}
        for items, texts in versions:
            for piece in _pieces(texts):
                self._add(items, piece)

    def counts(self, item_id: str) -> dict[str, int]:
        """Return how many gave each stored answer to the item."""
        found: Counter[str] = Counter()
        for token, n in self._count(item_id).items():
            if (stored := _stored(token)) is not None:
                found[stored] += n
        return dict(found)

    def groups(self, item_id: str) -> dict[str, int]:
        """Return how many chose each option, step or "unknown"; under "" who did not answer.

        Who chose several is counted once under each, so these may sum to more than n.
        """
        found: Counter[str] = Counter()
        for token, n in self._count(item_id).items():
            for key in _option_ids(token):
                found[key] += n
        return dict(found)

    def only(self, item_id: str, option_id: str) -> "Responses":
        """Return the responses that are in that one of the item's groups."""
        fitting = {one for one in self._count(item_id) if option_id in _option_ids(one)}
        inside = [token in fitting for token in self._column(item_id)]
        part = Responses()
        part.n = sum(inside)
        part._columns = {key: list(compress(all_, inside)) for key, all_ in self._columns.items()}
        return part

    def index(self) -> Index | None:
        """Return the satisfaction index, as `index.group_index` does."""
        total = n = 0
        for ratings, times in self._combinations(INDEX_ITEMS):
            if all(ratings):
                total += sum(ratings) * times
                n += times
        return Index(float(mean_index(total, len(INDEX_ITEMS) * n)), n) if n else None

    def area(self, item_ids: Sequence[str]) -> Index | None:
        """Return the index of an area with these items, as `index.area_index` does."""
        n = sum(times for ratings, times in self._combinations(item_ids) if any(ratings))
        if not n:
            return None
        values = [mean_index(total, rated) for total, rated in map(self._rated, item_ids) if rated]
        return Index(float(sum(values) / len(values)), n)

    def item(self, item_id: str) -> Index | None:
        """Return the index of one item, as `index.item_index` does."""
        return self.area((item_id,))

    def _column(self, item_id: str) -> list[Token]:
        return self._columns.get(item_id) or [_NULL] * self.n

    def _count(self, item_id: str) -> Counter[Token]:
        if item_id not in self._counted:
            self._counted[item_id] = Counter(self._column(item_id))
        return self._counted[item_id]

    def _rated(self, item_id: str) -> tuple[int, int]:
        """Return the sum of the item's ratings and how many there are."""
        rated = [(r, n) for token, n in self._count(item_id).items() if (r := _rating(token))]
        return sum(rating * n for rating, n in rated), sum(n for _, n in rated)

    def _combinations(self, item_ids: Sequence[str]) -> Iterator[tuple[tuple[int, ...], int]]:
        """Yield each combination of the items' ratings, 0 for none, and how many gave it."""
        found = Counter(zip(*map(self._column, item_ids), strict=True))
        for place, key in enumerate(item_ids):
            # Far fewer combinations than responses: count each item from them on the way.
            self._counted[key] = Counter()
            for combination, times in found.items():
                self._counted[key][combination[place]] += times
        ratings = {token: _rating(token) for key in item_ids for token in self._counted[key]}
        for combination, times in found.items():
            yield tuple(ratings[token] for token in combination), times

    def _add(self, items: Sequence[str], texts: Sequence[str]) -> None:
        width = len(items)
        tokens = self._split(texts, width)
        if tokens is None:
            rows = [row for text in texts if _is_row(row := _parsed(text), width)]
            self.damaged += len(texts) - len(rows)
            tokens = self._same([json.dumps(answer) for row in rows for answer in row])
            texts = texts[: len(rows)]
        for place, key in enumerate(items):
            column = self._columns.setdefault(key, [])
            column.extend([_NULL] * (self.n - len(column)))
            column.extend(tokens[place::width])
        self.n += len(texts)
        for column in self._columns.values():
            column.extend([_NULL] * (self.n - len(column)))

    def _split(self, texts: Sequence[str], width: int) -> list[Token] | None:
        """Return all answers of compact rows, or None if the rows need a closer look.

        A list whose parts are each valid JSON is read right by splitting it between them.
        """
        for text in texts:
            commas = text.count(",") - text.count(_INSIDE)
            if commas != width - 1 or text[:1] != "[" or text[-1:] != "]":
                return None
        known = len(self._tokens)
        whole = ",".join([text[1:-1] for text in texts])
        tokens = self._same(whole.replace(_INSIDE, _ASIDE).split(","))
        new = list(islice(self._tokens, known, None))
        if all(token == _NULL or isinstance(_answer(token), str) for token in new):
            return tokens
        for token in new:
            del self._tokens[token]
        return None

    def _same(self, tokens: Sequence[Token]) -> list[Token]:
        """Return the tokens, each different one kept in memory once."""
        return list(map(self._tokens.setdefault, tokens, tokens))


def _pieces(texts: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(texts)
    while piece := list(islice(rest, _PIECE)):
        yield piece


def _parsed(text: str) -> Any:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _is_row(row: object, width: int) -> bool:
    if not isinstance(row, list) or len(row) != width:
        return False
    return all(answer is None or isinstance(answer, str) for answer in row)


def _answer(token: Token) -> Any:
    return _parsed(token.replace(_ASIDE, _INSIDE))


def _stored(token: Token) -> str | None:
    answer: str | None = _answer(token)
    return answer


def _data(token: Token) -> Any:
    stored = _stored(token)
    return None if stored is None else _parsed(stored)


def _rating(token: Token) -> int:
    """Return the step from 1 to 10 that was chosen; 0 for anything else."""
    data = _data(token)
    return data if type(data) is int and LOWEST <= data <= HIGHEST else 0


def _option_ids(token: Token) -> tuple[str, ...]:
    data = _data(token)
    if isinstance(data, list):
        return tuple(map(str, data))
    return (UNANSWERED,) if data is None else (str(data),)
