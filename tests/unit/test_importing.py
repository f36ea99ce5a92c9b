"""Address lists as files: every dress a table comes in, and what is no table at all."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from kiosk.evaluations.rules_addresses import read_addresses
from kiosk.importing import reading as importing
from kiosk.importing.reading import NotATableError, read_file, read_text

FILES = Path(__file__).parents[1] / "support" / "files"
# As Calc of LibreOffice 7.4 writes it with "quote all text cells", in Windows-1252.
CALC = (
    '"E-postadress";"Anbudsgivare";"Kontaktperson";"Org.nr"\n'
    '"asa.oberg@malarbygg.example";"Mälarbygg, Mark & Co AB";"Åsa Öberg";"556677-8899"\n'
    ';"Handskrivna Bolaget";"Eva Lind";\n"info@vast.example";"Städ i Väst AB";;5566778800\n'
)
PEOPLE = [
    ("Mälarbygg, Mark & Co AB", "Åsa Öberg", "asa.oberg@malarbygg.example"),
    ("Handskrivna Bolaget", "Eva Lind", ""),
    ("Städ i Väst AB", "", "info@vast.example"),
]
ROWS = [["Företag", "Kontaktperson", "E-post"], *map(list, PEOPLE)]


def text(delimiter: str = ";", end: str = "\r\n") -> str:
    """Write the rows as Excel does: quoted only where it must be."""
    lines = [
        delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) for row in ROWS
    ]
    return end.join(lines) + end


def workbook(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def sheet(rows: list[list[str]]) -> bytes:
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet("Anbudsgivare")
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)

    return workbook(fill)


def people(content: bytes) -> list[tuple[str, str, str]]:
    table = read_file(content)
    found = read_addresses(table.rows, table.more).usable
    return [(row.company, row.contact, row.email) for row in found]


DRESSES = {
    "Excel, semicolons, Windows-1252": text().encode("cp1252"),
    "Excel, semicolons, UTF-8 with its mark": text().encode("utf-8-sig"),
    "semicolons, UTF-8 without mark": text().encode(),
    "commas, old line ends": text(",", "\r").encode(),
    "tabs, Unix line ends": text("\t", "\n").encode(),
    "Excel's Unicode text": text("\t").encode("utf-16"),
    "UTF-16 that begins with the other byte": b"\xfe\xff" + text("\t").encode("utf-16-be"),
    "UTF-16 without mark": text("\t").encode("utf-16-le"),
    "a delimiter that is named": ("sep=,\r\n" + text(",")).encode("cp1252"),
    "Calc's CSV": CALC.encode("cp1252"),
    "no last line end": text().rstrip().encode(),
    "empty lines between": text(end="\r\n\r\n\r\n").encode(),
    "XLSX": sheet(ROWS),
    "XLSX with a title above": sheet([["Anbud i upphandling 117"], [], *ROWS]),
    "LibreOffice's XLSX": (FILES / "libreoffice.xlsx").read_bytes(),
    "LibreOffice's ODS": (FILES / "libreoffice.ods").read_bytes(),
    "LibreOffice's XLS": (FILES / "libreoffice.xls").read_bytes(),
}


@pytest.mark.parametrize("content", DRESSES.values(), ids=DRESSES)
def test_a_list_says_the_same_in_every_dress(content: bytes):
    assert people(content) == PEOPLE


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_a_pasted_list_needs_no_choice_of_delimiter(delimiter: str):
    assert read_text(text(delimiter)).rows == ROWS


def test_a_row_with_a_lost_quotation_mark_swallows_no_other():
    lines = ["Företag;E-post", 'Alfa "Bygg AB;a@alfa.example', '"Beta AB;b@beta.example']
    lines += [f"Bolag {number};c{number}@gamma.example" for number in range(9)]
    rows = read_text("\n".join(lines)).rows
    assert len(rows) == 12
    assert rows[2] == ["Beta AB", "b@beta.example"]


def test_two_lost_quotation_marks_swallow_nothing_between_them():
    lines = [f"Bolag {number};c{number}@gamma.example" for number in range(9)]
    text = "\n".join(['"Alfa AB;a@alfa.example', *lines, 'Beta AB";b@beta.example'])
    assert len(read_text(text).rows) == 11


def test_a_quoted_cell_may_have_two_lines():
    assert read_text('Företag;E-post\n"Alfa\nAB";a@alfa.example').rows[1][0] == "Alfa\nAB"


def test_numbers_dates_and_formulas_come_as_they_are_shown():
    def fill(book: xlsxwriter.Workbook) -> None:
        page = book.add_worksheet()
        page.write_row(0, 0, [5566778899, 0.5, True])
        page.write_datetime(1, 0, date(2026, 12, 1), book.add_format({"num_format": "yyyy-mm-dd"}))
        page.write_formula(1, 1, '="Alfa"&" AB"', None, "Alfa AB")
        page.write_formula(1, 2, '=HYPERLINK("https://example.org","a")', None, "a@alfa.example")

    rows = read_file(workbook(fill)).rows
    assert rows[0][:2] == ["5566778899", "0.5"]
    assert rows[1][0].startswith("2026-12-01")
    assert rows[1][1:] == ["Alfa AB", "a@alfa.example"]


def test_a_formula_nobody_has_worked_out_is_not_worked_out_here():
    book = openpyxl.Workbook()
    book.active.append(["Alfa AB", '=WEBSERVICE("https://example.org")', "a@alfa.example"])
    out = io.BytesIO()
    book.save(out)
    assert read_file(out.getvalue()).rows == [["Alfa AB", "", "a@alfa.example"]]


def test_the_first_sheet_with_rows_that_is_shown_is_read():
    def fill(book: xlsxwriter.Workbook) -> None:
        book.add_worksheet("Tomt")
        hidden = book.add_worksheet("Dolt")
        hidden.write(0, 0, "hemligt")
        hidden.hide()
        page = book.add_worksheet("Lista")
        for number, row in enumerate(ROWS):
            page.write_row(number, 0, row)

    assert read_file(workbook(fill)).rows == ROWS


@pytest.mark.parametrize("rows", [5000, 5007])
def test_five_thousand_rows_are_taken_and_the_rest_are_counted(rows: int):
    many = [[f"Bolag {number} AB", "", f"b{number}@example.org"] for number in range(rows)]
    for content in (sheet([ROWS[0], *many]), "\n".join(map(";".join, [ROWS[0], *many])).encode()):
        table = read_file(content)
        found = read_addresses(table.rows, table.more)
        assert (len(found.usable), found.more) == (5000, rows - 5000)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("__", "/") + ".xml", content)
    return out.getvalue()


def corner() -> bytes:
    """Make a sheet of two cells that asks its reader for 500 GB."""
    book = openpyxl.Workbook()
    book.active["A1"], book.active["XFD1048576"] = "Företag", "E-post"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def lying() -> bytes:
    """Make a part that states it is small and is large."""
    honest = zipped(xl__a=b" " * 60_000_000)
    size = (60_000_000).to_bytes(4, "little")
    assert honest.count(size) == 2
    return honest.replace(size, (1000).to_bytes(4, "little"))


def locked() -> bytes:
    """Mark every part of a spreadsheet as encrypted."""
    content = bytearray(sheet(ROWS))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = content.find(sign)
        while start >= 0:
            content[start + place] |= 1
            start = content.find(sign, start + 4)
    return bytes(content)


def with_entities() -> bytes:
    """Make a good spreadsheet whose texts begin with entities that grow when they are read."""
    out = io.BytesIO()
    growing = b'<!DOCTYPE sst [<!ENTITY b "xxxxxxxx"><!ENTITY c "&b;&b;&b;&b;">]>\n<sst '
    with zipfile.ZipFile(io.BytesIO(sheet(ROWS))) as good, zipfile.ZipFile(out, "w") as bad:
        for name in good.namelist():
            bad.writestr(name, good.read(name).replace(b"<sst ", growing))
    return out.getvalue()


NO_TABLES = {
    "nothing": (b"", "empty"),
    "white space": (b" \r\n \n", "empty"),
    "a sheet without rows": (sheet([]), "empty"),
    "a photo": (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 9, "picture"),
    "a screen picture": (b"\x89PNG\r\n\x1a\n" + bytes(99), "picture"),
    "a phone's photo": (b"\x00\x00\x00\x18ftypheic" + bytes(99), "picture"),
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "pdf"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 9, "unknown"),
    "noise": (bytes(one for one in range(256) if one) * 9, "unknown"),
    "a file of 5 MB": (b"a;b\n" * 1_300_000, "too_large"),
    "a zip of other things": (zipped(a=b"x"), "damaged"),
    "half a spreadsheet": (sheet(ROWS)[:3000], "damaged"),
    "an old Excel file of noise": (importing.OLE + bytes(range(256)) * 9, "damaged"),
    "a locked spreadsheet": (locked(), "locked"),
    "a zip bomb": (zipped(xl__a=b" " * 60_000_000), "too_much_inside"),
    "a zip bomb in pieces": (
        zipped(**{f"p{n}": b" " * 3_000_000 for n in range(9)}),
        "too_much_inside",
    ),
    "a bomb that lies about itself": (lying(), "damaged"),
    "a thousand parts and one": (zipped(**{f"p{n}": b"" for n in range(1001)}), "too_much_inside"),
    "two cells in far corners": (corner(), "too_much_inside"),
    "entities": (with_entities(), "damaged"),
}


@pytest.mark.parametrize(("content", "code"), NO_TABLES.values(), ids=NO_TABLES)
def test_what_is_no_table_is_refused_with_its_reason(content: bytes, code: str):
    with pytest.raises(NotATableError) as refused:
        read_file(content)
    assert refused.value.code == code


def test_a_reader_that_never_ends_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    slow = tmp_path / "slow.py"
    slow.write_text("import time\ntime.sleep(600)\n")
    monkeypatch.setattr(importing, "READER", slow)
    monkeypatch.setattr(importing, "MOST_SECONDS", 0.1)
    with pytest.raises(NotATableError, match="too_much_inside"):
        read_file(sheet(ROWS))


def test_the_reader_has_little_memory_however_much_the_machine_has():
    greedy = "import sheets; sheets.limit_ourselves(); bytes(600_000_000)"
    folder = importing.READER.parent
    asked = subprocess.run([sys.executable, "-c", greedy], cwd=folder, capture_output=True)
    assert b"MemoryError" in asked.stderr


def test_the_reader_is_told_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    nosy = tmp_path / "nosy.py"
    nosy.write_text(
        "import json, os\nprint(json.dumps({'rows': [sorted(os.environ)], 'more': 0}))\n"
    )
    monkeypatch.setattr(importing, "READER", nosy)
    monkeypatch.setenv("KIOSK_SECRET_KEY", "hemlig")
    assert not [name for name in read_file(sheet(ROWS)).rows[0] if "KIOSK" in name]
