"""Nothing in the repository belongs to one machine, one network or one real person."""

import re
from collections.abc import Iterator

import pytest

from tests.guard.source import ROOT, Finding, hold, report, repository_files

# Written so that this file does not find itself.
PLACES = {
    r"/wo" r"rk/|/ro" r"ot\b|/ho" r"me/\w": "a path of one machine",
    r"\bpyp" r"i\.org|pytho" r"nhosted|registry\.np" r"mjs|deb\.deb" r"ian": (
        "an address of a registry: name the package instead"
    ),
}  # fmt: skip
IN_THE_PROGRAM = {r"['\"]/t" r"mp\b": "a path of one machine: use tempfile or instance/"}
ADDRESS = re.compile(r"(?<![\\\w.+-])[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
EXAMPLE = re.compile(r"(?:^|\.)example(?:\.(?:com|net|org|se))?$", re.IGNORECASE)


def check_repository(contents: Iterator[tuple[str, str]]) -> Iterator[Finding]:
    for path, text in contents:
        rules = PLACES | (IN_THE_PROGRAM if path.startswith("kiosk/") else {})
        for number, line in enumerate(text.splitlines(), 1):
            for pattern, rule in rules.items():
                if re.search(pattern, line):
                    yield Finding(f"{path}:{number}", rule)
            for domain in ADDRESS.findall(line):
                if not EXAMPLE.search(domain):
                    yield Finding(
                        f"{path}:{number}", f"@{domain}: addresses here are example.* only"
                    )


def test_nothing_belongs_to_one_machine_or_person():
    hold(check_repository(repository_files(ROOT)))


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("docs/operating.md", "cd /wo" "rk/main"),
        ("README.md", "cp /ho" "me/someone/kiosk.db ."),
        ("Makefile", "pip --index-url https://pyp" "i.org/simple"),
        ("kiosk/db.py", 'open("/t' 'mp/kiosk.db")'),
        ("tests/unit/test_x.py", "anna@real" "municipality.se"),
    ],
)  # fmt: skip
def test_the_guard_sees_a_real_place_or_person(path: str, line: str):
    assert report(check_repository(iter([(path, line)])))


def test_the_guard_lets_examples_through():
    text = "anna@example.se, b@foretag.example, c@mail.example.org @media (x) npm pack NAME@VERSION"
    assert report(check_repository(iter([("README.md", text)]))) == ""


def test_the_guard_reads_the_repository_as_git_sees_it():
    names = [path for path, _text in repository_files(ROOT)]
    assert "Makefile" in names
    assert not [name for name in names if name.startswith((".venv/", "instance/"))]
