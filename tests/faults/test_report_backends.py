"""The report says the same on either database."""

from typing import Any

from kiosk.evaluations import exports, queries_remarks, queries_report
from kiosk.evaluations.queries_report_page import get_report
from tests.faults.houses import House
from tests.support.reports import give, hold, write_texts


def fill() -> None:
    give(9, out="won", category="Bygg", unit="Gata", ratings=(10, 10, 10))
    give(8, out="lost", category="IT", unit="IT", ratings=(1, 1, 1))
    give(3, half="2027-1", waiting=True)
    hold(30, 17)
    write_texts([f"Text {number}" for number in range(7)])
    write_texts(["Oläst"], state="new")


def test_the_report_is_the_same_on_both_databases(house: House):
    fill()
    report = get_report("2026")
    figures: Any = report.figures
    assert (figures.index.number, figures.index.n) == (53, 17)
    shown = {one.label: [group.number for group in one.groups] for one in figures.comparisons}
    assert shown["Kategori"] == [100, 0]
    assert shown["Enhet"] == [100, 0]
    assert (report.turnout.invited, report.turnout.answered) == (30, 17)
    assert sorted(report.texts[0].texts) == [f"Text {number}" for number in range(7)]


def test_what_waits_is_counted_and_nowhere_else(house: House):
    fill()
    assert queries_report.list_turnouts()[-1].waiting == 3
    assert queries_remarks.count_unread() == 1
    assert "2027" not in exports.report_csv().decode().split("Följdfrågor")[1]
