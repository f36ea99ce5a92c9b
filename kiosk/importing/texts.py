"""Turn text into rows of cells: CSV with commas, semicolons or tabs, from any program.

Excel in Swedish writes semicolons and Windows-1252 unless told otherwise, and "Unicode text" is
UTF-16 with tabs; what is copied from a sheet has tabs. So nothing is asked: it is worked out.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

DELIMITERS = ("\t", ";", ",")
SAMPLE = 200  # lines looked at to find the delimiter
MOST_LINES_IN_A_CELL = 5  # more than that, and a quotation mark was never closed
MOST_COLUMNS = 40


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, and how many more there were than are taken at once."""

    rows: list[list[str]]
    more: int = 0


def decoded(content: bytes) -> str | None:
    """Return the text of a file, or None when it is none: UTF-8, UTF-16 or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:2000]:
        return _without_mark(content)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
        return text if _is_text(text) else None


def _without_mark(content: bytes) -> str | None:
    """Read UTF-16 that does not say so: every other byte of European text is zero."""
    if content[1:200:2].count(0) > 60 or content[1:2] == b"\0":
        return content.decode("utf-16-le", "replace")
    return content.decode("utf-16-be", "replace") if content[:1] == b"\0" else None


def _is_text(text: str) -> bool:
    strange = sum(1 for one in text[:2000] if (one < " " and one not in "\t\r\n") or one == "�")
    return strange <= len(text[:2000]) // 100


def split(text: str, most_rows: int) -> Table:
    """Return the rows that have something in them: at most most_rows below their headings."""
    text = text.lstrip("\ufeff").replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    named = text.partition("\n")[0].strip().lower()  # Excel's own word for its delimiter
    given = named[4:] if named.startswith("sep=") and len(named) == 5 else ""
    if given:
        text = text.partition("\n")[2]
    rows = [row[:MOST_COLUMNS] for row in _cells(text, given or delimiter_of(text)) if any(row)]
    return Table(rows[: most_rows + 1], max(0, len(rows) - most_rows - 1))


def delimiter_of(text: str) -> str:
    """Return what stands between the cells: what the most lines have equally many of."""
    lines = [line for line in text.split("\n", SAMPLE)[:SAMPLE] if line.strip()]
    scores = []
    for delimiter in DELIMITERS:
        counts = [len(cells) for cells in csv.reader(lines, delimiter=delimiter) if cells]
        wide = [count for count in counts if count > 1]
        same = max((wide.count(count) for count in set(wide)), default=0)
        scores.append((same, len(wide)))
    return DELIMITERS[scores.index(max(scores))]


def _cells(text: str, delimiter: str) -> list[list[str]]:
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter=delimiter, strict=True))
    except csv.Error:
        return _line_by_line(text, delimiter)
    runaway = any(cell.count("\n") > MOST_LINES_IN_A_CELL for row in rows for cell in row)
    return _line_by_line(text, delimiter) if runaway else _stripped(rows)


def _line_by_line(text: str, delimiter: str) -> list[list[str]]:
    """Read each line alone, so that a lost quotation mark swallows no row but its own."""
    rows = []
    for line in text.split("\n"):
        try:
            rows += list(csv.reader([line], delimiter=delimiter, strict=True)) or [[]]
        except csv.Error:
            rows.append([cell.strip().strip('"') for cell in line.split(delimiter)])
    return _stripped(rows)


def _stripped(rows: list[list[str]]) -> list[list[str]]:
    return [[cell.strip() for cell in row] for row in rows]


def join(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as text with semicolons, as they can be read again by `split`."""
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\n").writerows(rows)
    return out.getvalue()
