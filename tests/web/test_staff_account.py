"""One's own account."""

import pytest

from kiosk import security
from kiosk.staff import queries
from tests.support.installation import ANNA, BO, PASSWORD
from tests.web.checking import CheckingClient, find

NEW = {"present": PASSWORD, "password": "ett nytt lösenord"}
FORMS = ["/account", "/account/passwords", "/account/sessions/0123456789abcdef/ending"]


def sessions(email: str = ANNA.email) -> list[str]:
    found = queries.find_user_by_email(email)
    assert found
    return [session.key for session in queries.list_sessions(found.id)]


@pytest.mark.parametrize("role", ["host", "procurement", "admin"])
def test_everybody_has_an_account(sign_in, role: str):
    sign_in(role).get("/account")


def test_the_name_can_be_changed(as_host: CheckingClient):
    assert as_host.post("/account", data={"name": " Anna  Ny "}).location == "/account"
    page = as_host.get("/account")
    assert "Ditt namn är sparat." in page.text
    assert find(page, ".//input[@name='name']")[0].get("value") == "Anna Ny"


@pytest.mark.parametrize("typed", ["", "x" * 101])
def test_a_bad_name_is_refused_and_kept(as_host: CheckingClient, typed: str):
    page = as_host.post("/account", data={"name": typed}, status=422)
    assert find(page, ".//input[@name='name']")[0].get("value") == typed
    assert find(page, ".//*[@id='f-name-error']")


def test_a_new_password_works_and_the_old_one_does_not(
    as_host: CheckingClient, client: CheckingClient
):
    as_host.post("/account/passwords", data=NEW)
    client.post("/sessions", data={"email": ANNA.email, "password": PASSWORD}, status=422)
    client.post("/sessions", data={"email": ANNA.email, "password": NEW["password"]})


def test_a_new_password_signs_out_everywhere_but_here(sign_in):
    here, there = sign_in("host"), sign_in("host")
    before = here.get_cookie(security.STAFF_COOKIE)
    here.post("/account/passwords", data=NEW)
    there.get("/account", status=303)
    assert "Ditt lösenord är bytt." in here.get("/account").text
    assert here.get_cookie(security.STAFF_COOKIE) != before
    assert len(sessions()) == 1


def test_a_browser_that_is_remembered_stays_remembered(client: CheckingClient):
    right = {"email": ANNA.email, "password": PASSWORD, "remember": "1"}
    client.post("/sessions", data=right)
    response = client.post("/account/passwords", data=NEW)
    cookies = [c for c in response.headers.getlist("Set-Cookie") if c.startswith("kiosk_staff")]
    assert "Max-Age=2592000" in cookies[0]


@pytest.mark.parametrize(
    ("field", "typed"),
    [("present", ""), ("present", "wrong password"), ("password", "elva tecken")],
)
def test_a_bad_password_form_changes_nothing(as_host: CheckingClient, field: str, typed: str):
    page = as_host.post("/account/passwords", data=NEW | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    assert NEW["password"] not in page.text
    as_host.post("/sessions", data={"email": ANNA.email, "password": PASSWORD})


def test_guessing_the_present_password_is_stopped(as_host: CheckingClient):
    for _try in range(10):
        as_host.post("/account/passwords", data=NEW | {"present": "wrong"}, status=422)
    as_host.post("/account/passwords", data=NEW, status=429)


def test_another_computer_can_be_signed_out(sign_in):
    here, there = sign_in("host"), sign_in("host")
    forms = [form.get("action") for form in find(here.get("/account"), ".//li//form")]
    away = [action for action in forms if action != "/sessions/ending"]
    assert len(away) == 1
    here.post(away[0])
    there.get("/account", status=303)
    here.get("/account")


def test_somebody_elses_session_cannot_be_ended(as_host: CheckingClient, as_procurement):
    as_host.post(f"/account/sessions/{sessions(BO.email)[0]}/ending", status=404)
    as_procurement.get("/account")


@pytest.mark.parametrize("key", ["%25", "x", "0" * 16])
def test_an_unknown_session_is_not_here(as_host: CheckingClient, key: str):
    as_host.post(f"/account/sessions/{key}/ending", status=404)
    assert len(sessions()) == 1


@pytest.mark.parametrize("path", FORMS)
def test_a_stranger_has_no_account(client: CheckingClient, path: str):
    assert "/sessions/new" in client.post(path, data=NEW).location


@pytest.mark.parametrize("path", FORMS[1:])
def test_a_link_changes_no_account(as_host: CheckingClient, path: str):
    as_host.get(path, status=405)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_another_site_changes_no_account(as_host: CheckingClient, path: str):
    as_host.post(path, data=NEW, headers={"Sec-Fetch-Site": "same-site"}, status=403)
