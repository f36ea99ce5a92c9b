"""kiosk/clock.py is the only source of time, so that tests can turn it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guard.source import ROOT, Finding, hold, python_files, report, write_tree

# time.monotonic and time.sleep measure durations, not the time of day, and are free to use.
READS_THE_CLOCK = {"now", "utcnow", "today", "time", "time_ns", "localtime", "gmtime", "ctime"}
HOLDERS = {"datetime", "date", "time"}


def check_clock(root: Path) -> Iterator[Finding]:
    for path, tree in python_files(root, "kiosk"):
        if path == "kiosk/clock.py":
            continue
        for node in ast.walk(tree):
            if _reads_the_clock(node):
                yield Finding(f"{path}:{node.lineno}", "only kiosk/clock.py reads the clock")


def _reads_the_clock(node: ast.AST) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in READS_THE_CLOCK:
        return ast.unparse(node.value).rsplit(".", 1)[-1] in HOLDERS
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        return bool({alias.name for alias in node.names} & READS_THE_CLOCK)
    return False


def test_only_the_clock_reads_the_time():
    hold(check_clock(ROOT))


@pytest.mark.parametrize(
    "line",
    [
        "import datetime\ndatetime.datetime.now()",
        "from datetime import datetime\ndatetime.utcnow()",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "from time import time\ntime()",
        "from datetime import datetime\nfield = dict(default=datetime.now)",
    ],
)
def test_the_guard_sees_a_clock_of_ones_own(tmp_path: Path, line: str):
    assert report(check_clock(write_tree(tmp_path, kiosk__meetings__queries_py=line)))


def test_the_guard_lets_durations_be_measured(tmp_path: Path):
    tree = write_tree(tmp_path, kiosk__db_py="import time\ntime.monotonic()\ntime.sleep(1)")
    assert not report(check_clock(tree))
