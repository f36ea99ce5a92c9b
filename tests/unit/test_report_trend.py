"""The trend: points, lines between those that compare, marks, and gaps said in words."""

from dataclasses import replace

import pytest

from kiosk.evaluations.report_figures import FEW, Figure, Point
from kiosk.evaluations.report_trend import Marker, draw_trend
from kiosk.evaluations.rules_report import wordings
from kiosk.i18n import use_language
from tests.support.reports import ITEMS


def point(name: str, value: float = 50, *versions: int) -> Point:
    return Point(name, (name,), Figure("shown", value, 9), frozenset(versions or (1,)))


SAME = {1: 0, 2: 0}
OTHER = {1: 0, 2: 1}


def test_neighbours_that_compare_are_joined():
    drawn = draw_trend([point("2025-1"), point("2025-2"), point("2026-1", 50, 2)], SAME, [])
    assert len(drawn.lines) == 2
    assert drawn.breaks == []


def test_other_words_in_the_index_cut_the_line():
    drawn = draw_trend([point("2025-1"), point("2025-2", 50, 2), point("2026-1", 50, 2)], OTHER, [])
    assert len(drawn.lines) == 1
    assert drawn.breaks == ["33.33%"]


def test_a_half_year_with_both_wordings_is_joined_to_neither():
    points = [point("2025-1"), point("2025-2", 50, 1, 2), point("2026-1", 50, 2)]
    assert draw_trend(points, OTHER, []).lines == []


def test_years_without_answers_cut_the_line_and_are_said():
    use_language("sv")
    drawn = draw_trend([point("2023-2"), point("2026-1")], SAME, [])
    assert drawn.lines == []
    assert drawn.gaps == "Inga svar: 2024, 2025."


def test_a_point_that_is_hidden_has_no_number_and_no_line():
    hidden = replace(point("2025-2"), index=FEW)
    drawn = draw_trend([point("2025-1"), hidden, point("2026-1")], SAME, [])
    assert drawn.lines == []
    assert (drawn.points[1].number, drawn.points[1].n) == (0, 0)


def test_what_happened_has_a_number_at_its_point():
    marks = [Marker("2025-2", "Ny policy"), Marker("2019-1", "Långt före")]
    drawn = draw_trend([point("2025-1"), point("2025-2")], SAME, marks)
    assert [one.markers for one in drawn.points] == ["", "1"]
    assert [one.words for one in drawn.markers] == ["2025, juli–december: Ny policy"]


def test_the_drawing_has_the_latest_and_the_table_all():
    points = [point(f"{year}-{half}") for year in range(2018, 2027) for half in (1, 2)]
    drawn = draw_trend(points, SAME, [])
    assert (len(drawn.points), len(drawn.drawn), len(drawn.lines)) == (18, 8, 7)
    assert drawn.drawn[-1].year == "2026"


@pytest.mark.parametrize(("value", "y", "label"), [(0, "100.0%", "93.0%"), (100, "0.0%", "14.0%")])
def test_the_ends_of_the_scale_stand_inside_the_drawing(value: float, y: str, label: str):
    drawn = draw_trend([point("2026-1", value)], SAME, []).points[0]
    assert (drawn.y, drawn.y_label) == (y, label)


def test_only_another_swedish_wording_of_the_index_is_another_wording():
    def reworded(key: str, **words: str):
        return [
            replace(one, spec=replace(one.spec, **words)) if one.id == key else one for one in ITEMS
        ]

    english = reworded("n1", prompt_en="Another")
    area = reworded("inf1", prompt_sv="Annat")
    index = reworded("n2", prompt_sv="Annat")
    found = wordings([(1, ITEMS), (2, english), (3, area), (4, index), (5, ITEMS)])
    assert found == {1: 0, 2: 0, 3: 0, 4: 1, 5: 0}
