"""Remove what is left on disk of messages whose rows have been purged."""

from pathlib import Path

from kiosk.config import Settings
from kiosk.mail import files
from kiosk.mail.outbox import Mail


def remove_orphans(settings: Settings) -> int:
    """Remove the files of messages that are no longer in the outbox; return how many.

    Not inside a write: files go when the rows are gone for good.
    """
    folder = files.folder(settings)
    if not folder.is_dir():
        return 0
    known = {f"{files.name_of(settings, one)}.eml" for one in Mail.select()}
    gone = [path for path in folder.iterdir() if _letter(path) and _letter(path) not in known]
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)


def _letter(path: Path) -> str:
    """Return the name of the letter that a file is, also one that was never finished."""
    name = path.name.removeprefix(".").removesuffix(".unfinished")
    return name if name.endswith(".eml") else ""
