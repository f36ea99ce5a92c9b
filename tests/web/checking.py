"""A client that checks every page and fragment it fetches, so that no test needs to."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
from flask.testing import FlaskClient
from html5lib.html5parser import ParseError
from werkzeug.datastructures import Headers
from werkzeug.test import TestResponse

NAMELESS = ("hidden", "submit", "image", "button")
REFERENCES = ("for", "aria-describedby", "aria-labelledby", "aria-controls")
RESOLVED: set[str] = set()  # addresses with a version in them, seen to resolve once


class CheckingClient(FlaskClient):
    """Say what status you expect: 200 if nothing else, 303 for a POST without htmx."""

    def open(
        self, *args: Any, status: int | None = None, htmx: bool = False, **kwargs: Any
    ) -> TestResponse:
        headers = Headers(kwargs.pop("headers", None) or {})
        if htmx:
            headers["HX-Request"] = "true"
        response = super().open(*args, headers=headers, **kwargs)
        wanted = status or (303 if kwargs.get("method") == "POST" and not htmx else 200)
        seen = f"{kwargs.get('method')} {args[0]}: {response.status}"
        assert response.status_code == wanted, f"{seen}, not {wanted}\n{_excerpt(response)}"
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 304):
            complaints = list(self.complaints(response))
            assert not complaints, f"{seen}\n" + "\n".join(complaints)
        return response

    def complaints(self, response: TestResponse) -> Iterator[str]:
        if "default-src 'none'" not in response.headers.get("Content-Security-Policy", ""):
            yield "has no content security policy"
        try:
            tree = parse(response)
        except ParseError as error:
            yield f"is not valid HTML: {error}"
            return
        yield from _page(tree) if _is_page(response) else _fragment(tree)
        for check in (_ids, _inline, _forms, _names):
            yield from check(tree)
        yield from self._broken_links(tree)

    def _broken_links(self, tree: Element) -> Iterator[str]:
        for element in tree.iter():
            address = element.get("src") or (element.tag == "link" and element.get("href")) or ""
            if address in RESOLVED or not address:
                continue
            if not address.startswith("/") or address.startswith("//"):
                yield f"fetches {address} from somewhere else"
            elif super().open(address, method="GET").status_code != 200:
                yield f"{address} does not resolve"
            elif address.startswith("/static/"):
                RESOLVED.add(address)


def parse(response: TestResponse) -> Element:
    """Read a page or a fragment as a tree of elements; raise ParseError unless it is valid."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    read = parser.parse if _is_page(response) else parser.parseFragment
    return read(response.text)


def words(element: Element | None) -> str:
    """Return the words of an element, spaces tidied."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def find(response: TestResponse, path: str) -> list[Element]:
    """Return the elements of a page that an ElementTree path finds, like ".//li"."""
    return parse(response).findall(path)


def _is_page(response: TestResponse) -> bool:
    return response.text.lstrip()[:9].lower() == "<!doctype"


def _excerpt(response: TestResponse) -> str:
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.get_data(as_text=True)))
    return text[:400] if response.mimetype == "text/html" else ""


def _page(tree: Element) -> Iterator[str]:
    if tree.get("lang") not in ("sv", "en"):
        yield "does not say its language"
    headings = [words(heading) for heading in tree.iter("h1")]
    if len(headings) != 1 or not headings[0]:
        yield f"has {len(headings)} h1: {headings}"
    elif not words(tree.find(".//title")).startswith(headings[0]):
        yield f"is titled “{words(tree.find('.//title'))}” but headed “{headings[0]}”"


def _fragment(tree: Element) -> Iterator[str]:
    roots = list(tree)
    if len(roots) != 1 or not roots[0].get("id"):
        yield f"is a fragment with {len(roots)} roots, and needs one with an id"


def _ids(tree: Element) -> Iterator[str]:
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    yield from (f"has id {one} twice" for one in sorted({i for i in ids if ids.count(i) > 1}))
    if tree.tag == "html":  # a fragment may point at its page
        for element in tree.iter():
            for name in REFERENCES:
                yield from (
                    f"{name} points at {one}, which is not there"
                    for one in (element.get(name) or "").split()
                    if one not in ids
                )


def _inline(tree: Element) -> Iterator[str]:
    for element in tree.iter():
        tag = str(element.tag)
        if tag == "style" or (tag == "script" and not element.get("src")):
            yield f"has an inline {tag}"
        for name, value in element.attrib.items():
            if name == "style" or name.startswith(("on", "hx-on")) or "javascript:" in value:
                yield f"has {name}=“{value}” on {tag}"


def _forms(tree: Element) -> Iterator[str]:
    for form in tree.iter("form"):
        if form.get("method") == "dialog":
            continue  # closes its own box and sends nothing
        if not form.get("action") or form.get("method") not in ("get", "post"):
            yield f"has a form without action or method: {form.attrib}"


def _names(tree: Element) -> Iterator[str]:
    labels = {label.get("for"): words(label) for label in tree.iter("label")}
    wrapped = {inner for label in tree.iter("label") for inner in label.iter()}
    for element in tree.iter():
        named = element.get("aria-label") or element.get("aria-labelledby")
        if element.tag in ("input", "select", "textarea"):
            needs = element.get("type") not in NAMELESS and element not in wrapped
            if needs and not (named or labels.get(element.get("id"))):
                yield f"has a field without a label: {element.attrib}"
        elif element.tag in ("a", "button"):
            pictures = (inner.get("alt") or inner.get("aria-label") for inner in element.iter())
            if not (named or words(element) or any(pictures)):
                yield f"has a nameless {element.tag}: {element.attrib}"
