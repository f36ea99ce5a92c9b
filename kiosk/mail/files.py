"""Mail as files, where there is no SMTP server: instance/outbox/*.eml."""

import os
from pathlib import Path

from kiosk.config import Settings
from kiosk.mail.letter import Letter
from kiosk.mail.outbox import Mail
from kiosk.mail.troubles import NotTaken
from kiosk.tokens import keyed


def folder(settings: Settings) -> Path:
    """Return the folder that mail is written to; any mail program opens the files."""
    return settings.instance / "outbox"


def write_file(settings: Settings, name: str, letter: Letter) -> Path:
    """Write a letter where only this account can read it: whole, or not at all."""
    path = folder(settings) / f"{name}.eml"
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        path.parent.mkdir(mode=0o700, exist_ok=True)
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(letter.content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(path)
        _to_disk(path.parent)
    except OSError as error:
        raise NotTaken("no_file", error.strerror or "") from None
    return path


def name_of(settings: Settings, mail: Mail) -> str:
    """Return the name of a message's file, the same each time and no other message's.

    The number alone is not enough: after a restore another message may get it.
    """
    mark = keyed(settings.secret_key, "mail-file", mail.kind, mail.ref)[:4].hex()
    return f"{mail.id}-{mark}"


def remove(settings: Settings, name: str) -> None:
    """Remove a file, if it is there."""
    (folder(settings) / f"{name}.eml").unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
