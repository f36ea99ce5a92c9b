"""An installed wheel has everything a checkout has, and finds it from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = "import sys, hatchling.build; print(hatchling.build.build_wheel(sys.argv[1]))"
FIND = "from kiosk import paths; print(paths.templates_dir(), paths.static_dir(), sep='\\n')"


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
