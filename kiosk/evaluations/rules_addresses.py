"""Decide what each row of an address list says, and whether somebody can be invited by it.

The columns may stand in any order. Each row is judged alone: one that cannot be used says why,
and is kept as it was written, so that it can be mended.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from kiosk.importing.columns import Columns, find_columns, language_of
from kiosk.importing.emails import in_ascii, is_email
from kiosk.questions.text import TooLong, clean_text

MOST_ROWS = 5000
LONGEST = {"company": 160, "contact": 120, "email": 200}  # characters, as the table holds them

_NAMED = re.compile(r"(?P<name>[^<>@]*)<(?:mailto:)?(?P<email>[^<>]+)>")  # Anna <anna@example.org>
_ADDRESS_IN_TEXT = re.compile(r"[^\s,;<>()]+@[^\s,;<>()]+")


@dataclass(frozen=True, slots=True)
class Address:
    """One row of a list: whom to invite, or why nobody can be invited by it.

    Problems: no_company, not_email, two_emails, company_long, contact_long, email_long, heading.
    Notes: letter, merged, same_company, invited. A row with the note invited is left alone.
    """

    line: int  # its number in what was sent, counted from 1
    company: str = ""
    contact: str = ""
    email: str = ""
    language: str = ""
    problem: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_usable(self) -> bool:
        """Tell whether somebody can be invited by this row."""
        return not self.problem and "invited" not in self.notes


@dataclass(frozen=True, slots=True)
class Addresses:
    """A whole list, read: one Address for each row but those merged into another."""

    rows: tuple[Address, ...] = ()
    merged: int = 0  # rows that said the same person again
    above: int = 0  # rows above the headings, like a title
    more: int = 0  # rows that were too many for one time

    @property
    def usable(self) -> list[Address]:
        """Return the rows that somebody can be invited by."""
        return [row for row in self.rows if row.is_usable]

    @property
    def unusable(self) -> list[Address]:
        """Return the rows that have to be mended first."""
        return [row for row in self.rows if row.problem]

    @property
    def invited(self) -> list[Address]:
        """Return the rows of those who are invited already."""
        return [row for row in self.rows if not row.problem and "invited" in row.notes]


@dataclass(slots=True)
class _Known:
    """Who has been seen so far, by address and by company."""

    emails: dict[str, int] = field(default_factory=dict)
    companies: dict[str, int] = field(default_factory=dict)


def same(text: str) -> str:
    """Return what two ways to write one company or address have in common."""
    return " ".join(text.casefold().split())


def read_addresses(cells: Sequence[Sequence[str]], more: int = 0) -> Addresses:
    """Read rows of cells: find the columns, judge each row, merge those who come twice."""
    columns = find_columns(cells)
    first = 0 if columns.heading is None else columns.heading + 1
    below = list(enumerate(cells[first:], start=first + 1))
    taken, left = below[:MOST_ROWS], below[MOST_ROWS:]
    rows = [_judged(number, row, columns) for number, row in taken]
    kept, merged = _merge([row for row in rows if row is not None])
    return Addresses(tuple(kept), merged, max(first - 1, 0), more + len(left))


def mark_invited(
    addresses: Addresses, emails: Iterable[str], companies: Iterable[str]
) -> Addresses:
    """Mark those who are invited already; `companies` are those that get a letter."""
    by_email, by_company = set(map(same, emails)), set(map(same, companies))

    def marked(row: Address) -> Address:
        known = same(row.email) in by_email if row.email else same(row.company) in by_company
        return replace(row, notes=(*row.notes, "invited")) if known and not row.problem else row

    return replace(addresses, rows=tuple(marked(row) for row in addresses.rows))


def _judged(number: int, row: Sequence[str], columns: Columns) -> Address | None:
    company, contact, email, language = columns.cells(row)
    if not any(cell.strip() for cell in row):
        return None
    if columns.is_heading_again(row):
        return Address(number, company, contact, email, problem="heading")
    if not any((company, contact, email)):  # nothing is lost, though no heading names it
        contact = " ".join(cell for cell in row if cell.strip())
    company, email = _taken_apart(company, email)
    contact, email = _named(contact, email)
    if "company" not in columns.roles and not company:
        company, contact, email = _only_cell(contact, email)
    return _checked(Address(number, company, contact, email, language_of(language)))


def _taken_apart(company: str, email: str) -> tuple[str, str]:
    """Find the address in a row of one cell, like "Exempelbolag AB info@example.org"."""
    found = _ADDRESS_IN_TEXT.findall(email)
    if company or len(found) != 1 or "<" in email:
        return company, email
    rest = email.replace(found[0], " ").strip(" ,;:()-\t")
    return (rest, found[0]) if rest else (company, email)


def _only_cell(contact: str, email: str) -> tuple[str, str, str]:
    """Read a list without a column of companies: the name is the company's."""
    return (contact, "", email) if "@" in email else (contact or email, "", "")


def _named(contact: str, email: str) -> tuple[str, str]:
    """Take the name out of "Anna Ek <anna@example.org>", as mail programs copy addresses."""
    named = _NAMED.fullmatch(email.strip(" ;,"))
    if named:
        contact, email = contact or named["name"].strip(' "'), named["email"]
    email = email.strip(" \t\"'<>;,").rstrip(".")
    return contact, email[7:] if email.lower().startswith("mailto:") else email


def _checked(row: Address) -> Address:
    """Return the row cleaned, with the first thing that is wrong with it."""
    cleaned: dict[str, str] = {}
    problem = ""
    for name, longest in LONGEST.items():
        try:
            cleaned[name] = clean_text(getattr(row, name), longest)
        except TooLong:
            problem = problem or f"{name}_long"
    row = replace(row, **cleaned)  # type: ignore[arg-type]
    return replace(row, email=in_ascii(row.email), problem=problem or _problem(row))


def _problem(row: Address) -> str:
    email = in_ascii(row.email)
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("two_emails", lambda: row.email.count("@") > 1),
        ("not_email", lambda: bool(email) and not is_email(email)),
        ("no_company", lambda: not row.company),
    )
    return next((code for code, applies in checks if applies()), "")


def _merge(rows: Sequence[Address]) -> tuple[list[Address], int]:
    """Merge rows of one address, and rows of one company without an address into another."""
    kept: list[Address] = []
    known = _Known()
    by_letter: list[Address] = []
    for row in rows:
        if row.problem:
            kept.append(row)
        elif not row.email:
            by_letter.append(row)
        elif same(row.email) in known.emails:
            _add(kept, known.emails[same(row.email)], row)
        else:
            kept.append(_noted(row, known))
            known.emails[same(row.email)] = len(kept) - 1
            known.companies.setdefault(same(row.company), len(kept) - 1)
    for row in by_letter:
        if same(row.company) in known.companies:
            _add(kept, known.companies[same(row.company)], row)
        else:
            kept.append(replace(row, notes=("letter",)))
            known.companies[same(row.company)] = len(kept) - 1
    return sorted(kept, key=lambda row: row.line), len(rows) - len(kept)


def _noted(row: Address, known: _Known) -> Address:
    return replace(row, notes=("same_company",)) if same(row.company) in known.companies else row


def _add(kept: list[Address], place: int, row: Address) -> None:
    """Fill in what the kept row lacks, and say that there were two."""
    old = kept[place]
    notes = old.notes if "merged" in old.notes else (*old.notes, "merged")
    kept[place] = replace(
        old,
        contact=old.contact or row.contact,
        language=old.language or row.language,
        notes=notes,
    )
