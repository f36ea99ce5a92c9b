"""Mail settings: checked at start, each named when it is wrong, and the password never shown."""

from pathlib import Path

import pytest

from kiosk.config import Settings, SettingsError, load
from tests.support.post_office import certificate

GOOD = {
    "KIOSK_SMTP_HOST": "smtp.example.se",
    "KIOSK_SMTP_USER": "kiosk",
    "KIOSK_SMTP_PASSWORD": "hemligt",
    "KIOSK_MAIL_FROM": "Exempelköpings kommun <upphandling@example.se>",
}


def read(folder: Path, **more: str) -> Settings:
    known = {"KIOSK_INSTANCE": str(folder / "instance"), "KIOSK_SECRET_KEY": "x" * 48}
    return load(known | more)


def test_without_a_server_mail_is_files_from_this_address(tmp_path: Path):
    mail = read(tmp_path, KIOSK_ADDRESS="https://kiosk.example.se").mail
    assert (mail.host, mail.sender.address) == ("", "kiosk@kiosk.example.se")
    assert read(tmp_path).mail.sender.address == "kiosk@localhost"
    assert read(tmp_path, KIOSK_ADDRESS="http://[::1]:8000").mail.sender.domain == "localhost"


@pytest.mark.parametrize(
    ("security", "port"), [("", 587), ("starttls", 587), ("tls", 465), ("none", 25)]
)
def test_the_port_goes_with_the_security(tmp_path: Path, security: str, port: int):
    given = {"KIOSK_SMTP_SECURITY": security, "KIOSK_SMTP_USER": "", "KIOSK_SMTP_PASSWORD": ""}
    assert read(tmp_path, **GOOD | given).mail.port == port


def test_the_sender_has_a_name_and_an_address_as_the_network_knows_it(tmp_path: Path):
    sender = "Malmö stad <info@malmö.example>"
    mail = read(tmp_path, **GOOD | {"KIOSK_MAIL_FROM": sender}).mail
    assert (mail.sender.name, mail.sender.address) == ("Malmö stad", "info@xn--malm-8qa.example")
    assert (mail.reply_to, mail.bounces) == (None, None)


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"KIOSK_SMTP_HOST": "http://smtp.example.se"}, "KIOSK_SMTP_HOST"),
        ({"KIOSK_SMTP_PORT": "smtp"}, "KIOSK_SMTP_PORT"),
        ({"KIOSK_SMTP_PORT": "70000"}, "KIOSK_SMTP_PORT"),
        ({"KIOSK_SMTP_SECURITY": "ssl"}, "KIOSK_SMTP_SECURITY"),
        ({"KIOSK_SMTP_SECURITY": "none"}, "KIOSK_SMTP_SECURITY"),
        ({"KIOSK_SMTP_USER": ""}, "KIOSK_SMTP_USER"),
        ({"KIOSK_SMTP_PASSWORD": ""}, "KIOSK_SMTP_PASSWORD"),
        ({"KIOSK_SMTP_CA": "/nowhere.pem"}, "KIOSK_SMTP_CA"),
        ({"KIOSK_SMTP_CA": __file__}, "KIOSK_SMTP_CA"),
        ({"KIOSK_MAIL_FROM": ""}, "KIOSK_MAIL_FROM"),
        ({"KIOSK_MAIL_FROM": "kommunen"}, "KIOSK_MAIL_FROM"),
        ({"KIOSK_MAIL_FROM": "åsa@example.se"}, "KIOSK_MAIL_FROM"),
        ({"KIOSK_MAIL_FROM": "A <a@example.se>, B <b@example.se>"}, "KIOSK_MAIL_FROM"),
        ({"KIOSK_MAIL_REPLY_TO": "a@example.se\nBcc: b@example.se"}, "KIOSK_MAIL_REPLY_TO"),
        ({"KIOSK_MAIL_BOUNCES": "a b@example.se"}, "KIOSK_MAIL_BOUNCES"),
    ],
)
def test_a_wrong_setting_is_named_without_the_password(
    tmp_path: Path, wrong: dict[str, str], named: str
):
    with pytest.raises(SettingsError) as refused:
        read(tmp_path, **GOOD | wrong)
    assert named in str(refused.value)
    assert "hemligt" not in str(refused.value)


def test_a_password_goes_unencrypted_to_this_machine_only(tmp_path: Path):
    here = {"KIOSK_SMTP_HOST": "localhost", "KIOSK_SMTP_SECURITY": "none"}
    assert read(tmp_path, **GOOD | here).mail.user == "kiosk"


def test_settings_can_be_shown_without_showing_the_password(tmp_path: Path):
    certificates = str(certificate(tmp_path))
    settings = read(tmp_path, **GOOD | {"KIOSK_SMTP_CA": certificates})
    assert str(settings.mail.ca) == certificates
    assert "hemligt" not in repr(settings)
