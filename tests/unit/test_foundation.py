"""Settings, clock, links, tokens, texts, limits: what every room stands on."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk import clock, config, i18n, links, security, tokens
from kiosk.meetings.rules import normal_code, normal_personal_code, personal_codes, spoken_code
from kiosk.voting.secrets import voter_key


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KIOSK_BIND", "here"),
        ("KIOSK_BIND", "0.0.0.0:99999"),
        ("KIOSK_ADDRESS", "kiosk.example.se"),
        ("KIOSK_ADDRESS", "https://kiosk.example.se/path"),
        ("KIOSK_PROXIES", "-1"),
        ("KIOSK_TIMEZONE", "Mars/Olympus"),
        ("KIOSK_LANGUAGE", "fi"),
        ("KIOSK_SECRET_KEY", "short"),
    ],
)
def test_a_wrong_setting_is_named(tmp_path: Path, name: str, value: str):
    with pytest.raises(config.SettingsError, match=name):
        config.load({"KIOSK_INSTANCE": str(tmp_path), name: value})


def test_the_secret_key_is_made_once_and_for_the_owner_only(tmp_path: Path):
    first = config.load({"KIOSK_INSTANCE": str(tmp_path)}).secret_key
    assert len(first) >= 48
    assert config.load({"KIOSK_INSTANCE": str(tmp_path)}).secret_key == first
    assert (tmp_path / "secret_key").stat().st_mode & 0o777 == 0o600


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(config.SettingsError, match="KIOSK_INSTANCE"):
        config.load({"KIOSK_INSTANCE": str(tmp_path / "file" / "instance")})


def test_wall_time_follows_summer_time():
    typed = datetime.fromisoformat  # what a host types has no zone
    assert clock.from_local(typed("2026-03-28T09")) == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert clock.from_local(typed("2026-03-29T09")) == datetime(2026, 3, 29, 7, tzinfo=UTC)


@given(st.lists(st.integers(min_value=0)), st.text(max_size=30))
def test_a_signed_link_carries_its_payload_and_nothing_else_passes(payload: list[int], junk: str):
    token = links.sign("s" * 32, "screen", payload)
    assert links.unsign("s" * 32, "screen", token) == payload
    assert links.unsign("s" * 32, "other", token) is None
    assert links.unsign("t" * 32, "screen", token) is None
    assert links.unsign("s" * 32, "screen", token + "x") is None
    assert links.unsign("s" * 32, "screen", junk) is None


def test_a_signed_link_has_one_spelling():
    token = links.sign("s" * 32, "screen", [7, 1])
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    passing = [
        letter for letter in letters if links.unsign("s" * 32, "screen", token[:-1] + letter)
    ]
    assert passing == [token[-1]]


def test_a_code_is_read_whatever_its_case_and_spaces():
    assert normal_code(" kx4 p7q ") == normal_code("KX4-P7Q") == "KX4P7Q"
    assert spoken_code("KX4P7Q") == "KX4 P7Q"
    assert normal_code("KX4P7") is None
    assert normal_code("AEIOUY") is None


def test_no_code_can_be_a_word():
    codes = {tokens.new_code() for _ in range(200)}
    assert all(normal_code(code) == code for code in codes)
    assert not set("AEIOUY01") & set("".join(codes))


def test_personal_codes_are_the_same_each_time_and_differ_between_meetings():
    codes = personal_codes("s" * 32, "KX4P7Q", 50)
    assert codes == personal_codes("s" * 32, "KX4P7Q", 50)
    assert len(set(codes)) == 50
    assert not set(codes) & set(personal_codes("s" * 32, "KX4P7R", 50))
    assert all(normal_personal_code(f"{code[:4]} {code[4:].lower()}") == code for code in codes)


def test_a_voter_has_another_key_at_each_question():
    keys = {voter_key(secret, voter) for secret in "ab" for voter in "cd"}
    assert len(keys) == 4
    assert voter_key("a", "c") == voter_key("a", "c")


@pytest.mark.parametrize(
    "target", ["https://evil.example", "//evil.example", "/\\evil.example", "", None, "/a\nb", "x"]
)
def test_only_a_path_on_this_site_is_followed(target: str | None):
    assert security.local_path(target, "/meetings") == "/meetings"
    assert security.local_path("/KX4P7Q?change=1", "/meetings") == "/KX4P7Q?change=1"


def test_a_limit_counts_per_key_and_is_forgotten_on_success():
    limit = security.Limiter(tries=3, seconds=60)
    for _ in range(3):
        assert not limit.blocked("anna")
        limit.count("anna")
    assert limit.blocked("anna")
    assert not limit.blocked("bo")
    limit.forget("anna")
    assert not limit.blocked("anna")


def test_a_limit_never_remembers_more_keys_than_it_may():
    limit = security.Limiter(tries=3, seconds=60, keys=10)
    for number in range(100):
        limit.count(str(number))
    assert len(limit._seen) == 10


def test_texts_dates_and_numbers_follow_the_language():
    moment = datetime(2026, 3, 12, 7, 30, tzinfo=UTC)
    i18n.use_language("sv")
    assert (i18n.gettext("Vote"), i18n.format_number(6.05, 1)) == ("Rösta", "6,0")
    assert i18n.format_moment(moment) == "torsdag 12 mars 2026 kl. 08:30"
    i18n.use_language("en")
    assert (i18n.gettext("Vote"), i18n.format_number(1234)) == ("Vote", "1,234")
    i18n.use_language("sv")
