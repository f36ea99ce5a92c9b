"""Sending: one response for one bidder, joined with nobody, in no figure until there are enough."""

import json
from datetime import timedelta
from typing import Any

import pytest

from kiosk import clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import operations_drafts, operations_responses, queries_bidder
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_answers import Remark, Response
from kiosk.evaluations.queries_versions import items_of
from kiosk.evaluations.rules import half_year
from kiosk.evaluations.rules_drafts import Drawn
from tests.support.bidder import Bidder
from tests.support.procurements import invite, open_evaluation, today
from tests.web.checking import CheckingClient, find, words

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def bidder(client: CheckingClient) -> Bidder:
    """Return a bidder who has opened the link to an open evaluation."""
    found = Bidder(client, invite(open_evaluation(days_ago=5))[0])
    found.open()
    return found


def answers_of(response: Response) -> dict[str, str]:
    """Return a response's answers by question."""
    ids = [item.id for item in items_of(response.version) if item.spec.kind != "text"]
    listed = json.loads(response.answers)
    assert len(listed) == len(ids)
    return {key: stored for key, stored in zip(ids, listed, strict=True) if stored is not None}


def submit_all(tokens: list[str], **answers: str) -> None:
    for token in tokens:
        operations_drafts.save_page(token, {"n1": "8", **answers}, Drawn())
        operations_responses.submit(token)


def test_sent_answers_lie_apart_and_the_draft_is_gone(bidder: Bidder):
    bidder.save("part", out="lost")
    bidder.save("overall", n1="8", n2="unknown")
    assert bidder.send().location == f"{bidder.address}/receipt"
    response = Response.get()
    assert answers_of(response) == {"out": '["lost"]', "n1": "8", "n2": '"unknown"'}
    assert (response.category, response.unit) == ("Städning", "Fastighetsenheten")
    assert Draft.select().count() == 0
    assert Invitation.get().answered


def test_the_half_year_is_that_of_the_award(bidder: Bidder):
    bidder.save("overall", n1="8")
    bidder.send()
    awarded: Any = Procurement.get().awarded_on
    assert Response.get().period == half_year(awarded)


def test_written_answers_are_stored_apart_from_the_others(bidder: Bidder):
    bidder.save("ahead", more="Bra svar.", start="Dela upp.", again="surely")
    bidder.send()
    remarks = {(remark.question, remark.text, remark.state) for remark in Remark.select()}
    assert remarks == {("more", "Bra svar.", "new"), ("start", "Dela upp.", "new")}
    assert "Bra svar" not in Response.get().answers


def test_the_receipt_says_what_happens_next_and_where_to_be_contacted(bidder: Bidder):
    bidder.save("overall", n1="8")
    page = bidder.client.get(bidder.send().location)
    assert words(find(page, ".//h1")[0]) == "Tack. Så här går det vidare"
    links = {link.get("href"): link.get("rel") for link in find(page, ".//main//a")}
    assert links == {"/actions": "noreferrer", "/contacts/new": "noreferrer"}


def test_sending_twice_makes_one_response_and_the_same_receipt(bidder: Bidder):
    bidder.save("overall", n1="8")
    first, again = bidder.send(), bidder.client.post(f"{bidder.address}/responses")
    assert first.location == again.location == f"{bidder.address}/receipt"
    assert Response.select().count() == 1
    assert operations_responses.submit(bidder.token) is False


def test_answers_to_what_is_not_asked_fall_away(bidder: Bidder):
    bidder.save("part", out="won")
    bidder.save("overall", n1="8")
    bidder.save("follow", c_won="yes")
    bidder.save("part", out="nobid")
    bidder.send()
    assert answers_of(Response.get()) == {"out": '["nobid"]'}


def test_a_draft_changed_elsewhere_after_the_check_is_not_sent_unseen(bidder: Bidder):
    bidder.save("overall", n1="8")
    seen = find(bidder.get("/check"), ".//form[@id='send']/input")[0].get("value")
    operations_drafts.save_page(bidder.token, {"n1": "2"}, Drawn())
    data = {"_revision": seen}
    page = bidder.client.post(f"{bidder.address}/responses", data=data, status=409)
    assert "ändrades på en annan enhet" in page.text
    assert "2 av 10" in page.text
    assert Response.select().count() == 0


def test_an_empty_form_is_not_sent(bidder: Bidder):
    bidder.save("overall")
    page = bidder.send(status=422)
    assert "Svara på minst en fråga innan ni skickar." in page.text
    assert (Response.select().count(), Invitation.get().answered) == (0, False)


def test_responses_wait_until_there_are_enough_of_them_and_are_released_together():
    tokens = invite(open_evaluation(), 7)
    submit_all(tokens[:6], more='"Text."')
    assert Response.select().where(Response.waiting).count() == 6
    submit_all(tokens[6:])
    assert [row.waiting for row in Response.select()] == [False] * 7
    assert [row.waiting for row in Remark.select()] == [False] * 6


def test_two_procurements_wait_for_each_other():
    for procurement in (open_evaluation(), open_evaluation(category="IT", days_ago=250)):
        submit_all(invite(procurement, 4))
    kept = [row.waiting for row in Response.select()]
    assert sorted(kept) == [False] * 7 + [True]


def test_too_few_of_a_half_year_are_counted_with_a_later_one():
    submit_all(invite(open_evaluation(days_ago=400), 4), more='"Tidig dialog"')
    earlier = Response.get().period
    submit_all(invite(open_evaluation(days_ago=5), 3))
    later = half_year(today() - timedelta(days=5))
    assert earlier < later
    assert [(row.period, row.waiting) for row in Response.select()] == [(later, False)] * 7
    assert {(row.period, row.waiting) for row in Remark.select()} == {(later, False)}


def test_a_remark_that_somebody_has_reviewed_survives_the_next_release():
    tokens = invite(open_evaluation(), 14)
    submit_all(tokens[:7], more='"Text."')
    one = Remark.select().first()
    write(lambda: Remark.update(state="shown", shown_text="T").where(Remark.id == one.id).execute())
    submit_all(tokens[7:], more='"Text."')
    found = Remark.get_by_id(one.id)
    assert (found.state, found.shown_text, Remark.select().count()) == ("shown", "T", 14)


def test_noting_one_answer_touches_nobody_elses():
    first, second = invite(open_evaluation(), 3), invite(open_evaluation(), 2)
    submit_all([first[1]])
    noted = {row.id for row in Invitation.select().where(Invitation.answered)}
    visit = queries_bidder.find_visit(first[1])
    assert visit
    assert noted == {visit.invitation.id}
    assert Invitation.select().count() == len(first + second)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"withdrawn_at": clock.now()}, "gate_shut"),
        ({"state": "tendering_closed"}, "gate_shut"),
        ({"closes_on": "2026-01-01"}, "closed"),
        ({"review_since": "2026-01-01"}, "held"),
    ],
)
def test_the_operation_itself_refuses_what_the_pages_do_not_show(
    bidder: Bidder, change: dict[str, Any], code: str
):
    bidder.save("overall", n1="8")
    write(lambda: Procurement.update(**change).execute())
    with pytest.raises(Refusal) as refused:
        operations_responses.submit(bidder.token)
    assert (refused.value.code, Response.select().count()) == (code, 0)


def test_the_last_day_to_answer_counts_whole(bidder: Bidder):
    write(lambda: Procurement.update(closes_on=today()).execute())
    bidder.save("overall", n1="8")
    bidder.send()
    assert Response.select().count() == 1
