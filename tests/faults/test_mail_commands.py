"""kiosk mail test, and the doctor's word on the mail server: one clear line, whatever the day."""

from collections.abc import Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from tests.faults.conftest import MakeHall
from tests.faults.hall import KIOSK, Hall
from tests.faults.test_commands import refused
from tests.support.post_office import (
    PASSWORD,
    USER,
    PostOffice,
    certificate,
    free_port,
    open_office,
    smtp_settings,
)


@pytest.fixture
def hall(make_hall: MakeHall) -> Hall:
    return make_hall()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[PostOffice]:
    with open_office(free_port(), "starttls", tmp_path) as office:
        yield office


@pytest.fixture
def settings(office: PostOffice, tmp_path: Path) -> dict[str, str]:
    login = {"KIOSK_SMTP_USER": USER, "KIOSK_SMTP_PASSWORD": PASSWORD}
    believed = {"KIOSK_SMTP_CA": str(certificate(tmp_path))}
    return smtp_settings(office.port, "starttls", **login, **believed)


def test_a_test_message_arrives_in_the_language_of_the_installation(
    hall: Hall, office: PostOffice, settings: dict[str, str]
):
    said = hall.command([*KIOSK, "mail", "test", "anna@example.se"], **settings).stdout
    assert "took the message (encrypted by STARTTLS, logged in as kiosk)." in said
    [mail] = office.arrived
    assert (mail["To"], mail["Subject"]) == ("anna@example.se", "Kiosk: kommer mejl fram?")


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"KIOSK_SMTP_PASSWORD": "fel"}, "refuses the login. Check KIOSK_SMTP_USER"),
        ({"KIOSK_SMTP_CA": ""}, "cannot prove who it is, so nothing is sent"),
        ({"KIOSK_SMTP_PORT": str(free_port())}, "does not answer."),
        ({"KIOSK_SMTP_SECURITY": "tls"}, "No encrypted connection"),
        ({"KIOSK_SMTP_SECURITY": "tsl"}, "KIOSK_SMTP_SECURITY: 'tsl' should be one of"),
    ],
)
def test_what_is_wrong_is_said_in_one_line_without_the_password(
    hall: Hall, settings: dict[str, str], wrong: dict[str, str], sentence: str
):
    line = refused(hall, "mail", "test", "anna@example.se", **settings | wrong)
    assert sentence in line
    assert PASSWORD not in line


def test_what_the_server_says_of_a_recipient_is_passed_on(
    hall: Hall, office: PostOffice, settings: dict[str, str]
):
    office.to_rcpt = "550 5.1.1 No mailbox here by that name"
    line = refused(hall, "mail", "test", "anna@example.se", **settings)
    assert "refuses this message" in line
    assert line.endswith("It said: 550 5.1.1 No mailbox here by that name")


def test_what_is_no_address_is_said(hall: Hall):
    assert "anna is no mail address" in refused(hall, "mail", "test", "anna")


def test_without_a_server_the_message_is_a_file(hall: Hall):
    said = hall.command([*KIOSK, "mail", "test", "anna@example.se"]).stdout
    assert "There is no KIOSK_SMTP_HOST, so nothing was sent." in said
    [path] = (hall.instance / "outbox").iterdir()
    assert str(path) in said
    assert path.stat().st_mode & 0o777 == 0o600
    assert message_from_bytes(path.read_bytes(), policy=policy.default)["To"] == "anna@example.se"


def test_the_doctor_looks_at_the_mail_server(hall: Hall, settings: dict[str, str]):
    port = {"KIOSK_BIND": f"127.0.0.1:{free_port()}"}
    well = hall.command([*KIOSK, "doctor"], check=False, **settings | port).stdout
    assert "ok    The mail server 127.0.0.1 lets us in" in well
    wrong = settings | port | {"KIOSK_SMTP_PASSWORD": "fel"}
    ill = hall.command([*KIOSK, "doctor"], check=False, **wrong)
    assert ill.returncode == 1
    assert "The mail server refuses the login." in ill.stdout
    none = hall.command([*KIOSK, "doctor"], check=False, **port).stdout
    assert "ok    Mail is written as files to" in none
