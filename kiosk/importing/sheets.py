"""Read a spreadsheet into JSON, as a program of its own: `python sheets.py MOST_ROWS < file`.

A sheet of two cells, one of them in the last corner, asks its reader for 500 GB, and the reader
then ends the whole program it runs in. So it runs alone here, with little memory and time, and
imports nothing of ours. Formulas come as the values the spreadsheet saved; none is worked out.
"""

import io
import json
import resource
import sys
from datetime import date, datetime, time

from python_calamine import CalamineWorkbook, PasswordError, SheetVisibleEnum

MOST_MEMORY = 512 * 1024 * 1024  # bytes of address space; reading 5,000 rows takes 40 MB
MOST_SECONDS = 15  # of computing
MOST_COLUMNS = 40
LOCKED = 3  # exit code: it asks for a password


def limit_ourselves() -> None:
    """Take little of the machine, and leave no picture of the memory behind."""
    for what, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_CPU, MOST_SECONDS),
        (resource.RLIMIT_CORE, 0),
    ):
        _soft, hard = resource.getrlimit(what)
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (value, hard))


def as_text(cell: object) -> str:
    """Write a cell as a person reads it: a whole number without decimals, a day as a date."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime | date | time):
        return cell.isoformat()
    return str(cell)


def read(content: bytes, most_rows: int) -> dict[str, object]:
    """Return the rows of the first sheet that has any, and how many more there are."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    shown = [one.name for one in book.sheets_metadata if one.visible == SheetVisibleEnum.Visible]
    for name in shown or book.sheet_names:
        rows: list[list[str]] = []
        more = 0
        for cells in book.get_sheet_by_name(name).iter_rows():
            row = [as_text(cell) for cell in cells[:MOST_COLUMNS]]
            if not any(cell.strip() for cell in row):
                continue
            if len(rows) < most_rows:
                rows.append(row)
            else:
                more += 1
        if rows:
            return {"rows": rows, "more": more}
    return {"rows": [], "more": 0}


def main() -> int:
    """Read standard input, write standard output."""
    limit_ourselves()
    try:
        found = read(sys.stdin.buffer.read(), int(sys.argv[1]))
    except PasswordError:
        return LOCKED
    sys.stdout.write(json.dumps(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
