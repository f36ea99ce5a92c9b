"""Tell whether a page speaks one language only, by the catalogue of the program's texts."""

import re
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po
from playwright.sync_api import Page

LOCALES = Path(__file__).parents[2] / "kiosk" / "locales" / "sv"
# Every text of a page, each by itself: what is read, and what is read aloud.
TEXTS = """() => {
  const found = [document.title];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const el = walker.currentNode.parentElement;
    if (!el.closest('script, [lang]:not(html)')) found.push(walker.currentNode.data);
  }
  for (const name of ['aria-label', 'alt', 'title', 'placeholder', 'data-announce']) {
    document.querySelectorAll(`[${name}]`).forEach((el) => {
      if (!el.closest('[lang]:not(html)')) found.push(el.getAttribute(name));
    });
  }
  return found.map((text) => text.replace(/\\s+/g, ' ').trim()).filter(Boolean);
}"""
NO_WORDS = re.compile(r"%\(\w+\)[sd]")


@cache
def phrases(language: str) -> list[re.Pattern[str]]:
    """Return the texts of the catalogue in the other language than this one."""
    found: dict[str, str] = {}
    for path in sorted(LOCALES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="sv"):
                forms = message.id if isinstance(message.id, tuple) else (message.id,)
                strings = message.string
                swedish = strings if isinstance(strings, tuple) else (strings,)
                found |= dict(zip(forms, swedish, strict=False))
    both = {str(one) for pair in found.items() for one in pair if pair[0] == pair[1]}
    other = found if language == "sv" else found.values()
    same = set(found.values()) if language == "sv" else set(found)
    return [pattern(text) for text in other if text and text not in both | same]


def pattern(text: str) -> re.Pattern[str]:
    """Match a text anywhere if it is a sentence, else only where it stands alone."""
    parts = [re.escape(part) for part in NO_WORDS.split(text)]
    if len(parts) > 1 and len("".join(NO_WORDS.split(text)).strip()) < 5:
        return re.compile("(?!)")  # "%(a)s av %(b)s" would match half of what people write
    body = r".{0,80}?".join(parts)
    long = len("".join(parts)) > 14 and " " in text
    return re.compile(body if long else rf"^{body}$")


def strangers(page: Page, language: str) -> list[str]:
    """Return the texts of a page that are in the catalogue's other language."""
    texts = [text for text in page.evaluate(TEXTS) if re.search(r"[a-zåäö]{2}", text)]
    return [text for text in texts if any(one.search(text) for one in phrases(language))]
