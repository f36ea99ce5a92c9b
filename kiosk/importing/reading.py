"""Turn what somebody pastes or uploads into rows of cells, whatever program it comes from.

Nothing in a file is believed: not its name, not the sizes it states. What a spreadsheet holds is
unpacked and counted here, and read by a program of its own with little memory (sheets.py).
"""

import io
import json
import os
import subprocess
import sys
import tempfile
import time
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

from kiosk.importing import texts
from kiosk.importing.texts import Table

LARGEST_FILE = 4 * 1024 * 1024  # bytes
LARGEST_INSIDE = 20 * 1024 * 1024  # bytes, unpacked
MOST_PARTS = 1000  # files inside one spreadsheet; a large workbook has a hundred
MOST_ROWS = 5000
MOST_SECONDS = 20.0

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
READER = Path(__file__).with_name("sheets.py")
LOCKED = 3  # sheets.LOCKED, which would bring the reader into this program
KEPT_OF_THE_WORLD = ("PATH", "LD_LIBRARY_PATH", "LANG")  # no setting of ours, no secret


class NotATableError(Exception):
    """No table can be read from this; the code says why.

    Codes: empty, too_large, too_much_inside, picture, pdf, locked, damaged, unknown.
    """

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def read_list(content: bytes | None, text: str) -> Table:
    """Return the rows of a file, or of what was pasted when there is none."""
    return read_text(text) if content is None else read_file(content)


def read_file(content: bytes) -> Table:
    """Return the rows of a file: CSV in any dress, XLSX, XLSB, XLS or ODS; raise NotATableError."""
    if len(content) > LARGEST_FILE:
        raise NotATableError("too_large")
    _refuse_what_is_no_table(content)
    if content.startswith(ZIP):
        table = _read_sheet(_repacked(content))
    elif content.startswith(OLE):
        table = _read_sheet(content)
    else:
        text = texts.decoded(content)
        if text is None:
            raise NotATableError("unknown")
        table = texts.split(text, MOST_ROWS)
    if not table.rows:
        raise NotATableError("empty")
    return table


def read_text(text: str) -> Table:
    """Return the rows of what was pasted; raise NotATableError when there are none."""
    table = texts.split(text, MOST_ROWS)
    if not table.rows:
        raise NotATableError("empty")
    return table


def _refuse_what_is_no_table(content: bytes) -> None:
    webp_or_heic = content[8:12] == b"WEBP" or content[4:8] == b"ftyp"
    if content.startswith(PICTURES) or webp_or_heic:
        raise NotATableError("picture")
    if content.lstrip()[:5] == b"%PDF-":
        raise NotATableError("pdf")
    if not content.strip():
        raise NotATableError("empty")


@dataclass(slots=True)
class _Unpacking:
    """How much has come out of a spreadsheet so far."""

    left: int = LARGEST_INSIDE

    def take(self, packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
        """Unpack one part, as long as all of them together stay within the limit."""
        if part.file_size > self.left:
            raise NotATableError("too_much_inside")
        content = packed.read(part)
        self.left -= len(content)
        if b"<!ENTITY" in content:  # no spreadsheet program writes any
            raise NotATableError("damaged")
        return content


def _repacked(content: bytes) -> bytes:
    """Return the spreadsheet with only what its cells need, unpacked and counted by us.

    A part that holds more than it states ends where it said it would, and its checksum is wrong.
    """
    unpacking, out = _Unpacking(), io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed, zipfile.ZipFile(out, "w") as plain:
            parts = {part.filename: part for part in packed.infolist()}
            if len(packed.infolist()) > MOST_PARTS:
                raise NotATableError("too_much_inside")
            for name, part in parts.items():
                if name == "mimetype" or name.endswith((".xml", ".rels", ".bin")):
                    plain.writestr(name, unpacking.take(packed, part))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise NotATableError("damaged") from error
    except RuntimeError as error:  # it asks for a password
        raise NotATableError("locked") from error
    return out.getvalue()


def _read_sheet(content: bytes) -> Table:
    code, written = _run_reader(content)
    if code == LOCKED:
        raise NotATableError("locked")
    if code < 0:  # ended for asking for more memory or time than it may have
        raise NotATableError("too_much_inside")
    if code != 0:
        raise NotATableError("damaged")
    found = json.loads(written)
    return Table(found["rows"], found["more"])


def _run_reader(content: bytes) -> tuple[int, bytes]:
    """Run the reader; wait for it without stopping everybody else (a sleep lets others run)."""
    world = {name: os.environ[name] for name in KEPT_OF_THE_WORLD if name in os.environ}
    command = [sys.executable, "-I", str(READER), str(MOST_ROWS + 1)]
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as written:
        given.write(content)
        given.seek(0)
        running = subprocess.Popen(  # noqa: S603 - our own file; what it reads is no part of it
            command, stdin=given, stdout=written, stderr=subprocess.DEVNULL, env=world
        )
        deadline = time.monotonic() + MOST_SECONDS
        while running.poll() is None:
            if time.monotonic() > deadline:
                running.kill()
            time.sleep(0.01)
        written.seek(0)
        return running.returncode, written.read()
