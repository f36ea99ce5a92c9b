"""Clean what people type, so that it can be shown on a wall without breaking the page."""

import re
import unicodedata

# Bidi_Control=Yes in Unicode's PropList.txt (16.0.0), all twelve; described in UAX #9, section 2.
# Overrides, embeddings and isolates can turn the words beside them around. Plain Arabic and
# Hebrew need none of them, so the three marks (ALM, LRM, RLM) go too.
BIDI_CONTROLS = frozenset(
    "\u061c\u200e\u200f"  # ALM LRM RLM
    "\u202a\u202b\u202c\u202d\u202e"  # LRE RLE PDF LRO RLO
    "\u2066\u2067\u2068\u2069"  # LRI RLI FSI PDI
)

# Format characters (general category Cf in UnicodeData.txt) that show nothing and can only hide
# words: soft hyphen, Mongolian vowel separator, zero width space, word joiner and the invisible
# operators, the deprecated 206A-206F, byte order mark, interlinear annotations, language tags.
INVISIBLE = frozenset(
    "\u00ad\u180e\u200b\ufeff"
    + "".join(map(chr, (*range(0x2060, 0x2065), *range(0x206A, 0x2070))))
    + "".join(map(chr, (*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))))
)

# Kept where they follow something: Persian, Indic scripts and emoji are spelled with them.
JOINERS = frozenset("\u200c\u200d")

# Letters and symbols by category that nevertheless look like nothing: Hangul fillers, blank
# Braille. A text of nothing else is an empty text.
_BLANKS = frozenset("\u115f\u1160\u3164\uffa0\u2800")

# Marks kept on one base. After NFC, Swedish and Vietnamese need none (å and ế are one character
# each); Thai (vowel and tone), Arabic (shadda and vowel) and keycap emoji need two. More is
# decoration that climbs over the lines above it.
MAX_MARKS = 2

# Cut before normalising: ordering a run of n marks takes n x n steps, so ten thousand would hurt.
_MARKS_BEFORE_NFC = 16

# Far more than anybody pastes by mistake; each character costs some microseconds, and whoever
# sends half a million of them to a hall's server would stop it for seconds.
_MOST_UNCLEANED = 20_000

_LINE_BREAK = re.compile("\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")


class TooLong(ValueError):
    """Say that a cleaned text has more characters than its field takes."""

    def __init__(self, limit: int, length: int) -> None:
        """Keep the limit and the length, both in characters (code points) after cleaning."""
        super().__init__(f"{length} characters, limit {limit}")
        self.limit = limit
        self.length = length


def clean_text(raw: str, max_length: int, multiline: bool = False) -> str:
    """Return the text in NFC without anything invisible, white space collapsed.

    With `multiline` line breaks are kept as newlines, with at most one empty line between two
    lines; otherwise they count as spaces. A text with nothing to see becomes "". Raise TooLong
    when more than `max_length` characters remain: nothing is cut off behind the writer's back.
    """
    if len(raw) > max(_MOST_UNCLEANED, 4 * max_length):
        raise TooLong(max_length, len(raw))
    broken = _LINE_BREAK.sub("\n" if multiline else " ", raw)
    kept = "".join(character for character in broken if not _is_forbidden(character))
    composed = unicodedata.normalize("NFC", _limit_marks(kept, _MARKS_BEFORE_NFC))
    limited = unicodedata.normalize("NFC", _limit_marks(composed, MAX_MARKS))
    text = _collapse(limited)
    if not _has_something_to_see(text):
        return ""
    if len(text) > max_length:
        raise TooLong(max_length, len(text))
    return text


def is_blank(raw: str) -> bool:
    """Tell whether the text has nothing to see in it."""
    return not _has_something_to_see("".join(c for c in raw if not _is_forbidden(c)))


def _is_forbidden(character: str) -> bool:
    if character.isspace():
        return False
    if character in BIDI_CONTROLS or character in INVISIBLE:
        return True
    # Cc controls (NUL among them), Cs lone surrogates, and the 66 code points that never are
    # characters (Unicode core specification, section 23.7).
    return unicodedata.category(character) in ("Cc", "Cs") or _is_noncharacter(ord(character))


def _is_noncharacter(point: int) -> bool:
    return 0xFDD0 <= point <= 0xFDEF or point & 0xFFFE == 0xFFFE


def _is_mark(character: str) -> bool:
    # Mc (spacing marks) is left out: those are ordinary vowels in Indic scripts and do not stack.
    if character.isascii():
        return False
    category = unicodedata.category(character)
    return category in ("Mn", "Me") or unicodedata.combining(character) != 0


def _limit_marks(text: str, limit: int) -> str:
    """Keep at most `limit` marks and one joiner after each base, none where there is no base."""
    kept: list[str] = []
    marks, joined = limit, True
    for character in text:
        if character in JOINERS:
            if not joined:
                kept.append(character)
            joined = True
        elif _is_mark(character):
            if marks < limit:
                kept.append(character)
            marks += 1
        else:
            kept.append(character)
            no_base = character.isspace()
            marks, joined = (limit, True) if no_base else (0, False)
    return "".join(kept)


def _collapse(text: str) -> str:
    lines = "\n".join(" ".join(line.split()) for line in text.split("\n"))
    return re.sub("\n{3,}", "\n\n", lines).strip()


def _has_something_to_see(text: str) -> bool:
    return any(
        unicodedata.category(c)[0] not in "ZCM" or unicodedata.category(c) in ("Co", "Cn")
        for c in text
        if c not in _BLANKS and not c.isspace()
    )
