"""Slow work is done apart, and what comes of it comes back."""

import pytest

from kiosk.web_waiting import apart


def test_what_the_work_returns_comes_back():
    assert apart(lambda: 6 * 7) == 42


def test_what_the_work_raises_is_raised_here():
    with pytest.raises(ZeroDivisionError):
        apart(lambda: 1 // 0)
