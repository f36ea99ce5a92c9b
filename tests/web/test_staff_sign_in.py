"""Signing in and out."""

from datetime import timedelta

import pytest
from flask import Flask

from kiosk import clock, security
from kiosk.errors import Refusal
from kiosk.staff import operations, operations_passwords, queries, rules
from kiosk.staff.models import StaffSession, User
from kiosk.staff.views import wrong_for_account, wrong_from_address
from tests.support.installation import ANNA, PASSWORD
from tests.web.checking import CheckingClient, find, words
from tests.web.conftest import new_client

RIGHT = {"email": ANNA.email, "password": PASSWORD}
WRONG = {"email": ANNA.email, "password": "something else"}


def anna() -> User:
    found = queries.find_user_by_email(ANNA.email)
    assert found
    return found


def test_a_host_signs_in_and_comes_to_the_meetings(client: CheckingClient):
    assert client.post("/sessions", data=RIGHT).location == "/meetings"
    assert ANNA.name in client.get("/account").text


def test_the_address_may_be_typed_with_capitals_and_spaces(client: CheckingClient):
    client.post("/sessions", data=RIGHT | {"email": " Anna@Example.SE "})
    client.get("/account")


def test_whoever_is_signed_in_already_goes_straight_on(as_host: CheckingClient):
    assert as_host.get("/sessions/new?next=/account", status=303).location == "/account"


@pytest.mark.parametrize("path", ["/account", "/users"])
def test_a_stranger_is_asked_to_sign_in_and_then_comes_where_they_were_going(
    client: CheckingClient, path: str
):
    assert client.get(path, status=303).location == f"/sessions/new?next={path}"
    page = client.get(f"/sessions/new?next={path}")
    hidden = find(page, ".//input[@name='next']")[-1].get("value")
    assert client.post("/sessions", data=RIGHT | {"next": hidden}).location == path


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:x", "/a\nb"]
)
def test_sign_in_leads_to_no_other_site(client: CheckingClient, target: str):
    assert client.post("/sessions", data=RIGHT | {"next": target}).location == "/meetings"


@pytest.mark.parametrize(
    "typed",
    [WRONG, {"email": "nobody@example.se", "password": PASSWORD}, RIGHT | {"password": "x" * 5000}],
)
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    client: CheckingClient, typed: dict[str, str]
):
    page = client.post("/sessions", data=typed, status=422)
    assert "Adressen eller lösenordet stämmer inte." in page.text
    assert find(page, ".//input[@name='email']")[0].get("value") == typed["email"]
    assert typed["password"] not in page.text


def test_only_as_much_of_a_password_is_read_as_can_be_read_at_once(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    read = []
    honest = operations_passwords._one_way
    monkeypatch.setattr(
        operations_passwords, "_one_way", lambda text: read.append(text) or honest(text)
    )
    for stored in (None, anna().password_hash):
        assert not operations_passwords.matches(stored, PASSWORD + "\u0301\u0323" * 20_000)
    assert max(map(len, read)) <= 500


def test_a_password_must_be_known_to_its_end(app: Flask):
    longest = "ö" * rules.LONGEST_PASSWORD
    stored = operations_passwords.hash_password(longest)
    assert operations_passwords.matches(stored, longest)
    assert not operations_passwords.matches(stored, longest + "x")


def test_a_password_nobody_could_sign_in_with_is_not_set(as_host: CheckingClient):
    typed = {"present": PASSWORD, "password": "x" * 501}
    page = as_host.post("/account/passwords", data=typed, status=422)
    assert "Högst 500 tecken. Du skrev 501." in page.text


@pytest.mark.parametrize("missing", ["email", "password"])
def test_a_missing_field_is_named(client: CheckingClient, missing: str):
    page = client.post("/sessions", data=RIGHT | {missing: ""}, status=422)
    assert find(page, f".//*[@id='f-{missing}-error']")


def test_an_unknown_account_is_hashed_for_just_as_a_known_one(
    app: Flask, monkeypatch: pytest.MonkeyPatch
):
    seen = []
    honest = operations_passwords._hasher

    class Watched:
        def verify(self, stored: str, password: str) -> bool:
            seen.append(stored.split("$")[3])  # the parameters decide the time it takes
            return honest.verify(stored, password)

        def __getattr__(self, name: str) -> object:
            return getattr(honest, name)

    monkeypatch.setattr(operations_passwords, "_hasher", Watched())
    assert not operations_passwords.matches(None, PASSWORD)
    assert not operations_passwords.matches(anna().password_hash, "wrong")
    assert len(seen) == 2
    assert seen[0] == seen[1]


def test_a_disabled_user_gets_the_same_answer_too(client: CheckingClient):
    operations.disable_user(None, anna().id)
    page = client.post("/sessions", data=RIGHT, status=422)
    assert "Adressen eller lösenordet stämmer inte." in page.text


def test_ten_wrong_passwords_close_the_account_for_a_while_and_say_how_long(client: CheckingClient):
    for _try in range(10):
        client.post("/sessions", data=WRONG, status=422)
    page = client.post("/sessions", data=RIGHT, status=429)
    assert "Vänta 15 minuter och försök igen." in page.text
    assert 0 < int(page.headers["Retry-After"]) <= 901


def test_a_closed_account_does_not_close_the_others(client: CheckingClient):
    for _try in range(10):
        client.post("/sessions", data=WRONG | {"email": "bo@example.se"}, status=422)
    client.post("/sessions", data=RIGHT)


def test_a_right_password_forgets_the_wrong_ones(client: CheckingClient):
    for _round in range(2):
        for _try in range(9):
            security.wrong_passwords.count(f"{ANNA.email} 127.0.0.1")
        new_client(client.application).post("/sessions", data=RIGHT)


def test_strangers_who_guess_do_not_keep_a_host_out_of_a_browser_she_has_used(
    app: Flask, as_host: CheckingClient
):
    as_host.post("/sessions/ending")
    stranger = new_client(app)
    for _try in range(10):
        stranger.post("/sessions", data=WRONG, status=422)
    for _try in range(100):
        wrong_from_address.count("127.0.0.1")
    stranger.post("/sessions", data=RIGHT, status=429)
    as_host.post("/sessions", data=RIGHT)


def test_strangers_at_other_addresses_do_not_keep_a_host_out_of_a_new_browser(
    client: CheckingClient,
):
    elsewhere = {"REMOTE_ADDR": "192.0.2.7"}
    for _try in range(10):
        client.post("/sessions", data=WRONG, environ_overrides=elsewhere, status=422)
    client.post("/sessions", data=RIGHT, environ_overrides=elsewhere, status=429)
    client.post("/sessions", data=RIGHT)


def test_a_browser_that_is_known_has_ten_tries_too(app: Flask, as_host: CheckingClient):
    for _try in range(10):
        as_host.post("/sessions", data=WRONG, status=422)
    as_host.post("/sessions", data=RIGHT, status=429)


def test_a_hundred_wrong_passwords_from_anywhere_close_an_account_to_strangers(
    client: CheckingClient,
):
    for _try in range(100):
        wrong_for_account.count(ANNA.email)
    client.post("/sessions", data=RIGHT, status=429)


@pytest.mark.parametrize("made_up", ["x", "x.y", ".", "abc." + "A" * 24])
def test_nobody_can_make_a_browser_known(client: CheckingClient, made_up: str):
    for _try in range(10):
        security.wrong_passwords.count(f"{ANNA.email} 127.0.0.1")
    client.set_cookie("kiosk_known", made_up, path="/sessions")
    client.post("/sessions", data=RIGHT, status=429)


def test_tries_on_their_way_at_once_are_all_counted(
    client: CheckingClient, monkeypatch: pytest.MonkeyPatch
):
    def check(**_typed: object) -> None:
        left.append(security.wrong_passwords.seconds_left(f"{ANNA.email} 127.0.0.1"))
        raise Refusal("wrong_password", "no", 422)

    left: list[float] = []
    monkeypatch.setattr("kiosk.staff.operations_sessions.sign_in", check)
    for _try in range(10):
        client.post("/sessions", data=WRONG, status=422)
    assert left[-1] > 0  # the tenth is counted before its password is compared


def test_one_address_that_guesses_at_many_accounts_is_stopped(client: CheckingClient):
    for _try in range(99):
        wrong_from_address.count("127.0.0.1")
    client.post("/sessions", data=WRONG, status=422)
    client.post("/sessions", data=RIGHT, status=429)


def test_without_remember_the_cookie_goes_with_the_browser(client: CheckingClient):
    cookie = client.post("/sessions", data=RIGHT).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Max-Age" not in cookie
    session = queries.list_sessions(anna().id)[0]
    assert session.expires_at - session.created_at == timedelta(hours=12)


def test_remember_me_lasts_thirty_days(client: CheckingClient):
    cookie = client.post("/sessions", data=RIGHT | {"remember": "1"}).headers["Set-Cookie"]
    assert "Max-Age=2592000" in cookie
    session = queries.list_sessions(anna().id)[0]
    assert session.expires_at - session.created_at == timedelta(days=30)


def test_an_expired_session_opens_nothing_and_is_removed_at_the_next_sign_in(
    as_host: CheckingClient, client: CheckingClient, monkeypatch: pytest.MonkeyPatch
):
    later = clock.now() + timedelta(hours=13)
    monkeypatch.setattr(clock, "now", lambda: later)
    as_host.get("/account", status=303)
    client.post("/sessions", data=RIGHT)
    assert [row.created_at for row in StaffSession.select()] == [later]


def test_signing_out_ends_the_session_on_the_server_too(as_host: CheckingClient):
    token = as_host.get_cookie(security.STAFF_COOKIE)
    assert token
    assert as_host.post("/sessions/ending").location == "/sessions/new"
    assert as_host.get_cookie(security.STAFF_COOKIE) is None
    as_host.set_cookie(security.STAFF_COOKIE, token.value)
    as_host.get("/account", status=303)


def test_the_token_itself_is_stored_nowhere(as_host: CheckingClient):
    token = as_host.get_cookie(security.STAFF_COOKIE)
    assert token
    assert token.value not in {row.token_hash for row in StaffSession.select()}


def test_signing_in_again_ends_the_session_this_browser_had(as_host: CheckingClient):
    as_host.post("/sessions", data=RIGHT)
    assert len(queries.list_sessions(anna().id)) == 1


def test_a_hash_with_old_parameters_is_renewed_at_sign_in(client: CheckingClient):
    from argon2 import PasswordHasher

    old = PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash(PASSWORD)
    from kiosk.db import write

    write(lambda: User.update(password_hash=old).where(User.email == ANNA.email).execute())
    client.post("/sessions", data=RIGHT)
    assert anna().password_hash != old
    client.post("/sessions", data=RIGHT)


@pytest.mark.parametrize("path", ["/sessions", "/sessions/ending"])
def test_a_form_from_another_site_is_refused(as_host: CheckingClient, path: str):
    for header in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        as_host.post(path, data=RIGHT, headers=header, status=403)


@pytest.mark.parametrize("path", ["/sessions", "/sessions/ending"])
def test_a_link_can_neither_sign_in_nor_out(as_host: CheckingClient, path: str):
    as_host.get(path, status=405)


def test_with_no_users_the_page_says_how_the_first_one_is_made(empty_app: Flask):
    page = new_client(empty_app).get("/sessions/new")
    assert "kiosk user add" in page.text


def test_with_users_the_page_does_not_tell_of_the_command(client: CheckingClient):
    page = client.get("/sessions/new")
    assert "kiosk user add" not in page.text
    assert words(find(page, ".//h1")[0]) == "Logga in"
