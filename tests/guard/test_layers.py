"""The arrows point one way: views to operations to queries to models to db."""

from pathlib import Path

import pytest

from tests.guard.layers import check_layers, features, role_of
from tests.guard.source import ROOT, hold, report, write_tree

KINDS = ("models", "queries", "operations", "forms", "views")
MODELS, QUERIES, OPERATIONS, FORMS, VIEWS = (f"meetings__{kind}_py" for kind in KINDS)

AGAINST_THE_ARROWS = {
    "rules read no clock": ("meetings__rules_py", "from kiosk import clock"),
    "rules know no table": ("meetings__rules_py", "from kiosk.meetings.models import Meeting"),
    "rules know no package": ("meetings__rules_py", "import peewee"),
    "models know no HTTP": (MODELS, "from kiosk.web import render"),
    "queries do not write": (QUERIES, "from kiosk.meetings import operations"),
    "queries do not write, however imported": (QUERIES, "from . import operations"),
    "another's table is not ours": (QUERIES, "from kiosk.voting.models import Ballot"),
    "another's operation is not ours": (OPERATIONS, "import kiosk.voting.operations"),
    "another's view is not ours": (VIEWS, "from kiosk.voting import views"),
    "operations know no HTTP": (OPERATIONS, "from flask import request"),
    "operations know no security": (OPERATIONS, "from kiosk import security"),
    "forms look nothing up": (FORMS, "from kiosk.meetings import queries"),
    "views know no table": (VIEWS, "from kiosk.meetings.models import Meeting"),
    "views know no database": (VIEWS, "from kiosk.db import write"),
    "views know no peewee": (VIEWS, "def view():\n    import peewee"),
    "split views are views": ("meetings__views_console_py", "from kiosk.meetings import models"),
    "channels know no request": ("meetings__channels_py", "from flask import request"),
    "a file of another name does not write": ("meetings__poster_py", "from kiosk.db import write"),
    "htmx_flask is in web alone": (VIEWS, "from htmx_flask import Htmx"),
    "questions are standard library": ("questions__tally_py", "import peewee"),
    "questions know no room": ("questions__tally_py", "from kiosk import clock"),
    "the foundation knows no feature": ("audit_py", "from kiosk.meetings import queries"),
    "the foundation knows no HTTP": ("db_py", "import flask"),
    "the hub knows no HTTP": ("live__hub_py", "from flask import request"),
    "security does not write": ("security_py", "from kiosk.meetings.operations import end"),
}  # fmt: skip


def test_every_import_follows_the_arrows():
    hold(check_layers(ROOT))


@pytest.mark.parametrize(("file", "line"), AGAINST_THE_ARROWS.values(), ids=AGAINST_THE_ARROWS)
def test_the_guard_sees_an_import_against_the_arrows(tmp_path: Path, file: str, line: str):
    write_tree(tmp_path, kiosk__meetings__models_py="", kiosk__voting__models_py="")
    write_tree(tmp_path, **{f"kiosk__{file}": line})
    assert report(check_layers(tmp_path))


def test_the_guard_lets_the_ordinary_through(tmp_path: Path):
    write_tree(
        tmp_path,
        kiosk__cli_py="from kiosk.voting import operations\nimport flask",
        kiosk__voting__models_py="from peewee import CharField\nfrom kiosk.db import BaseModel",
        kiosk__voting__queries_py="from .models import Ballot\nfrom kiosk.meetings import queries",
        kiosk__voting__views_py="from flask import request\nfrom kiosk.voting import operations",
        kiosk__voting__rules_py="if TYPE_CHECKING:\n    from kiosk.voting.models import Ballot",
        kiosk__meetings__queries_py="import math\nfrom kiosk.meetings.rules import may_enter",
    )
    assert not report(check_layers(tmp_path))


def test_the_guard_knows_the_features_of_this_house():
    assert not features(ROOT) & {"live", "questions", "migrations", "locales"}
    assert role_of("views_console") == role_of("console_views") == "views"
