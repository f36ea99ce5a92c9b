"""Decide whether a file can be the logo: a PNG of sane size, or an SVG that can only be looked at.

A doubtful SVG is refused, never cleaned: what a cleaner misses would be ours.
"""

import re
import struct
from xml.etree import ElementTree

LARGEST = 200 * 1024  # bytes
WIDEST = 2000  # pixels
PNG = b"\x89PNG\r\n\x1a\n"
SVG = "http://www.w3.org/2000/svg"
DRAWN = "g path rect circle ellipse line polyline polygon use text tspan"
DEFINED = "defs linearGradient radialGradient stop clipPath mask pattern symbol style"
ELEMENTS = frozenset(f"svg title desc metadata {DRAWN} {DEFINED}".split())
# What drawing programs leave behind; no browser does anything with it.
LEFTOVERS = (
    "http://www.inkscape.org/namespaces/",
    "http://sodipodi.sourceforge.net/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://creativecommons.org/ns#",
    "http://purl.org/dc/elements/1.1/",
    "http://www.serif.com/",
)
# url(#a) points inside the file; a backslash can spell any of these words another way.
REACHES_OUT = re.compile(
    r"url\s*\(\s*['\"]?\s*[^#'\"\s]|@import|image-set|src\s*\(|javascript:|\\", re.I
)


class NotALogoError(Exception):
    """The file cannot be the logo; the code says why: too_large, unknown, too_wide, unsafe."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def media_type(content: bytes) -> str:
    """Return image/png or image/svg+xml of an acceptable logo; raise NotALogoError for all else."""
    if len(content) > LARGEST:
        raise NotALogoError("too_large")
    if content.startswith(PNG):
        _check_png(content)
        return "image/png"
    _check_svg(content)
    return "image/svg+xml"


def _check_png(content: bytes) -> None:
    if len(content) < 45 or content[12:16] != b"IHDR" or b"IEND" not in content[-12:]:
        raise NotALogoError("unknown")
    width, height = struct.unpack(">II", content[16:24])
    if not (1 <= width <= WIDEST and 1 <= height <= WIDEST):
        raise NotALogoError("too_wide")


def _check_svg(content: bytes) -> None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotALogoError("unknown") from None
    if re.search(r"<!(?!--|\[CDATA\[)|<\?(?!xml\s)", text):
        raise NotALogoError(
            "unsafe"
        )  # a document type with entities, or a style sheet from elsewhere
    try:
        root = ElementTree.fromstring(text)  # noqa: S314 - a document type, where entities live, was refused
    except (ElementTree.ParseError, ValueError):
        raise NotALogoError("unknown") from None
    if root.tag != f"{{{SVG}}}svg":
        raise NotALogoError("unknown")
    for element in root.iter():
        if not _is_harmless(element):
            raise NotALogoError("unsafe")


def _is_harmless(element: ElementTree.Element) -> bool:
    namespace, _, name = str(element.tag).removeprefix("{").rpartition("}")
    if namespace.startswith(LEFTOVERS):
        return True
    if namespace != SVG or name not in ELEMENTS:
        return False
    if name == "style" and REACHES_OUT.search(element.text or ""):
        return False
    return all(_is_harmless_value(key, value) for key, value in element.attrib.items())


def _is_harmless_value(key: str, value: str) -> bool:
    if key.removeprefix("{").startswith(LEFTOVERS):
        return True
    name = key.rpartition("}")[2].lower()
    if name.startswith("on"):
        return False
    if name in ("href", "src"):
        return value.strip().startswith("#")
    return not REACHES_OUT.search(value)
