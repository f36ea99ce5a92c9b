"""What every test has: the mark of its folder, and no way to be skipped."""

from collections.abc import Generator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from flask import Flask

pytest_plugins = ["pytester"]

HERE = Path(__file__).parent
FOLDERS = ("unit", "web", "browser", "guard", "faults")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(HERE).parts[0] if item.path.is_relative_to(HERE) else ""
        if folder in FOLDERS:
            item.add_marker(folder)


def fail_if_skipped(report: pytest.TestReport | pytest.CollectReport) -> None:
    """Turn a skip or an expected failure into a failure: what does not run proves nothing."""
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped tests are not allowed here: {report.longrepr}"
        report.__dict__.pop("wasxfail", None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    fail_if_skipped(report)
    return report


# Made once per run and copied for each test. The imports wait, for guards need no program.


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make an instance folder with all tables, empty; copy it, never open it."""
    from tests.support.installation import make_migrated

    return make_migrated(tmp_path_factory.mktemp("migrated"))


@pytest.fixture(scope="session")
def peopled(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Path:
    """Make an instance folder with the cast (tests/support/installation.py) and a municipality."""
    from tests.support.installation import make_peopled

    return make_peopled(tmp_path_factory.mktemp("cast") / "instance", migrated)


@pytest.fixture
def app(tmp_path: Path, peopled: Path) -> "Iterator[Flask]":
    """Run the program with the cast in it, in a folder of its own."""
    from tests.support.installation import run_app

    yield from run_app(peopled, tmp_path / "instance")


@pytest.fixture
def empty_app(tmp_path: Path, migrated: Path) -> "Iterator[Flask]":
    """Run the program as it is the first time: all tables, nothing in them."""
    from tests.support.installation import run_app

    yield from run_app(migrated, tmp_path / "instance")
