"""When a message is tried again, what is kept of a server's words, and what is an address."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.mail.addresses import BadAddress, read_address, read_mailbox
from kiosk.mail.rules import SERVER_TROUBLE, count_tries, next_try
from kiosk.mail.troubles import LONGEST_DETAIL, WORDS, quoted, words


def test_a_message_is_tried_again_after_one_five_and_thirty_minutes_two_and_twelve_hours():
    waits = [next_try(tries, "refused_for_now") for tries in range(1, 7)]
    minutes = [wait and wait // timedelta(minutes=1) for wait in waits]
    assert minutes == [1, 5, 30, 120, 720, None]


@pytest.mark.parametrize("problem", sorted(SERVER_TROUBLE))
def test_a_server_that_is_away_is_waited_for_five_days(problem: str):
    waits = []
    while wait := next_try(len(waits) + 1, problem):
        waits.append(wait)
    assert timedelta(days=5) < sum(waits, timedelta()) < timedelta(days=6)


def test_only_the_same_kind_of_trouble_adds_up():
    assert count_tries(0, "", "unreachable") == count_tries(0, "", "refused_for_now") == 1
    assert count_tries(4, "unreachable", "certificate") == 5
    assert count_tries(9, "unreachable", "refused_for_now") == 1
    assert count_tries(3, "refused_for_now", "unreachable") == 1


def test_a_servers_words_are_kept_without_addresses_links_and_codes():
    said = (
        b"5.1.1 <Anna.B@example.org>: no\r\n\x1b[31m https://k.se/i/Zx8-_q Zx81abcdefghijklmnop_-"
    )
    assert quoted(said) == "5.1.1 … no [31m … …"
    assert len(quoted("ord " * 999)) <= LONGEST_DETAIL
    assert quoted(b"\xff\xfe") == "��"


def test_every_trouble_has_words_and_unknown_codes_say_what_their_state_says():
    assert set(WORDS) > SERVER_TROUBLE
    assert words("told to nobody", "stopped") is WORDS["stopped"]
    assert words("told to nobody", "queued") is WORDS["waits"]


@given(st.text(max_size=80))
def test_whatever_is_read_as_an_address_is_one_and_on_one_line(text: str):
    try:
        found = read_address(text)
    except BadAddress:
        return
    assert found.address.count("@") == 1
    assert found.domain.isascii()
    assert not set(found.address) & set(' \r\n\t\0<>,;:"()[]\\\x85\u2028')


@given(st.text(max_size=40))
def test_a_name_never_reaches_past_its_line(name: str):
    try:
        found = read_mailbox(f"{name} <a@example.se>")
    except BadAddress:
        return
    assert len(found.name.splitlines()) <= 1
    assert found.address == "a@example.se"
