"""What a disk may hold when the power fails: replay the journal of power_cut.c up to any point."""

import random
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEAD = struct.Struct("<4sc3xIIQ")
SECTOR = 512  # the least a disk writes whole
SOURCE = Path(__file__).with_name("power_cut.c")


def build_layer(folder: Path) -> Path:
    """Compile the file layer and return the library to preload."""
    library = folder / "power_cut.so"
    flags = ["-shared", "-fPIC", "-O1", "-Wall", "-Wextra", "-Werror"]
    subprocess.run(["cc", *flags, "-o", library, SOURCE, "-ldl"], check=True, timeout=60)
    return library


@dataclass
class Record:
    """One line of the journal: kind, file, offset or length or id, and the bytes."""

    kind: str
    name: str
    where: int
    data: bytes


def acknowledge(journal: Path, what: str) -> None:
    """Write into the journal that a phone has been told that this is counted."""
    data = what.encode()
    with journal.open("ab", buffering=0) as file:
        file.write(HEAD.pack(b"KPWR", b"A", 0, len(data), 0) + data)


def read_journal(journal: Path) -> list[Record]:
    """Return every record in order."""
    raw, found, at = journal.read_bytes(), [], 0
    while at < len(raw):
        magic, kind, names, length, where = HEAD.unpack_from(raw, at)
        assert magic == b"KPWR"
        at += HEAD.size
        name, data = raw[at : at + names], raw[at + names : at + names + length]
        found.append(Record(kind.decode(), name.decode(), where, data))
        at += names + length
    return found


@dataclass
class Disk:
    """The files as the disk surely holds them, and what it may or may not hold besides."""

    files: dict[str, bytearray]  # every file by its number: its name can change
    names: dict[str, str]  # name → file, as surely on disk
    live: dict[str, str] = field(default_factory=dict)  # name → file, as the program sees it
    waiting: list[Record] = field(default_factory=list)  # writes, their name the file's number
    entries: list[Record] = field(default_factory=list)  # creations, removals, renamings
    begun: dict[int, tuple[int, int]] = field(default_factory=dict)
    acknowledged: list[str] = field(default_factory=list)
    numbers: int = 0

    @classmethod
    def of(cls, folder: Path) -> "Disk":
        """Start from the files of a folder, all of them on disk."""
        found = {path.name: path for path in folder.glob("kiosk.db*")}
        files = {name: bytearray(path.read_bytes()) for name, path in found.items()}
        names = {name: name for name in found}
        return cls(files, dict(names), dict(names))

    def take(self, record: Record) -> None:
        """Let one thing happen."""
        if record.kind == "A":
            self.acknowledged.append(record.data.decode())
        elif record.kind in "WT":
            number = self.live[record.name]
            self.waiting.append(Record(record.kind, number, record.where, record.data))
        elif record.kind == "B":
            self.begun[record.where] = (len(self.waiting), len(self.entries))
        elif record.kind == "E":
            self._synced(record)
        else:
            self._entry(record)

    def _entry(self, record: Record) -> None:
        if record.kind == "C":
            self.numbers += 1
            record = Record("C", record.name, 0, f"{record.name}#{self.numbers}".encode())
            self.files[record.data.decode()] = bytearray()
        self.entries.append(record)
        change_names(self.live, record)

    def _synced(self, record: Record) -> None:
        """Make sure of what was asked for before this fsync began, in one file or the folder."""
        writes, entries = self.begun.pop(record.where)
        if record.name == ".":
            for entry in self.entries[:entries]:
                change_names(self.names, entry)
            del self.entries[:entries]
            self.begun = {key: (w, max(0, e - entries)) for key, (w, e) in self.begun.items()}
            return
        number = self.live.get(record.name)
        early, late = self.waiting[:writes], self.waiting[writes:]
        for write in early:
            if write.name == number:
                apply(self.files[write.name], write)
        kept = [write for write in early if write.name != number]
        gone = len(early) - len(kept)
        self.waiting = kept + late
        self.begun = {key: (max(0, w - gone), e) for key, (w, e) in self.begun.items()}

    def images(self, rng: random.Random) -> Iterator[dict[str, bytes]]:
        """Build one disk for each way of losing: everything unsynced, or a part, the last torn."""
        yield self._image([], [])
        kept = [write for write in self.waiting if rng.random() < rng.choice((0.3, 0.7, 0.95))]
        entries = self.entries[: rng.randint(0, len(self.entries))]
        yield self._image([*kept[:-1], *torn(kept[-1:], rng)], entries)

    def _image(self, writes: list[Record], entries: list[Record]) -> dict[str, bytes]:
        files, names = {key: bytearray(data) for key, data in self.files.items()}, dict(self.names)
        for entry in entries:
            change_names(names, entry)
        for write in writes:
            apply(files[write.name], write)
        return {name: bytes(files[number]) for name, number in names.items()}


def change_names(names: dict[str, str], entry: Record) -> None:
    """Create, remove or rename in a folder."""
    if entry.kind == "C":
        names[entry.name] = entry.data.decode()
    elif entry.kind == "U":
        names.pop(entry.name, None)
    elif entry.kind == "R" and entry.name in names:
        names[entry.data.decode()] = names.pop(entry.name)


def apply(file: bytearray, write: Record) -> None:
    """Write or truncate."""
    if write.kind == "T":
        del file[write.where :]
        file.extend(bytes(write.where - len(file)))
        return
    file.extend(bytes(max(0, write.where - len(file))))
    file[write.where : write.where + len(write.data)] = write.data


def torn(writes: list[Record], rng: random.Random) -> list[Record]:
    """Keep only some sectors of a write."""
    pieces = []
    for write in writes:
        if write.kind == "T":
            return writes
        for at in range(0, len(write.data), SECTOR):
            if rng.random() < 0.5:
                data = write.data[at : at + SECTOR]
                pieces.append(Record("W", write.name, write.where + at, data))
    return pieces
