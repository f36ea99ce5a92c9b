"""When a mail server is away, slow, or does not let us in: all waits, nothing is lost."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.mail import queries, smtp
from kiosk.mail.outbox import Mail
from tests.support.mailing import ABOUT, SCHEDULE, START, Mailing, tries
from tests.support.post_office import (
    PASSWORD,
    USER,
    certificate,
    free_port,
    open_office,
    smtp_settings,
)

LATER = "451 4.7.1 Greylisted, come back"
MakeMailing = Callable[..., Mailing]


def test_a_server_that_is_away_for_a_day_gets_each_message_once_when_it_is_back(
    make_mailing: MakeMailing,
):
    port = free_port()
    mailing = make_mailing(**smtp_settings(port))
    mailing.now = datetime(2027, 3, 27, 20, 0, tzinfo=UTC)  # over midnight, into summer time
    mailing.queue("ada", "bo", "eva")
    mailing.send()
    for _minute in range(24 * 60):
        mailing.wait(minutes=1)
        mailing.send()
    assert set(mailing.states().values()) == {"queued"}
    assert {one.problem for one in queries.list_problems(ABOUT)} == {"unreachable"}
    with open_office(port) as office:
        for _minute in range(12 * 60):
            mailing.wait(minutes=1)
            mailing.send()
    assert sorted(office.recipients) == ["ada@example.org", "bo@example.org", "eva@example.org"]


def test_a_server_that_stays_away_is_given_up_after_five_days(make_mailing: MakeMailing):
    mailing = make_mailing(**smtp_settings(free_port()))
    mailing.queue("ada")
    waits = tries(mailing)
    assert waits[:5] == SCHEDULE
    assert set(waits[5:]) == {SCHEDULE[-1]}
    assert timedelta(days=5) < mailing.now - START < timedelta(days=6)
    assert mailing.one("ada").problem == "gave_up"
    assert mailing.one("ada").detail == "Connection refused"


def test_all_that_waits_goes_as_soon_as_the_server_takes_mail_again(make_mailing: MakeMailing):
    port = free_port()
    mailing = make_mailing(**smtp_settings(port))
    mailing.queue("ada")
    for hours in (0, 1, 1, 13):
        mailing.wait(hours=hours)
        mailing.send()
    assert mailing.one("ada").next_at > mailing.now + timedelta(minutes=20)
    mailing.queue("bo")
    with open_office(port):
        mailing.send()
        mailing.send()
    assert mailing.states() == {"ada": "sent", "bo": "sent"}


def test_an_outage_that_is_over_is_not_held_against_a_message(make_mailing: MakeMailing):
    port = free_port()
    mailing = make_mailing(**smtp_settings(port))
    mailing.queue("ada")
    for hours in (0, 1, 1, 13, 13, 13):
        mailing.wait(hours=hours)
        mailing.send()
    with open_office(port) as office:
        office.to_rcpt = LATER
        mailing.wait(hours=12)
        mailing.send()
        assert mailing.one("ada").next_at == mailing.now + SCHEDULE[0]


def test_a_server_that_never_answers_takes_nobodys_time_for_long(make_mailing: MakeMailing):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mailing = make_mailing(**smtp_settings(silent.getsockname()[1]))
        smtp.ANSWER_SECONDS = 0.2
        mailing.queue("ada", "bo", "eva")
        mailing.send()
        assert {one.problem for one in Mail.select()} == {"timeout"}
        assert mailing.send() == 0


LOGIN = {"KIOSK_SMTP_USER": USER, "KIOSK_SMTP_PASSWORD": PASSWORD}


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_mail_goes_encrypted_with_a_login_to_a_server_we_believe(
    make_mailing: MakeMailing, tmp_path: Path, security: str
):
    believed = {"KIOSK_SMTP_CA": str(certificate(tmp_path))}
    with open_office(free_port(), security, tmp_path) as office:
        mailing = make_mailing(**smtp_settings(office.port, security, **LOGIN, **believed))
        mailing.queue("ada", "bo")
        mailing.send()
    assert mailing.states() == {"ada": "sent", "bo": "sent"}
    assert office.logins == [USER]  # one conversation


@pytest.mark.parametrize(
    ("asked", "offered", "wrong", "problem"),
    [
        ("starttls", "starttls", {"KIOSK_SMTP_CA": ""}, "certificate"),
        ("tls", "tls", {"KIOSK_SMTP_CA": ""}, "certificate"),
        ("starttls", "starttls", {"KIOSK_SMTP_PASSWORD": "fel"}, "login_refused"),
        ("starttls", "starttls", {"KIOSK_SMTP_PASSWORD": "fel lösen"}, "login_refused"),
        ("starttls", "none", {}, "no_starttls"),
        ("tls", "none", {}, "no_tls"),
        ("none", "none", {}, "no_login"),
        ("none", "starttls", {"KIOSK_SMTP_USER": "", "KIOSK_SMTP_PASSWORD": ""}, "sender_refused"),
        ("starttls", "starttls", {"KIOSK_SMTP_HOST": "no.invalid"}, "unknown_host"),
    ],
)
def test_what_keeps_us_from_the_server_is_told_apart_and_nothing_is_sent_unprotected(
    make_mailing: MakeMailing, tmp_path: Path, asked: str, offered: str, wrong: dict[str, str],
    problem: str,
):  # fmt: skip
    settings = LOGIN | {"KIOSK_SMTP_CA": str(certificate(tmp_path))}
    with open_office(free_port(), offered, tmp_path) as office:
        mailing = make_mailing(**smtp_settings(office.port, asked) | settings | wrong)
        mailing.queue("ada", "bo")
        mailing.send()
    assert {one.problem for one in Mail.select()} == {problem}
    assert set(mailing.states().values()) == {"queued"}
    assert office.arrived == []
    assert PASSWORD not in str([one.__data__ for one in Mail.select()])
