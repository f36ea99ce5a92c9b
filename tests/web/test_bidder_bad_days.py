"""Two devices at one draft, answers that are none, texts too long, a review in the middle."""

from typing import Any

import pytest
from flask import Flask

from kiosk import clock
from kiosk.db import write
from kiosk.evaluations.models import Procurement
from tests.support.bidder import Bidder
from tests.support.procurements import invite, open_evaluation, today
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client
from tests.web.test_bidder_form import stored


@pytest.fixture
def bidder(client: CheckingClient) -> Bidder:
    """Return a bidder who has opened the link to an open evaluation."""
    found = Bidder(client, invite(open_evaluation())[0])
    found.open()
    return found


@pytest.fixture
def other(bidder: Bidder, app: Flask) -> Bidder:
    """Return the same bidder on another device."""
    found = Bidder(new_client(app), bidder.token)
    found.open()
    return found


def test_of_two_devices_the_later_page_wins_and_says_which_questions(bidder: Bidder, other: Bidder):
    page = bidder.draw("overall")
    other.save("overall", n1="3", n3="5")
    answer = bidder.save("overall", page, n1="8", n2="7")
    assert stored(bidder) == {"n1": "8", "n2": "7", "n3": "5"}
    told = words(find(bidder.client.get(answer.location), ".//*[@class='notice notice-warn']")[0])
    assert "Hur nöjda är ni på det hela taget" in told
    assert "Hur nära kom den här?" not in told


def test_what_was_replaced_is_told_on_whichever_page_comes_next(bidder: Bidder, other: Bidder):
    page = bidder.draw("ahead")
    other.save("ahead", again="surely")
    answer = bidder.save("ahead", page, again="no")
    assert "/check?" in answer.location
    assert "hade nyss fått ett annat svar" in bidder.client.get(answer.location).text


def test_one_device_that_goes_back_and_changes_its_mind_is_told_nothing(bidder: Bidder):
    bidder.save("overall", n1="3")
    assert "replaced" not in bidder.save("overall", n1="8").location


def test_an_outcome_changed_elsewhere_loses_nothing_of_the_page_on_the_way(
    bidder: Bidder, other: Bidder
):
    page = bidder.draw("overall")
    other.save("part", out="nobid")
    assert bidder.save("overall", page, n1="8").location.endswith("/pages/parts")
    assert "8 av 10" not in bidder.get("/check").text
    other.save("part", out="won")
    assert "8 av 10" in bidder.get("/check").text


def test_an_answer_to_what_is_not_asked_is_not_taken(bidder: Bidder):
    bidder.save("part", out="won")
    address = f"{bidder.address}/pages/follow"
    bidder.client.post(address, data={"c_lost": "yes", "c_won": "partly", "n1": "8"})
    assert stored(bidder) == {"out": '["won"]', "c_won": '["partly"]'}


@pytest.mark.parametrize("typed", ["11", "0", "-3", "8.5", "åtta", "١٠", ["7", "8"], "9" * 400])
def test_a_step_that_is_not_on_the_scale_is_refused_and_the_rest_saved(bidder: Bidder, typed: Any):
    page = bidder.save("overall", n1=typed, n2="7", status=422)
    assert stored(bidder) == {"n2": "7"}
    summary = words(find(page, ".//*[@id='error-summary']")[0])
    assert "Hur nöjda är ni" in summary
    assert "Det är inte ett av svaren. Välj igen." in summary
    assert page.text.index("error-summary") < page.text.index("<h1>")
    assert find(page, ".//input[@name='n2'][@value='7'][@checked]")


@pytest.mark.parametrize("typed", ["king", "<script>", "won\0", ["won", "lost"]])
def test_an_outcome_that_is_none_is_refused(bidder: Bidder, typed: Any):
    bidder.save("part", out=typed, size="s1", status=422)
    assert stored(bidder) == {"size": '["s1"]'}


@pytest.mark.parametrize("letter", ["x", "å", "🙂"])
def test_a_text_of_fifty_thousand_characters_is_kept_on_the_page(bidder: Bidder, letter: str):
    text = letter * 50_000
    page = bidder.save("ahead", more=text, start="Dela upp.", again="surely", status=422)
    assert "Texten får ha högst 1\xa0000 tecken." in page.text
    assert find(page, ".//textarea[@name='more']")[0].text == text
    assert stored(bidder) == {"start": '"Dela upp."', "again": '["surely"]'}
    assert bidder.save("ahead", more="Kort.").location.endswith("/check")


def test_an_error_leaves_an_earlier_answer_as_it_was(bidder: Bidder):
    bidder.save("overall", n1="8")
    bidder.save("overall", n1="11", status=422)
    assert stored(bidder) == {"n1": "8"}


def test_what_no_database_can_hold_is_cleaned_away(bidder: Bidder):
    bidder.save("ahead", more="Bra\0 \u202esvar\ud800".encode("utf-8", "surrogatepass"))
    assert stored(bidder)["more"].startswith('"Bra svar')


def test_what_was_typed_when_a_review_begins_is_saved_and_nothing_can_be_sent(bidder: Bidder):
    page = bidder.draw("overall")
    write(lambda: Procurement.update(review_since=today()).execute())
    answer = bidder.save("overall", page, n1="8")
    bidder.client.get(answer.location, status=409)
    bidder.client.post(f"{bidder.address}/responses", status=409)
    assert stored(bidder) == {"n1": "8"}


@pytest.mark.parametrize(
    ("change", "status"),
    [({"withdrawn_at": clock.now()}, 409), ({"closes_on": "2026-01-01"}, 410)],
)
def test_a_page_sent_after_the_gate_or_the_time_is_shut_saves_nothing(
    bidder: Bidder, change: dict[str, Any], status: int
):
    page = bidder.draw("overall")
    write(lambda: Procurement.update(**change).execute())
    bidder.save("overall", page, status, n1="8")
    assert stored(bidder) == {}
