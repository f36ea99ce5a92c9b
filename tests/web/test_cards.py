"""Voting cards: scanned or typed, counted as used, replaced when lost, one voice for each."""

import re

import pytest
from flask import Flask

from kiosk.meetings import rules_cards as rules
from kiosk.meetings.models_cards import RollCard
from kiosk.meetings.queries_cards import count_used
from kiosk.voting import queries
from tests.support.meeting import Hall, make_hall
from tests.support.registering import SECRET
from tests.support.wishes import open_boxes
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client

CODE = "BCDFGH"
PAGE = f"/{CODE}/personal-codes"


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall(CODE, level="roll", roll_size=60)


def code_of(serial: int, generation: int = 1) -> str:
    return rules.card_code(SECRET, CODE, serial, generation)


def checked_in(app: Flask) -> CheckingClient:
    phone = new_client(app)
    phone.post(f"/{CODE}/attendances", data={"role": "company"})
    return phone


def holder(app: Flask, code: str) -> CheckingClient:
    """Return a phone that has checked in and taken a card."""
    phone = checked_in(app)
    phone.post(PAGE, data={"code": code})
    return phone


def vote(phone: CheckingClient, hall: Hall, answer: str, status: int = 303) -> str:
    page = f"/{CODE}/questions/{hall.questions[0].id}/ballots"
    return phone.post(page, data={"answer": answer}, status=status).text


def counts(hall: Hall) -> dict[str, int]:
    return queries.count_answers(hall.questions[0].id)


def replace(host: CheckingClient, hall: Hall, serial: str = "17", status: int = 303) -> str:
    page = f"/meetings/{hall.meeting.id}/roll-cards/replacements"
    return host.post(page, data={"serial": serial}, status=status).text


def test_scanned_code_leaves_the_address_and_is_used_only_by_a_touch(app: Flask, hall: Hall):
    phone = checked_in(app)
    answer = phone.get(f"{PAGE}/{code_of(17)}", status=303)
    assert answer.location == f"{PAGE}/new"
    page = phone.get(f"{PAGE}/new").text
    assert "röstkort 17" in page
    assert code_of(17) not in page
    assert count_used(hall.meeting.id) == 0
    phone.post(PAGE, data={"operation": "one touch"})
    assert count_used(hall.meeting.id) == 1
    hall.open()
    vote(phone, hall, "often")
    assert sum(counts(hall).values()) == 1


def test_cards_are_printed_with_a_qr_code_and_a_typed_code_each(
    as_host: CheckingClient, hall: Hall
):
    page = as_host.get(f"/meetings/{hall.meeting.id}/roll")
    typed = [words(one).replace(" ", "") for one in find(page, ".//*[@class='personal-code']")]
    assert typed == [code_of(serial) for serial in range(1, 61)]
    assert len(find(page, ".//*[@class='qr']")) == 60


def test_console_counts_used_cards_from_the_rows(app: Flask, as_host: CheckingClient, hall: Hall):
    for serial in (3, 5):
        phone = holder(app, code_of(serial))
        phone.post(PAGE, data={"code": code_of(serial)})
    assert "2 av 60 kort är använda." in as_host.get(f"/meetings/{hall.meeting.id}/console").text
    assert RollCard.select().count() == 2


def test_repeated_try_of_one_phone_is_not_another_phone(app: Flask, hall: Hall):
    for _again in range(2):
        checked_in(app).post(PAGE, data={"code": code_of(3), "operation": "the same"})
    assert RollCard.get().phones == 1


def test_two_phones_with_one_card_are_one_voice_and_both_are_told(app: Flask, hall: Hall):
    hall.open()
    one, other = holder(app, code_of(17)), None
    vote(one, hall, "often")
    other = holder(app, code_of(17))
    vote(other, hall, "never")
    assert counts(hall) == {'["never"]': 1}
    for phone in (one, other):
        assert "mer än en mobil" in phone.get(f"/{CODE}").text


def test_who_takes_a_card_that_has_voted_is_not_shown_the_vote(app: Flask, hall: Hall):
    hall.open()
    vote(holder(app, code_of(17)), hall, "never")
    page = holder(app, code_of(17)).get(f"/{CODE}").text
    assert "Ditt kort har en röst i den här frågan." in page
    assert "Din röst är räknad" not in page
    assert "checked" not in page


def test_who_takes_a_card_is_not_shown_what_it_has_wished(app: Flask, hall: Hall):
    box = open_boxes(hall)[0]
    first = holder(app, code_of(17))
    first.post(f"/{CODE}/wish-boxes/{box.id}/wishes", data={"text": "Mindre delar"})
    assert "Mindre delar" in first.get(f"/{CODE}").text
    assert "Mindre delar" not in holder(app, code_of(17)).get(f"/{CODE}").text


def test_replaced_card_is_dead_at_once_and_says_so(app: Flask, as_host: CheckingClient, hall: Hall):
    hall.open()
    old = holder(app, code_of(17))
    vote(old, hall, "often")
    replace(as_host, hall)
    assert "ersatts av ett nytt" in vote(old, hall, "never", status=403)
    assert "ersatts av ett nytt" in old.get(f"/{CODE}").text
    assert "ersatts av ett nytt" in old.post(PAGE, data={"code": code_of(17)}, status=422).text
    assert "ersatts av ett nytt" in old.get(f"{PAGE}/{code_of(17)}", status=422).text
    assert counts(hall) == {'["often"]': 1}


def test_new_card_takes_over_the_vote_of_the_old_one(
    app: Flask, as_host: CheckingClient, hall: Hall
):
    hall.open()
    vote(holder(app, code_of(17)), hall, "often")
    replace(as_host, hall)
    new = holder(app, code_of(17, 2))
    assert "Din röst är räknad" not in new.get(f"/{CODE}").text
    vote(new, hall, "never")
    assert counts(hall) == {'["never"]': 1}
    assert count_used(hall.meeting.id) == 1


def test_new_card_is_printed_alone_and_in_its_place(as_host: CheckingClient, hall: Hall):
    replace(as_host, hall)
    one = as_host.get(f"/meetings/{hall.meeting.id}/roll-cards/17")
    [typed] = find(one, ".//*[@class='personal-code']")
    assert words(typed).replace(" ", "") == code_of(17, 2)
    every = as_host.get(f"/meetings/{hall.meeting.id}/roll").text
    assert words(typed) in every
    assert f"{code_of(17)[:4]} {code_of(17)[4:]}" not in every


def test_double_click_replaces_once(as_host: CheckingClient, hall: Hall):
    page = f"/meetings/{hall.meeting.id}/roll-cards/replacements"
    for _again in range(2):
        as_host.post(page, data={"serial": "17", "operation": "one click"})
    assert RollCard.get().generation == 2


@pytest.mark.parametrize("typed", ["", "0", "61", "-1", "sjutton", "1" * 40, "١٧"])
def test_number_that_is_no_card_is_told_and_kept(as_host: CheckingClient, hall: Hall, typed: str):
    page = replace(as_host, hall, typed, status=422)
    assert "Skriv ett nummer från 1 till 60." in page
    assert f'value="{typed[:20]}"' in page
    assert not RollCard.select().count()


def test_nothing_of_a_card_leads_to_a_ballot(app: Flask, hall: Hall):
    question = hall.open()
    vote(holder(app, code_of(17)), hall, "often")
    hall.close(question)
    [(*facts, tried)] = RollCard.select().tuples()
    assert facts == [hall.meeting.id, 17, 1, True, 1]
    assert re.fullmatch("[0-9a-f]{32}", tried)
    assert queries.find_ballot(question.id, f"roll:{code_of(17)}") is None


def test_guesses_by_scanning_are_limited_as_typed_ones_are(client: CheckingClient, hall: Hall):
    for _guess in range(20):
        client.get(f"{PAGE}/BBBBBBBB", status=422)
    client.get(f"{PAGE}/BBBBBBBB", status=429)


def test_only_hosts_replace_cards_and_only_where_there_are_any(
    client: CheckingClient, as_host: CheckingClient, hall: Hall
):
    client.get(f"/meetings/{hall.meeting.id}/roll-cards", status=303)
    other = make_hall("BBBBBB").meeting.id
    for page in ("roll-cards", "roll-cards/1"):
        as_host.get(f"/meetings/{other}/{page}", status=404)
    as_host.get(f"/meetings/{hall.meeting.id}/roll-cards/61", status=404)
