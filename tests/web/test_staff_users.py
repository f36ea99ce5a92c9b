"""The administrator's pages of users."""

import pytest
from flask import Flask

from kiosk import clock
from kiosk.audit import AuditEntry
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.staff import operations, queries
from kiosk.staff.models import User
from tests.support.installation import ANNA, BO, CECILIA, PASSWORD
from tests.web.checking import CheckingClient, find, words

DAVID = {
    "email": "david@example.se",
    "name": "David Ny",
    "roles": ["host", "procurement"],
    "password": "tolv tecken!",
}
PAGES = ["/users", "/users/new", "/users/1/edit"]
FORMS = [
    "/users",
    "/users/1",
    "/users/1/disabling",
    "/users/1/enabling",
    "/users/1/sessions/ending",
]


def user(email: str) -> User:
    found = queries.find_user_by_email(email)
    assert found
    return found


def test_the_list_shows_everybody_and_what_they_may_do(as_admin: CheckingClient):
    items = [words(item) for item in find(as_admin.get("/users"), ".//main//li")]
    assert [item.split(" anna@")[0] for item in items[:1]] == [ANNA.name]
    assert "Upphandling" in items[1]
    assert "Inloggad på 1 dator" in items[2]


def test_an_admin_makes_a_user_who_can_sign_in(as_admin: CheckingClient, client: CheckingClient):
    assert as_admin.post("/users", data=DAVID).location == "/users"
    assert "David Ny kan logga in nu." in as_admin.get("/users").text
    client.post("/sessions", data=DAVID)
    assert user("david@example.se").role_names == ["host", "procurement"]


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("email", "david"),
        ("email", "ANNA@example.se"),
        ("name", "  "),
        ("name", "x" * 101),
        ("name", "\u202e\u200b"),
        ("roles", []),
        ("roles", ["king"]),
        ("password", "elva tecken"),
    ],
)
def test_a_new_user_with_a_bad_field_is_refused_and_the_rest_is_kept(
    as_admin: CheckingClient, field: str, typed: object
):
    page = as_admin.post("/users", data=DAVID | {field: typed}, status=422)
    assert find(page, f".//*[@id='f-{field}-error']")
    other = "name" if field == "email" else "email"
    assert find(page, f".//input[@name='{other}']")[0].get("value") == DAVID[other]
    assert "tolv tecken!" not in page.text
    assert queries.count_users() == 3


def test_a_users_name_address_and_roles_can_be_changed(as_admin: CheckingClient):
    anna = user(ANNA.email)
    typed = {"email": "anna.ny@example.se", "name": "Anna Ny", "roles": ["procurement"]}
    as_admin.post(f"/users/{anna.id}", data=typed)
    changed = user("anna.ny@example.se")
    assert (changed.name, changed.roles) == ("Anna Ny", "procurement")
    assert changed.password_hash == anna.password_hash


def test_a_changed_role_counts_at_once(as_admin: CheckingClient, as_host: CheckingClient):
    anna = user(ANNA.email)
    as_host.get("/users", status=404)
    typed = {"email": anna.email, "name": anna.name, "roles": ["host", "admin"]}
    as_admin.post(f"/users/{anna.id}", data=typed)
    as_host.get("/users")


def test_another_users_address_cannot_be_taken(as_admin: CheckingClient):
    typed = {"email": BO.email, "name": "Anna", "roles": ["host"]}
    page = as_admin.post(f"/users/{user(ANNA.email).id}", data=typed, status=422)
    assert "Det finns redan en användare med den adressen." in page.text
    assert find(page, ".//input[@name='name']")[0].get("value") == "Anna"


def test_a_new_password_from_an_admin_signs_the_user_out(
    as_admin: CheckingClient, as_host: CheckingClient
):
    anna = user(ANNA.email)
    typed = {"email": anna.email, "name": anna.name, "roles": ["host"], "password": "x" * 12}
    as_admin.post(f"/users/{anna.id}", data=typed)
    as_host.get("/account", status=303)
    as_host.post("/sessions", data={"email": anna.email, "password": "x" * 12})


def test_a_closed_account_is_signed_out_at_once_and_can_be_opened_again(
    as_admin: CheckingClient, as_host: CheckingClient
):
    anna = user(ANNA.email)
    right = {"email": anna.email, "password": PASSWORD}
    as_admin.post(f"/users/{anna.id}/disabling")
    as_host.get("/account", status=303)
    as_host.post("/sessions", data=right, status=422)
    assert "Kan inte logga in" in as_admin.get("/users").text
    as_admin.post(f"/users/{anna.id}/enabling")
    as_host.get("/account", status=303)
    as_host.post("/sessions", data=right)


def test_a_session_that_outlives_its_account_opens_nothing(as_host: CheckingClient):
    write(lambda: User.update(disabled_at=clock.now()).where(User.email == ANNA.email).execute())
    assert queries.list_sessions(user(ANNA.email).id)
    as_host.get("/account", status=303)


def test_an_admin_can_sign_somebody_out_everywhere(
    as_admin: CheckingClient, as_host: CheckingClient
):
    as_admin.post(f"/users/{user(ANNA.email).id}/sessions/ending")
    as_host.get("/account", status=303)
    as_host.post("/sessions", data={"email": ANNA.email, "password": PASSWORD})


def test_the_last_admin_cannot_close_the_own_account(as_admin: CheckingClient):
    page = as_admin.post(f"/users/{user(CECILIA.email).id}/disabling", status=409)
    assert "Det här är den enda administratören." in page.text
    as_admin.get("/users")


def test_the_last_admin_cannot_give_up_the_role(as_admin: CheckingClient):
    cecilia = user(CECILIA.email)
    typed = {"email": cecilia.email, "name": "Cecilia", "roles": ["host"]}
    page = as_admin.post(f"/users/{cecilia.id}", data=typed, status=422)
    assert "Det här är den enda administratören." in page.text
    assert find(page, ".//input[@name='name']")[0].get("value") == "Cecilia"
    as_admin.get("/users")


def test_with_two_admins_one_may_give_up_the_role(as_admin: CheckingClient):
    operations.create_user(None, "eva@example.se", "Eva", ["admin"], PASSWORD)
    cecilia = user(CECILIA.email)
    typed = {"email": cecilia.email, "name": cecilia.name, "roles": ["host"]}
    assert as_admin.post(f"/users/{cecilia.id}", data=typed).location == "/account"
    as_admin.get("/users", status=404)


def test_a_disabled_admin_does_not_count_as_one(app: Flask):
    eva = operations.create_user(None, "eva@example.se", "Eva", ["admin"], PASSWORD)
    operations.disable_user(None, eva.id)
    with pytest.raises(Refusal) as refused:
        operations.disable_user(None, user(CECILIA.email).id)
    assert refused.value.code == "last_admin"


def test_what_an_admin_does_is_in_the_log(as_admin: CheckingClient):
    as_admin.post("/users", data=DAVID)
    david = user("david@example.se")
    as_admin.post(f"/users/{david.id}/disabling")
    entries = list(AuditEntry.select().where(AuditEntry.on == f"user:{david.id}"))
    assert [entry.what for entry in entries] == ["user_created", "user_disabled"]
    assert {entry.who for entry in entries} == {user(CECILIA.email).id}
    assert not [entry for entry in entries if "tolv tecken" in entry.detail]


@pytest.mark.parametrize("path", PAGES)
def test_a_stranger_is_asked_to_sign_in(client: CheckingClient, path: str):
    assert client.get(path, status=303).location == f"/sessions/new?next={path}"


@pytest.mark.parametrize("path", FORMS)
def test_a_strangers_form_changes_nothing(client: CheckingClient, path: str):
    assert "/sessions/new" in client.post(path, data=DAVID).location
    assert queries.count_users() == 3


@pytest.mark.parametrize("role", ["host", "procurement"])
def test_the_users_do_not_exist_for_other_roles(sign_in, role: str):
    client = sign_in(role)
    for path in PAGES:
        client.get(path, status=404)
    for path in FORMS:
        client.post(path, data=DAVID, status=404)


@pytest.mark.parametrize("path", ["/users/99/edit", "/users/x/edit", "/users/-1/edit"])
def test_an_unknown_user_is_not_here(as_admin: CheckingClient, path: str):
    as_admin.get(path, status=404)


@pytest.mark.parametrize("path", [form.replace("/1", "/99") for form in FORMS[1:]])
def test_a_form_for_an_unknown_user_is_not_here(as_admin: CheckingClient, path: str):
    as_admin.post(path, data=DAVID, status=404)


@pytest.mark.parametrize("path", FORMS[1:])
def test_a_link_changes_no_user(as_admin: CheckingClient, path: str):
    as_admin.get(path, status=405)


@pytest.mark.parametrize("path", FORMS)
def test_a_form_from_another_site_changes_no_user(as_admin: CheckingClient, path: str):
    as_admin.post(path, data=DAVID, headers={"Origin": "https://evil.example"}, status=403)
    assert queries.count_users() == 3


def test_the_page_is_whole_in_english_too(as_admin: CheckingClient):
    as_admin.post("/language", data={"lang": "en", "next": "/users"})
    assert words(find(as_admin.get("/users"), ".//h1")[0]) == "Users"
