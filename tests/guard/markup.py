"""Templates as the guards read them: Jinja blanked out, HTML walked element by element."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

from tests.guard.source import Finding, files

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
SHOWN_ATTRIBUTES = {"alt", "title", "placeholder", "aria-label", "label", "data-label"}
ALLOWED_HX = {
    "hx-get", "hx-post", "hx-target", "hx-swap", "hx-trigger", "hx-indicator", "hx-disable",
    "hx-push-url",
}  # fmt: skip
PARSER = Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"])  # noqa: S701 - only parses
SUMS = (nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow)
QUERIES = {"select", "where", "count", "get_or_none", "get_by_id", "execute", "save", "order_by"}
PARSER.newstyle_gettext = True  # type: ignore[attr-defined]
# Blocks that a layout puts inside a tag: attributes, classes, addresses, no words.
ATTRIBUTE_BLOCKS = "(?:home|page_class|live)"
# Words that are the same in both languages.
NAMES = {"kiosk", "qr", "csv", "html", "pdf", "wi-fi", "sha-256", "ctrl", "esc"}


@dataclass
class Element:
    """One start tag: where it stands, how deep, its attributes and its parents' names."""

    line: int
    tag: str
    attributes: dict[str, str | None]
    parents: list["Element"] = field(default_factory=list)


class _Walker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[Element] = []
        self.texts: list[tuple[int, str, list[Element]]] = []
        self.open: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(self.getpos()[0], tag, dict(attrs), list(self.open))
        self.elements.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(Element(self.getpos()[0], tag, dict(attrs), list(self.open)))

    def handle_endtag(self, tag: str) -> None:
        for index in range(len(self.open) - 1, -1, -1):
            if self.open[index].tag == tag:
                del self.open[index:]
                return

    def handle_data(self, data: str) -> None:
        self.texts.append((self.getpos()[0], data, list(self.open)))


def _blank(mark: str) -> Callable[[re.Match[str]], str]:
    return lambda match: mark + "\n" * match[0].count("\n")


def without_jinja(text: str) -> str:
    """Replace what Jinja prints by ⁂ and drop the rest of it, keeping the line numbers."""
    text = re.sub(r"\{#.*?#\}", _blank(""), text, flags=re.S)
    text = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", _blank("⁂"), text, flags=re.S)
    text = re.sub(
        rf"\{{%-?\s*block {ATTRIBUTE_BLOCKS}\b.*?endblock.*?%\}}", _blank(""), text, flags=re.S
    )
    text = re.sub(r"\{%-?\s*set \w+\s*-?%\}.*?\{%-?\s*endset\s*-?%\}", _blank(""), text, flags=re.S)
    text = re.sub(r"\{\{.*?\}\}", _blank("⁂"), text, flags=re.S)
    return re.sub(r"\{%.*?%\}", _blank(""), text, flags=re.S)


def walk(text: str) -> _Walker:
    """Parse a template's HTML."""
    walker = _Walker()
    walker.feed(without_jinja(text))
    walker.close()
    return walker


def check_templates(root: Path) -> Iterator[Finding]:
    """Find everything in templates that the house rules or the security policy forbid."""
    for path, text in files(root, "templates", "*.html"):
        walker = walk(text)
        for element in walker.elements:
            for rule in (*_inline(element), *_htmx(element), *_outside(element)):
                yield Finding(f"{path}:{element.line}", rule)
        yield from (Finding(f"{path}:{line}", rule) for line, rule in _jinja(text))
        yield from (Finding(f"{path}:{line}", rule) for line, rule in _untranslated(walker))
        if path.rsplit("/", 1)[-1].startswith("_"):
            yield from (Finding(path, rule) for rule in _fragment(text))


def _inline(element: Element) -> Iterator[str]:
    names = element.attributes
    if "style" in names or element.tag == "style":
        yield "inline style: the security policy blocks it; write a class"
    for name in names:
        if name.startswith("on"):
            yield f"{name}: the security policy blocks handlers in markup; use a file in static/js"
        if name.startswith("hx-on"):
            yield "hx-on is inline script, which the security policy blocks"
    if element.tag == "script" and "src" not in names:
        yield "inline script: the security policy blocks it; use a file in static/js"
    if any((value or "").lstrip().startswith(("javascript:", "js:")) for value in names.values()):
        yield "script in an attribute: the security policy blocks it"


def _htmx(element: Element) -> Iterator[str]:
    names = element.attributes
    for name in names:
        known = name in ALLOWED_HX or re.fullmatch(r"hx-status:[\dx]+", name)
        if name.startswith("hx-") and not known:
            yield f"{name} is not among the hx attributes this house uses (docs/development.md)"
    plain_form = element.tag == "form" and names.get("method", "") == "post" and "action" in names
    if "hx-post" in names and not plain_form:
        yield "hx-post outside a form with action and method: it must work without JavaScript"
    if "hx-get" in names and not (element.tag == "a" and "href" in names):
        yield "hx-get outside a link with href: it must work without JavaScript"


def _outside(element: Element) -> Iterator[str]:
    for name in ("src", "href", "action", "srcset", "poster", "data"):
        value = element.attributes.get(name) or ""
        if re.match(r"(https?:)?//", value) and element.tag != "a":
            yield f"{value}: no request ever leaves the municipality's own address"


def _jinja(text: str) -> Iterator[tuple[int, str]]:
    for node in PARSER.parse(text).find_all(nodes.Node):
        if isinstance(node, SUMS):
            yield node.lineno, "arithmetic in a template: give it the number from a query or rule"
        elif isinstance(node, nodes.Filter) and node.name in {"safe", "forceescape"}:
            yield node.lineno, "|safe lets a person's text become markup"
        elif isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
            if node.node.attr in QUERIES:
                yield node.lineno, f".{node.node.attr}() in a template: a query belongs in queries"
        elif isinstance(node, nodes.ScopedEvalContextModifier):
            yield node.lineno, "autoescape stays on"


def _untranslated(walker: _Walker) -> Iterator[tuple[int, str]]:
    shown = [text for text in walker.texts if not _exempt(text[2])]
    for element in walker.elements:
        names = SHOWN_ATTRIBUTES & set(element.attributes)
        shown += [(element.line, element.attributes[name] or "", []) for name in names]
    for line, text, _parents in shown:
        words = re.findall(r"[^\W\d_][\w-]+", re.sub(r"[\w-]+=\"[^\"]*\"", "", text))
        for word in [word for word in words if word.lower() not in NAMES][:1]:
            yield line, f"“{word}” is not translated: write it as _()"


def _exempt(parents: list[Element]) -> bool:
    # Words in an element with its own lang are in that language whatever the page is in.
    return any(
        parent.tag in {"script", "kbd"} or ("lang" in parent.attributes and parent.tag != "html")
        for parent in parents
    )


def _fragment(text: str) -> Iterator[str]:
    if not re.match(r"\{#-?\s*inputs: .+#\}", text.split("\n", 1)[0]):
        yield "a fragment's first line names its inputs: {# inputs: … #}"
    macro = r"\{%-?\s*macro\b.*?endmacro\s*-?%\}"
    walker = walk(re.sub(macro, "", text, flags=re.S))
    roots = [element for element in walker.elements if not element.parents]
    loose = "".join(words.strip() for _line, words, parents in walker.texts if not parents)
    if not roots and loose == "⁂":
        return  # it hands on a fragment that is drawn already
    # Several roots with one id are the branches of an if: only one of them is ever drawn.
    ids = {element.attributes.get("id") for element in roots}
    if len(ids) != 1 or loose:
        yield "a fragment has one root element, so that it can be replaced as a whole"
    elif not ids - {None, ""}:
        yield "a fragment's root element has an id, so that it can be found on the page"
