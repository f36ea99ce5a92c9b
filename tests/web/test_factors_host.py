"""The host's factors: lead the vote, read suggestions, turn the wall's pages."""

import pytest
from flask import Flask

from kiosk.voting import channels, queries
from kiosk.voting import operations_factor_suggestions as suggestions
from kiosk.voting import queries_factors as lists
from kiosk.voting.models_factors import FactorList, FactorSuggestion
from kiosk.voting.queries_questions import list_meetings_that_vote
from tests.support import factors
from tests.support.meeting import CODE, Hall, make_hall
from tests.web.checking import CheckingClient, find, words

PASTED = (
    "- Tydliga underlag | Clear documents\n- Mindre delar\n\nmindre delar.\nKort tid\tShort time"
)


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall(threshold=5)


@pytest.fixture
def here(hall: Hall) -> str:
    return f"/meetings/{hall.meeting.id}"


@pytest.fixture
def opened(hall: Hall) -> int:
    return factors.open_list(hall)


@pytest.fixture
def wall(app: Flask, hall: Hall) -> str:
    with app.test_request_context("/"):
        return f"/screens/{channels.screen_token(hall.meeting)}"


def act(as_host: CheckingClient, list_id: int, what: str, **more) -> str:
    return as_host.post(f"/factor-lists/{list_id}/{what}", **more).text


def order(list_id: int) -> list[str]:
    return [one.text_sv for one in lists.list_factors(list_id)]


def now(list_id: int) -> FactorList:
    return FactorList.get_by_id(list_id)


def scene(hall: Hall) -> str:
    return queries.get_scene(hall.meeting.id).scene


def test_the_vote_goes_from_the_console_to_the_wall(as_host, client, hall, here: str, wall: str):
    made = factors.make_list(hall)
    assert "Faktorer: Så här ser det ut" in as_host.get(f"{here}/console").text
    act(as_host, made, "opening")
    assert all(text in client.get(wall).text for text in factors.TEXTS)
    factors.crowd(made, "Mindre delar", 3, 2, 1)
    page = as_host.get(f"{here}/console").text
    assert "Stäng röstningen" in page
    assert ">6</b>" in page
    act(as_host, made, "closing")
    assert "Resultatet visas strax." in client.get(wall).text
    act(as_host, made, "revealing")
    rows = [words(one) for one in find(client.get(wall), ".//ol[@class='factors-list']/li")]
    assert rows[0].replace("\N{NO-BREAK SPACE}", " ") == "Mindre delar 50 % Behåll"
    assert ["För få svar" in row for row in rows] == [False, True, True]


@pytest.mark.parametrize("where", ["wall", "phone", "console", "result", "file"])
def test_nothing_of_how_votes_fall_is_told_before_it_is_revealed(
    as_host, client, hall: Hall, here: str, wall: str, opened: int, where: str
):
    everybody = [f"person {n}" for n in range(6)]
    for one in everybody:
        factors.answer(opened, {"Mindre delar": "keep"}, one)
    client.post(f"/{CODE}/attendances", data={"role": "company", "operation": "x"})
    page = {"wall": wall, "phone": f"/{CODE}", "console": f"{here}/console",
            "result": f"{here}/result", "file": f"{here}/factors.csv"}[where]  # fmt: skip
    browser = client if where in ("wall", "phone") else as_host
    before = browser.get(page).text
    for one in everybody:
        factors.answer(opened, {"Mindre delar": "remove"}, one)
    assert browser.get(page).text == before


def test_opening_can_be_taken_back_until_somebody_has_answered(as_host, hall: Hall, here: str):
    made = factors.make_list(hall)
    act(as_host, made, "opening")
    assert "Röstningen är planerad igen." in as_host.get(f"{here}/console").text
    as_host.post(f"{here}/taking-back")
    assert (scene(hall), now(made).opened_at, now(made).secret) == ("waiting", None, None)
    act(as_host, made, "opening")
    factors.answer(made, {"Mindre delar": "keep"})
    assert "Röstningen är planerad igen." not in as_host.get(f"{here}/console").text
    page = as_host.post(f"{here}/taking-back", status=409).text
    assert "Någon har redan svarat. Stäng röstningen i stället." in page


def test_revealing_can_be_taken_back_but_never_closing(as_host, hall: Hall, here, opened: int):
    act(as_host, opened, "closing")
    as_host.post(f"{here}/taking-back", status=409)
    act(as_host, opened, "revealing")
    act(as_host, opened, "pages", data={"page": "0"})
    as_host.post(f"{here}/taking-back")
    assert (now(opened).revealed_at, scene(hall)) == (None, "factors")
    act(as_host, opened, "revealing")


@pytest.mark.parametrize(
    ("what", "said"),
    [("opening", "kommit längre"), ("revealing", "kommit längre"), ("rerunning", "Stäng röst")],
)
def test_an_act_that_is_not_the_next_one_is_refused(as_host, opened: int, what: str, said: str):
    assert said in act(as_host, opened, what, status=409)


def test_an_empty_list_and_a_second_one_cannot_be_opened(as_host, hall: Hall):
    empty = factors.make_list(hall, [])
    assert "inga faktorer än" in act(as_host, empty, "opening", status=409)
    factors.open_list(hall)
    other = factors.make_list(hall)
    assert "En annan lista är öppen" in act(as_host, other, "opening", status=409)


def test_an_open_question_is_closed_first(as_host, hall: Hall):
    made = factors.make_list(hall)
    hall.open()
    assert "En fråga är öppen" in act(as_host, made, "opening", status=409)


def test_the_host_who_was_second_changes_nothing(as_host, opened: int):
    page = act(as_host, opened, "closing", data={"expect": "1"}, status=409)
    assert "hann strax före" in page
    assert now(opened).closed_at is None


def test_a_break_does_not_end_the_vote(as_host, hall: Hall, here: str, opened: int):
    as_host.post(f"{here}/scenes", data={"scene": "waiting"})
    factors.answer(opened, {"Mindre delar": "keep"})
    act(as_host, opened, "showing")
    assert scene(hall) == "factors"
    assert factors.counts(opened, "Mindre delar") == {'["keep"]': 1}


def test_asking_again_is_a_new_vote_with_the_same_factors(as_host, hall: Hall, opened: int):
    factors.crowd(opened, "Mindre delar", 5)
    closed = factors.close(opened)
    act(as_host, opened, "rerunning")
    [again] = [one for one in lists.list_lists(hall.meeting.id) if one.id != opened]
    assert (again.rerun_of_id, again.opened_at, order(again.id)) == (opened, None, order(opened))
    assert now(opened).fingerprint == closed.fingerprint
    assert factors.counts(again.id, "Mindre delar") == {}


def test_the_walls_pages_are_turned_by_the_host_alone(as_host, client, hall: Hall, wall: str):
    made = factors.open_list(hall, [f"Faktor {n:02}" for n in range(30)])
    assert "Sida 1 av 3" in client.get(wall).text
    assert "Faktor 12" not in client.get(wall).text
    act(as_host, made, "pages", data={"page": "1"})
    factors.crowd(made, "Faktor 29", 1)
    page = client.get(wall).text
    assert "Sida 2 av 3" in page
    assert "Faktor 12" in page
    act(as_host, made, "pages", data={"page": "999"})
    assert "Sida 3 av 3" in client.get(wall).text


def test_a_suggestion_is_approved_on_the_console(as_host, here: str, opened: int):
    made = factors.suggest(opened, "Fler besök")
    page = as_host.get(f"{here}/console").text
    assert "Fler besök" in page
    as_host.post(f"/factor-suggestions/{made.id}/approval")
    assert order(opened)[-1] == "Fler besök"
    as_host.post(f"/factor-suggestions/{made.id}/approval", status=409)


def test_a_suggestion_is_approved_in_other_words_or_parked(as_host, here: str, opened: int):
    one, two = factors.suggest(opened, "fler besok"), factors.suggest(opened, "Ge oss avtalet")
    as_host.get(f"/factor-suggestions/{one.id}")
    sent = {"text_sv": "Fler besök", "text_en": "More visits"}
    as_host.post(f"/factor-suggestions/{one.id}/approval", data=sent)
    assert factors.factor(opened, "Fler besök").text_en == "More visits"
    page = as_host.post(f"/factor-suggestions/{two.id}/parking", status=422).text
    assert "Säg varför det parkeras." in page
    as_host.post(f"/factor-suggestions/{two.id}/parking", data={"reason": "#procurement"})
    assert FactorSuggestion.get_by_id(two.id).state == "parked"
    assert "Ge oss avtalet" not in as_host.get(f"{here}/console").text
    assert "Ge oss avtalet" in as_host.get(f"/factor-lists/{opened}").text


def test_a_suggestion_taken_back_meanwhile_is_said_calmly(as_host, opened: int):
    made = factors.suggest(opened, "Hoppsan", "Eva")
    suggestions.withdraw_suggestion(made.id, "Eva")
    for what in ("approval", "parking"):
        page = as_host.post(f"/factor-suggestions/{made.id}/{what}", status=409).text
        assert "har tagit tillbaka det" in page


def test_an_opened_vote_locks_what_a_question_would(as_host, hall: Hall, opened: int):
    assert list_meetings_that_vote() == ["Dialogträff"]
    page = as_host.get(f"/meetings/{hall.meeting.id}").text
    assert "Ta bort träffen" not in page


def test_next_years_meeting_has_the_lists_but_no_answers(as_host, hall: Hall, opened: int):
    factors.crowd(opened, "Mindre delar", 5)
    factors.close(opened)
    act(as_host, opened, "rerunning")
    as_host.post(f"/meetings/{hall.meeting.id}/copies", data={"operation": "x"})
    copied = FactorList.select().order_by(FactorList.id.desc()).get()
    assert copied.meeting_id != hall.meeting.id
    assert len(lists.list_lists(copied.meeting_id)) == 1
    assert (copied.opened_at, copied.rerun_of_id, order(copied.id)) == (None, None, order(opened))


@pytest.mark.parametrize(
    "what", ["opening", "showing", "closing", "revealing", "rerunning", "pages"]
)
def test_only_hosts_lead_the_vote(client, as_procurement, opened: int, what: str):
    before = now(opened).__data__
    assert "/sessions/new" in str(client.post(f"/factor-lists/{opened}/{what}").location)
    as_procurement.post(f"/factor-lists/{opened}/{what}", status=404)
    assert now(opened).__data__ == before
