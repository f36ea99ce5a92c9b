"""Factors on the phone: answer, skip, change, suggest; every no is a clear sentence."""

import pytest
from flask import Flask

from kiosk.tokens import new_token
from kiosk.voting import operations
from kiosk.voting import operations_factor_suggestions as suggestions
from kiosk.voting.models_factors import FactorBallot, FactorSuggestion, FactorVoter
from kiosk.voting.operations_factors import Words, add_factors, remove_factor, restore_factor
from tests.support import factors
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, find
from tests.web.conftest import new_client

WAITS = "Tack. Din faktor väntar på värden."


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall()


@pytest.fixture
def opened(hall: Hall) -> int:
    return factors.open_list(hall)


@pytest.fixture
def phone(client: CheckingClient, hall: Hall) -> CheckingClient:
    """Return the phone of somebody who has checked in."""
    return checked_in(client)


def checked_in(client: CheckingClient) -> CheckingClient:
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": new_token()})
    return client


def send(phone: CheckingClient, list_id: int, said: dict[str, str], operation="", **more) -> str:
    """Send answers about factors by their words."""
    data = {f"factor-{factors.factor(list_id, text).id}": said[text] for text in said}
    address = f"/{CODE}/factor-lists/{list_id}/ballots"
    return phone.post(address, data={**data, "operation": operation}, **more).text


def suggest(phone: CheckingClient, list_id: int, text: str, operation: str = "", **more) -> str:
    address = f"/{CODE}/factor-lists/{list_id}/suggestions"
    return phone.post(address, data={"text": text, "operation": operation}, **more).text


def chosen(phone: CheckingClient) -> list[str]:
    """Return what stands chosen on the page, in order."""
    inputs = find(phone.get(f"/{CODE}"), ".//input[@type='radio']")
    return [str(one.get("value")) for one in inputs if one.get("checked") is not None]


def test_all_factors_stand_on_one_page_with_three_answers_each(phone, opened: int):
    page = phone.get(f"/{CODE}")
    legends = [one.text for one in find(page, ".//legend")]
    assert legends == list(factors.TEXTS)
    assert len(find(page, ".//input[@type='radio']")) == 9
    assert all(word in page.text for word in ("Behåll", "Ändra", "Ta bort", "Skicka"))


def test_answers_are_counted_and_stand_there_again(phone, opened: int):
    page = phone.get(f"/{CODE}").text
    assert "Inget svar från dig är räknat än" in page
    send(phone, opened, {"Tydliga underlag": "keep", "Kort svarstid": "remove"})
    assert chosen(phone) == ["keep", "remove"]
    assert "Räknade svar: 2 av 3" in phone.get(f"/{CODE}").text
    assert "checked" not in phone.get(f"/{CODE}/frame").text


def test_a_tap_gets_one_line_that_says_so(phone, opened: int):
    line = send(phone, opened, {"Mindre delar": "change"}, htmx=True)
    assert line.lstrip().startswith('<div id="factors-said"')
    assert "Räknade svar: 1 av 3" in line


def test_changing_ones_mind_replaces_and_the_rest_stays(phone, opened: int):
    send(phone, opened, {"Mindre delar": "change", "Kort svarstid": "keep"})
    send(phone, opened, {"Mindre delar": "remove"})
    assert chosen(phone) == ["remove", "keep"]
    assert factors.counts(opened, "Mindre delar") == {'["remove"]': 1}
    assert (FactorBallot.select().count(), FactorVoter.select().count()) == (2, 1)


def test_one_try_sent_many_times_counts_once(phone, opened: int):
    for _ in range(3):
        send(phone, opened, {"Mindre delar": "change"}, "one try")
    assert factors.counts(opened, "Mindre delar") == {'["change"]': 1}


@pytest.mark.parametrize("htmx", [False, True])
def test_nothing_chosen_is_said(phone, opened: int, htmx: bool):
    assert "Svara om minst en faktor." in send(phone, opened, {}, status=422, htmx=htmx)


@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_no_answer_counts_nothing_and_keeps_the_rest(phone, opened: int, htmx: bool):
    said = {"Mindre delar": "keep", "Kort svarstid": "burn"}
    assert "Det är inte ett av svaren" in send(phone, opened, said, status=422, htmx=htmx)
    assert FactorBallot.select().count() == 0


@pytest.mark.parametrize("htmx", [False, True])
def test_a_factor_taken_away_meanwhile_is_said_and_the_others_count(phone, opened, htmx: bool):
    remove_factor(factors.factor(opened, "Mindre delar").id, None)
    said = {"Mindre delar": "keep", "Kort svarstid": "change"}
    page = send(phone, opened, said, status=409, htmx=htmx)
    assert "Värden har tagit bort en faktor, så ditt svar om den räknades inte." in page
    assert "Räknade svar: 1 av 2" in page
    assert factors.counts(opened, "Kort svarstid") == {'["change"]': 1}
    assert factors.counts(opened, "Mindre delar") == {}


def test_the_page_says_calmly_that_a_factor_is_gone(phone, opened: int):
    remove_factor(factors.factor(opened, "Mindre delar").id, None)
    for page in (phone.get(f"/{CODE}"), phone.get(f"/{CODE}/frame")):
        assert "Värden har tagit bort den här faktorn: Mindre delar" in page.text
        assert len(find(page, ".//fieldset")) == 2


def test_a_factor_put_back_still_has_its_answers(phone, opened: int):
    send(phone, opened, {"Mindre delar": "keep"})
    gone = factors.factor(opened, "Mindre delar").id
    remove_factor(gone, None)
    restore_factor(gone, None)
    assert chosen(phone) == ["keep"]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_vote_closed_meanwhile_says_what_counts(phone, opened: int, htmx: bool):
    send(phone, opened, {"Mindre delar": "keep"})
    factors.close(opened)
    page = send(phone, opened, {"Mindre delar": "remove"}, status=409, htmx=htmx)
    assert "stängdes innan dina svar kom fram" in page
    assert factors.counts(opened, "Mindre delar") == {'["keep"]': 1}


@pytest.mark.parametrize("htmx", [False, True])
def test_a_meeting_that_ends_closes_the_vote(phone, hall: Hall, opened: int, htmx: bool):
    operations.end_meeting(hall.meeting.id, None)
    page = send(phone, opened, {"Mindre delar": "remove"}, status=409, htmx=htmx)
    assert "stängdes innan dina svar kom fram" in page
    page = suggest(phone, opened, "Halvfärdig tanke", status=409, htmx=htmx)
    assert "så det här skickades inte" in page
    assert "Halvfärdig tanke" in page


def test_who_has_not_checked_in_is_shown_the_way_in(client: CheckingClient, hall: Hall):
    opened = factors.open_list(hall)
    for path in ("ballots", "suggestions"):
        answer = client.post(f"/{CODE}/factor-lists/{opened}/{path}", data={"text": "Hej"})
        assert answer.location == f"/{CODE}/attendances/new"


def test_who_has_no_personal_code_may_not_vote(client: CheckingClient, app: Flask):
    opened = factors.open_list(make_hall(level="roll", roll_size=10))
    phone = checked_in(client)
    assert "personliga kod" in phone.get(f"/{CODE}").text
    assert "personliga kod" in send(phone, opened, {"Mindre delar": "keep"}, status=403)
    assert FactorBallot.select().count() == 0


def test_another_meetings_list_is_not_here(phone: CheckingClient, opened: int):
    other = factors.open_list(make_hall("BCDFGH"))
    send(phone, other, {"Mindre delar": "keep"}, status=404)
    suggest(phone, other, "Hej", status=404)


def test_a_suggestion_waits_and_only_its_author_sees_it(phone, opened: int, app: Flask):
    suggest(phone, opened, "  Fler   besök ")
    page = phone.get(f"/{CODE}").text
    assert "Fler besök" in page
    assert WAITS in page
    assert "Fler besök" not in checked_in(new_client(app)).get(f"/{CODE}").text
    assert "Fler besök" not in phone.get(f"/{CODE}/frame").text


def test_a_suggestion_that_is_approved_can_be_voted_on_at_once(phone, opened: int, app: Flask):
    suggest(phone, opened, "fler besök")
    suggestions.approve_suggestion(FactorSuggestion.get().id, None, Words("Fler besök"))
    page = checked_in(new_client(app)).get(f"/{CODE}")
    assert [one.text for one in find(page, ".//legend")][-1] == "Fler besök"
    assert "Den står på listan nu." in phone.get(f"/{CODE}").text
    send(phone, opened, {"Fler besök": "keep"})
    assert chosen(phone) == ["keep"]


def test_the_author_is_told_why_it_was_parked(phone, opened: int):
    suggest(phone, opened, "Ge oss avtalet")
    suggestions.park_suggestion(FactorSuggestion.get().id, None, "#procurement")
    assert "Parkerat av värden: rör pågående upphandling" in phone.get(f"/{CODE}").text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Skriv något först"),
        (" \u200b\u2060 ", "Skriv något först"),
        ("x" * 141, "Högst 140 tecken. Du skrev 141"),
        ("fler  BESÖK!", "Du har redan skickat det här"),
        ("mindre delar.", "Faktorn står redan på listan"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_what_is_no_new_factor_is_said_and_kept(phone, opened, text: str, said: str, htmx: bool):
    suggest(phone, opened, "Fler besök")
    page = suggest(phone, opened, text, status=422, htmx=htmx)
    assert said in page
    assert text.strip()[:100] in page
    assert FactorSuggestion.select().count() == 1


def test_one_suggestion_sent_many_times_is_one(phone, opened: int):
    for _ in range(4):
        suggest(phone, opened, "Fler besök", "one try")
    assert FactorSuggestion.select().count() == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_a_suggestion_that_comes_too_late_keeps_its_words(phone, opened: int, htmx: bool):
    factors.close(opened)
    page = suggest(phone, opened, "Halvfärdig tanke", status=409, htmx=htmx)
    assert "Värden har stängt röstningen, så det här skickades inte." in page
    assert "Halvfärdig tanke" in page


def test_ones_own_waiting_suggestion_can_be_taken_back(phone, opened: int, app: Flask):
    suggest(phone, opened, "Hoppsan")
    address = f"/{CODE}/factor-suggestions/{FactorSuggestion.get().id}/withdrawal"
    data = {"list": str(opened)}
    checked_in(new_client(app)).post(address, data=data, status=409)
    assert FactorSuggestion.select().count() == 1
    phone.post(address, data=data)
    assert FactorSuggestion.select().count() == 0
    assert "tagit tillbaka" in phone.post(address, data=data, status=409).text


def test_a_new_factor_moves_the_frame_but_a_vote_does_not(phone, opened: int):
    before = phone.get(f"/{CODE}/frame").text
    factors.crowd(opened, "Mindre delar", 3)
    assert phone.get(f"/{CODE}/frame").text == before
    add_factors(opened, None, [Words("Nytt")])
    assert "Nytt" in phone.get(f"/{CODE}/frame").text
