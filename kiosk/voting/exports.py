"""Write a meeting's result as CSV, and check such a file against its own fingerprints.

The file is for Excel as it is set up in Sweden: UTF-8 with a byte order mark, semicolons between
cells (its list separator; with commas a row would land in one cell), decimal commas. After a head
about the meeting, each closed question is a block of rows that begin with its id: what was asked,
the answers, the fingerprint, and the canonical text that the fingerprint is of, one line to a row.
All the other rows follow from that text, so `check` makes the block anew and compares: one changed
byte in any cell shows. A withheld result has neither text, numbers nor salt in the file.

The words of the format are here and not in the catalogues: a new translation must not make an old
export look forged. They may only change together with VERSION.
"""

import csv
import io
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import groupby
from pathlib import Path
from typing import Literal

from kiosk.cells import Rows as Rows
from kiosk.cells import harmless as harmless
from kiosk.cells import to_csv as to_csv
from kiosk.questions.fingerprint import (
    VERSION as CANONICAL,
)
from kiosk.questions.fingerprint import (
    Record,
    canonical,
    fingerprint_of,
    read_canonical,
    short,
)
from kiosk.questions.tally import Row, suppress, tally
from kiosk.voting import exports_groups
from kiosk.voting.queries_groups import result_key
from kiosk.voting.queries_result import Asked, Report, shuffled_texts

FORMAT, VERSION = "kiosk-result-csv", "1"
WITH_PARTS = "2"  # the version of a file with questions that were counted once more
MOST_BYTES = 50_000_000  # a thousand voters' texts to a hundred questions are less than that

WORDS: dict[str, dict[str, str]] = {
    "sv": {
        "meeting": "Träff", "code": "Kod", "starts": "Tid", "place": "Plats",
        "checked_in": "Incheckade", "threshold": "Minsta antal svar som visas",
        "questions": "Antal frågor", "rerun": "Ny röstning",
        "rerun_of": "{new} är en ny röstning om {old}",
        "id": "Fråga", "part": "Del", "text": "Text", "count": "Antal", "percent": "Procent",
        "asked": "Fråga", "answer": "Svar", "unknown": "Vet inte", "written": "Fritt svar",
        "mean": "Medelvärde", "spread": "Spridning", "few": "För få svar",
        "fingerprint": "Kontrolltal", "basis": "Underlag",
    },
    "en": {
        "meeting": "Meeting", "code": "Code", "starts": "Time", "place": "Place",
        "checked_in": "Checked in", "threshold": "Fewest answers shown",
        "questions": "Number of questions", "rerun": "New vote",
        "rerun_of": "{new} is a new vote on {old}",
        "id": "Question", "part": "Part", "text": "Text", "count": "Count", "percent": "Percent",
        "asked": "Question", "answer": "Answer", "unknown": "Don't know", "written": "Written",
        "mean": "Mean", "spread": "Spread", "few": "Too few answers",
        "fingerprint": "Control number", "basis": "Basis",
    },
}  # fmt: skip


class NotAnExport(Exception):
    """The file is no result that Kiosk has exported; the message says so in one line."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check says of one question: ok, changed, or withheld (nothing there to check)."""

    question: str
    state: Literal["ok", "changed", "withheld"]
    fingerprint: str = ""  # the short form, to hold beside what stood on the wall

    @property
    def matches(self) -> bool:
        """Tell whether nothing speaks against the result."""
        return self.state != "changed"


def result_rows(report: Report, starts: str, language: str) -> Rows:
    """Return the rows of the export; `starts` is the meeting's time in words."""
    words, meeting = WORDS[language], report.meeting
    parts = exports_groups.head_rows(exports_groups.list_keys(report.asked), language)
    rows = [
        [FORMAT, WITH_PARTS if parts else VERSION, language],
        [words["meeting"], meeting.title],
        [words["code"], meeting.code],
        [words["starts"], starts],
        [words["place"], meeting.place],
        [words["checked_in"], str(report.presence.total)],
        [words["threshold"], str(meeting.threshold)],
        [words["questions"], str(len(report.asked))],
    ]
    for asked in report.asked:
        if old := asked.question.rerun_of_id:
            said = words["rerun_of"].format(new=asked.question.id, old=old)
            rows.append([words["rerun"], said])
    rows += parts
    rows += [[], [words[name] for name in ("id", "part", "text", "count", "percent")]]
    for asked in report.asked:
        rows += _question_rows(asked, meeting.code, meeting.threshold, language)
    return rows


def _question_rows(asked: Asked, code: str, threshold: int, language: str) -> Rows:
    spec, question = asked.result.tally.spec, asked.question
    key = result_key(question)
    if asked.result.tally.withheld:
        return withheld_rows(key, spec.text(language), question.fingerprint, language)
    text = canonical(code, key, spec, asked.counts, question.salt)
    rows = shown_rows(read_canonical(text), text, question.fingerprint, threshold, language)
    for part in exports_groups.parts_of(asked):
        text = canonical(code, part.key, spec, part.counts, part.salt)
        rows += shown_rows(read_canonical(text), text, part.fingerprint, threshold, language)
    return rows


def withheld_rows(key: str, prompt: str, fingerprint: str, language: str) -> Rows:
    """Return the block of a result that is not shown; nothing of how many or of what."""
    words = WORDS[language]
    return [
        [key, words["asked"], prompt],
        [key, words["few"]],
        [key, words["fingerprint"], short(fingerprint)],
    ]


def shown_rows(record: Record, text: str, fingerprint: str, threshold: int, language: str) -> Rows:
    """Return the block of a result; every cell follows from the canonical text."""
    words, spec = WORDS[language], record.spec
    shown = suppress(tally(spec, record.counts), threshold)
    rows = [[words["asked"], spec.text(language), str(shown.voters)]]
    for row in shown.rows:
        label = _label(row, words["unknown"], language)
        rows.append([words["answer"], label, str(row.count), str(row.percent)])
    for name, value in (("mean", shown.mean), ("spread", shown.spread)):
        if value is not None:
            rows.append([words[name], _one_decimal(value), str(shown.rated)])
    for written, count in shuffled_texts(spec, record.counts, record.salt):
        rows.append([words["written"], written, str(count)])
    rows.append([words["fingerprint"], short(fingerprint)])
    rows.append(["SHA-256", fingerprint])
    rows += [[words["basis"], line] for line in _carried(text)]
    return [[record.question_id, *row] for row in rows]


def _label(row: Row, unknown: str, language: str) -> str:
    if row.option is not None:
        return row.option.text(language)
    return unknown if row.is_unknown else str(row.step)


def _one_decimal(value: float) -> str:
    """Write 6.25 as 6,2: the same digits as on the page, with the comma Excel expects here."""
    rounded = Decimal(str(value)).quantize(Decimal("0.1"), ROUND_HALF_EVEN)
    return str(rounded).replace(".", ",")


def _carried(text: str) -> list[str]:
    """Return the lines of a canonical text, spelled so that no piece can start a formula.

    JSON lets a character be written by its number. Read as JSON and written anew, the line is
    the canonical one again.
    """
    first, *lines = text.splitlines()
    return [first, *(re.sub(r"[=+\-@]", lambda c: f"\\u{ord(c[0]):04x}", one) for one in lines)]


def _canonical_text(lines: Sequence[str]) -> str:
    if not lines or lines[0] != CANONICAL:
        raise ValueError("not a canonical result")
    again = [json.dumps(json.loads(line), separators=(",", ":")) for line in lines[1:]]
    return "\n".join([CANONICAL, *again]) + "\n"


def verify(path: Path) -> list[Verdict]:
    """Check an export; raise NotAnExport for any other file, OSError when it cannot be read."""
    with path.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    found = check(content) if len(content) <= MOST_BYTES else None
    if found is None:
        raise NotAnExport(f"{path.name} is not a result exported from Kiosk, or its head is gone.")
    return found


def check(content: bytes) -> list[Verdict] | None:
    """Return what can be said of each question in an export, or None when it is none."""
    rows = _read_rows(content)
    versions = [[FORMAT, VERSION], [FORMAT, WITH_PARTS]]
    if not rows or rows[0][:2] not in versions or rows[0][2:] not in [["sv"], ["en"]]:
        return None
    language = rows[0][2]
    words = WORDS[language]
    heading = [words[name] for name in ("id", "part", "text", "count", "percent")]
    threshold = _fact(rows, words["threshold"])
    if heading not in rows or not re.fullmatch("[0-9]{1,4}", threshold):
        return None
    begins = rows.index(heading)
    blocks = [(key, list(block)) for key, block in groupby(rows[begins + 1 :], lambda r: r[0])]
    code = _fact(rows, words["code"])
    found = [_judge(block, code, int(threshold), language) for _key, block in blocks]
    if not _head_agrees(rows[:begins], [key for key, _block in blocks], language):
        found.append(Verdict(words["questions"], "changed"))
    return found


def _head_agrees(head: Rows, keys: list[str], language: str) -> bool:
    """Tell whether the head says how many questions and parts there are, and what each part is."""
    questions = {key.partition("/")[0] for key in keys}
    own = WORDS[language]["questions"]
    if _fact(head, own) != str(len(questions)) or len(set(keys)) != len(keys):
        return False
    expected = [
        [harmless(cell) for cell in row] for row in exports_groups.head_rows(keys, language)
    ]
    known = {exports_groups.WORDS[language][name] for name in ("also", "blocks")}
    version = WITH_PARTS if expected else VERSION
    return [row for row in head if row[0] in known] == expected and head[0][1] == version


def _read_rows(content: bytes) -> Rows:
    """Read the cells, also as Excel saves them anew: other quotes, Windows-1252, empty ends."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    try:
        read = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    except csv.Error:
        return []
    return [row for one in read if (row := _without_empty_end(one))]


def _without_empty_end(row: list[str]) -> list[str]:
    while row and not row[-1]:
        row = row[:-1]
    return row


def _fact(rows: Rows, name: str) -> str:
    return next((row[1] for row in rows if row[:1] == [name] and len(row) == 2), "")


def _judge(block: Rows, code: str, threshold: int, language: str) -> Verdict:
    """Make the block anew from the canonical text in it and compare every cell."""
    words = WORDS[language]
    name = _printable(block[0][2] if len(block[0]) > 2 else block[0][0])
    if "/" in block[0][0]:
        name = f"{name} ({_printable(block[0][0])})"
    parts = [row[1] if len(row) > 1 else "" for row in block]
    if parts == [words["asked"], words["few"], words["fingerprint"]] and len(block[2]) == 3:
        return Verdict(name, "withheld", _printable(block[2][2]))
    lines = [row[2] for row in block if len(row) == 3 and row[1] == words["basis"]]
    try:
        text = _canonical_text(lines)
        record = read_canonical(text)
        again = shown_rows(record, text, fingerprint_of(text), threshold, language)
    except (ValueError, RecursionError):
        return Verdict(name, "changed")
    same = [_without_empty_end([harmless(cell) for cell in row]) for row in again] == block
    ok = same and record.meeting_code == code
    return Verdict(name, "ok" if ok else "changed", short(fingerprint_of(text)))


def _printable(cell: str) -> str:
    """Return the cell without control characters: it is shown on a terminal."""
    return "".join(c if c.isprintable() else " " for c in cell)[:300]
