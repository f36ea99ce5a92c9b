"""What each row of an address list says, which cannot be used, and who comes twice."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.evaluations.rules_addresses import (
    MOST_ROWS,
    Addresses,
    mark_invited,
    read_addresses,
)
from kiosk.importing.columns import role_of
from kiosk.importing.emails import is_email
from kiosk.importing.texts import join, split

HEAD = ["Företag", "Kontaktperson", "E-post", "Språk"]


def read(*rows: Sequence[str], head: Sequence[str] = HEAD) -> Addresses:
    return read_addresses([head, *rows] if head else rows)


def said(addresses: Addresses) -> list[tuple[str, str, str]]:
    return [(row.company, row.contact, row.email) for row in addresses.rows]


ALFA = ("Alfa AB", "Anna Ek", "anna@alfa.example")
BETA = ("Beta Handelsbolag", "Bo Ask", "bo@beta.example")


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("Företag", "company"), ("LEVERANTÖR", "company"), ("Anbudsgivare:", "company"),
        ("Bolag", "company"), ("Leverantörens namn", "company"), ("Company name", "company"),
        ("Kontaktperson", "contact"), ("Kontakt", "contact"), ("Contact person", "contact"),
        ("E-post", "email"), ("Epost", "email"), ("E-postadress", "email"), ("Mejl", "email"),
        ("Mail", "email"), ("e-mail address", "email"), ("Email", "email"), ("Språk", "language"),
        ("Namn", "name"), ("Org.nr", ""), ("Telefon", ""), ("", ""),
    ],
)  # fmt: skip
def test_headings_are_known_in_both_languages(heading: str, role: str):
    assert role_of(heading) == role


TABLES = {
    "headings in another order": [
        ["Org.nr", "E-post", "Företag", "Kontaktperson"],
        ["5566", ALFA[2], ALFA[0], ALFA[1]],
        ["5567", BETA[2], BETA[0], BETA[1]],
    ],
    "English headings": [
        ["Email", "Company", "Contact"], *[[r[2], r[0], r[1]] for r in (ALFA, BETA)],
    ],
    "no headings": [list(ALFA), list(BETA)],
    "no headings, another order": [[r[2], "0521-12345", r[1], r[0]] for r in (ALFA, BETA)],
    "a title above": [
        ["Anbudsgivare i upphandling 117"], ["Företag", "Kontakt", "Mejl"], ALFA, BETA,
    ],
    "only the name is headed": [["Namn", "Kontakt", ""], list(ALFA), list(BETA)],
    "first and last name": [
        ["Företag", "Förnamn", "Efternamn", "E-post"],
        *[[r[0], *r[1].split(), r[2]] for r in (ALFA, BETA)],
    ],
    "two columns of addresses": [
        ["Företag", "Kontakt", "E-post", "E-post"],
        [*ALFA, "x@alfa.example"],
        [*BETA[:2], "", BETA[2]],
    ],
    "as mail programs copy": [
        ["Företag", "E-post"], *[[r[0], f'"{r[1]}" <{r[2]}>'] for r in (ALFA, BETA)],
    ],
    "links and stray signs": [
        HEAD, [*ALFA[:2], f"mailto:{ALFA[2]}"], [f"  {BETA[0]} ", BETA[1], f" <{BETA[2]}>; "],
    ],
}  # fmt: skip


@pytest.mark.parametrize("cells", TABLES.values(), ids=TABLES)
def test_the_columns_may_stand_in_any_order(cells: list[Sequence[str]]):
    found = read_addresses(cells)
    assert said(found) == [ALFA, BETA]
    assert not found.unusable


def test_one_cell_may_hold_company_and_address():
    found = read(["Alfa AB anna@alfa.example"], ["Beta AB (bo@beta.example)"], head=())
    assert [row.company for row in found.usable] == ["Alfa AB", "Beta AB"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "Anna", "anna@alfa.example"], "no_company"),
        (["\u200b\u202e", "", "anna@alfa.example"], "no_company"),
        (["", "", "", "svenska"], "no_company"),
        (["Alfa AB", "", "anna(at)alfa.example"], "not_email"),
        (["Alfa AB", "", "anna@alfa"], "not_email"),
        (["Alfa AB", "", "anna @alfa.example"], "not_email"),
        (["Alfa AB", "", "a\r\nBcc: x@y.example"], "not_email"),
        (["Alfa AB", "", "ring först"], "not_email"),
        (["Alfa AB", "", "anna..ek@alfa.example"], "not_email"),
        (["Alfa AB", "", "a@alfa.example, b@alfa.example"], "two_emails"),
        (["Alfa AB", "", "a@alfa.example b@alfa.example"], "two_emails"),
        (["Alfa AB", "", "a@alfa.example", "sv", "b@alfa.example"], "two_emails"),
        (["A" * 161, "", "anna@alfa.example"], "company_long"),
        (["Alfa AB", "A" * 121, "anna@alfa.example"], "contact_long"),
        (["Alfa AB", "", f"{'a' * 64}@{'b' * 60}.{'c' * 60}.{'d' * 60}.example"], "email_long"),
        (["Företag", "Kontakt", "E-post"], "heading"),
        (["A" * 50_000, "", ""], "company_long"),
    ],
)
def test_a_row_that_cannot_be_used_says_why_and_spoils_no_other(row: list[str], problem: str):
    found = read(ALFA, row, BETA)
    assert [one.problem for one in found.unusable] == [problem]
    assert [one.company for one in found.usable] == [ALFA[0], BETA[0]]


def test_a_row_without_a_known_column_is_kept_as_it_was_written():
    found = read_addresses([["Företag", "Ort"], ["Alfa AB", ""], ["", "Ekdalen"]])
    assert "Ekdalen" in found.unusable[0].contact


def test_one_address_in_several_rows_is_one_row_whatever_its_letters():
    found = read(["Alfa AB", "", "Anna@Alfa.example"], ["Alfa", "Anna", "ANNA@alfa.EXAMPLE", "en"])
    assert (len(found.rows), found.merged) == (1, 1)
    kept = found.rows[0]
    assert (kept.company, kept.contact, kept.language) == ("Alfa AB", "Anna", "en")
    assert kept.notes == ("merged",)


def test_a_company_without_an_address_is_invited_by_letter_unless_it_stands_elsewhere():
    found = read(["Beta AB"], ["alfa  ab"], ALFA, ["BETA AB", "Bo"])
    assert [(row.company, row.notes) for row in found.rows] == [
        ("Beta AB", ("letter", "merged")),
        ("Alfa AB", ("merged",)),
    ]


def test_two_people_of_one_company_are_two_rows_with_a_note():
    found = read(ALFA, ["ALFA ab", "Bo", "bo@alfa.example"])
    assert [row.notes for row in found.usable] == [(), ("same_company",)]


def test_those_who_are_invited_are_marked_and_left_alone():
    found = mark_invited(read(ALFA, BETA, ["Gamma AB"]), ["ANNA@alfa.example"], ["gamma ab"])
    assert [row.company for row in found.usable] == [BETA[0]]
    assert [row.company for row in found.invited] == [ALFA[0], "Gamma AB"]


def test_a_domain_with_swedish_letters_is_written_as_mail_servers_write_it():
    found = read(["Alfa AB", "", "anna@företag.example"])
    assert found.usable[0].email == "anna@xn--fretag-wxa.example"


@pytest.mark.parametrize(("typed", "code"), [("svenska", "sv"), ("ENGLISH", "en"), ("finska", "")])
def test_the_language_is_read_where_it_is_known(typed: str, code: str):
    assert read([*ALFA, typed]).rows[0].language == code


def test_more_rows_than_are_taken_at_once_are_counted():
    rows = [[f"Bolag {number}", "", f"b{number}@example.org"] for number in range(MOST_ROWS + 3)]
    found = read(*rows)
    assert (len(found.rows), found.more) == (MOST_ROWS, 3)


PIECES = [*'aåÅ@.;,"\t\n <>-', "AB", "x@y.example", "e-post", "företag"]
CELL = st.lists(st.sampled_from(PIECES), max_size=6).map("".join)
TABLE = st.lists(st.lists(CELL, max_size=5), max_size=12)


@given(TABLE)
def test_no_row_with_a_letter_in_it_is_ever_lost(rows: list[list[str]]):
    found = read(*rows)
    filled = [row for row in rows if any(cell.strip() for cell in row)]
    assert len(found.rows) + found.merged == len(filled)
    assert len({row.email.casefold() for row in found.usable if row.email}) == sum(
        bool(row.email) for row in found.usable
    )


@given(TABLE)
def test_what_is_used_can_be_mailed_and_is_understood_again_from_the_box(rows: list[list[str]]):
    used = read(*rows).usable
    for row in used:
        assert row.company
        assert not row.email or (is_email(row.email) and "\n" not in row.email)
    box = join([HEAD, *([row.company, row.contact, row.email, row.language] for row in used)])
    assert said(read_addresses(split(box, MOST_ROWS).rows)) == [
        (row.company, row.contact, row.email) for row in used
    ]
