"""What the program imports is declared, and what is declared is locked, without addresses."""

import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.guard.source import ROOT, Finding, hold, imports, python_files, report, write_tree

# Import names that differ from the package's, and packages that come as a part of another.
PACKAGE = {
    "argon2": "argon2-cffi", "htmx_flask": "htmx-flask", "playhouse": "peewee",
    "werkzeug": "flask", "jinja2": "flask", "markupsafe": "flask", "itsdangerous": "flask",
    "click": "flask", "greenlet": "gevent", "psycopg": "psycopg",
}  # fmt: skip


def declared(root: Path, extras: tuple[str, ...]) -> dict[str, Requirement]:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = list(project["dependencies"])
    for extra in extras:
        lines += project.get("optional-dependencies", {}).get(extra, [])
    found = [Requirement(line) for line in lines]
    return {canonicalize_name(requirement.name): requirement for requirement in found}


def check_imports(root: Path) -> Iterator[Finding]:
    known = declared(root, ("postgres",))
    for path, tree in python_files(root, "kiosk"):
        for line, name in imports(tree, path.rsplit("/", 1)[0].replace("/", ".")):
            first = name.split(".")[0]
            if first not in sys.stdlib_module_names | {"kiosk"} and (
                canonicalize_name(PACKAGE.get(first, first)) not in known
            ):
                yield Finding(f"{path}:{line}", f"{first} is not a dependency in pyproject.toml")


def check_lock(root: Path) -> Iterator[Finding]:
    lines = (root / "requirements.lock").read_text(encoding="utf-8").splitlines()
    locked = {}
    for number, line in enumerate(lines, 1):
        match = re.fullmatch(r"([\w.-]+)==([\w.+!-]+)", line)
        if match:
            locked[canonicalize_name(match[1])] = Version(match[2])
        elif (line and not line.startswith("# ")) or "://" in line:
            yield Finding(f"requirements.lock:{number}", "a line is one name==version, no address")
    for name, requirement in declared(root, ("postgres", "dev")).items():
        if name not in locked:
            yield Finding("requirements.lock", f"{name} is missing: run make lock")
        elif not requirement.specifier.contains(locked[name]):
            yield Finding("requirements.lock", f"{name} is older than pyproject.toml asks for")
        if {one.operator for one in requirement.specifier} != {">="}:
            yield Finding("pyproject.toml", f"{name} needs a lowest version, and no highest")


def test_every_import_is_declared():
    hold(check_imports(ROOT))


def test_the_lock_holds_every_dependency_exactly():
    hold(check_lock(ROOT))


PROJECT = '[project]\ndependencies = ["{}"]\n'


def test_the_guard_sees_an_import_that_is_not_declared(tmp_path: Path):
    write_tree(tmp_path, pyproject_toml=PROJECT.format("flask>=3"), kiosk__a_py="import requests")
    assert "requests is not a dependency" in report(check_imports(tmp_path))


@pytest.mark.parametrize(
    ("wanted", "lock"),
    [
        ("flask>=3", "babel==2.18"),
        ("flask>=3", "flask==2.9"),
        ("flask>=3", "flask>=3.1"),
        ("flask>=3", "flask==3.1\n--index-url x"),
        ("flask>=3", "# from https://example.org\nflask==3.1"),
        ("flask", "flask==3.1"),
        ("flask==3.1", "flask==3.1"),
    ],
)
def test_the_guard_sees_a_bad_lock(tmp_path: Path, wanted: str, lock: str):
    write_tree(tmp_path, pyproject_toml=PROJECT.format(wanted), requirements_lock=lock)
    assert report(check_lock(tmp_path))
