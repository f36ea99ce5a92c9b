"""Who may import whom: the rooms of the house and the one way the arrows point."""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.guard.source import Finding, imports, python_files

# Rooms that every feature stands on. They know no feature, so that one can be taken out again.
FOUNDATION = {
    "audit", "cells", "clock", "config", "db", "errors", "forms", "i18n", "importing", "links",
    "live", "mail", "paths", "questions", "schema", "tokens",
}  # fmt: skip
# They put the house together and may open every door.
ROOTS = {"__init__", "__main__", "cli", "demo", "server"}  # and their splits: cli_users …
# The HTTP side of the house: it may look features up, never change them.
HTTP = {"web", "security"}
NOT_CODE = {"locales", "templates", "static"}

FLASK = {"flask", "htmx_flask", "werkzeug", "jinja2"}
PEEWEE = {"peewee", "playhouse"}


@dataclass(frozen=True)
class Role:
    """What one kind of file in a feature may import, and why no more."""

    why: str
    own: frozenset[str]
    others: frozenset[str] = frozenset()
    rooms: frozenset[str] = frozenset()
    packages: frozenset[str] = frozenset()


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


ROLES = {
    "rules": Role(
        "rules are pure decisions, tested without a database; time and facts are passed in",
        own=_set("rules"),
        rooms=_set("importing.columns", "importing.emails", "questions", "tokens"),
    ),
    "models": Role(
        "models are tables only; another feature's table is reached through its queries",
        own=_set("models", "rules"), rooms=_set("db", "clock", "questions"), packages=_set(*PEEWEE),
    ),
    "queries": Role(
        "queries read; what writes or answers HTTP is above them",
        own=_set("models", "rules", "queries", "part"), others=_set("queries", "rules"),
        # The hub is read here (revisions, who is connected); test_views holds queries to reading.
        rooms=_set(
            "db", "clock", "config", "questions", "links", "i18n", "errors", "live.hub", "tokens",
            "mail.queries", "mail.outbox",
        ),
        packages=_set(*PEEWEE),
    ),
    "operations": Role(
        "operations write and announce; they know nothing of HTTP or of others' tables",
        own=_set("models", "rules", "queries", "operations", "part"),
        others=_set("queries", "rules"),
        rooms=_set(
            "audit", "clock", "config", "db", "errors", "i18n", "links", "live.hub", "mail",
            "questions", "tokens",
        ),
        packages=_set(*PEEWEE, "argon2"),
    ),
    "forms": Role(
        "forms turn what was sent into values or errors, without looking anything up",
        own=_set("rules", "forms"),
        rooms=_set("forms", "i18n", "importing.emails", "questions", "clock", "errors"),
        packages=_set("werkzeug"),
    ),
    "views": Role(
        "views are HTTP only: they ask queries and call operations, never tables",
        own=_set("forms", "queries", "operations", "rules", "views", "channels", "part"),
        others=_set("queries", "rules"),
        rooms=_set(
            "web", "security", "forms", "cells", "live.stream", "live.hub", "i18n", "links",
            "config", "clock", "errors", "importing", "questions", "tokens", "mail.queries",
        ),
        packages=_set("flask", "werkzeug"),
    ),
    "channels": Role(
        "channels are what is broadcast: they look up and render through web, and know no request",
        own=_set("queries", "rules", "channels", "part"), others=_set("queries", "rules"),
        rooms=_set(
            "web", "forms", "live.stream", "live.hub", "i18n", "links", "clock", "questions",
            "tokens",
        ),
    ),
    "part": Role(
        "a file of another name is a part of its feature's reading: no HTTP, no database, no write",
        own=_set("models", "rules", "queries", "part"), others=_set("queries", "rules"),
        rooms=_set(
            "cells", "errors", "i18n", "importing.columns", "importing.emails", "questions",
            "tokens",
        ),
    ),
}  # fmt: skip


def role_of(stem: str) -> str:
    """Return the kind of a feature's file: views_console is views, any other name is a part."""
    for role in ROLES:
        if stem == role or stem.startswith(f"{role}_") or stem.endswith(f"_{role}"):
            return role
    return "part"


def features(root: Path) -> set[str]:
    """Return the names of the feature packages of a tree."""
    known = FOUNDATION | ROOTS | HTTP | NOT_CODE | {"migrations", "cli"}
    found = {path.parent.name for path in (root / "kiosk").glob("*/*.py")}
    return found - known


def check_layers(root: Path) -> Iterator[Finding]:
    """Find every import that goes against the arrows."""
    known = features(root)
    for path, tree in python_files(root, "kiosk"):
        parts = path.removesuffix(".py").split("/")
        package = ".".join(parts[:-1])
        for line, name in imports(without_types(tree), package):
            rule = _breach(parts[1:], name.split("."), known)
            if rule:
                yield Finding(f"{path}:{line}", f"imports {name}: {rule}")


def without_types(tree: ast.Module) -> ast.Module:
    """Leave out what only the type checker reads: the name of a type is no arrow."""
    kept = [
        node
        for node in tree.body
        if not (isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"))
    ]
    return ast.Module(body=kept, type_ignores=[])


def _breach(place: list[str], name: list[str], known: set[str]) -> str | None:
    place = [place[0].split("_")[0] or "__init__", *place[1:]]
    room, inside = place[0], len(place) > 1
    if name[0] == "kiosk":
        if room in known and inside and place[1] != "__init__":
            return _feature_breach(place, name[1:], known)
        return _house_breach(room, name[1:], known)
    if room == "questions" and name[0] not in sys.stdlib_module_names:
        return "questions/ is pure standard library, shared by live votes and forms"
    if name[0] == "htmx_flask" and room != "web":
        return "htmx_flask is known to web.py alone, so that it can be replaced there"
    if name[0] in FLASK - {"jinja2"} and not _may_flask(place, known):
        return "Flask belongs in views, web, security, i18n, live/stream, cli and __init__"
    return _package_breach(place, name[0], known)


def _package_breach(place: list[str], package: str, known: set[str]) -> str | None:
    if place[0] in known and len(place) > 1 and package not in sys.stdlib_module_names:
        role = ROLES[role_of(place[-1])]
        return None if package in role.packages else role.why
    return None


def _may_flask(place: list[str], known: set[str]) -> bool:
    if place[0] in known:
        return len(place) > 1 and role_of(place[-1]) in {"views", "forms"}
    return place[0] in ROOTS | HTTP | {"i18n"} or place == ["live", "stream"]


def _house_breach(room: str, target: list[str], known: set[str]) -> str | None:
    first = target[0] if target else "__init__"
    if room in ROOTS or first == room:
        return None
    if room == "questions":
        return "questions/ is pure standard library, shared by live votes and forms"
    if room in HTTP:
        if first in known and target[1:2] != ["queries"]:
            return "the HTTP side looks features up through their queries and no other way"
        return None
    if first in known | HTTP | ROOTS:
        return "the foundation knows no feature and no HTTP, so that either can change"
    return None


def _feature_breach(place: list[str], target: list[str], known: set[str]) -> str | None:
    role = ROLES[role_of(place[-1])]
    first = target[0] if target else "__init__"
    if first in known:
        kind = role_of(target[1]) if len(target) > 1 else "__init__"
        if first == place[0]:
            return None if kind in role.own else role.why
        if role is ROLES["models"] and kind == "models":
            return None  # a foreign key names the other feature's table, and nothing more
        if kind in {"views", "operations", "models"}:
            return "features never import each other's views, operations or models"
        return None if kind in role.others else role.why
    reached = {first, ".".join(target[:2])}
    return None if reached & role.rooms else role.why
