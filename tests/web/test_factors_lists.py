"""The host's factors: a list is prepared before the meeting."""

import pytest
from flask import Flask

from kiosk.voting import queries_factors as lists
from kiosk.voting.models_factors import Factor, FactorList
from tests.support import factors
from tests.support.meeting import Hall, make_hall

PASTED = "- Tydliga underlag | Clear documents\n- Mindre delar\n\nmindre delar.\nKort\tShort"


@pytest.fixture
def hall(app: Flask) -> Hall:
    return make_hall(threshold=5)


@pytest.fixture
def here(hall: Hall) -> str:
    return f"/meetings/{hall.meeting.id}"


@pytest.fixture
def opened(hall: Hall) -> int:
    return factors.open_list(hall)


def order(list_id: int) -> list[str]:
    return [one.text_sv for one in lists.list_factors(list_id)]


def now(list_id: int) -> FactorList:
    return FactorList.get_by_id(list_id)


def test_a_list_is_made_of_many_pasted_lines(as_host, here: str):
    sent = {"title_sv": "Så här ser det ut", "title_en": "", "lines": PASTED}
    made = as_host.post(f"{here}/factor-lists", data=sent).location
    page = as_host.get(made).text
    assert order(FactorList.get().id) == ["Tydliga underlag", "Mindre delar", "Kort"]
    assert "Clear documents" in page
    assert "Så här ser det ut" in as_host.get(f"{here}/factor-lists").text
    assert f"{here}/factor-lists" in as_host.get(here).text


@pytest.mark.parametrize(
    ("field", "text", "said"),
    [
        ("title_sv", "", "Skriv en rubrik på svenska"),
        ("lines", "ett\n" + "x" * 141, "Faktor 2 är för lång: 141 tecken, högst 140"),
        ("lines", "ett\n | English alone", "Faktor 2 saknar svensk text"),
        ("lines", "\n".join(f"Faktor {n}" for n in range(61)), "högst 60 faktorer"),
    ],
)
def test_what_is_wrong_with_a_list_is_said_and_kept(as_host, here, field, text, said):
    sent = {"title_sv": "Behåll mig", "lines": "ett", field: text}
    status = 409 if "högst 60" in said else 422
    page = as_host.post(f"{here}/factor-lists", data=sent, status=status).text
    assert said in page
    assert (text or "ett").splitlines()[0] in page
    assert FactorList.select().count() == 0


def test_more_lines_are_added_and_repeats_are_told(as_host, hall: Hall):
    made = factors.make_list(hall)
    as_host.post(f"/factor-lists/{made}/factors", data={"lines": "Nytt\nMINDRE DELAR"})
    page = as_host.get(f"/factor-lists/{made}").text
    assert order(made) == [*factors.TEXTS, "Nytt"]
    assert "1 faktor är tillagd." in page
    assert "1 fanns redan." in page
    page = as_host.post(f"/factor-lists/{made}/factors", data={"lines": " "}, status=422).text
    assert "Skriv minst en faktor." in page


def test_factors_are_moved_changed_and_taken_away_beforehand(as_host, hall: Hall):
    made = factors.make_list(hall)
    last = factors.factor(made, "Kort svarstid").id
    as_host.post(f"/factors/{last}/moving", data={"direction": "up"})
    assert as_host.get(f"/factors/{last}/edit").status_code == 200
    as_host.post(f"/factors/{last}", data={"text_sv": "Snabba svar", "text_en": "Fast answers"})
    as_host.post(f"/factors/{factors.factor(made, 'Mindre delar').id}/removal")
    assert order(made) == ["Tydliga underlag", "Snabba svar"]
    assert Factor.select().count() == 2
    page = as_host.post(f"/factors/{last}", data={"text_sv": " "}, status=422).text
    assert "Skriv faktorn på svenska." in page


def test_title_and_whole_list_can_be_changed_beforehand(as_host, hall: Hall, here: str):
    made = factors.make_list(hall)
    as_host.post(f"/factor-lists/{made}", data={"title_sv": "Läget", "title_en": "The state"})
    assert now(made).title_en == "The state"
    as_host.post(f"/factor-lists/{made}", data={"title_sv": ""}, status=422)
    assert as_host.post(f"/factor-lists/{made}/dropping").location == f"{here}/factor-lists"
    assert FactorList.select().count() == Factor.select().count() == 0


def test_once_opened_the_words_and_order_stay(as_host, opened: int):
    one = factors.factor(opened, "Mindre delar").id
    said = "Röstningen har öppnats, så orden ligger fast."
    for path, data in (
        (f"/factors/{one}", {"text_sv": "Annat"}),
        (f"/factors/{one}/moving", {"direction": "up"}),
        (f"/factor-lists/{opened}", {"title_sv": "Annat"}),
        (f"/factor-lists/{opened}/dropping", {}),
    ):
        assert said in as_host.post(path, data=data, status=409).text
    assert order(opened) == list(factors.TEXTS)


def test_a_closed_list_takes_neither_more_nor_less(as_host, opened: int):
    factors.close(opened)
    one = factors.factor(opened, "Mindre delar").id
    as_host.post(f"/factor-lists/{opened}/factors", data={"lines": "Nytt"}, status=409)
    as_host.post(f"/factors/{one}/removal", status=409)
    assert order(opened) == list(factors.TEXTS)


@pytest.mark.parametrize(
    "path",
    ["/meetings/1/factor-lists", "/meetings/1/factor-lists/new", "/factor-lists/1",
     "/factors/1/edit", "/meetings/1/factors.csv"],
)  # fmt: skip
def test_only_hosts_see_the_pages(client, as_procurement, opened: int, path: str):
    assert "/sessions/new" in str(client.get(path, status=303).location)
    as_procurement.get(path, status=404)
