"""The gate itself: what it refuses, in which words, and that reads behind it stay behind it."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock
from kiosk.errors import Refusal
from kiosk.evaluations import gate, operations_gate, queries, queries_procurements
from kiosk.i18n import use_language
from tests.support.procurements import invite, make_procurement

pytestmark = pytest.mark.usefixtures("app")
TAKEN_BACK = {"state": "tendering_closed", "withdrawn_at": clock.now()}


@pytest.mark.parametrize(
    ("facts", "reason", "why", "what_to_do"),
    [
        ({"state": "announced"}, "no_decision", "Ingen tilldelning", "Skriv in datumet"),
        ({"decision_at": None}, "no_decision", "Ingen tilldelning", "Skriv in datumet"),
        ({"days_ago": -1}, "date_ahead", "har inte varit än", "rätta datumet"),
        (TAKEN_BACK, "withdrawn", "återtaget", "nytt beslut"),
    ],
)
def test_a_shut_gate_refuses_and_says_why_and_what_to_do(
    facts: dict[str, object], reason: str, why: str, what_to_do: str
):
    use_language("sv")
    procurement = make_procurement(**facts)
    with pytest.raises(Refusal) as refused:
        operations_gate.refuse_if_shut(procurement)
    assert (refused.value.code, refused.value.status) == ("gate_shut", 409)
    assert refused.value.facts == {"reason": reason}
    assert why in str(refused.value.sentence)
    assert what_to_do in str(refused.value.sentence)
    with pytest.raises(Refusal, match="gate_shut"):
        operations_gate.refuse_if_held(procurement)


def test_an_open_gate_refuses_nothing():
    procurement = make_procurement()
    operations_gate.refuse_if_shut(procurement)
    operations_gate.refuse_if_held(procurement)
    assert gate.sentence("") == ""


def test_a_review_holds_what_is_sent_and_nothing_else():
    procurement = make_procurement(review_since=queries.today())
    operations_gate.refuse_if_shut(procurement)
    with pytest.raises(Refusal, match="under_review"):
        operations_gate.refuse_if_held(procurement)


def test_nobody_is_counted_behind_a_shut_gate(app: Flask):
    shut = [make_procurement("announced"), make_procurement(**TAKEN_BACK)]
    open_one = make_procurement()
    for procurement in (*shut, open_one):
        invite(procurement, 3)
    found = queries_procurements.count_bidders([*shut, open_one])
    assert found == {open_one.id: queries_procurements.Counts(3, 0)}
    assert queries_procurements.count_bidders(shut) == {}


def test_the_gate_shuts_again_when_the_clock_is_before_the_date(monkeypatch: pytest.MonkeyPatch):
    procurement = make_procurement(days_ago=0)
    assert queries.why_shut(procurement) == ""
    yesterday = clock.now() - timedelta(days=1)
    monkeypatch.setattr(clock, "now", lambda: yesterday)
    assert queries.why_shut(procurement) == "date_ahead"


@pytest.mark.parametrize(
    ("hour", "reason"), [("2026-11-26T22:59:59", "date_ahead"), ("2026-11-26T23:00:00", "")]
)
def test_a_day_begins_at_midnight_where_the_municipality_is(
    monkeypatch: pytest.MonkeyPatch, hour: str, reason: str
):
    moment = clock.now().fromisoformat(f"{hour}+00:00")
    awarded = moment.date() + timedelta(days=1)
    procurement = make_procurement(awarded_on=awarded)
    monkeypatch.setattr(clock, "now", lambda: moment)
    assert queries.why_shut(procurement) == reason
