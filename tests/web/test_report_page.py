"""The pooled report: its order, its figures, its filters, and what it never says."""

from datetime import date
from typing import Any

import pytest

from tests.support.reports import give, hold, in_autumn, note
from tests.web.checking import CheckingClient, find, words

LABEL = "Index enligt NKI-modellen, lika vikter. Inte SKR:s NUI."
PAGES = ["/report", "/report.csv", "/report.xlsx", "/codebook.csv", "/report/remarks"]
FORMS = [
    "/report/notes", "/report/notes/1/removing", "/published-reports",
    "/published-reports/x/withdrawing", "/report/remarks/x/showing",
]  # fmt: skip


@pytest.fixture(autouse=True)
def _autumn(monkeypatch: pytest.MonkeyPatch) -> None:
    in_autumn(monkeypatch)


def section(page: Any, name: str) -> str:
    return words(find(page, f".//main//section[@aria-labelledby='{name}']")[0])


def rows(page: Any, name: str) -> list[list[str]]:
    """Return the rows of the tables of a section, cell by cell."""
    found = find(page, f".//main//section[@aria-labelledby='{name}']//tr")
    return [[words(cell) for cell in row] for row in found]


def test_the_report_is_read_in_the_order_that_was_agreed(as_procurement: CheckingClient):
    give(9)
    hold(20, 9)
    note("Ny policy")
    page = as_procurement.get("/report")
    seen = [one.get("aria-labelledby") for one in find(page, ".//main//section")]
    order = ["turnout", "index", "areas", "follow-ups", "texts", "notes"]
    assert [one for one in seen if one in order] == order


def test_the_index_stands_with_its_label_and_what_it_is_built_on(as_procurement: CheckingClient):
    give(8, ratings=(8, 8, 7))
    give(4, ratings=(8, 8))
    hold(40, 12)
    index = section(as_procurement.get("/report"), "index")
    assert index.count(LABEL) >= 1
    assert "74" in index
    assert "Bygger på 8 svar. 40 var inbjudna och 30 % svarade." in index


def test_wherever_an_index_stands_so_does_the_label(as_procurement: CheckingClient):
    give(9, inf1=8, inf2=9)
    page = as_procurement.get("/report")
    assert LABEL in section(page, "index")
    assert LABEL in section(page, "compared")
    assert LABEL in section(page, "areas")


def test_below_the_threshold_there_is_nothing_but_the_response_rate(
    as_procurement: CheckingClient,
):
    give(6, ratings=(10, 10, 10))
    hold(8, 6)
    page = as_procurement.get("/report")
    text = words(find(page, ".//main")[0])
    assert ["2026, januari–juni", "8", "6", "75 %"] in rows(page, "later")
    assert "Inga siffror än" in text
    assert not find(page, ".//*[@class='headline-number']")
    assert "100" not in text


def test_a_later_year_with_few_shows_its_rate_below_the_figures(as_procurement: CheckingClient):
    give(9, half="2025-2")
    give(2, half="2026-2")
    hold(5, 2, date(2026, 9, 1))
    page = as_procurement.get("/report")
    assert words(find(page, ".//h1")[0]) == "Rapport · 2025"
    assert ["2026, juli–december", "5", "2", "40 %"] in rows(page, "later")


def test_answers_that_wait_are_said_and_are_in_no_figure(as_procurement: CheckingClient):
    give(9, ratings=(7, 6, 5))
    give(4, ratings=(1, 1, 1), waiting=True)
    hold(30, 13)
    page = as_procurement.get("/report")
    assert "4 svar väntar tills de är minst 7" in section(page, "turnout")
    assert "Bygger på 9 svar" in section(page, "index")
    assert "56" in section(page, "index")


def test_nothing_is_told_of_a_procurement_whose_award_is_withdrawn(as_procurement: CheckingClient):
    hold(13, 9)
    from kiosk import clock
    from kiosk.db import write
    from kiosk.evaluations.models import Procurement

    write(lambda: Procurement.update(withdrawn_at=clock.now()).execute())
    text = words(find(as_procurement.get("/report"), ".//main")[0])
    assert "13" not in text


def test_a_group_is_shown_by_its_index_and_its_areas(as_procurement: CheckingClient):
    give(9, out="won", ratings=(10, 10, 10), inf1=10, inf2=10)
    give(9, out="lost", ratings=(1, 1, 1), inf1=1, inf2=1)
    page = as_procurement.get("/report?group=out:won")
    assert "100" in section(page, "index")
    assert "alla: 50" in section(page, "areas")
    assert not find(page, ".//section[@aria-labelledby='follow-ups']")


def test_a_group_with_a_small_remainder_is_refused_with_a_sentence(as_procurement: CheckingClient):
    give(9, out="won", ratings=(10, 10, 10))
    give(3, out="lost", ratings=(1, 1, 1))
    page = as_procurement.get("/report?group=out:won", status=422)
    assert "Gruppen kan inte visas." in words(find(page, ".//*[@id='error-summary']")[0])
    assert "Bygger på 12 svar" in section(page, "index")
    assert find(page, ".//select[@id='f-group']/optgroup/option[@selected]")


def test_two_groups_at_once_are_refused_with_a_sentence(as_procurement: CheckingClient):
    give(9, out="won")
    give(9, out="lost")
    page = as_procurement.get("/report?group=out:won&group=size:s1", status=422)
    assert "Bara en grupp i taget" in words(find(page, ".//*[@id='error-summary']")[0])
    for path in ("/report.csv", "/report.xlsx"):
        as_procurement.get(f"{path}?group=out:won&group=size:s1", status=422)


@pytest.mark.parametrize(
    "group", ["out:king", "name:Anna", "category:Finns inte", "out:", ":", "x"]
)
def test_a_group_that_does_not_exist_is_refused(as_procurement: CheckingClient, group: str):
    give(9)
    as_procurement.get("/report", query_string={"group": group}, status=422)


def test_a_period_that_does_not_exist_is_the_latest(as_procurement: CheckingClient):
    give(9)
    page = as_procurement.get("/report?period=1066")
    assert words(find(page, ".//h1")[0]) == "Rapport · 2026"


def test_groups_that_cannot_be_shown_say_so_in_the_list(as_procurement: CheckingClient):
    give(15, out="won")
    give(12, out="lost")
    give(9, out="nobid")
    give(3, out="rejected")
    options = [words(one) for one in find(as_procurement.get("/report"), ".//optgroup/option")]
    assert "Anbudet förkastades eller prövades inte (visas inte)" in options
    assert "Vi fick kontrakt, helt eller delvis" in options


def test_the_trend_shows_half_years_and_what_happened(as_procurement: CheckingClient):
    give(9, half="2025-1", ratings=(1, 1, 1))
    give(9, half="2025-2", ratings=(10, 10, 10))
    note("Ny inköpspolicy", kind="marker", half="2025-2")
    page = as_procurement.get("/report")
    assert ["2025 jan–jun", "0", "9"] in rows(page, "trend")
    assert ["2025 jul–dec 1", "100", "9"] in rows(page, "trend")
    assert "2025, juli–december: Ny inköpspolicy" in section(page, "trend")


def test_a_note_can_be_added_and_removed(as_procurement: CheckingClient):
    typed = {"half": "2026-1", "kind": "note", "text": "Vi svarar snabbare nu."}
    give(9)
    as_procurement.post("/report/notes", data=typed)
    page = as_procurement.get("/report")
    assert "Vi svarar snabbare nu." in section(page, "notes")
    form = find(page, ".//section[@aria-labelledby='notes']//li/form")[0]
    as_procurement.post(str(form.get("action")))
    assert "Vi svarar snabbare nu." not in as_procurement.get("/report").text


@pytest.mark.parametrize(
    ("field", "typed"),
    [("text", " "), ("text", "x" * 1001), ("half", "1999-1"), ("kind", "joke")],
)
def test_a_note_with_a_fault_is_kept_and_says_what(
    as_procurement: CheckingClient, field: str, typed: str
):
    data = {"half": "2026-1", "kind": "note", "text": "Vi svarar snabbare."} | {field: typed}
    page = as_procurement.post("/report/notes", data=data, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")


def test_the_report_is_whole_in_english(as_procurement: CheckingClient):
    give(9)
    as_procurement.post("/language", data={"lang": "en", "next": "/report"})
    text = words(find(as_procurement.get("/report"), ".//main")[0])
    assert "Index by the NKI model, equal weights. Not SKR's NUI." in text


@pytest.mark.parametrize("path", PAGES)
def test_the_report_is_for_those_who_work_with_procurement(sign_in: Any, client, path: str):
    assert "/sessions/new" in client.get(path, status=303).location
    for role in ("host", "admin"):
        sign_in(role).get(path, status=404)


@pytest.mark.parametrize("path", FORMS)
def test_nobody_else_changes_anything(sign_in: Any, client, path: str):
    assert "/sessions/new" in client.post(path).location
    for role in ("host", "admin"):
        sign_in(role).post(path, status=404)
