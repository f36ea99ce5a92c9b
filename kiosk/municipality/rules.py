"""Decide what a municipality may set: its colour, its threshold, and how its texts are read."""

import re
from dataclasses import dataclass, field

NO_NAME = "Kiosk"  # stands where the name will be, until somebody writes it
THRESHOLD_FLOOR = 5  # nothing built on fewer answers is ever shown, whatever the setting says
THRESHOLD_CEILING = 50
# A standstill is at least ten days (LOU 20 kap. 1 §): on the eleventh nobody has to wait any more.
DAYS_TO_SENDING, LATEST_SENDING = 11, 90

# The grounds of static/css/kiosk.css, that an accent must be told apart from.
PAPER, SURFACE, INK = "#f2f5f5", "#ffffff", "#14222a"
DARK_SURFACE, WHITE, BLACK = "#182329", "#ffffff", "#000000"
READABLE, VISIBLE = 4.5, 3.0  # WCAG 2.2: 1.4.3 text, 1.4.11 things that are not text


def is_colour(text: str) -> bool:
    """Tell whether the text is a colour like #1a5f7a."""
    return re.fullmatch(r"#[0-9a-f]{6}", text) is not None


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1.0 to 21.0 (WCAG 2.2, relative luminance)."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def can_be_accent(colour: str) -> bool:
    """Tell whether a button of this colour can be found on the page."""
    return contrast(colour, PAPER) >= VISIBLE


def ink_on(colour: str) -> str:
    """Return the ink to write with on the colour: white where it can be read, else a dark one."""
    readable = (ink for ink in (WHITE, INK) if contrast(ink, colour) >= READABLE)
    return next(readable, BLACK)  # black reaches 4.6 wherever white does not reach 4.5


def mix(colour: str, other: str, share: float) -> str:
    """Return the colour with a share (0–1) of the other in it."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


def in_the_dark(colour: str) -> str:
    """Return the colour lightened until it can be seen well on the dark page."""
    lighter = (mix(colour, WHITE, step / 20) for step in range(21))
    return next(one for one in lighter if contrast(one, DARK_SURFACE) >= READABLE)


def theme_css(accent: str) -> str:
    """Write the style sheet of an accent colour, for light and for dark screens."""
    dark = in_the_dark(accent)
    light_rule = _rule(accent, mix(accent, SURFACE, 0.9))
    dark_rule = _rule(dark, mix(dark, DARK_SURFACE, 0.82))
    # Only on screens: paper is white, also where the computer is set to dark.
    return f"{light_rule}\n@media screen and (prefers-color-scheme: dark) {{ {dark_rule} }}\n"


def _rule(accent: str, tint: str) -> str:
    return f":root {{ --accent: {accent}; --accent-ink: {ink_on(accent)}; --tint: {tint}; }}"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    parts = [channel / 255 for channel in _channels(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass
class Block:
    """A heading, a paragraph or a list of a plain text; lines are shown as they are, escaped."""

    kind: str  # heading, text, list
    lines: list[str] = field(default_factory=list)


def read_blocks(text: str) -> list[Block]:
    """Read a plain text: an empty line parts paragraphs, "## " is a heading, "- " a list item."""
    blocks: list[Block] = []
    for line in [*text.replace("\r\n", "\n").split("\n"), ""]:
        kind, words = _read_line(line.strip())
        if not words or kind == "heading" or not blocks or blocks[-1].kind != kind:
            blocks.append(Block(kind))
        if words:
            blocks[-1].lines.append(words)
    return [block for block in blocks if block.lines]


def _read_line(line: str) -> tuple[str, str]:
    if line.startswith("## "):
        return "heading", line[3:].strip()
    if line.startswith("- "):
        return "list", line[2:].strip()
    return "text", line


def fill_in(text: str, municipality: str, contact: str, disposal: str = "") -> str:
    """Put in what the municipality says of itself: {municipality}, {contact} and {disposal}.

    The decisions on disposal come last, so that nothing in their own words is taken for a place.
    """
    known = text.replace("{municipality}", municipality).replace("{contact}", contact)
    return known.replace("{disposal}", disposal)
