"""Inviting through the pages: paste or upload, look, mend, store; correct and take back."""

import io

import pytest
from flask import Flask

from kiosk.db import write
from kiosk.evaluations import operations_invitations as operations
from kiosk.evaluations.models import Draft, Invitation
from kiosk.evaluations.rules_addresses import read_addresses
from kiosk.tokens import token_hash
from tests.support.inviting import (
    at,
    change,
    deliver,
    fresh,
    invitations,
    mails,
    rows,
    send,
)
from tests.support.procurements import invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient, find, words

MIXED = """E-post;Leverantör;Kontakt
anna@alfa.example;Alfa AB;Anna Ek
fel;Beta AB;
ANNA@alfa.example;Alfa;
;Gamma AB;
;;
x@y.example;;
"""


def main_of(page) -> str:  # type: ignore[no-untyped-def]
    return words(find(page, ".//main")[0])


def test_a_preview_marks_what_cannot_be_used_and_why_and_stores_nothing(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    form = rows(MIXED)
    page = as_procurement.post(at(here, "invitations/preview"), data=form, status=200)
    said = main_of(page)
    for words_ in (
        "2 rader går att använda",
        "2 rader går inte att använda",
        "1 rad sa samma sak som en annan",
        "E-postadressen är inte skriven som en adress.",
        "Företagets namn saknas.",
        "Ingen e-postadress: får ett brev på papper.",
    ):
        assert words_ in said
    assert invitations() == []


def test_what_can_be_used_is_stored_and_the_rest_stays_in_the_box(as_procurement: CheckingClient):
    here = make_procurement()
    page = as_procurement.post(at(here, "invitations"), data=rows(MIXED), status=422)
    assert [(one.company, one.email) for one in invitations()] == [
        ("Alfa AB", "anna@alfa.example"),
        ("Gamma AB", ""),
    ]
    assert "2 är inbjudna." in page.text
    box = find(page, ".//textarea")[0].text or ""
    assert "Beta AB;;fel;" in box
    assert "x@y.example" in box
    assert "Alfa" not in box


def test_a_row_mended_in_the_box_is_stored_and_nobody_comes_twice(as_procurement: CheckingClient):
    here = make_procurement()
    page = as_procurement.post(at(here, "invitations"), data=rows(MIXED), status=422)
    box = (find(page, ".//textarea")[0].text or "").replace("fel", "bo@beta.example")
    mended = rows(box.replace(";;x@y", "Delta AB;;x@y") + MIXED.splitlines()[1])
    as_procurement.post(at(here, "invitations"), data=mended, status=422)
    as_procurement.post(at(here, "invitations"), data=rows(box), status=422)
    assert sorted(one.company for one in invitations()) == [
        "Alfa AB", "Beta AB", "Delta AB", "Gamma AB",
    ]  # fmt: skip


def test_a_file_is_read_as_a_pasted_list_is(as_procurement: CheckingClient):
    here = make_procurement()
    content = "Företag;E-post\r\nBjörkö Åkeri AB;ake@bjorko.example\r\n".encode("cp1252")
    form = {"kind": "documents", "file": (io.BytesIO(content), "anbud.csv")}
    page = as_procurement.post(at(here, "invitations/preview"), data=form, status=200)
    box = find(page, ".//textarea")[0].text or ""
    kind = find(page, ".//input[@name='kind']")[0].get("value") or ""
    as_procurement.post(at(here, "invitations"), data=rows(box, kind))
    assert [(one.company, one.kind) for one in invitations()] == [("Björkö Åkeri AB", "documents")]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), "Filen är en bild"),
        (b"%PDF-1.7\n", "Filen är en pdf"),
        (b"PK\x03\x04" + bytes(range(256)), "Filen är skadad"),
        (b"", "Det finns inga rader"),
        (b"x" * (4 * 1024 * 1024 + 1), "större än 4 MB"),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    as_procurement: CheckingClient, content: bytes, said: str
):
    here = make_procurement()
    form = {"kind": "bidder", "file": (io.BytesIO(content), "anbud.xlsx")}
    page = as_procurement.post(at(here, "invitations/preview"), data=form, status=422)
    assert said in words(find(page, ".//*[@id='f-file-error']")[0])


@pytest.mark.parametrize(
    ("form", "field"),
    [
        ({"kind": "bidder", "rows": " \n"}, "rows"),
        ({"kind": "king", "rows": "Alfa AB"}, "kind"),
        ({"kind": "bidder", "rows": "Alfa", "file": (io.BytesIO(b"Beta"), "a.csv")}, "file"),
    ],
)
def test_a_list_that_cannot_be_read_keeps_what_was_typed(
    as_procurement: CheckingClient, form: dict[str, object], field: str
):
    here = make_procurement()
    page = as_procurement.post(at(here, "invitations/preview"), data=form, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert (find(page, ".//textarea")[0].text or "").strip() == str(form["rows"]).strip()


@pytest.mark.usefixtures("app")
def test_two_officers_who_add_the_same_list_at_once_invite_nobody_twice():
    here = make_procurement()
    both = read_addresses([["Alfa AB", "anna@alfa.example"], ["Beta AB", ""]])
    assert operations.add_invitations(here.id, 2, both) == 2
    assert operations.add_invitations(here.id, 3, both) == 0
    assert len(invitations()) == 2


def test_an_answer_stays_counted_when_the_address_is_corrected(as_procurement: CheckingClient):
    here = open_evaluation()
    invite(here, 2)
    one = invitations()[0]
    change(Invitation, Invitation.id == one.id, answered=True)
    typed = {"company": one.company, "contact": "", "email": "ny@alfa.example", "language": ""}
    as_procurement.post(at(here, f"invitations/{one.id}"), data=typed)
    assert [row.answered for row in invitations()] == [True, False]
    assert deliver() == []


def test_five_thousand_rows_are_shown_and_stored(as_procurement: CheckingClient):
    here, name = make_procurement(), "Kontaktperson Åäö " * 6
    lines = [f"Bolag {number} AB;{name};b{number}@example.org" for number in range(5001)]
    form = rows("Företag;Kontakt;E-post\n" + "\n".join(lines))
    as_browsers_do = {"data": form, "content_type": "multipart/form-data"}
    page = as_procurement.post(at(here, "invitations/preview"), status=200, **as_browsers_do)
    said = main_of(page)
    assert "5000 rader går att använda" in said
    assert "1 rad är kvar" in said
    as_procurement.post(at(here, "invitations"), status=422, **as_browsers_do)
    assert Invitation.select().count() == 5000
    page = as_procurement.get(at(here, "invitations"))
    assert len(find(page, ".//tbody/tr")) == 200
    assert len(find(as_procurement.get(at(here, "invitations?all=1")), ".//tbody/tr")) == 5000


def test_the_table_holds_only_the_hash_of_a_link(as_procurement: CheckingClient, app: Flask):
    as_procurement.post(at(make_procurement(), "invitations"), data=rows())
    from kiosk.evaluations.tickets import ticket

    for one in invitations():
        assert one.token_hash == token_hash(ticket(app.config["SECRET_KEY"], one.id))
        assert not one.answered


def test_before_sending_an_invitation_is_corrected_and_removed_in_place(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    as_procurement.post(at(here, "invitations"), data=rows())
    alfa, beta = invitations()
    typed = {"company": "Alfa AB", "contact": "", "email": "bo@alfa.example", "language": "en"}
    as_procurement.post(at(here, f"invitations/{alfa.id}"), data=typed)
    as_procurement.post(at(here, f"invitations/{beta.id}/revocation"))
    assert [(one.id, one.email, one.language) for one in invitations()] == [
        (alfa.id, "bo@alfa.example", "en")
    ]


def test_after_sending_another_address_gets_another_link_and_a_message_of_its_own(
    as_procurement: CheckingClient,
):
    here = make_procurement()
    as_procurement.post(at(here, "invitations"), data=rows())
    send(as_procurement, here)
    old = invitations()[0]
    first = deliver()
    write(lambda: Draft.create(token_hash=old.token_hash))
    typed = {"company": "Alfa AB", "contact": "Anna Ek", "email": "ny@alfa.example", "language": ""}
    as_procurement.post(at(here, f"invitations/{old.id}"), data=typed)
    second = deliver()
    assert [one.to for one in first + second] == ["anna@alfa.example", "ny@alfa.example"]
    assert first[0].unsubscribe != second[0].unsubscribe
    assert Draft.select().count() == 0
    assert old.token_hash not in [one.token_hash for one in invitations()]


def test_a_corrected_contact_keeps_the_link(as_procurement: CheckingClient):
    here = open_evaluation()
    invite(here)
    one = invitations()[0]
    typed = {"company": "Nytt namn AB", "contact": "Bo", "email": one.email, "language": "sv"}
    as_procurement.post(at(here, f"invitations/{one.id}"), data=typed)
    assert (invitations()[0].id, invitations()[0].company) == (one.id, "Nytt namn AB")
    assert mails() == []


@pytest.mark.parametrize(
    ("field", "typed"),
    [("company", " "), ("email", "fel"), ("email", "bolag1@example.org"), ("language", "fi")],
)
def test_a_bad_correction_changes_nothing(as_procurement: CheckingClient, field: str, typed: str):
    here = make_procurement()
    invite(here, 2)
    one = invitations()[0]
    form = {"company": one.company, "contact": "", "email": one.email, "language": "sv"}
    page = as_procurement.post(
        at(here, f"invitations/{one.id}"), data=form | {field: typed}, status=422
    )
    assert find(page, f".//*[@id='f-{field}-error']")
    assert invitations()[0].email == one.email


def test_a_link_taken_back_after_sending_is_dead_and_its_draft_is_gone(
    as_procurement: CheckingClient, client: CheckingClient
):
    here = open_evaluation()
    token = invite(here)[0]
    write(lambda: Draft.create(token_hash=token_hash(token)))
    as_procurement.post(at(here, f"invitations/{invitations()[0].id}/revocation"))
    assert Draft.select().count() == 0
    assert invitations()[0].revoked_at
    assert "Återkallad" in main_of(as_procurement.get(at(here, "invitations")))
    as_procurement.post(at(here, f"invitations/{invitations()[0].id}/revocation"), status=409)


@pytest.mark.parametrize("answered", [True, False])
def test_neither_the_list_nor_a_change_tells_who_has_answered(
    as_procurement: CheckingClient, answered: bool
):
    here = open_evaluation()
    invite(here, 3)
    first, second, _third = invitations()
    change(Invitation, Invitation.id == second.id, answered=True)
    change(Invitation, Invitation.id == first.id, answered=answered)
    before = find(as_procurement.get(at(here, "invitations")), ".//dl")[0]
    as_procurement.post(at(here, f"invitations/{first.id}/revocation"))
    page = as_procurement.get(at(here, "invitations"))
    assert words(find(page, ".//dl")[0]) == words(before)
    rows_ = [words(row).replace(" ", "") for row in find(page, ".//tbody/tr")]
    assert rows_[1].replace("1", "2") == rows_[2]
    assert fresh(here).opened_at
