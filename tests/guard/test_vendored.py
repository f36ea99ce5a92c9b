"""Files from others are the ones their sources say, byte for byte."""

import base64
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guard.source import ROOT, Finding, hold, report

FOLDERS = ("static/vendor", "tests/vendor")
FIELDS = (
    {"file", "package", "registry", "version", "member"}
    | {"licence", "licence_file"}
    | {"sha256", "integrity"}
)


def check_vendored(folder: Path) -> Iterator[Finding]:
    sources = json.loads((folder / "SOURCES.json").read_text(encoding="utf-8"))
    for source in sources:
        if set(source) != FIELDS:
            yield Finding(folder.name, f"SOURCES.json needs exactly {', '.join(sorted(FIELDS))}")
            continue
        content = (folder / source["file"]).read_bytes()
        integrity = base64.b64encode(hashlib.sha384(content).digest()).decode()
        if hashlib.sha256(content).hexdigest() != source["sha256"]:
            yield Finding(source["file"], "its sha256 is not the one in SOURCES.json")
        if f"sha384-{integrity}" != source["integrity"]:
            yield Finding(source["file"], "its integrity is not the one in SOURCES.json")
        if not (folder / source["licence_file"]).is_file():
            yield Finding(source["file"], "its licence does not lie beside it")
    named = {source.get("file") for source in sources}
    for path in folder.iterdir():
        if path.suffix in {".js", ".css", ".woff2"} and path.name not in named:
            yield Finding(path.name, "is not in SOURCES.json, so nobody knows where it came from")


@pytest.mark.parametrize("folder", FOLDERS)
def test_vendored_files_are_what_their_sources_say(folder: str):
    hold(check_vendored(ROOT / folder))
    assert json.loads((ROOT / folder / "SOURCES.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("harm", ["changed", "unknown", "unlicensed", "fieldless"])
def test_the_guard_sees_a_vendored_file_that_is_not_its_source(tmp_path: Path, harm: str):
    source = dict.fromkeys(FIELDS, "x") | {
        "file": "a.js",
        "licence_file": "a.LICENSE",
        "sha256": hashlib.sha256(b"good").hexdigest(),
        "integrity": "sha384-" + base64.b64encode(hashlib.sha384(b"good").digest()).decode(),
    }
    (tmp_path / "a.js").write_bytes(b"bad" if harm == "changed" else b"good")
    if harm != "unlicensed":
        (tmp_path / "a.LICENSE").touch()
    if harm == "unknown":
        (tmp_path / "b.js").touch()
    if harm == "fieldless":
        del source["version"]
    (tmp_path / "SOURCES.json").write_text(json.dumps([source]))
    assert report(check_vendored(tmp_path))
