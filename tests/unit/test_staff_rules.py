"""What an address, a password and a set of roles must be."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.staff import rules


@pytest.mark.parametrize(
    "typed", ["anna@example.se", " Anna@Example.SE ", "a.b+c@mail.example.org"]
)
def test_an_ordinary_address_is_taken(typed: str):
    assert rules.is_email(rules.clean_email(typed))


@pytest.mark.parametrize(
    "typed",
    [
        *("", "anna", "@example.se", "anna@", "anna@example", "a b@example.se", "a@b@example.se"),
        *("anna@example.se\nbcc:x@example.se", "<anna@example.se>", f"{'a' * 190}@example.org"),
    ],
)
def test_what_cannot_be_an_address_is_not_taken(typed: str):
    assert not rules.is_email(rules.clean_email(typed))


@pytest.mark.parametrize(("length", "may"), [(0, False), (11, False), (12, True), (200, True)])
def test_length_is_the_whole_password_rule(length: int, may: bool):
    assert rules.is_long_enough("å" * length) is may


@given(st.lists(st.sampled_from([*rules.ROLES, "king", ""])))
def test_roles_are_those_that_exist_each_once_in_order(chosen: list[str]):
    assert rules.known_roles(chosen) == [role for role in rules.ROLES if role in chosen]


def test_a_session_lasts_a_workday_or_a_month():
    assert rules.session_length(False) == timedelta(hours=12)
    assert rules.session_length(True) == timedelta(days=30)


@given(st.sets(st.integers(1, 5)), st.integers(1, 5), st.booleans())
def test_there_is_an_admin_left_after_every_allowed_change(
    admins: set[int], changed: int, stays: bool
):
    after = admins | {changed} if stays else admins - {changed}
    assert rules.leaves_no_admin(admins, changed, stays) == (bool(admins) and not after)


@pytest.mark.parametrize(("seconds", "minutes"), [(0.1, 1), (60, 1), (61, 2), (899.5, 15)])
def test_a_wait_is_rounded_up_to_whole_minutes(seconds: float, minutes: int):
    assert rules.minutes_to_wait(seconds) == minutes


@pytest.mark.parametrize("strange", ["\x1b[31m", "\u202e", "\u200b", "\x7f"])
def test_an_address_holds_nothing_that_a_terminal_or_a_list_would_obey(strange: str):
    assert not rules.is_email(f"anna{strange}@example.se")
