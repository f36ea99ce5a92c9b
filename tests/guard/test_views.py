"""Every view says who may enter, answers one method, and a GET changes nothing."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.guard.layers import role_of
from tests.guard.source import ROOT, Finding, hold, imports, python_files, report, write_tree

Function = ast.FunctionDef | ast.AsyncFunctionDef
ACCESS = {"public", "signed_in", "host", "procurement", "host_or_procurement", "admin"}
METHODS = {"get", "post", "put", "patch", "delete"}
WRITES = {"create", "insert", "insert_many", "bulk_create", "get_or_create", "save", "announce"}
WRITES_ON_A_MODEL = {"update", "delete", "replace", "delete_by_id", "set_by_id"}


def check_views(root: Path) -> Iterator[Finding]:
    for path, tree in python_files(root, "kiosk"):
        names = [node for node in tree.body if isinstance(node, Function)]
        writers = _writers(tree, path) | {"write"}
        helpers = {node.name: node for node in names}
        for node in names:
            routes = [_route(decorator) for decorator in node.decorator_list]
            if any(routes):
                place = f"{path}:{node.lineno}"
                yield from (Finding(place, f"{node.name} {rule}") for rule in _access(node, routes))
                if {"get", "route"} & set(routes) and _calls(node, helpers, set()) & writers:
                    yield Finding(place, f"{node.name} is a GET and writes: links get prefetched")


def _route(decorator: ast.expr) -> str:
    call = decorator.func if isinstance(decorator, ast.Call) else None
    if isinstance(call, ast.Attribute) and call.attr in METHODS | {"route"}:
        return call.attr
    return ""


def _access(node: Function, routes: list[str]) -> Iterator[str]:
    plain = [ast.unparse(decorator).rsplit(".", 1)[-1] for decorator in node.decorator_list]
    access = [index for index, name in enumerate(plain) if name in ACCESS]
    if len(access) != 1:
        yield f"has {len(access)} access decorators and needs one of {', '.join(sorted(ACCESS))}"
    elif any(routes[access[0] :]):
        yield "has its access decorator outside its route, where it guards nothing"
    if "route" in routes:
        yield "leaves its method unsaid: use .get() or .post()"
    if len(set(routes) - {""}) > 1:
        yield "answers several methods: write one view for each"


def _writers(tree: ast.Module, path: str) -> set[str]:
    """Return the names under which a module knows operations."""
    package = path.rsplit("/", 1)[0].replace("/", ".")
    known = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            small = ast.Module(body=[node], type_ignores=[])
            for (_line, name), alias in zip(imports(small, package), node.names, strict=True):
                if any(role_of(part) == "operations" for part in name.split(".")[2:4]):
                    known.add((alias.asname or alias.name).split(".")[0])
    return known


def _calls(node: Function, helpers: dict[str, Function], seen: set[str]) -> set[str]:
    """Return the names a function calls, itself or through helpers of its own module."""
    seen.add(node.name)
    found: set[str] = set()
    for call in ast.walk(node):
        if isinstance(call, ast.Name):
            found.add(call.id)
            if call.id in helpers and call.id not in seen:
                found |= _calls(helpers[call.id], helpers, seen)
        elif isinstance(call, ast.Attribute) and call.attr == "write":
            found.add("write")
    return found


def check_queries(root: Path) -> Iterator[Finding]:
    for path, tree in python_files(root, "kiosk"):
        if role_of(Path(path).stem) != "queries":
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                holder, name = ast.unparse(node.func.value), node.func.attr
                on_a_model = holder.rsplit(".", 1)[-1][:1].isupper() and name in WRITES_ON_A_MODEL
                if name in WRITES or on_a_model:
                    yield Finding(f"{path}:{node.lineno}", f".{name}() writes: it is an operation")


def test_every_view_says_who_may_enter_and_no_get_writes():
    hold(check_views(ROOT))


def test_no_query_writes():
    hold(check_queries(ROOT))


START = "from kiosk.meetings import operations\nfrom kiosk.meetings.operations import end as stop\n"


@pytest.mark.parametrize(
    "view",
    [
        '@views.get("/")\ndef show(): pass',
        '@views.get("/")\n@public\n@host\ndef show(): pass',
        '@public\n@views.get("/")\ndef show(): pass',
        '@views.route("/")\n@public\ndef show(): pass',
        '@views.get("/")\n@views.post("/")\n@public\ndef show(): pass',
        '@views.get("/")\n@public\ndef show(): operations.end_meeting()',
        '@views.get("/")\n@public\ndef show(): stop()',
        '@views.get("/")\n@public\ndef show(): _helper()\ndef _helper(): operations.end()',
        '@views.get("/")\n@public\ndef show(): db.write(stop_it)',
    ],
)
def test_the_guard_sees_a_bad_view(tmp_path: Path, view: str):
    assert report(check_views(write_tree(tmp_path, kiosk__meetings__views_py=START + view)))


@pytest.mark.parametrize("line", ["Ballot.create()", "meeting.save()", "models.Ballot.delete()"])
def test_the_guard_sees_a_query_that_writes(tmp_path: Path, line: str):
    assert report(check_queries(write_tree(tmp_path, kiosk__voting__queries_py=line)))


def test_the_guard_lets_a_good_view_through(tmp_path: Path):
    view = '@views.get("/")\n@public\ndef show(): _helper()\ndef _helper(): pass\n'
    view += '@views.post("/")\n@security.host\ndef create(): operations.make()'
    write_tree(tmp_path, kiosk__meetings__views_py=START + view)
    write_tree(tmp_path, kiosk__meetings__queries_py="found.update({}); Ballot.select()")
    assert not report(check_views(tmp_path)) + report(check_queries(tmp_path))
