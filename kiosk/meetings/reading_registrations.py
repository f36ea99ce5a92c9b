"""What each row of a list of registered people says, and whether somebody can be registered by it.

The columns may stand in any order. Each row is judged alone: one that cannot be used says why, and
is kept as it was written, so that it can be mended.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kiosk.importing.columns import Columns, find_columns, role_of
from kiosk.importing.emails import in_ascii, is_email
from kiosk.meetings import rules_registrations as rules
from kiosk.questions.text import TooLong, clean_text

LONGEST = {"company": 120, "name": 120, "email": 254}  # characters, as the table holds them
ROLES = {
    "företag": "company", "company": "company", "bolag": "company", "förening": "association",
    "association": "association", "kommun": "municipality", "kommunalt bolag": "municipality",
    "kommunen": "municipality", "municipality": "municipality", "annan": "other",
    "annat": "other", "annat håll": "other", "övrig": "other", "övrigt": "other", "other": "other",
}  # fmt: skip
MODES = {
    "distans": "remote", "på distans": "remote", "remote": "remote", "remotely": "remote",
    "online": "remote", "digitalt": "remote", "webb": "remote", "länk": "remote",
    "plats": "room", "på plats": "room", "room": "room", "in the room": "room",
    "i rummet": "room", "lokal": "room", "fysiskt": "room", "on site": "room",
}  # fmt: skip
_ADDRESS = re.compile(r"[^\s,;<>()\"']+@[^\s,;<>()\"']+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row: whom to register, or why nobody can be registered by it.

    Problems: no_company, not_email, two_emails, company_long, name_long, email_long, heading.
    """

    person: rules.Person
    problem: str = ""
    known: bool = False  # on the list already, or twice in this one


@dataclass(frozen=True, slots=True)
class Listed:
    """A whole list, read."""

    rows: tuple[Row, ...] = ()
    more: int = 0  # rows that were too many for one time

    @property
    def usable(self) -> list[rules.Person]:
        """Return who can be registered."""
        return [row.person for row in self.rows if not row.problem and not row.known]

    @property
    def unusable(self) -> list[Row]:
        """Return the rows that have to be mended first."""
        return [row for row in self.rows if row.problem]

    @property
    def known(self) -> int:
        """Return how many rows say somebody who is registered already."""
        return sum(row.known for row in self.rows)


def read_rows(cells: Sequence[Sequence[str]], more: int = 0) -> Listed:
    """Read rows of cells: find the columns, then judge each row."""
    bare = [_without_words(row) for row in cells]
    columns = find_columns(bare)
    first = 0 if columns.heading is None else columns.heading + 1
    rows = [_judged(row, columns) for row in cells[first:] if any(cell.strip() for cell in row)]
    taken = rows[: rules.MOST_REGISTRATIONS]
    return Listed(tuple(taken), more + len(rows) - len(taken))


def mark_known(listed: Listed, known: Sequence[rules.Registered]) -> Listed:
    """Mark those who are registered already, and those who come twice in the list."""
    fresh = list(rules.not_known(listed.usable, known))
    rows = []
    for row in listed.rows:
        new = bool(fresh) and row.person is fresh[0]
        if new:
            fresh.pop(0)
        rows.append(row if row.problem or new else replace(row, known=True))
    return replace(listed, rows=tuple(rows))


def _without_words(row: Sequence[str]) -> list[str]:
    """Take away what says a role or where somebody takes part, which could be taken for a name.

    "Företag" is a heading too: among other headings, and alone, it stays.
    """
    headings = sum(bool(role_of(cell)) for cell in row)
    if headings > 1 or sum(bool(cell.strip()) for cell in row) == 1:
        return list(row)
    return ["" if _said(cell, ROLES) or _said(cell, MODES) else cell for cell in row]


def _said(cell: str, words: dict[str, str]) -> str:
    return words.get(" ".join(cell.casefold().split()), "")


def _judged(row: Sequence[str], columns: Columns) -> Row:
    claimed = {place for places in columns.roles.values() for place in places}
    rest = [cell for place, cell in enumerate(row) if place not in claimed]
    role = next((found for cell in rest if (found := _said(cell, ROLES))), "company")
    mode = next((found for cell in rest if (found := _said(cell, MODES))), "room")
    company, name, email, _language = columns.cells(row)
    if not any((company, name, email)):  # nothing is lost, though no heading names it
        name = " ".join(cell for cell in row if cell.strip())
    company, name, email = _taken_apart(company, name, email, "company" in columns.roles)
    person = rules.Person(company, name, email, role, mode)
    if columns.is_heading_again(row):
        return Row(person, "heading")
    return _checked(person)


def _taken_apart(company: str, name: str, email: str, has_companies: bool) -> tuple[str, str, str]:
    """Find the address in "Anna Ek <anna@example.org>" and in a row of one cell."""
    found = _ADDRESS.findall(email)
    if len(found) == 1:
        rest = email.replace(found[0], " ").replace("mailto:", " ").strip(" ,;:<>()\"'-\t")
        email = found[0].removeprefix("mailto:").rstrip(".")
        if company or has_companies:
            name = name or rest
        else:
            company = rest
    if not company and not has_companies:
        company, name = name, ""
    return company, name, email


def _checked(person: rules.Person) -> Row:
    """Return the row cleaned, with the first thing that is wrong with it."""
    cleaned: dict[str, str] = {}
    problem = ""
    for field, longest in LONGEST.items():
        try:
            cleaned[field] = clean_text(getattr(person, field), longest)
        except TooLong:
            problem = problem or f"{field}_long"
    person = replace(person, **cleaned)
    ascii_email = in_ascii(person.email)
    if problem:
        return Row(person, problem)
    if person.email.count("@") > 1:
        return Row(person, "two_emails")
    if person.email and not is_email(ascii_email):
        return Row(person, "not_email")
    return Row(replace(person, email=ascii_email), "" if person.company else "no_company")
