"""Translations as the guards read them: what the source says against what the catalogues hold."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import nodes
from jinja2.ext import babel_extract

from tests.guard.markup import PARSER
from tests.guard.source import Finding, files, python_files

KEYWORDS = {"_": None, "gettext": None, "lazy": None, "ngettext": (1, 2), "lazy_ngettext": (1, 2)}
# As create_app sets Jinja up: newstyle gettext, and {% trans %} trimmed.
OPTIONS = {"**.html": {"trimmed": "true", "newstyle_gettext": "true", "silent": "false"}}
METHODS = [("**.py", "python"), ("**.html", babel_extract)]
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")
PERCENT = re.compile(r"%(?!\(\w+\)[sd])")
SWEDISH = re.compile(r"[åäöÅÄÖ]")


@dataclass
class Text:
    """One text of the program: its English forms and where it stands."""

    forms: tuple[str, ...]
    places: list[str] = field(default_factory=list)


def extract(root: Path) -> dict[str, Text]:
    """Return every text that the code and the templates ask to have translated, by msgid."""
    found: dict[str, Text] = {}
    for folder in ("kiosk", "templates"):
        messages = extract_from_dir(root / folder, METHODS, OPTIONS, KEYWORDS)
        for path, line, message, _comments, _context in messages:
            forms = message if isinstance(message, tuple) else (message,)
            text = found.setdefault(forms[0], Text(forms))
            text.forms = max(text.forms, forms, key=len)
            text.places.append(f"{folder}/{path}:{line}")
    return found


def check_catalogue(root: Path, language: str = "sv") -> Iterator[Finding]:
    """Find every text without a whole translation, and every translation without a text."""
    texts = extract(root)
    known: dict[str, tuple[str, ...]] = {}
    for path in sorted((root / "kiosk" / "locales" / language).glob("*.po")):
        with path.open("rb") as file:
            catalogue = read_po(file, locale=language, abort_invalid=True)
        for rule in (*_left_over(catalogue, texts), *_conflicts(catalogue, known)):
            yield Finding(path.relative_to(root).as_posix(), rule)
    for msgid, text in texts.items():
        for rule in (*_english(text), *_translation(text, known.get(msgid, ()))):
            yield Finding(text.places[0], f"“{msgid}” {rule}")


def _left_over(catalogue: Catalog, texts: dict[str, Text]) -> Iterator[str]:
    for forgotten in catalogue.obsolete:
        yield f"“{forgotten}” is commented out: remove it"
    for message in catalogue:
        msgid = _tuple(message.id)[0]
        if msgid and message.fuzzy:
            yield f"“{msgid}” is fuzzy: read it and decide"
        if msgid and msgid not in texts:
            yield f"“{msgid}” stands nowhere in the program: remove it"


def _conflicts(catalogue: Catalog, known: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for message in catalogue:
        msgid, strings = _tuple(message.id)[0], _tuple(message.string)
        if msgid and known.setdefault(msgid, strings) != strings:
            yield f"“{msgid}” has another translation in another file"


def _tuple(value: str | tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _english(text: Text) -> Iterator[str]:
    if any(SWEDISH.search(form) for form in text.forms):
        yield "is Swedish: the msgid is the English text"
    if any(PERCENT.search(form.replace("%%", "")) for form in text.forms):
        yield "has a % that is no placeholder: write percentages with a placeholder for the sign"


def _translation(text: Text, strings: tuple[str, ...]) -> Iterator[str]:
    if not any(strings):
        yield "has no Swedish text"
        return
    if len(strings) != len(text.forms) or not all(strings):
        yield f"has {len(strings)} Swedish forms and needs {len(text.forms)}"
        return
    for form, string in zip(text.forms, strings, strict=True):
        wanted, got = set(PLACEHOLDER.findall(form)), set(PLACEHOLDER.findall(string))
        # “One vote” may leave the number out, in either language.
        single = len(text.forms) > 1 and form == text.forms[0]
        if got != wanted and not (single and got <= set(PLACEHOLDER.findall(text.forms[-1]))):
            yield f"and “{string}” do not have the same placeholders"
        if PERCENT.search(string.replace("%%", "")):
            yield f"is translated with a % that is no placeholder: “{string}”"


def check_literals(root: Path) -> Iterator[Finding]:
    """Find texts that no tool can see, because they are made while the program runs."""
    rule = "only a literal can be translated: write the text where it is shown, or as lazy()"
    for path, tree in python_files(root, "kiosk"):
        if path != "kiosk/i18n.py":
            calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
            lines = [call.lineno for call in calls if not _literal_in_python(call)]
            yield from (Finding(f"{path}:{line}", rule) for line in lines)
    for path, text in files(root, "templates", "*.html"):
        for call in PARSER.parse(text).find_all(nodes.Call):
            if not _literal_in_jinja(call):
                yield Finding(f"{path}:{call.lineno}", rule)


def _literal_in_python(call: ast.Call) -> bool:
    if not isinstance(call.func, ast.Name) or call.func.id not in KEYWORDS:
        return True
    return bool(call.args) and isinstance(call.args[0], ast.Constant)


def _literal_in_jinja(call: nodes.Call) -> bool:
    if not isinstance(call.node, nodes.Name) or call.node.name not in KEYWORDS:
        return True
    # {% trans %} reaches us as a call too, with its text marked safe.
    return bool(call.args) and isinstance(call.args[0], nodes.Const | nodes.MarkSafeIfAutoescape)
