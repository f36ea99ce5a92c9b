"""What an action may be, and in which order actions are read."""

import pytest

from kiosk.actions import rules


@pytest.mark.parametrize("status", rules.STATUSES)
def test_only_a_no_needs_an_answer(status: str):
    assert rules.needs_answer(status) == (status == "declined")


def test_what_is_being_done_is_read_first_and_a_status_nobody_knows_last():
    known = sorted(rules.STATUSES, key=rules.reading_order)
    assert known == ["ongoing", "inquiry", "done", "declined"]
    assert rules.reading_order("old") == 4


def test_the_swedish_alphabet_ends_with_three_letters_in_their_order():
    titles = ["Öppet", "zon", "ärende", "Ål", "avtal", "Éclair", "Fika"]
    ordered = ["avtal", "Éclair", "Fika", "zon", "Ål", "ärende", "Öppet"]
    assert sorted(titles, key=rules.alphabetical) == ordered
