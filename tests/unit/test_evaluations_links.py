"""What a personal link opens."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from kiosk.evaluations.rules_links import Facts, State, key_of, state

TODAY = date(2026, 12, 1)
OPEN = Facts(
    gate_open=True, opened=True, under_review=False, answered=False, revoked=False, closes_on=TODAY
)


@pytest.mark.parametrize(
    ("change", "opens"),
    [
        ({}, "open"),
        ({"closes_on": None}, "open"),
        ({"closes_on": TODAY - timedelta(days=1)}, "closed"),
        ({"under_review": True}, "held"),
        ({"revoked": True}, "revoked"),
        ({"answered": True}, "answered"),
        ({"answered": True, "under_review": True, "revoked": True}, "answered"),
        ({"opened": False}, "shut"),
        ({"gate_open": False}, "shut"),
        ({"gate_open": False, "answered": True}, "shut"),
        ({"gate_open": False, "revoked": True}, "shut"),
    ],
)
def test_a_link_opens_the_form_or_what_has_become_of_it(change: dict[str, object], opens: State):
    assert state(replace(OPEN, **change), TODAY) == opens  # type: ignore[arg-type]


def test_the_address_tells_twelve_digits_of_the_hash_and_nothing_of_the_token():
    assert key_of("a" * 24) != key_of("b" * 24)
    assert len(key_of("a" * 24)) == 12
