"""Every page, the sign-in, the demo and the result file, the same on SQLite and PostgreSQL."""

import pytest
from flask.testing import FlaskClient

from kiosk import demo
from kiosk.meetings.queries import list_meetings
from kiosk.voting.exports import check
from kiosk.voting.queries import list_questions
from tests.faults.houses import House
from tests.web.checking import CheckingClient
from tests.web.conftest import new_client

EMPTY_FOR_NOW = {
    "municipality.show_logo", "meetings.new_personal_code", "meetings.show_roll",
    "meetings.list_roll_cards",
    "voting.show_exit_file", "voting.show_results_together", "voting.show_together_file",
}  # fmt: skip
# Their token is not the wall's.
ANOTHERS_LINK = {"evaluations.show_invitation", "evaluations.show_reminders_link"}


@pytest.fixture
def filled(house: House) -> demo.Filled:
    """The demo, in an empty database."""
    return demo.fill(house.settings)


@pytest.fixture
def staff(house: House, filled: demo.Filled) -> list[CheckingClient]:
    """One browser per invented member of staff, signed in by the page."""
    clients = []
    for account in filled.accounts:
        clients.append(new_client(house.app))
        form = {"email": account.email, "password": account.password}
        clients[-1].post("/sessions", data=form, status=303)
    return clients


def pages(house: House, filled: demo.Filled) -> list[str]:
    """Return the address of every page there is, for today's meeting."""
    _coming, today, _last_year = list_meetings()
    known = {"meeting_id": today.id, "code": today.code, "user_id": 1}
    known["question_id"] = list_questions(today.id)[-1].id
    known["token"] = filled.screen_path.rpartition("/")[2]
    rules = [rule for rule in house.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
    with house.app.test_request_context():
        return [
            str(rule.build({name: known[name] for name in rule.arguments})[1])
            for rule in rules
            if rule.arguments <= set(known)
            and rule.endpoint not in EMPTY_FOR_NOW | ANOTHERS_LINK
            and ".stream_" not in rule.endpoint
        ]


def test_every_page_is_answered(house: House, filled: demo.Filled, staff: list[CheckingClient]):
    for address in pages(house, filled):
        # Whoever may not see it gets 404; nobody gets 500.
        answers = {FlaskClient.open(one, address).status_code for one in staff}
        assert answers & {200, 302, 303}, (address, answers)
        assert answers <= {200, 302, 303, 404}, (address, answers)


def test_a_wrong_password_is_refused_and_a_right_one_is_noted(
    house: House, filled: demo.Filled, staff: list[CheckingClient]
):
    wrong = {"email": filled.host.email, "password": "not the password"}
    new_client(house.app).post("/sessions", data=wrong, status=422)
    noted = house.rows("SELECT who, COUNT(*) FROM audit_entry WHERE what = 'signed_in' GROUP BY 1")
    assert sorted(count for _who, count in noted) == [1] * len(staff)


def test_the_result_file_agrees_with_its_fingerprints(
    house: House, filled: demo.Filled, staff: list[CheckingClient]
):
    for meeting in list_meetings():
        content = staff[0].get(f"/meetings/{meeting.id}/result.csv").data
        assert {verdict.state for verdict in check(content)} <= {"ok", "open"}
        if meeting.id == list_meetings()[-1].id:
            assert len(check(content)) >= 5


def test_what_is_done_at_the_stage_is_in_the_audit(house: House, filled: demo.Filled):
    rows = dict(house.rows("SELECT what, COUNT(*) FROM audit_entry WHERE \"on\" > '' GROUP BY 1"))
    closed = house.rows("SELECT COUNT(*) FROM question WHERE closed_at IS NOT NULL")[0][0]
    assert rows["close_question"] == closed
    assert rows["open_question"] == closed + 1
