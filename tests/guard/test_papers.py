"""The documents tell the truth: what they name exists, and what exists and matters is named."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.guard import papers
from tests.guard.source import ROOT, Finding, hold, report, write_tree

Check = Callable[[Path], Iterator[Finding]]
CHECKS = [
    papers.check_commands,
    papers.check_settings,
    papers.check_links,
    papers.check_promises,
    papers.check_glossary,
    papers.check_development,
]
GOOD = {
    "Makefile_": "run: setup\n",
    "kiosk__cli_py": "@commands.command()\ndef migrate(): pass",
    "kiosk__config_py": 'read("KIOSK_BIND")',
    "kiosk__meetings__models_py": "class RollEntry(BaseModel): pass",
    "tests__faults__test_x_py": "def test_y(): pass",
    "README_md": "`make run`\n\n    .venv/bin/kiosk migrate\n\n[more](docs/operating.md)",
    "docs__operating_md": "`KIOSK_BIND` says where.",
    "docs__promises_md": "| 1 | Counted once | `tests/faults/test_x.py::test_y` |",
    "docs__glossary_md": "| roll entry, roll | röstlängd | who may vote |",
    "docs__development_md": "Short.\n",
}
BAD = {
    "a make target": (papers.check_commands, "README_md", "    make coffee\n"),
    "a command": (papers.check_commands, "README_md", "```\nkiosk fly --now\n```\n"),
    "a setting untold": (papers.check_settings, "docs__operating_md", "Nothing."),
    "a setting unread": (papers.check_settings, "docs__operating_md", "KIOSK_BIND KIOSK_FLY"),
    "a link": (papers.check_links, "README_md", "[x](docs/none.md)"),
    "a test file": (papers.check_links, "docs__promises_md", "`tests/unit/test_none.py`"),
    "a test": (papers.check_links, "docs__promises_md", "`tests/faults/test_x.py::test_z`"),
    "a promise untested": (papers.check_promises, "docs__promises_md", "| 1 | Counted | – |"),
    "no promises": (papers.check_promises, "docs__promises_md", "Nothing."),
    "a word": (papers.check_glossary, "docs__glossary_md", "| meeting | träff | a meeting |"),
    "a long guide": (papers.check_development, "docs__development_md", "Line.\n" * 100),
}


def good_tree(root: Path) -> Path:
    write_tree(root, **{name: text for name, text in GOOD.items() if name != "Makefile_"})
    for kind in papers.KINDS_OF_TESTS:
        (root / "tests" / kind).mkdir(exist_ok=True)
    (root / "Makefile").write_text(GOOD["Makefile_"])
    return root


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_documents_tell_the_truth(check: Check):
    hold(check(ROOT))


@pytest.mark.parametrize(("check", "file", "text"), BAD.values(), ids=BAD)
def test_the_guard_sees_a_document_that_errs(tmp_path: Path, check: Check, file: str, text: str):
    write_tree(good_tree(tmp_path), **{file: text})
    assert report(check(tmp_path))


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_guard_lets_good_documents_through(tmp_path: Path, check: Check):
    assert report(check(good_tree(tmp_path))) == ""
