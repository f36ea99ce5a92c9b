"""Our own wording of the pages that the law asks for; a municipality may write its own.

They lie in pages/ as whole texts in two languages, not as messages, so that a lawyer can read them.
"""

from functools import cache
from pathlib import Path

PAGES = ("information_sv", "information_en", "accessibility_sv", "accessibility_en")
NO_CONTACT = {"sv": "fråga i kommunens växel", "en": "ask at the municipality's switchboard"}
NO_DISPOSAL = {
    "sv": "Kommunen har inte skrivit in något gallringsbeslut än.",
    "en": "The municipality has not entered any decision on disposal yet.",
}


@cache
def default(name: str) -> str:
    """Return our own wording of a page, like information_sv."""
    return (Path(__file__).parent / "pages" / f"{name}.txt").read_text(encoding="utf-8")


def is_ours(name: str, text: str) -> bool:
    """Tell whether a text is our own wording, however its lines end."""
    return " ".join(text.split()) == " ".join(default(name).split())
