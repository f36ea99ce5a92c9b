"""The way of a procurement over HTTP: steps, dates, taking back, review, two officers at once."""

from datetime import date, timedelta

import pytest

from kiosk.audit import AuditEntry
from kiosk.evaluations import queries, rules
from kiosk.evaluations.forms_procurements import date_field
from kiosk.evaluations.models import Procurement
from kiosk.evaluations.queries import today
from tests.support.procurements import invite, make_procurement, open_evaluation
from tests.web.checking import CheckingClient, find, words


def make(state: str = "award_notified", **facts: object) -> Procurement:
    return again(make_procurement(state, **facts))


def again(procurement: Procurement) -> Procurement:
    return Procurement.get_by_id(procurement.id)


def stamp(client: CheckingClient, procurement: Procurement) -> str:
    page = client.get(f"/procurements/{procurement.id}")
    return str(find(page, ".//input[@name='stamp']")[0].get("value"))


def post(client: CheckingClient, procurement: Procurement, what: str, status=303, **fields: str):
    fields = {"stamp": stamp(client, procurement)} | fields
    return client.post(f"/procurements/{procurement.id}/{what}", data=fields, status=status)


def last_entry() -> AuditEntry:
    return AuditEntry.select().order_by(AuditEntry.id.desc()).get()


def test_an_officer_walks_the_whole_way_by_the_pages_own_button(as_procurement: CheckingClient):
    one, seen = make("planned"), ["planned"]
    while True:
        page = as_procurement.get(f"/procurements/{one.id}")
        button = find(page, ".//form[@class='stack next-step']")
        if not button:
            break
        fields = {i.get("name"): i.get("value") or "" for i in button[0].iter("input")}
        if "awarded_on" in fields:
            fields["awarded_on"] = today().isoformat()
        as_procurement.post(f"/procurements/{one.id}/states", data=fields)
        seen.append(again(one).state)
    assert tuple(seen) == rules.WAY


def test_the_date_opens_the_gate_and_the_program_records_who_entered_it(
    as_procurement: CheckingClient,
):
    one, day = make("tendering_closed"), today() - timedelta(days=3)
    post(as_procurement, one, "states", state="award_notified", awarded_on=day.isoformat())
    found = again(one)
    assert (found.awarded_on, found.decision_by) == (day, 2)
    assert found.decision_at is not None
    assert queries.why_shut(found) == ""
    assert (
        "Datumet skrevs in av Bo Upphandlare" in as_procurement.get(f"/procurements/{one.id}").text
    )
    entry = last_entry()
    assert (entry.who, entry.what, entry.on) == (2, "move_procurement", f"procurement:{one.id}")
    assert day.isoformat() in entry.detail


def test_a_cancellation_opens_the_gate_by_its_own_date(as_procurement: CheckingClient):
    one = make("announced")
    post(as_procurement, one, "states", state="cancelled", cancelled_on=today().isoformat())
    found = again(one)
    assert (found.cancelled_on, found.awarded_on, found.decision_by) == (today(), None, 2)
    assert queries.why_shut(found) == ""


WRONG = [
    ("", "Skriv beslutets datum."),
    ("tomorrow", "Datumet har inte varit än."),
    ("2999-01-01", "Datumet har inte varit än."),
    ("1999-12-31", "Det året kan inte stämma."),
    ("0226-11-27", "Det året kan inte stämma."),
    ("27/11 2026", "Skriv datumet som år-månad-dag"),
    ("2026-02-30", "Skriv datumet som år-månad-dag"),
]


@pytest.mark.parametrize("state", ["award_notified", "cancelled"])
def test_a_date_that_cannot_be_right_is_refused_at_its_field(
    as_procurement: CheckingClient, state: str
):
    one, field = make("tendering_closed"), date_field(state)
    for typed, sentence in WRONG:
        typed = typed.replace("tomorrow", (today() + timedelta(days=1)).isoformat())
        page = post(as_procurement, one, "states", 422, state=state, **{field: typed})
        assert sentence in words(find(page, f".//*[@id='f-{field}-error']")[0])
        assert find(page, f".//input[@name='{field}']")[0].get("value") == typed
        assert again(one).__data__ == one.__data__


@pytest.mark.parametrize("old", rules.STATES)
def test_a_step_that_is_not_on_the_way_is_refused_with_a_sentence(
    as_procurement: CheckingClient, old: rules.State
):
    day = today().isoformat()
    for new in rules.STATES:
        one = make(old)
        allowed = new in rules.EDGES[old] and not rules.takes_back(old, new)
        fields = {"state": new, "awarded_on": day, "cancelled_on": day}
        page = post(as_procurement, one, "states", 303 if allowed else 409, **fields)
        assert again(one).state == (new if allowed else old)
        if not allowed:
            assert "Upphandlingen kan inte ta det steget härifrån." in page.text


@pytest.mark.parametrize("new", ["", "open", "award_notified'--", "åäö"])
def test_a_state_that_is_none_is_refused(as_procurement: CheckingClient, new: str):
    one = make("tendering_closed")
    page = post(as_procurement, one, "states", 422, state=new, awarded_on="2026-01-02")
    assert "Upphandlingen kan inte ta det steget härifrån." in page.text
    assert again(one).__data__ == one.__data__


@pytest.mark.parametrize("state", ["award_notified", "standstill_over", "cancelled"])
def test_taking_the_decision_back_shuts_the_gate_until_there_is_a_new_one(
    as_procurement: CheckingClient, state: str
):
    one = open_evaluation(state=state, send_on=today())
    post(as_procurement, one, "withdrawal")
    found = again(one)
    assert (found.state, found.awarded_on, found.cancelled_on, found.decision_by) == (
        "tendering_closed", None, None, None,
    )  # fmt: skip
    assert (found.withdrawn_by, found.send_on) == (2, None)
    assert queries.why_shut(found) == "withdrawn"
    assert last_entry().what == "withdraw_decision"
    assert "Beslutet är återtaget" in as_procurement.get(f"/procurements/{one.id}").text
    post(as_procurement, one, "states", state="award_notified", awarded_on=today().isoformat())
    assert queries.why_shut(again(one)) == ""
    assert again(one).withdrawn_at is None


@pytest.mark.parametrize("state", ["planned", "announced", "tendering_closed", "contract_signed"])
def test_there_is_not_always_a_decision_to_take_back(as_procurement: CheckingClient, state: str):
    one = make(state)
    page = post(as_procurement, one, "withdrawal", 409)
    assert "Det finns inget beslut att återta." in page.text
    assert again(one).__data__ == one.__data__


def test_the_consequence_of_taking_back_stands_before_the_button(as_procurement: CheckingClient):
    one = open_evaluation()
    forms = find(as_procurement.get(f"/procurements/{one.id}"), ".//details/form")
    said = next(words(form) for form in forms if form.get("action", "").endswith("/withdrawal"))
    assert "Inget mer skickas." in said
    assert "Länkar som kan ha skickats pausas." in said


def test_the_date_can_be_corrected_and_who_corrects_it_is_on_record(
    as_procurement: CheckingClient,
):
    one, day = make("contract_signed", decision_by=None), date(2026, 1, 2)
    post(as_procurement, one, "dates", corrected_on="2026-01-02")
    assert (again(one).awarded_on, again(one).decision_by) == (day, 2)
    assert last_entry().what == "correct_date"
    page = post(as_procurement, one, "dates", 422, corrected_on="2999-01-02")
    assert find(page, ".//*[@id='f-corrected_on-error']")
    assert again(one).awarded_on == day


@pytest.mark.parametrize("state", ["planned", "announced", "tendering_closed"])
def test_a_date_cannot_be_corrected_into_being(as_procurement: CheckingClient, state: str):
    one = make(state)
    page = post(as_procurement, one, "dates", 409, corrected_on="2026-01-02")
    assert "Det finns inget datum att rätta än." in page.text
    assert queries.why_shut(again(one)) == "no_decision"


def test_a_review_is_set_and_lifted_and_both_are_on_record(as_procurement: CheckingClient):
    one = make()
    post(as_procurement, one, "review", under_review="1")
    assert (again(one).review_since, again(one).review_by) == (today(), 2)
    assert "En överprövning pågår sedan" in as_procurement.get(f"/procurements/{one.id}").text
    post(as_procurement, one, "review", under_review="0")
    assert again(one).review_since is None
    query = AuditEntry.select().where(AuditEntry.on == f"procurement:{one.id}")
    assert [entry.what for entry in query.order_by(AuditEntry.id)] == ["start_review", "end_review"]


def test_what_is_only_planned_cannot_be_reviewed(as_procurement: CheckingClient):
    one = make("planned")
    page = post(as_procurement, one, "review", 409, under_review="1")
    assert "Det finns inget att överpröva än." in page.text
    assert again(one).review_since is None


ACTS = [
    ("states", {"state": "standstill_over"}),
    ("dates", {"corrected_on": "2026-01-02"}),
    ("withdrawal", {}),
    ("review", {"under_review": "1"}),
    ("due", {"due": "skip", "due_reason": "Liten"}),
]


@pytest.mark.parametrize(("what", "fields"), ACTS)
def test_the_second_of_two_officers_is_told_calmly_and_nothing_changes(
    as_procurement: CheckingClient, what: str, fields: dict[str, str]
):
    one = make()
    seen = stamp(as_procurement, one)
    post(as_procurement, one, "review", under_review="1")
    post(as_procurement, one, "review", under_review="0")
    post(as_procurement, one, "states", state="standstill_over")
    before = again(one).__data__
    page = post(as_procurement, one, what, 409, stamp=seen, **fields)
    assert "Någon har ändrat upphandlingen sedan ni öppnade sidan." in page.text
    assert again(one).__data__ == before


def test_a_form_without_its_stamp_changes_nothing(as_procurement: CheckingClient):
    one = make()
    for what, fields in [*ACTS, ("deletion", {})]:
        as_procurement.post(f"/procurements/{one.id}/{what}", data=fields, status=409)
    assert again(one).__data__ == one.__data__


def test_a_double_click_on_a_step_says_that_it_has_been_taken(as_procurement: CheckingClient):
    one = make("planned")
    seen = stamp(as_procurement, one)
    post(as_procurement, one, "states", stamp=seen, state="announced")
    post(as_procurement, one, "states", 409, stamp=seen, state="announced")
    assert again(one).state == "announced"


def test_what_the_program_does_while_sending_disturbs_no_officer(as_procurement: CheckingClient):
    one = make()
    seen = stamp(as_procurement, one)
    invite(one, 3)
    post(as_procurement, one, "states", stamp=seen, state="standstill_over")
    assert again(one).state == "standstill_over"
