"""The source as the guards read it: every guard is a function from a tree to findings."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finding:
    """One breach of one rule; its text says where, what and why."""

    place: str
    rule: str

    def __str__(self) -> str:
        return f"{self.place}: {self.rule}"


def report(findings: Iterator[Finding]) -> str:
    """Return all findings as lines; empty when there are none."""
    return "\n".join(sorted(str(finding) for finding in findings))


def hold(findings: Iterator[Finding]) -> None:
    """Fail with every finding on a line of its own."""
    if lines := report(findings):
        pytest.fail(f"the guard found:\n{lines}", pytrace=False)


def python_files(root: Path, *folders: str) -> Iterator[tuple[str, ast.Module]]:
    """Yield (path from the root, parsed module) of every Python file in the folders."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            yield path.relative_to(root).as_posix(), ast.parse(text, filename=str(path))


def files(root: Path, folder: str, *patterns: str) -> Iterator[tuple[str, str]]:
    """Yield (path from the root, text) of every file that matches, vendored ones left out."""
    for pattern in patterns:
        for path in sorted((root / folder).rglob(pattern)):
            if "vendor" not in path.parts:
                yield path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")


def repository_files(root: Path) -> Iterator[tuple[str, str]]:
    """Yield (path, text) of all files git tracks or would track; pictures and the like left out."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root, capture_output=True, check=True,
    ).stdout.decode()  # fmt: skip
    for name in sorted(set(listed.split("\0")) - {""}):
        path = root / name
        if "vendor" in path.parts or not path.is_file() or b"\0" in path.read_bytes():
            continue
        yield name, path.read_text(encoding="utf-8")


def imports(tree: ast.Module, package: str) -> Iterator[tuple[int, str]]:
    """Yield (line, full dotted name) of everything a module imports, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            parts = package.split(".")
            base = parts[: len(parts) - node.level + 1] if node.level else []
            start = ".".join([*base, *([node.module] if node.module else [])])
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def write_tree(root: Path, **texts: str) -> Path:
    """Make a small bad tree for a guard to see; a__b_py='…' is the file a/b.py."""
    for name, text in texts.items():
        stem, suffix = name.rsplit("_", 1)
        path = root / f"{stem.replace('__', '/')}.{suffix}"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root
