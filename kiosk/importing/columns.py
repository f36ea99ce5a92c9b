"""Find which column of an address list holds what, by its headings or else by what is in it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Role = str  # company, contact, email, language
MOST_COLUMNS = 40
LOOKED_AT = 10  # rows that may stand above the headings
SAMPLE = 200  # rows that columns are guessed by


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


HEADINGS: dict[Role, frozenset[str]] = {
    "company": _words(
        "företag företagsnamn företagetsnamn leverantör leverantörsnamn leverantörer anbudsgivare "
        "leverantörensnamn "
        "anbudsgivarensnamn anbudslämnare bolag bolagsnamn firma firmanamn organisation "
        "organisationsnamn anbudssökande company companyname supplier suppliername bidder tenderer "
        "organization organizationname organisationname vendor firm"
    ),
    "contact": _words(
        "kontaktperson kontaktpersoner kontakt kontaktnamn kontaktpersonnamn kontaktpersonensnamn "
        "person personnamn förnamn efternamn mottagare ombud contact contactperson contactname "
        "firstname lastname surname recipient"
    ),
    "email": _words(
        "epost epostadress epostadresser mejl mejladress mail mailadress email emailadress "
        "emailaddress emails mailaddress kontaktepost kontaktpersonepost kontaktmejl "
        "kontaktpersonsepost epostkontakt epostkontaktperson contactemail"
    ),
    "language": _words("språk språkkod language lang languagecode"),
}
EITHER = frozenset({"namn", "name"})  # of the company, where no other column is
LANGUAGES = {
    "sv": "sv", "se": "sv", "swe": "sv", "svenska": "sv", "swedish": "sv", "svensk": "sv",
    "en": "en", "eng": "en", "gb": "en", "uk": "en", "engelska": "en", "english": "en",
    "engelsk": "en",
}  # fmt: skip
_COMPANY_FORM = re.compile(
    r"(?i)\b(ab|hb|kb|aktiebolag|handelsbolag|ekonomisk förening|ek\.? för\.?|oy|oyj|as|asa|aps|"
    r"a/s|gmbh|ag|ltd|llc|inc|plc|bv|b\.v\.|sarl|sp\. z o\.o\.)\b\.?"
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns hold what; `heading` is the row of the headings, None when there are none."""

    roles: dict[Role, tuple[int, ...]]
    heading: int | None = None
    width: int = MOST_COLUMNS  # cells beyond it have no heading

    def cells(self, row: Sequence[str]) -> tuple[str, str, str, str]:
        """Return company, contact, e-mail and language of a row, as they are written.

        An address in a cell too many, as after a semicolon between two of them, is not lost.
        """
        company, contact, language = (
            " ".join(self._of(role, row)) for role in ("company", "contact", "language")
        )
        beyond = [cell for cell in row[self.width :] if "@" in cell]
        return company, contact, "; ".join([*self._of("email", row)[:1], *beyond]), language

    def _of(self, role: Role, row: Sequence[str]) -> list[str]:
        found = [row[place].strip() for place in self.roles.get(role, ()) if place < len(row)]
        return [cell for cell in found if cell]

    def is_heading_again(self, row: Sequence[str]) -> bool:
        """Tell whether a row below the headings is headings too, as where lists were joined."""
        words = [cell for cell in row if cell.strip()]
        return len(words) > 1 and all(role_of(cell) for cell in words[:4])


def role_of(heading: str) -> Role:
    """Return what a heading says its column holds, "name" for one that may be two, else ""."""
    word = re.sub(r"[\W\d_]+", "", heading.casefold())
    if word in EITHER:
        return "name"
    return next((role for role, words in HEADINGS.items() if word in words), "")


def language_of(text: str) -> str:
    """Return sv or en, or "" when nothing known is said."""
    return LANGUAGES.get(text.strip().casefold(), "")


def find_columns(rows: Sequence[Sequence[str]]) -> Columns:
    """Find the headings and what each column holds; what no heading says is guessed."""
    heading = next((n for n, row in enumerate(rows[:LOOKED_AT]) if _is_heading(row)), None)
    roles: dict[Role, tuple[int, ...]] = {}
    if heading is not None:
        for place, cell in enumerate(rows[heading]):
            role = role_of(cell)
            # A contact may be first and last name; of two addresses, the first that is there.
            if role and (role in ("contact", "email") or role not in roles):
                roles[role] = (*roles.get(role, ()), place)
    name = roles.pop("name", ())
    if name:
        roles.setdefault("contact" if "company" in roles else "company", name)
    below = rows[0 if heading is None else heading + 1 :][:SAMPLE]
    width = MOST_COLUMNS if heading is None else len(rows[heading])
    return Columns(_filled_in(roles, below, bare=heading is None), heading, width)


def _is_heading(row: Sequence[str]) -> bool:
    found = {role_of(cell) for cell in row} - {""}
    return not any("@" in cell for cell in row) and (
        len(found) > 1 or found in ({"email"}, {"company"})
    )


def _filled_in(
    roles: dict[Role, tuple[int, ...]], rows: Sequence[Sequence[str]], bare: bool
) -> dict[Role, tuple[int, ...]]:
    """Guess the columns that no heading names, the contact only where there are no headings."""
    roles = dict(roles)
    guesses: tuple[tuple[Role, Callable[[str], bool]], ...] = (
        ("email", lambda cell: "@" in cell),
        ("language", lambda cell: bool(language_of(cell))),
        ("company", lambda cell: bool(_COMPANY_FORM.search(cell))),
        ("company", _has_words),
        ("contact", _has_words),
    )
    for role, fits in guesses:
        if role not in roles and (bare or role in ("email", "company")):
            place = _best(rows, fits, {place for taken in roles.values() for place in taken})
            if place is not None:
                roles[role] = (place,)
    return roles


def _has_words(cell: str) -> bool:
    return len(re.findall(r"[^\W\d_]", cell)) > 1 and "@" not in cell


def _best(
    rows: Sequence[Sequence[str]], fits: Callable[[str], bool], taken: set[int]
) -> int | None:
    """Return the free column where most of what is written fits, the first of several."""
    best, most = None, 0
    for place in range(max((len(row) for row in rows), default=0)):
        cells = [row[place] for row in rows if place < len(row) and row[place].strip()]
        number = sum(map(fits, cells))
        if place not in taken and number > most and number * 2 > len(cells):
            best, most = place, number
    return best
