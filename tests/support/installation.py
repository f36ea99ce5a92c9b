"""A whole Kiosk in a folder of its own: migrated once per run, copied for each test."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from flask import Flask
from jinja2.bccache import Bucket, BytecodeCache

from kiosk import config, create_app, schema, security
from kiosk.db import database
from kiosk.live.hub import hub
from kiosk.municipality import operations as municipality
from kiosk.staff import operations as staff
from kiosk.staff import views as sign_in

PASSWORD = "korrekt häst batteri"
MUNICIPALITY = "Exempelköping"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast, who can sign in with PASSWORD."""

    name: str
    email: str
    role: str


ANNA = Person("Anna Värd", "anna@example.se", "host")
BO = Person("Bo Upphandlare", "bo@example.se", "procurement")
CECILIA = Person("Cecilia Administratör", "cecilia@example.se", "admin")
CAST = {person.role: person for person in (ANNA, BO, CECILIA)}


def settings_in(folder: Path, **environ: str) -> config.Settings:
    """Return settings of an installation whose instance folder is this one."""
    folder.mkdir(parents=True, exist_ok=True)
    known = {"KIOSK_INSTANCE": str(folder), "KIOSK_SECRET_KEY": "x" * 48}
    return config.load(known | environ)


def make_migrated(folder: Path) -> Path:
    """Make an instance folder with every table and nothing in them."""
    schema.migrate(settings_in(folder))
    return folder


def make_peopled(folder: Path, migrated: Path) -> Path:
    """Make an instance folder where the cast can sign in and the municipality has a name."""
    with _open(migrated, folder):
        municipality.update_municipality(None, name=MUNICIPALITY)
        for person in CAST.values():
            staff.create_user(None, person.email, person.name, [person.role], PASSWORD)
    return folder


def run_app(template: Path, folder: Path, **environ: str) -> Iterator[Flask]:
    """Run the program on a copy of an instance folder, for a fixture to yield."""
    with _open(template, folder, **environ) as started:
        yield started.app


class _Compiled(BytecodeCache):
    """Compile each template once per run: every test makes its own program."""

    def __init__(self) -> None:
        self.known: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.known:
            bucket.bytecode_from_string(self.known[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.known[bucket.key] = bucket.bytecode_to_string()


COMPILED = _Compiled()


class _open:  # noqa: N801 - a context manager
    def __init__(self, template: Path, folder: Path, **environ: str) -> None:
        shutil.copytree(template, folder)
        self.app = create_app(settings_in(folder, **environ))
        self.app.jinja_env.bytecode_cache = COMPILED
        self.app.testing = False  # errors are pages, as they are to people
        _forget()

    def __enter__(self) -> "_open":
        return self

    def __exit__(self, *_error: object) -> None:
        cast(Any, database.obj).close_all()


def _forget() -> None:
    """Forget what one process remembers between tests: pictures, the municipality, tries."""
    hub.announce_all()
    for module in (security, sign_in):
        for thing in vars(module).values():
            if isinstance(thing, security.Limiter):
                thing._seen.clear()
