"""No figure built on too few answers can be computed from a table as it is published."""

from itertools import combinations

import pytest
from hypothesis import assume
from hypothesis import strategies as st

from kiosk.questions.suppression import Period, periods, protect, protect_row
from tests.support.questions import given
from tests.support.solver import Reader

K = 7
# Small numbers, zeros and a few large ones: where suppression has something to do.
COUNT = st.sampled_from([0, 0, 1, 2, 3, 5, 6, 7, 8, 9, 12, 20, 40])


def tables(most_rows=6, most_columns=6, count=COUNT):
    def table(size):
        rows = st.lists(count, min_size=size[1], max_size=size[1])
        return st.lists(rows, min_size=size[0], max_size=size[0]).map(
            lambda lists: {f"r{i}": dict(enumerate(row)) for i, row in enumerate(lists)}
        )

    return st.tuples(st.integers(1, most_rows), st.integers(1, most_columns)).flatmap(table)


def total(counts, cells):
    return sum(counts[row][column] for row, column in cells)


def is_small(counts, cells, k=K):
    return 0 < total(counts, cells) < k


def lines(reader):
    """Return every single figure of a table: cells, totals and the total of everything."""
    return [
        *([place] for place in reader.places),
        *(reader.row(row) for row in reader.rows),
        *(reader.column(column) for column in reader.columns),
        reader.places,
    ]


@given(tables())
def test_a_reader_with_exact_algebra_computes_no_small_figure(counts):
    reader = Reader(counts, protect(counts, K))
    for cells in lines(reader):
        assert not (is_small(counts, cells) and reader.can_compute(cells)), cells


@given(tables(3, 4))
def test_whatever_sum_of_cells_can_be_computed_holds_none_or_enough(counts):
    reader = Reader(counts, protect(counts, K))
    # A mean over a pool of people is as much as told when their sum is.
    for size in range(1, len(reader.places) + 1):
        for cells in combinations(reader.places, size):
            assert not (is_small(counts, cells) and reader.can_compute(cells)), cells


@given(tables(3, 2, st.integers(0, 6)) | tables(2, 3, st.sampled_from([0, 1, 2, 4, 5, 7])))
def test_a_reader_who_knows_that_nothing_is_below_zero_finds_no_more(counts):
    shown = protect(counts, 5)
    reader = Reader(counts, shown)
    assume(all(shown.column(column) for column in reader.columns))
    largest: dict[object, int] = {}
    for table in reader.possible(most=20):
        for cells in lines(reader):
            key = tuple(cells)
            largest[key] = max(largest.get(key, 0), sum(table[cell] for cell in cells))
    # As far as anybody can tell, each small figure might be one that is large enough to show.
    assert all(most >= 5 for cells, most in largest.items() if is_small(counts, cells, 5))


@given(tables())
def test_hidden_cells_of_a_line_are_two_or_more_and_hold_none_or_enough(counts):
    shown = protect(counts, K)
    reader = Reader(counts, shown)
    known = [reader.row(row) for row in reader.rows if shown.total(row)]
    known += [reader.column(column) for column in reader.columns if shown.column(column)]
    for line in known:
        hidden = [cell for cell in line if not shown.cell(*cell)]
        assert total(counts, hidden) == 0 or (total(counts, hidden) >= K and len(hidden) > 1)


@given(tables())
def test_a_small_figure_is_never_shown_and_without_one_nothing_is_hidden(counts):
    shown = protect(counts, K)
    reader = Reader(counts, shown)
    hidden = [line for line in lines(reader) if line not in published(reader)]
    small = [line for line in lines(reader) if is_small(counts, line)]
    assert all(line in hidden for line in small)
    if not small:
        assert hidden == []


def published(reader):
    return [cells for cells, _ in reader.equations]


@given(tables())
def test_totals_of_columns_are_shown_when_all_are_large_enough(counts):
    shown = protect(counts, K)
    reader = Reader(counts, shown)
    if not any(is_small(counts, reader.column(column)) for column in reader.columns):
        assert all(shown.column(column) for column in reader.columns)
        assert shown.everything == (not is_small(counts, reader.places))
    for column in reader.columns:
        if not shown.column(column):
            assert not any(shown.cell(*cell) for cell in reader.column(column))


@given(tables(30, 20, st.sampled_from([0, 1, 2, 6, 7, 30])))
def test_a_large_table_is_decided_the_same_way_every_time(counts):
    shown = protect(counts, K)
    assert shown == protect({row: dict(cells) for row, cells in counts.items()}, K)
    assert {shown.cell(*cell) for cell in shown.cells} <= {True}


def test_the_smallest_cells_that_do_the_job_are_hidden_too():
    counts = {
        "won": {2025: 12, 2026: 14, 2027: 9},
        "lost": {2025: 20, 2026: 31, 2027: 17},
        "rejected": {2025: 8, 2026: 10, 2027: 3},
        "nobid": {2025: 9, 2026: 8, 2027: 10},
    }
    shown = protect(counts, K)
    hidden = [counts[r][c] for r in counts for c in counts[r] if not shown.cell(r, c)]
    # A rectangle of rejected and nobid, 2025 and 2027.
    assert hidden == [8, 3, 9, 10]
    assert all(shown.total(row) for row in counts)
    assert shown.everything


def test_a_column_with_too_few_is_hidden_whole_and_cannot_be_told_from_the_total():
    counts = {"yes": {2025: 1, 2026: 9, 2027: 20}, "no": {2025: 0, 2026: 8, 2027: 30}}
    shown = protect(counts, K)
    assert not shown.column(2025)
    assert not shown.cell("no", 2025)
    # Another year goes with it, so that the total of all years can still be shown.
    assert (shown.column(2026), shown.column(2027), shown.everything) == (False, True, True)
    assert shown.total("no")


def test_a_cell_that_is_left_out_is_zero_and_zero_is_shown():
    shown = protect({"yes": {2025: 9}, "no": {2026: 9}}, K)
    assert shown.cell("no", 2025)
    assert shown.total("no")
    assert not shown.cell("maybe", 2025)
    assert not shown.total("maybe")
    assert not shown.column(2024)


def test_a_table_of_nothing_hides_nothing():
    assert protect({}, K).everything
    assert protect({"yes": {}}, K).total("yes")
    assert protect({"yes": {2025: 0}}, K).cell("yes", 2025)


@pytest.mark.parametrize("k", [-1, 0, 1, 4, 5])
def test_no_setting_shows_fewer_than_five(k):
    assert protect_row({"a": 4, "b": 5, "c": 9}, k) == {"c"}
    assert protect_row({"a": 5, "b": 5}, k) == {"a", "b"}


def test_a_count_below_zero_is_an_error():
    with pytest.raises(ValueError, match="negative"):
        protect({"yes": {2025: 9, 2026: -1}}, K)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 7, "b": 8, "c": 0}, {"a", "b", "c"}),
        ({"a": 3, "b": 20, "c": 9}, {"b"}),
        ({"a": 3, "b": 3, "c": 9, "d": 30}, {"d"}),
        ({"a": 3, "b": 4, "c": 9}, {"c"}),
        ({"a": 3, "b": 2, "c": 1}, set()),
        ({"a": 3, "b": 0}, set()),
        ({}, set()),
    ],
)
def test_of_one_row_the_smallest_that_is_enough_is_hidden_too(counts, shown):
    assert protect_row(counts, K) == shown


def test_a_year_with_enough_is_a_period():
    assert periods({"2025-1": 7, "2026-2": 4, "2026-1": 4}, K) == [
        Period("2025", ("2025-1",), 7, halves_shown=True),
        Period("2026", ("2026-1", "2026-2"), 8, halves_shown=False),
    ]


def test_small_years_are_joined_with_the_next_and_what_is_left_waits():
    responses = {"2024-2": 3, "2025-2": 3, "2026-1": 20, "2027-1": 0, "2027-2": 6}
    assert periods(responses, K) == [
        Period("2024-2026", ("2024-2", "2025-2", "2026-1"), 26, halves_shown=False)
    ]
    assert periods({}, K) == []
    assert periods({"2026-1": 4}, 1) == []


@given(
    st.dictionaries(
        st.tuples(st.integers(2020, 2030), st.integers(1, 2)), st.integers(0, 20), max_size=12
    )
)
def test_every_period_is_large_enough_and_what_waits_is_not(found):
    responses = {f"{year}-{half}": n for (year, half), n in found.items()}
    result = periods(responses, K)
    inside = [half for period in result for half in period.half_years]
    assert inside == sorted(half for half in inside if responses[half])
    assert all(period.n == sum(responses[half] for half in period.half_years) for period in result)
    assert all(period.n >= K for period in result)
    assert sum(responses.values()) - sum(period.n for period in result) < K
