"""A bidder answers page by page without JavaScript; what is shown follows what was answered."""

import pytest

from kiosk.evaluations import queries_bidder
from kiosk.evaluations.models import Draft
from kiosk.evaluations.rules_drafts import answers_in, read_entries
from tests.support.bidder import Bidder
from tests.support.procurements import invite, open_evaluation
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client


@pytest.fixture
def bidder(client: CheckingClient) -> Bidder:
    """Return a bidder who has opened the link to an open evaluation."""
    found = Bidder(client, invite(open_evaluation())[0])
    found.open()
    return found


def stored(bidder: Bidder) -> dict[str, str]:
    """Return the answers in the draft."""
    draft = queries_bidder.find_draft(bidder.token)
    return answers_in(read_entries(draft.answers)) if draft else {}


def questions(bidder: Bidder, section: str) -> list[str]:
    """Return which questions a page asks."""
    page = bidder.get(f"/pages/{section}")
    names = [one.get("name") or "" for one in find(page, ".//form[@id='answers']//*[@name]")]
    return list(dict.fromkeys(name for name in names if not name.startswith("_")))


def test_each_page_leads_to_the_next_and_saves_what_was_answered(bidder: Bidder):
    answer = bidder.save("part", out="lost", size="s10")
    assert answer.location == f"{bidder.address}/pages/overall"
    assert stored(bidder) == {"out": '["lost"]', "size": '["s10"]'}
    page = bidder.get("/pages/overall")
    assert words(find(page, ".//*[@class='progress']//p/span")[0]) == "Sida 2 av 5"
    assert "Sparat" in page.text


def test_nothing_is_said_to_be_saved_before_anything_was(bidder: Bidder):
    assert find(bidder.get("/pages/part"), ".//span[@data-save='drawn'][@hidden]")


def test_every_question_may_be_skipped(bidder: Bidder):
    for section, following in [("part", "overall"), ("overall", "parts"), ("parts", "ahead")]:
        assert bidder.save(section).location == f"{bidder.address}/pages/{following}"
    assert bidder.save("ahead").location == f"{bidder.address}/check"
    assert stored(bidder) == {}


def test_back_saves_too(bidder: Bidder):
    answer = bidder.save("overall", n1="8", _go="back")
    assert answer.location == f"{bidder.address}/pages/part"
    assert stored(bidder) == {"n1": "8"}
    assert bidder.save("part", _go="back").location == bidder.address


@pytest.mark.parametrize(
    ("outcome", "follow", "hidden"),
    [
        ("won", "c_won", ""),
        ("lost", "c_lost", ""),
        ("rejected", "c_rej", ""),
        ("withdrew", "c_why", "rat3"),
        ("nobid", "c_why", "rat3 bem1 rat1 eff3"),
    ],
)
def test_what_follows_depends_on_how_it_ended(
    bidder: Bidder, outcome: str, follow: str, hidden: str
):
    bidder.save("part", out=outcome)
    assert questions(bidder, "follow") == [follow]
    assert not set(hidden.split()) & set(questions(bidder, "parts"))


def test_who_did_not_tender_is_not_asked_about_the_whole(bidder: Bidder):
    assert bidder.save("part", out="nobid").location == f"{bidder.address}/pages/parts"
    assert bidder.get("/pages/overall", status=303).location == f"{bidder.address}/pages/parts"
    assert "Sida 2 av 4" in bidder.get("/pages/parts").text


def test_a_cancelled_procurement_is_said_in_the_place_of_the_outcome(client: CheckingClient):
    bidder = Bidder(client, invite(open_evaluation(state="cancelled"))[0])
    bidder.open()
    assert "Upphandlingen avbröts" in bidder.get("/pages/part").text
    assert questions(bidder, "part") == ["size", "prev"]
    assert "rat3" not in questions(bidder, "parts")


def test_each_statement_is_a_group_of_its_own_with_the_statement_as_legend(bidder: Bidder):
    page = bidder.get("/pages/parts")
    legends = [words(legend) for legend in find(page, ".//form//fieldset/legend")]
    assert len(legends) == 11
    assert legends[0] == "Upphandlingsdokumenten var tydliga och lätta att hitta i."
    assert "Hur väl stämmer det här för er?" in page.text
    assert not find(page, ".//form//table")


def test_an_answer_can_be_taken_back_without_javascript(bidder: Bidder):
    bidder.save("overall", n1="8", n2="7")
    answer = bidder.save("overall", _clear="n1")
    assert answer.location == f"{bidder.address}/pages/overall#f-n1"
    assert stored(bidder) == {"n2": "7"}


def test_enter_in_a_form_goes_on_and_takes_nothing_back(bidder: Bidder):
    first = find(bidder.get("/pages/overall"), ".//form[@id='answers']//button")[0]
    assert (first.get("name"), first.get("value")) == ("_go", "next")


def test_up_to_three_reasons_can_be_given(bidder: Bidder):
    bidder.save("part", out="nobid")
    page = bidder.draw("follow")
    ids = [one.get("value") for one in find(bidder.get("/pages/follow"), ".//*[@name='c_why']")]
    bidder.save("follow", page, c_why=ids[:3])
    assert bidder.draw("follow")["c_why"] == ids[:3]
    refused = bidder.save("follow", page, 422, c_why=ids[:4])
    assert "Välj högst 3." in refused.text


def test_the_same_link_goes_on_where_another_device_stopped(bidder: Bidder, app):
    bidder.save("part", out="won")
    bidder.save("overall", n1="8")
    other = Bidder(new_client(app), bidder.token)
    other.open()
    assert "Fortsätt" in words(find(other.get(), ".//main")[0])
    assert other.draw("overall")["n1"] == ["8"]


def test_a_written_answer_comes_back_as_it_was_written(bidder: Bidder):
    text = "Tydliga <b>krav</b> & svar.\n\nBra möten."
    bidder.save("ahead", more=text)
    assert bidder.draw("ahead")["more"].lstrip("\n") == text
    assert "<b>krav" not in bidder.get("/check").text


def test_the_check_page_shows_every_question_asked_with_its_answer(bidder: Bidder):
    bidder.save("part", out="lost")
    bidder.save("overall", n1="8", n2="unknown")
    page = bidder.get("/check")
    given = [words(one) for one in find(page, ".//dl/div")]
    assert "Hur slutade upphandlingen för er? Vi lämnade anbud men fick inget kontrakt" in given
    assert any(line.endswith("8 av 10") for line in given)
    assert any(line.endswith("Vet inte / inte aktuellt") for line in given)
    assert sum(line.endswith("Inget svar") for line in given) == len(given) - 3
    assert len(find(page, ".//section//a")) == 5


def test_a_page_there_is_not_is_not_here(bidder: Bidder):
    bidder.get("/pages/nowhere", status=404)
    bidder.client.post(f"{bidder.address}/pages/nowhere", status=404)


def test_a_form_from_another_site_saves_nothing(bidder: Bidder):
    bidder.client.post(
        f"{bidder.address}/pages/part",
        data={"out": "won"},
        headers={"Origin": "https://evil.example"},
        status=403,
    )
    assert Draft.select().count() == 0
