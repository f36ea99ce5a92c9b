"""Somebody collects every number of every view of the report and a pencil: finds no few answers."""

from collections import Counter
from itertools import combinations, product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.evaluations.report_figures import Figures
from kiosk.evaluations.rules_report import ATTRIBUTES, Group
from tests.support.reports import answers
from tests.support.solver import Reader, _echelon
from tests.unit.test_report_figures import K, figures

HALVES = ("2025-1", "2025-2", "2026-1", "2027-2")
OUTCOMES = ("won", "lost", "nobid", "")
PLACES = (("Bygg", "Skola"), ("Bygg", "Gata"), ("IT", "Skola"), ("IT", "IT"))


class ReportReader(Reader):
    """Know which answers each figure of the report is of, and all that is shown of them."""

    def __init__(self, found: Figures, pieces: Counter[Any], names: tuple[str, ...]) -> None:
        self.places = list(pieces)
        self.pieces, self.names = pieces, names
        self.equations = [(cells, 0) for cells in self.sums(found)]
        self._basis = _echelon([self.vector(cells) for cells, _ in self.equations])

    def sums(self, found: Figures) -> list[list[Any]]:
        """Return the pieces of every figure that some view shows."""
        halves = {view: found.halves(view) for view in found.views}
        views = [(view, None) for view in found.views if found.index(view).state == "shown"]
        groups = [
            (view, Group(name, value))
            for view in found.views
            for name in ATTRIBUTES
            if name in self.names
            for value in found.values(name)
            if found.index(view, Group(name, value)).state == "shown"
        ]
        points = [one.halves for one in found.trend if one.index.state == "shown"]
        kept = [self.among(halves[view], group) for view, group in [*views, *groups]]
        return [*kept, *(self.among(one, None) for one in points)]

    def among(self, halves: Any, group: Group | None) -> list[Any]:
        place = self.names.index(group.attribute) + 1 if group else 0
        return [
            one for one in self.places
            if one[0] in halves and (group is None or one[place] == group.value)
        ]  # fmt: skip

    def secrets(self, most: int = 3) -> list[tuple[Any, ...]]:
        """Return the sums of one to K-1 answers that can be computed."""
        small = [one for one in self.places if 0 < self.pieces[one] < K]
        return [
            some
            for size in range(1, most + 1)
            for some in combinations(small, size)
            if sum(self.pieces[one] for one in some) < K and self.can_compute(some)
        ]


def pooled(*parts: tuple[int, str, str, tuple[str, str]]) -> Figures:
    return figures(
        *(
            (n, half, answers(out=out) | {"category": place[0], "unit": place[1]})
            for n, half, out, place in parts
        )
    )


PARTS = st.lists(
    st.tuples(
        st.integers(1, 9),
        st.sampled_from(HALVES),
        st.sampled_from(OUTCOMES),
        st.sampled_from(PLACES),
    ),
    min_size=2,
    max_size=14,
)


@settings(deadline=None, max_examples=120)
@given(PARTS)
def test_no_few_answers_can_be_computed_from_all_groups_of_an_outcome(parts):
    # Nobody knows which outcomes nobody of a half-year has: all are unknown to the reader.
    pieces: Counter[Any] = Counter(dict.fromkeys(product(HALVES, OUTCOMES), 0))
    for n, half, out, _place in parts:
        pieces[half, out] += n
    assert not ReportReader(pooled(*parts), pieces, ("out",)).secrets()


@settings(deadline=None, max_examples=120)
@given(PARTS)
def test_nor_by_who_knows_which_procurements_each_category_unit_and_half_year_has(parts):
    pieces: Counter[Any] = Counter()
    for n, half, _out, place in parts:
        pieces[half, *place] += n
    assert not ReportReader(pooled(*parts), pieces, ("category", "unit")).secrets()


def test_the_reader_finds_what_a_careless_report_would_tell():
    parts = [(9, "2025-1", "won", PLACES[0]), (3, "2025-1", "lost", PLACES[0])]
    careless = pooled(*parts)
    careless.may_show = lambda *_: True  # type: ignore[method-assign]
    careless._shows = lambda *_: True  # type: ignore[method-assign]
    pieces: Counter[Any] = Counter({("2025-1", "won"): 9, ("2025-1", "lost"): 3})
    assert ReportReader(careless, pieces, ("out",)).secrets()


@settings(deadline=None, max_examples=60)
@given(PARTS)
@pytest.mark.parametrize("item", ["c_won", "again"])
def test_rows_of_a_distribution_that_are_hidden_cannot_be_told_from_their_sum(item, parts):
    given_answers = {"won": '["yes"]', "lost": '["no"]', "nobid": '["sure"]', "": '["no"]'}
    found = figures(
        *((n, half, answers(out=out, **{item: given_answers[out]})) for n, half, out, _ in parts)
    )
    for view in found.views:
        shown = found.distribution(item, view)
        known = sum(n for _name, n in shown.rows if n is not None)
        hidden = [name for name, n in shown.rows if n is None]
        assert shown.n == 0 or shown.n >= K
        assert shown.n - known == 0 or (shown.n - known >= K and len(hidden) > 1)
