"""Where the program's own files lie: beside the package in a checkout, inside it in a wheel."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def templates_dir() -> Path:
    """Return the folder of page templates."""
    return _carried("templates")


def static_dir() -> Path:
    """Return the folder of style sheets, scripts and images."""
    return _carried("static")


def locales_dir() -> Path:
    """Return the folder of translations; it lies inside the package in both cases."""
    return PACKAGE / "locales"


def _carried(name: str, package: Path = PACKAGE) -> Path:
    # The wheel's own copy first: beside an installed package lie other people's packages.
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"kiosk is not wholly installed: its folder '{name}' is missing")
