"""The documents as the guards read them: every command, setting, link and test they name exists."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.guard.source import Finding, files, python_files

DEVELOPMENT_LINES = 100
# The tests that hold the promises; a promise needs one as soon as there are tests of every kind.
KINDS_OF_TESTS = ("unit", "web", "browser", "faults")


def documents(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of every document of the repository."""
    for path in sorted(root.glob("*.md")):
        yield path.name, path.read_text(encoding="utf-8")
    yield from files(root, "docs", "*.md")


def code_of(text: str) -> str:
    """Return what a document shows as code: spans, fences and indented blocks, a line for each."""
    fenced = re.findall(r"^```.*?\n(.*?)^```", text, flags=re.S | re.M)
    text = re.sub(r"^```.*?^```", "", text, flags=re.S | re.M)
    indented = re.findall(r"^ {4}(.+)$", text, flags=re.M)
    return "\n".join([*fenced, *indented, *re.findall(r"`([^`\n]+)`", text)])


def make_targets(root: Path) -> set[str]:
    """Return the targets of the Makefile."""
    return set(re.findall(r"^([a-z]+):", (root / "Makefile").read_text(encoding="utf-8"), re.M))


def kiosk_commands(root: Path) -> set[str]:
    """Return the commands of the program, as kiosk/cli*.py declares them to click."""
    found = set()
    for path, tree in python_files(root, "kiosk"):
        if path.startswith("kiosk/cli"):
            for node in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
                found |= {name for one in node.decorator_list if (name := _command(node, one))}
    return found


def _command(node: ast.FunctionDef, decorator: ast.expr) -> str:
    if not isinstance(decorator, ast.Call):
        return ""
    if not ast.unparse(decorator.func).endswith((".command", ".group")):
        return ""
    named = [one.value for one in decorator.args if isinstance(one, ast.Constant)]
    return str(named[0]) if named else node.name.replace("_", "-")


def check_commands(root: Path) -> Iterator[Finding]:
    """Find commands in documents that do not exist."""
    commands, targets = kiosk_commands(root), make_targets(root)
    for path, text in documents(root):
        code = code_of(text)
        for name in set(re.findall(r"(?:^|\s)make ([a-z]+)", code, re.M)) - targets:
            yield Finding(path, f"there is no make {name}")
        for name in set(re.findall(r"(?:^|\s|/)kiosk ([a-z]+)", code, re.M)) - commands:
            if (root / "kiosk/cli.py").exists():
                yield Finding(path, f"there is no kiosk {name}")


def check_settings(root: Path) -> Iterator[Finding]:
    """Find settings that operating.md does not explain, and explanations of no setting."""
    names = r"\bKIOSK_[A-Z_]+\b"
    code = (root / "kiosk/config.py").read_text(encoding="utf-8")
    known = set(re.findall(names, code))
    told = set(re.findall(names, (root / "docs/operating.md").read_text(encoding="utf-8")))
    for name in known - told:
        yield Finding("docs/operating.md", f"does not explain {name}")
    for name in told - known:
        yield Finding("docs/operating.md", f"explains {name}, which kiosk/config.py does not read")


def check_links(root: Path) -> Iterator[Finding]:
    """Find links to files that are not there, and tests that are named but not written."""
    for path, text in documents(root):
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", text):
            picture = "docs/images/" in target or target.startswith("images/")
            if picture and not (root / "docs/images").is_dir():
                continue  # make screenshots has not been run yet
            if not ((root / path).parent / target).exists():
                yield Finding(path, f"links to {target}, which is not there")
        for file, name in re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", text):
            source = root / file
            if not source.exists() or (name and f"def {name}(" not in source.read_text()):
                yield Finding(path, f"names {file} {name}, which is not there")


def check_promises(root: Path) -> Iterator[Finding]:
    """Find promises that no test holds."""
    text = (root / "docs/promises.md").read_text(encoding="utf-8")
    rows = [row for row in text.splitlines() if re.match(r"\| \d+ ", row)]
    if not rows:
        yield Finding("docs/promises.md", "makes no promises")
    complete = all((root / "tests" / kind).is_dir() for kind in KINDS_OF_TESTS)
    for row in rows:
        if "`tests/" not in row and complete:
            yield Finding("docs/promises.md", f"no test holds promise {row[:60]} …")


def check_glossary(root: Path) -> Iterator[Finding]:
    """Find tables of the database whose names are not words of the glossary."""
    text = (root / "docs/glossary.md").read_text(encoding="utf-8")
    words = set(re.split(r"[|,\n]\s*", "\n".join(re.findall(r"^\| ([^|]+) \|", text, re.M))))
    words = {word.strip() for word in words}
    for path, tree in python_files(root, "kiosk"):
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and "BaseModel" in map(ast.unparse, node.bases):
                spaced = re.sub(r"(?<!^)(?=[A-Z])", " ", node.name).lower()
                if spaced not in words:
                    yield Finding(f"{path}:{node.lineno}", f"“{spaced}” is not in docs/glossary.md")


def check_development(root: Path) -> Iterator[Finding]:
    """Find a guide for developers that has grown too long to be read."""
    lines = (root / "docs/development.md").read_text(encoding="utf-8").count("\n")
    if lines >= DEVELOPMENT_LINES:
        yield Finding("docs/development.md", f"{lines} lines; the limit is {DEVELOPMENT_LINES}")
