"""An installed wheel has everything a checkout has, and finds it from any folder."""

import os
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
FIND = "from kiosk import paths; print(paths.templates_dir(), paths.static_dir(), sep='\\n')"
# What is None in sys.modules cannot be imported, as if it had not been installed.
START = """
import sys
sys.modules.update(dict.fromkeys(sys.argv[1:]))
import kiosk.server_worker
from kiosk import create_app
create_app()
"""


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, folder], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with zipfile.ZipFile(folder / built.stdout.splitlines()[-1]) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


@pytest.mark.parametrize("folder", ["templates", "static"])
def test_the_wheel_carries_every_page_and_file(installed: Path, folder: str):
    wanted = {path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file()}
    assert wanted
    assert not [path for path in wanted if not (installed / "kiosk" / path).is_file()]


@pytest.mark.parametrize("pattern", ["locales/sv/*.po", "migrations/0*.py"])
def test_the_wheel_carries_translations_and_migrations(installed: Path, pattern: str):
    wanted = {path.relative_to(ROOT) for path in (ROOT / "kiosk").glob(pattern)}
    assert wanted
    assert not [path for path in wanted if not (installed / path).is_file()]


def test_the_installed_program_finds_its_own_files_from_another_folder(
    installed: Path, tmp_path: Path
):
    found = subprocess.run(
        [sys.executable, "-P", "-c", FIND], cwd=tmp_path, capture_output=True, text=True,
        check=True, env={**os.environ, "PYTHONPATH": str(installed)},
    ).stdout.split("\n")  # fmt: skip
    assert found[:2] == [str(installed / "kiosk" / name) for name in ("templates", "static")]


def installed_with(lines: list[str]) -> set[str]:
    """Return the packages that pip would install for these requirements, their own included."""
    found: set[str] = set()
    wanted = [Requirement(line) for line in lines]
    while wanted:
        one = wanted.pop()
        key = f"{canonicalize_name(one.name)}[{','.join(sorted(one.extras))}]"
        if key not in found:
            found.add(key)
            extras = [{"extra": extra} for extra in {"", *one.extras}]
            needs = map(Requirement, metadata.requires(one.name) or [])
            wanted += [
                need for need in needs if not need.marker or any(map(need.marker.evaluate, extras))
            ]
    return {key.split("[")[0] for key in found}


def test_the_program_starts_with_nothing_but_its_own_dependencies(tmp_path: Path):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    own = installed_with(project["dependencies"]) | {"kiosk"}
    strangers = [
        module
        for module, packages in metadata.packages_distributions().items()
        if not own & set(map(canonicalize_name, packages))
    ]
    assert {"pytest", "psycopg"} <= set(strangers)
    subprocess.run(
        [sys.executable, "-c", START, *strangers],
        env={**os.environ, "KIOSK_INSTANCE": str(tmp_path), "PYTHONPATH": str(ROOT)},
        check=True,
    )
