"""Find out how far hidden figures of a table may move when everything shown stays as it is.

A table with its totals is a network: answers flow from the corner to the rows, from the rows
through the cells to the columns, and back to the corner; what goes into a node comes out of it.
A figure that is shown cannot change. A hidden one can grow without end, and shrink to zero. So
the figures that a reader could think of are the circulations of the hidden arcs, and the largest
that one of them can be is a largest flow (Ford and Fulkerson): that of the smallest sum of hidden
figures that can be computed and that it is in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush

# A flow that nothing holds back.
ENDLESS = 1 << 60


@dataclass(slots=True)
class Arc:
    """Be one figure: a cell or a total, from one node to another.

    `price` is what hiding it costs; None if that is not possible. `kept` stays hidden.
    """

    tail: int
    head: int
    count: int
    price: int | None = None
    hidden: bool = False
    kept: bool = False


# One step of a path: the arc, and whether its figure grows.
Step = tuple[int, bool]


class Network:
    """Hold the figures of one table, and which of them are hidden."""

    def __init__(self, nodes: int) -> None:
        """Begin with nodes and no figure."""
        self.arcs: list[Arc] = []
        self._near: list[list[tuple[int, int, bool]]] = [[] for _ in range(nodes)]
        self._free: list[list[tuple[int, int, bool]]] = [[] for _ in range(nodes)]
        self._change: dict[int, int] = {}

    def add(self, tail: int, head: int, count: int, price: int | None) -> int:
        """Add a figure that is shown and return its number."""
        number = len(self.arcs)
        self.arcs.append(Arc(tail, head, count, price))
        self._near[tail].append((number, head, True))
        self._near[head].append((number, tail, False))
        return number

    def hide(self, number: int) -> None:
        """Hide a figure."""
        arc = self.arcs[number]
        if not arc.hidden:
            arc.hidden = True
            self._free[arc.tail].append((number, arc.head, True))
            self._free[arc.head].append((number, arc.tail, False))

    def show(self, number: int) -> None:
        """Show a hidden figure again."""
        arc = self.arcs[number]
        arc.hidden = False
        self._free[arc.tail].remove((number, arc.head, True))
        self._free[arc.head].remove((number, arc.tail, False))

    def room(self, number: int, grows: bool, enough: int) -> int:
        """Return by how much a figure can grow or shrink by what is hidden now, at most `enough`.

        How far a hidden figure can shrink by itself is its count, and not looked at here.
        """
        self._change = {}
        arc = self.arcs[number]
        start, end = (arc.head, arc.tail) if grows else (arc.tail, arc.head)
        return self._push(start, end, number, enough)

    def make_room(self, number: int, enough: int) -> Iterator[int]:
        """Yield the figures to hide, at the lowest price, so that one can grow by `enough`.

        Whoever asks hides each of them, and what else must go with it, before the next.
        """
        missing = enough - self.room(number, True, enough)
        start, end = self.arcs[number].head, self.arcs[number].tail
        while missing > 0:
            path = self._cheapest(start, end, number, missing) or self._cheapest(
                start, end, number, 1
            )
            yield from [arc for arc, _ in path if not self.arcs[arc].hidden]
            # What was pushed before stays pushed: the path was found in what that left.
            missing -= self._move(path, missing)
            missing -= self._push(start, end, number, missing)

    def _push(self, start: int, end: int, without: int, enough: int) -> int:
        pushed = 0
        # Wide ways first: mostly the first of them is enough.
        for width in (enough, 1):
            while pushed < enough and (path := self._way(start, end, without, width)):
                pushed += self._move(path, enough - pushed)
        return pushed

    def _move(self, path: list[Step], most: int) -> int:
        amount = min(most, *(self._capacity(arc, grows) for arc, grows in path))
        for arc, grows in path:
            self._change[arc] = self._change.get(arc, 0) + (amount if grows else -amount)
        return amount

    def _capacity(self, arc: int, grows: bool) -> int:
        return ENDLESS if grows else self.arcs[arc].count + self._change.get(arc, 0)

    def _way(self, start: int, end: int, without: int, width: int) -> list[Step]:
        """Return the shortest way along hidden figures, or nothing."""
        came: dict[int, tuple[int, Step]] = {start: (start, (without, True))}
        queue = [start]
        for node in queue:
            for arc, other, grows in self._free[node]:
                if other in came or arc == without:
                    continue
                if not grows and self._capacity(arc, grows) < width:
                    continue
                came[other] = (node, (arc, grows))
                if other == end:
                    return _walk_back(came, start, end)
                queue.append(other)
        return []

    def _cheapest(self, start: int, end: int, without: int, width: int) -> list[Step]:
        """Return the way that costs least, where hidden figures are free; nothing if none."""
        came: dict[int, tuple[int, Step]] = {}
        best = {start: 0}
        heap = [(0, start)]
        while heap:
            price, node = heappop(heap)
            if node == end:
                return _walk_back(came, start, end)
            if price > best[node]:
                continue
            for arc, other, grows in self._near[node]:
                cost = self._cost(arc)
                if cost is None or arc == without or self._capacity(arc, grows) < width:
                    continue
                if price + cost < best.get(other, ENDLESS):
                    best[other] = price + cost
                    came[other] = (node, (arc, grows))
                    heappush(heap, (price + cost, other))
        return []

    def _cost(self, number: int) -> int | None:
        arc = self.arcs[number]
        return 0 if arc.hidden else arc.price


def _walk_back(came: dict[int, tuple[int, Step]], start: int, end: int) -> list[Step]:
    path: list[Step] = []
    node = end
    while node != start:
        node, step = came[node]
        path.append(step)
    return path[::-1]
