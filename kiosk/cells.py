"""Write tables for spreadsheets, as CSV and as XLSX; no cell in them can become a formula."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import xlsxwriter

Cell = str | int | float | None
Rows = list[list[str]]

_START_OF_A_FORMULA = re.compile(r"(^|[,;])(?=[\s\"]*[=+\-@＝＋－＠])")
# A file that says when it was made is another file each time; ours are compared and kept.
_NO_TIME = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_WIDEST = 60  # characters, of a column
_MOST_CHARACTERS = 32_000  # an XLSX cell holds 32,767
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def to_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Write rows for Swedish Excel; no cell can become a formula.

    UTF-8 with a byte order mark, semicolons. Every cell is quoted, and one that would begin with
    =, +, -, @ (also full width) gets an apostrophe before it, also where a program that takes
    commas for separators would begin one. Source: OWASP, CSV injection.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerows([[harmless(cell) for cell in row] for row in rows])
    return out.getvalue().encode("utf-8-sig")


def harmless(cell: str) -> str:
    """Return the cell on one line and without anything a spreadsheet would take for a formula."""
    return _START_OF_A_FORMULA.sub(r"\1'", re.sub(r"\s*[\t\r\n]\s*", " / ", cell))


def as_text(cell: Cell) -> str:
    """Return a cell as Swedish Excel reads it from a text file: decimal commas."""
    if cell is None:
        return ""
    return str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)


def to_xlsx(sheets: Mapping[str, Sequence[Sequence[Cell]]]) -> bytes:
    """Write a workbook; numbers are numbers, everything else is text, also where it looks else."""
    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"created": _NO_TIME})
        bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True})
        wrapped.set_align("top")
        for name, rows in sheets.items():
            _write_sheet(book.add_worksheet(name[:31]), rows, bold, wrapped)
    return out.getvalue()


def _write_sheet(sheet: Any, rows: Sequence[Sequence[Cell]], bold: Any, wrapped: Any) -> None:
    for place, row in enumerate(rows):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                # The apostrophe too: who saves the sheet as CSV shall have a harmless one.
                text = _FORBIDDEN.sub("", harmless(cell))[:_MOST_CHARACTERS]
                sheet.write_string(place, column, text, wrapped if column or place else bold)
            elif cell is not None:
                sheet.write_number(place, column, cell)
    for column in range(max((len(row) for row in rows), default=0)):
        longest = max(len(as_text(row[column])) for row in rows if column < len(row))
        sheet.set_column(column, column, min(max(longest + 2, 10), _WIDEST))
    sheet.freeze_panes(1, 0)
