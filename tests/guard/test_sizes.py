"""Files and functions stay small enough to hold in mind; a reason in a comment beats a limit."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guard.layers import role_of
from tests.guard.source import ROOT, Finding, files, hold, report, write_tree

FILE = 300
FUNCTION = {"views": 20, "operations": 25, "queries": 25}
TEST = 15
# The one way past a limit is a comment that says why: in the file's head, or at the function.
REASON = re.compile(r"(?:#|//|/\*|\{#)\s*longer because \S+ \S+")


def check_sizes(root: Path) -> Iterator[Finding]:
    for folder in ("kiosk", "tests", "tools", "templates", "static"):
        for path, text in files(root, folder, "*.py", "*.html", "*.js", "*.css"):
            lines = text.splitlines()
            if len(lines) > FILE and not REASON.search("\n".join(lines[:20])):
                yield Finding(
                    path, f"has {len(lines)} lines, more than {FILE}, and gives no reason"
                )
            if path.endswith(".py"):
                yield from _functions(path, text)


def _functions(path: str, text: str) -> Iterator[Finding]:
    lines = text.splitlines()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            limit = _limit(path, node.name)
            size = _size(node, lines)
            first = min([node.lineno, *(one.lineno for one in node.decorator_list)])
            whole = "\n".join(lines[max(first - 2, 0) : node.end_lineno])
            if limit and size > limit and not REASON.search(whole):
                yield Finding(
                    f"{path}:{node.lineno}",
                    f"{node.name} has {size} lines, more than {limit}, and gives no reason",
                )


def _limit(path: str, name: str) -> int | None:
    stem = Path(path).stem
    if path.startswith("tests/"):
        return TEST if name.startswith("test_") else None
    if path.count("/") < 2:
        return None
    return FUNCTION.get(stem if stem in FUNCTION else role_of(stem))


def _size(node: ast.FunctionDef | ast.AsyncFunctionDef, lines: list[str]) -> int:
    """Count the lines of code in a body: no signature, docstring, blank or comment lines."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    if not body:
        return 0
    text = "\n".join(lines[body[0].lineno - 1 : node.end_lineno]) + "\n"
    return len(_code_lines(text))


def _code_lines(text: str) -> set[int]:
    nothing = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT}
    found: set[int] = set()
    # A body cut out of its function is indented: give it something to be indented under.
    for token in tokenize.generate_tokens(io.StringIO("if 1:\n" + text).readline):
        if token.type not in nothing and token.type != tokenize.ENDMARKER:
            found.update(range(token.start[0], token.end[0] + 1))
    return found - {1}


def test_files_and_functions_stay_small():
    hold(check_sizes(ROOT))


LONG = "def {name}():\n" + "    x = 1\n" * 26


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("kiosk__meetings__rules_py", "x = 1\n" * 301),
        ("static__js__x_js", "x;\n" * 301),
        ("kiosk__meetings__views_py", LONG.format(name="show")),
        ("kiosk__meetings__operations_stage_py", LONG.format(name="end")),
        ("kiosk__meetings__queries_py", LONG.format(name="get")),
        ("tests__unit__test_x_py", LONG.format(name="test_x")),
    ],
)
def test_the_guard_sees_what_has_grown_too_long(tmp_path: Path, file: str, text: str):
    assert report(check_sizes(write_tree(tmp_path, **{file: text})))


@pytest.mark.parametrize(
    ("file", "text"),
    [
        (
            "kiosk__meetings__rules_py",
            "# longer because the table is one thing\n" + "x = 1\n" * 301,
        ),
        ("kiosk__meetings__views_py", "# longer because it must\n" + LONG.format(name="show")),
        ("kiosk__meetings__rules_py", LONG.format(name="decide")),
        (
            "kiosk__meetings__views_py",
            'def a():\n    """Say.\n\n    More.\n    """\n' + "    #\n" * 30,
        ),
    ],
)
def test_a_reason_beats_a_limit_and_comments_are_free(tmp_path: Path, file: str, text: str):
    assert report(check_sizes(write_tree(tmp_path, **{file: text}))) == ""
