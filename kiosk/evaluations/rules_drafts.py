"""Decide what a draft holds after one page of it was saved, also by two devices at once."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kiosk.questions.form import SECTIONS, Item, Section
from kiosk.questions.template_a import INTRO

# Question id → stored answer (None: taken back) and the revision of the draft it was written in.
Entries = dict[str, tuple[str | None, int]]
NOTHING = "-"  # the mark of a question without an answer


@dataclass(frozen=True, slots=True)
class Drawn:
    """From which draft a form was drawn: its revision, and a mark of each answer shown in it.

    Nothing is known of a form that somebody made by hand.
    """

    revision: int | None = None
    marks: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Saved:
    """A draft after a save; `replaced` are the questions somebody else had answered meanwhile."""

    entries: Entries
    revision: int
    replaced: tuple[str, ...]


def read_entries(text: str) -> Entries:
    """Return what a draft's column holds."""
    return {key: (stored, revision) for key, (stored, revision) in json.loads(text).items()}


def write_entries(entries: Entries) -> str:
    """Return the column's text."""
    return json.dumps(entries, ensure_ascii=False, separators=(",", ":"))


def answers_in(entries: Entries) -> dict[str, str]:
    """Return the stored answers by question id, without those that were taken back."""
    return {key: stored for key, (stored, _revision) in entries.items() if stored is not None}


def drawn_text(items: Iterable[Item], answers: Mapping[str, str]) -> str:
    """Return what a form carries about the answers it was drawn with, like "n1:4b227777 n2:-"."""
    return " ".join(f"{item.id}:{_mark(answers.get(item.id))}" for item in items)


def read_drawn(revision: str, marks: str) -> Drawn:
    """Return what a form says that it was drawn from; anything strange counts as unsaid."""
    known = revision.isascii() and revision.isdigit() and len(revision) < 10
    pairs = [pair.partition(":") for pair in marks.split()]
    return Drawn(int(revision) if known else None, {key: mark for key, _, mark in pairs} or None)


def save(entries: Entries, revision: int, answers: Mapping[str, str | None], drawn: Drawn) -> Saved:
    """Return the draft after a page with these answers; the later page wins, question by question.

    A question that was answered elsewhere after the page was drawn, and is untouched on the page,
    keeps that answer: whoever left it alone has not said anything new.
    """
    after, replaced = dict(entries), []
    for key, answer in answers.items():
        before, written = entries.get(key, (None, 0))
        if answer == before:
            continue
        newer = drawn.revision is not None and written > drawn.revision
        if newer and _mark(answer) == (drawn.marks or {}).get(key):
            continue
        if newer:
            replaced.append(key)
        after[key] = (answer, revision + 1)
    changed = after != entries or revision == 0
    return Saved(after, revision + 1 if changed else revision, tuple(replaced))


def items_drawn(on_page: Sequence[Item], shown: Sequence[Item], drawn: Drawn) -> list[Item]:
    """Return the questions that a form of this page had on it.

    What is shown may have changed elsewhere since; what the form did not ask it has not cleared.
    """
    if drawn.marks is None:
        return list(shown)
    return [item for item in on_page if item.id in drawn.marks]


def section_after(there: Sequence[Section], section: Section) -> Section | None:
    """Return the next page that is there, or None after the last."""
    place = SECTIONS.index(section)
    return next((one for one in there if SECTIONS.index(one) > place), None)


def section_before(there: Sequence[Section], section: Section) -> Section | None:
    """Return the page before that is there, or None before the first."""
    place = SECTIONS.index(section)
    return next((one for one in reversed(there) if SECTIONS.index(one) < place), None)


def intro_lines(language: str, name: str, least: int) -> list[str]:
    """Return template A's intro in five lines: what, how long, who sees what, caution, effect."""
    sentences = INTRO["en" if language == "en" else "sv"].replace(". ", ".\n").split("\n")
    lines = [sentences[:2], sentences[2:3], sentences[3:4], sentences[4:-1], sentences[-1:]]
    return [" ".join(line).format(name=name, k=least) for line in lines]


def _mark(stored: str | None) -> str:
    return NOTHING if stored is None else hashlib.sha256(stored.encode()).hexdigest()[:8]
