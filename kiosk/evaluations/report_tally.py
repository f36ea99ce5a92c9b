"""Count the released responses by group and half-year, as they are asked for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from kiosk.evaluations.report_columns import Chunk, Responses
from kiosk.evaluations.rules_overlap import Piece
from kiosk.evaluations.rules_report import ALL, KNOWN
from kiosk.questions.suppression import Period, periods

# What is counted: everybody, those whose index is known, those who rated something in an area,
# or, by its id, those who rated one question.
RESPONSES, INDEX = "responses", "index"
Sum = tuple[int, int]  # how many, and what their ratings add up to
ByTime = dict[str, Sum]  # by half-year or by period


class Tally:
    """Be the responses of all periods, counted; nothing here knows what may be shown."""

    def __init__(self, responses: Responses, k: int) -> None:
        """Begin with nothing counted."""
        self.responses, self.k = responses, k
        self.periods: list[Period] = periods(responses.n, k)
        self.period_of = {half: one.key for one in self.periods for half in one.half_years}
        self._found: dict[tuple[str, str], dict[str, ByTime]] = {}
        self._joined_found: dict[object, Counter[tuple[int, ...]]] = {}
        self._codes_found: dict[tuple[int, str], Counter[int]] = {}

    @property
    def keys(self) -> list[str]:
        """Return the periods, the earliest first."""
        return [one.key for one in self.periods]

    @cached_property
    def area_items(self) -> dict[str, list[str]]:
        """Return the rated questions of each area."""
        found: dict[str, list[str]] = {}
        for item in self.responses.items.values():
            if item.area and item.spec.kind == "scale":
                found.setdefault(item.area, []).append(item.id)
        return found

    def by_half(self, figure: str, attribute: str = "") -> dict[str, ByTime]:
        """Return number and sum per group and half-year; without an attribute the group is ""."""
        key = (figure, attribute)
        if key not in self._found:
            self._found[key] = self._count(figure, attribute)
        return self._found[key]

    def by_period(self, figure: str, attribute: str = "") -> dict[str, ByTime]:
        """Return number and sum per group and period, of all periods that can be shown."""
        return {
            value: self._pool(halves) for value, halves in self.by_half(figure, attribute).items()
        }

    def pieces(self, figure: str) -> dict[Piece, int]:
        """Return how many there are of each half-year, category and unit."""
        names, steps = self.responses.codes.names, self._steps(figure)
        found: Counter[Piece] = Counter()
        for chunk in self.responses.chunks:
            if chunk.half in self.period_of:
                for (category, unit, code), n in self._joined(chunk, figure, *KNOWN).items():
                    found[chunk.half, names[category], names[unit]] += n if steps(code) else 0
        return {piece: n for piece, n in found.items() if n}

    def answers(
        self, item_id: str, rows: Mapping[int, tuple[str, ...]]
    ) -> dict[str, dict[str, int]]:
        """Return how many gave each answer, by period; "" is everybody who gave any.

        `rows` says which answers a code stands for.
        """
        found: dict[str, dict[str, int]] = {"": dict.fromkeys(self.keys, 0)}
        for chunk in self.responses.chunks:
            period = self.period_of.get(chunk.half)
            for code, n in self._codes(chunk, item_id).items() if period else ():
                given = rows[code]
                for row in ("", *given) if given else ():
                    cells = found.setdefault(row, dict.fromkeys(self.keys, 0))
                    cells[str(period)] += n
        return found

    def _count(self, figure: str, attribute: str) -> dict[str, ByTime]:
        values = self.responses.values(attribute) if attribute else [""]
        steps = self._steps(figure)
        found: dict[str, ByTime] = {}
        for chunk in self.responses.chunks:
            if attribute:
                pairs = self._joined(chunk, figure, attribute)
            else:
                pairs = Counter({(0, code): n for code, n in self._codes(chunk, figure).items()})
            for (group, code), n in pairs.items():
                if step := steps(code):
                    halves = found.setdefault(values[group], {})
                    halves[chunk.half] = added(halves.get(chunk.half, (0, 0)), (n, n * step))
        return found

    def _joined(self, chunk: Chunk, figure: str, *attributes: str) -> Counter[tuple[int, ...]]:
        """Return how often codes of groups and of a figure stand together.

        Everybody is counted with the index, so that one count does for both.
        """
        measured = INDEX if figure == RESPONSES else figure
        key = (id(chunk), measured, attributes)
        if key not in self._joined_found:
            groups = [chunk.column(one) for one in attributes]
            counted = Counter(zip(*groups, self._measured(measured, chunk), strict=True))
            self._joined_found[key] = counted
        return self._joined_found[key]

    def _codes(self, chunk: Chunk, figure: str) -> Counter[int]:
        """Return how often each code stands in a column, counted once."""
        key = (id(chunk), figure)
        if key not in self._codes_found:
            self._codes_found[key] = Counter(self._measured(figure, chunk))
        return self._codes_found[key]

    def _measured(self, figure: str, chunk: Chunk) -> Iterable[int]:
        if figure in (RESPONSES, INDEX):
            return chunk.index
        if figure not in self.area_items:
            return chunk.column(figure)
        # One byte per response, 1 for a rating; all of a column at once as one large number.
        rated = 0
        for one in self.area_items[figure]:
            steps = self.responses.steps(self.responses.items[one].spec)
            flags = [1 if step else 0 for step in steps]
            rated |= int.from_bytes(bytes(map(flags.__getitem__, chunk.column(one))), "big")
        return rated.to_bytes(chunk.n, "big")

    def _steps(self, figure: str) -> Callable[[int], int]:
        if figure == RESPONSES:
            return lambda _: 1
        if figure == INDEX or figure in self.area_items:
            return int
        return self.responses.steps(self.responses.items[figure].spec).__getitem__

    def _pool(self, halves: ByTime) -> ByTime:
        found: ByTime = dict.fromkeys(self.keys, (0, 0))
        for half, sums in halves.items():
            if half in self.period_of:
                key = self.period_of[half]
                found[key] = added(found[key], sums)
        return found


def added(one: Sum, other: Sum) -> Sum:
    """Return both together."""
    return one[0] + other[0], one[1] + other[1]


def in_view(sums: ByTime, view: str) -> Sum:
    """Return the sums of one period, or of all together."""
    if view != ALL:
        return sums.get(view, (0, 0))
    total = (0, 0)
    for one in sums.values():
        total = added(total, one)
    return total
