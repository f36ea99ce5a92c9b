"""What is made in a house before a page of procurements is visited."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

from tests.browser.house import House, found, made
from tests.browser.place import Find
from tests.faults.hall import PYTHON, Phone

# What a scene has made of a house; `emptied` forgets it.
MADE: dict[tuple[str, str], dict[str, Any]] = {}
TABLES = (
    "mail", "draft", "invitation", "response", "remark", "contact", "published_report",
    "report_note", "procurement", "form_version", "action", "area", "disposal_decision",
    "purge_protocol", "preserved_file",
)  # fmt: skip


def scene(house: House, name: str) -> dict[str, Any]:
    """Make a scene of tests/browser/seed_evaluations.py in a house, once, and return its facts."""
    key = (str(house.instance), name)
    if key not in MADE:
        done = house.command([PYTHON, "-m", "tests.browser.seed_evaluations", name])
        MADE[key] = json.loads(done.stdout)
    return MADE[key]


def of(name: str, path: str) -> Find:
    """Find a page of a scene: {id}, {invitation}, {token} and {key} are filled in."""
    return lambda house: path.format(**scene(house, name))


def behind(name: str, path: str = "") -> Callable[[House], tuple[str, Phone]]:
    """Find a page behind a bidder's link, with the cookie that the link gives."""

    def find(house: House) -> tuple[str, Phone]:
        told = scene(house, name)
        phone = Phone(house, f"kiosk_evaluation={told['token']}")
        return f"/evaluations/{told['key']}{path}", phone

    return find


def emptied(path: str) -> Find:
    """Find a page of a house where nothing has happened yet."""

    def find(house: House) -> str:
        with closing(sqlite3.connect(house.database, timeout=20)) as connection:
            for table in TABLES:
                connection.execute(f"DELETE FROM {table}")
            connection.commit()
        for key in [key for key in MADE if key[0] == str(house.instance)]:
            del MADE[key]
        return path

    return find


def close_questions(house: House) -> None:
    """Close what other places left open: nothing is purged while anybody votes."""
    with closing(sqlite3.connect(house.database, timeout=20)) as connection:
        asked = "SELECT id FROM question WHERE opened_at IS NOT NULL AND closed_at IS NULL"
        numbers = [row[0] for row in connection.execute(asked)]
    for number in numbers:
        made(house.staff().post(f"/questions/{number}/closing"))


def in_demo(path: str, pattern: str = "", source: str = "") -> Find:
    """Find a page once the demo is there; {0} is what the pattern finds on another page."""

    def find(house: House) -> str:
        scene(house, "demo")
        page = house.staff("procurement").get(source).text if source else ""
        return path.format(found(pattern, page) if pattern else "")

    return find
