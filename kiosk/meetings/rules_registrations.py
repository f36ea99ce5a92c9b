"""Decide what a ticket's code is in what a camera read, and who is found by a few letters; pure."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

MOST_REGISTRATIONS = 2000  # of one meeting
LEAST_LETTERS = 3  # of a search at the door, so that nobody reads the list through it
MOST_HITS = 8
CODE_LENGTH = 24
PERSON = ("company", "name", "email", "role", "mode")


@dataclass(frozen=True, slots=True)
class Person:
    """One who registers, as the host's list says it."""

    company: str
    name: str = ""
    email: str = ""
    role: str = "company"
    mode: str = "room"


class Registered(Protocol):
    """What a search looks at."""

    company: str
    name: str
    email: str

    @property
    def attendance_id(self) -> str | None:
        """Return the check-in, if there has been one."""


R = TypeVar("R", bound=Registered)


def ticket_code(read: str) -> str:
    """Return the code in what a camera read: the whole address of a ticket, or the code alone."""
    last = read.strip().partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    return last if re.fullmatch(rf"[A-Za-z0-9_-]{{{CODE_LENGTH}}}", last) else ""


def folded(text: str) -> str:
    """Return the text as it is compared: without case, accents, dots and rings."""
    taken_apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in taken_apart if not unicodedata.combining(one))


def words_of(text: str) -> list[str]:
    """Return the words of a name, as they are compared."""
    return re.findall(r"\w+", folded(text))


def search(registered: Iterable[R], typed: str) -> list[R]:
    """Return who is found by the beginnings of words of the company: one each, at most eight.

    Of several from one company, one who has not come. Fewer than three letters find nobody.
    """
    wanted = words_of(typed)
    if sum(map(len, wanted)) < LEAST_LETTERS or max(map(len, wanted)) < LEAST_LETTERS:
        return []
    found: dict[str, R] = {}
    for one in registered:
        words = words_of(one.company)
        if all(any(word.startswith(part) for word in words) for part in wanted):
            key = " ".join(words)
            if key not in found or found[key].attendance_id is not None:
                found[key] = one
    return [found[key] for key in sorted(found)][:MOST_HITS]


def same_person(one: "Registered | Person") -> tuple[str, ...]:
    """Return what tells one who is registered from the next; by address, if she has one."""
    if one.email:
        return (folded(one.email),)
    return (" ".join(words_of(one.company)), " ".join(words_of(one.name)))


def not_known(people: Iterable[Person], known: Iterable[Registered]) -> list[Person]:
    """Return those who are not on the list yet, each once.

    One without name and address is the same as another of that company: a list is often pasted
    again when a few more have come.
    """
    seen = {same_person(one) for one in known}
    fresh = []
    for one in people:
        if same_person(one) not in seen:
            seen.add(same_person(one))
            fresh.append(one)
    return fresh
