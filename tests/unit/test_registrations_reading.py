"""What each row of a list of registered people says, and who is found by a few letters."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.importing.texts import join, split
from kiosk.meetings import rules_registrations as rules
from kiosk.meetings.reading_registrations import mark_known, read_rows
from kiosk.meetings.rules_registrations import Person, folded, search, ticket_code


def people(*rows: Sequence[str]) -> list[Person]:
    return read_rows(rows).usable


def problems(*rows: Sequence[str]) -> list[str]:
    return [row.problem for row in read_rows(rows).unusable]


def test_columns_stand_in_any_order_under_their_headings():
    head = ["Namn", "Org.nr", "E-postadress", "Företag", "Deltar", "Från"]
    row = ["Eva Ek", "556677-8899", "eva@ek.example", "Ek Förening", "På distans", "förening"]
    assert people(head, row) == [
        Person("Ek Förening", "Eva Ek", "eva@ek.example", "association", "remote")
    ]


def test_without_headings_it_is_worked_out_and_words_of_a_role_are_nobodys_name():
    rows = [
        ["Ek Bygg AB", "Eva Ek", "eva@ek.example", "företag", "plats"],
        ["Dal AB", "Bo Dal", "", "företag", "distans"],
    ]
    assert people(*rows) == [
        Person("Ek Bygg AB", "Eva Ek", "eva@ek.example"),
        Person("Dal AB", "Bo Dal", "", "company", "remote"),
    ]


def test_list_of_company_names_alone_is_enough():
    assert [one.company for one in people(["Ek Bygg"], ["Företagarna i Dalby"])] == [
        "Ek Bygg",
        "Företagarna i Dalby",
    ]


def test_row_with_the_words_of_a_role_alone_beside_it_is_no_heading():
    assert people(["Ek Bygg AB", "Eva", "Företag", "Plats"]) == [Person("Ek Bygg AB", "Eva")]


def test_name_that_is_copied_with_its_address_is_taken_apart():
    head = ["Företag", "E-post"]
    assert people(head, ["Ek AB", "Eva Ek <eva@ek.example>"]) == [
        Person("Ek AB", "Eva Ek", "eva@ek.example")
    ]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        (["", "Eva", ""], "no_company"),
        (["Ek AB", "Eva", "eva@ek"], "not_email"),
        (["Ek AB", "Eva", "eva@ek.example bo@ek.example"], "two_emails"),
        (["E" * 121, "Eva", ""], "company_long"),
        (["Ek AB", "E" * 121, ""], "name_long"),
        (["Företag", "Namn", "E-post"], "heading"),
    ],
)
def test_row_that_cannot_be_used_says_why(row: list[str], problem: str):
    head = ["Företag", "Namn", "E-post"]
    assert problems(head, ["Dal AB", "Bo", "bo@dal.example"], row) == [problem]


def test_same_person_twice_is_one_and_colleagues_are_two():
    rows = [["Ek AB", "Eva"], ["ek ab", "eva"], ["Ek AB", "Bo"], ["Dal AB", ""], ["Dal AB", ""]]
    listed = mark_known(read_rows([["Företag", "Namn"], *rows]), [Person("Dal AB")])
    assert listed.usable == [Person("Ek AB", "Eva"), Person("Ek AB", "Bo")]
    assert listed.known == 3


@given(st.lists(st.lists(st.text(max_size=20), max_size=6), max_size=8))
def test_whatever_is_pasted_is_read_and_what_is_shown_can_be_read_again(rows: list[list[str]]):
    usable = [one for one in read_rows(rows).usable if one.mode == "room"]
    head = ["Företag", "Namn", "E-post"]
    again = split(join([head, *([one.company, one.name, one.email] for one in usable)]), 5000)
    assert len(read_rows(again.rows).rows) == len(usable)


@dataclass
class Registered:
    """Somebody on the list."""

    company: str
    attendance_id: str | None = None
    name: str = ""
    email: str = ""


LIST = [
    Registered("Åkerö Måleri AB"),
    Registered("Åkerö Måleri AB", "come"),
    Registered("Bygg i Norr"),
    Registered("Norrbygg"),
    *(Registered(f"Café {n}") for n in range(12)),
]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("åke", ["Åkerö Måleri AB"]),
        ("AKERO", ["Åkerö Måleri AB"]),
        ("mål åk", ["Åkerö Måleri AB"]),
        ("norr", ["Bygg i Norr", "Norrbygg"]),
        ("no", []),
        ("i n", []),
        ("a a a", []),
        ("", []),
        ("%%%", []),
        ("åkerö bygg", []),
    ],
)
def test_search_takes_beginnings_of_words_without_case_and_accents(typed: str, found: list[str]):
    assert [one.company for one in search(LIST, typed)] == found


def test_search_gives_eight_at_the_most_and_who_has_not_come_first():
    assert len(search(LIST, "cafe")) == rules.MOST_HITS
    assert search(list(reversed(LIST)), "åkerö")[0].attendance_id is None


@given(st.text(max_size=60))
def test_whatever_a_camera_reads_is_a_code_or_nothing(read: str):
    assert ticket_code(read) in ("", read.strip()[-rules.CODE_LENGTH :])
    folded(read)
    search(LIST, read)
