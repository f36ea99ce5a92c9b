"""The program finds its own files in a checkout and in a wheel."""

from pathlib import Path

import pytest

from kiosk import paths


def test_a_checkout_has_its_files_beside_the_package():
    assert paths.templates_dir() == paths.PACKAGE.parent / "templates"
    assert paths.static_dir() == paths.PACKAGE.parent / "static"


def test_a_wheel_has_its_files_inside_the_package(tmp_path: Path):
    (tmp_path / "kiosk" / "static").mkdir(parents=True)
    (tmp_path / "static").mkdir()
    assert paths._carried("static", tmp_path / "kiosk") == tmp_path / "kiosk" / "static"


def test_a_broken_installation_is_named(tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="'templates' is missing"):
        paths._carried("templates", tmp_path / "kiosk")
