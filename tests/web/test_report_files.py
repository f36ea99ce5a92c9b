"""The report as CSV and XLSX, and its codebook: what the page shows, and nothing that runs."""

import csv
import io
import re
from typing import Any

import openpyxl
import pytest
from flask import Flask
from python_calamine import CalamineWorkbook

from kiosk.evaluations import codebook, exports
from tests.support.reports import give, hold, in_autumn, note, write_texts
from tests.web.checking import CheckingClient, find, words

EVIL = ['=HYPERLINK("http://evil.example")', "+1", "-2", "@SUM(A1)", "a\n=1+1", "＝1", "\t=2"]
START = re.compile(r"[\s\"]*[=+\-@＝＋－＠]")


@pytest.fixture(autouse=True)
def _answers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    in_autumn(monkeypatch)
    give(9, out="won", ratings=(10, 10, 10), category="=1+1", unit="@enhet")
    give(4, out="lost", ratings=(1, 1, 1), category="=1+1", unit="@enhet")
    hold(40, 13)
    write_texts(EVIL)
    note("=cmd|' /C calc'!A0")


def table(client: CheckingClient, path: str) -> list[list[str]]:
    content = client.get(path).get_data()
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def numbers(cells: Any) -> set[str]:
    return {found for cell in cells for found in re.findall(r"\d+(?:,\d)?", str(cell or ""))}


def test_the_file_holds_the_figures_of_the_page(as_procurement: CheckingClient):
    rows = table(as_procurement, "/report.csv")
    index = next(row for row in rows if row[1:3] == ["index", "Index enligt NKI-modellen, lika "
                                                     "vikter. Inte SKR:s NUI."])  # fmt: skip
    assert index[4:7] == ["69", "", "13"]
    assert ["Vilka som har svarat", "invited", "2026", "Inbjudna", "40"] in rows
    assert next(row for row in rows if row[1] == "answered")[4:6] == ["13", "33"]


def test_what_the_page_hides_no_file_holds(as_procurement: CheckingClient):
    rows = table(as_procurement, "/report.csv")
    won = [row for row in rows if "Vi fick kontrakt, helt eller delvis" in row[3]]
    assert [row[4:7] for row in won] == [["", "", ""]]
    page = words(find(as_procurement.get("/report"), ".//section[@aria-labelledby='compared']")[0])
    assert "100" not in page
    assert "100" not in numbers(cell for row in rows for cell in row[4:7])


def test_the_workbook_holds_the_same_cells_as_the_text_file(as_procurement: CheckingClient):
    content = as_procurement.get("/report.xlsx").get_data()
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Rapport"]
    cells = [[exports.as_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    flat = [[cell for cell in row if cell] for row in table(as_procurement, "/report.csv")]
    texts = {row[1] for row in cells if row[0] == "Fritextsvar"}
    assert len(texts) == 2
    kept = [row for row in flat if row[0] != "Fritextsvar"]
    assert [[c for c in row if c] for row in cells if row[0] != "Fritextsvar"] == kept


def test_no_cell_of_the_workbook_is_or_begins_a_formula(as_procurement: CheckingClient):
    content = as_procurement.get("/report.xlsx").get_data()
    book = openpyxl.load_workbook(io.BytesIO(content))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert not [cell.value for cell in cells if START.match(str(cell.value))]
    assert not [cell for cell in cells if cell.hyperlink]


def test_another_reader_opens_the_workbook_too(as_procurement: CheckingClient):
    content = as_procurement.get("/report.xlsx").get_data()
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    assert book.sheet_names == ["Rapport", "Kodbok"]
    rows = book.get_sheet_by_name("Rapport").to_python()
    assert [row[4] for row in rows if row[1] == "invited"] == [40.0, 40.0]
    assert not [cell for row in rows for cell in row if START.match(str(cell))]


def test_no_cell_of_the_text_files_begins_a_formula(as_procurement: CheckingClient):
    for path in ("/report.csv", "/codebook.csv"):
        rows = table(as_procurement, path)
        assert not [cell for row in rows for cell in row if START.match(cell)]


def test_a_group_can_be_taken_home_too(as_procurement: CheckingClient):
    give(9, out="nobid")
    give(5, out="lost")
    rows = table(as_procurement, "/report.csv?group=out:nobid")
    assert [
        "Index",
        "group",
        "Bara",
        "Hur det slutade: Vi läste underlaget men lämnade inte anbud",
    ] in rows
    assert not [row for row in rows if row[0] in ("Fritextsvar", "Följdfrågor")]


def test_the_codebook_says_what_every_id_means_in_both_languages(as_procurement: CheckingClient):
    rows = table(as_procurement, "/codebook.csv")
    inf1 = next(row for row in rows if row[2] == "inf1")
    assert inf1[:6] == ["1", "", "inf1", "Skala", "Information", ""]
    assert inf1[6].startswith("Upphandlingsdokumenten")
    assert inf1[7].startswith("The procurement documents")
    codes = [row[5] for row in rows if row[2] == "out" and row[5]]
    assert codes == ["won", "lost", "rejected", "withdrew", "nobid", "na"]


def test_report_and_codebook_can_be_kept_when_the_answers_are_purged(as_procurement):
    assert b"Index enligt NKI-modellen" in exports.report_csv("2026")
    assert b"Index enligt NKI-modellen" in exports.report_csv()
    assert exports.report_csv("2026", "en").startswith(b'\xef\xbb\xbf"Part"')
    assert b"inf1" in codebook.codebook_csv()


def test_the_same_report_makes_the_same_file(as_procurement: CheckingClient):
    first = as_procurement.get("/codebook.csv").get_data()
    assert first == as_procurement.get("/codebook.csv").get_data()
