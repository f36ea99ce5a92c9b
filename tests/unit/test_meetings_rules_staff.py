"""What a host may do before the meeting."""

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st

from kiosk.meetings import rules_staff as rules
from kiosk.meetings.rules_staff import Facts, Terms
from tests.support.questions import given

DATES = st.dates(date(2001, 1, 1), date(2090, 12, 31))
READY = Facts(
    kind="dialogue", place="Folkets hus", remote_url="", has_series=True, questions=5,
    without_english=0, language="sv", partner_differs=False, hour_comes_twice=False,
)  # fmt: skip


@given(DATES, DATES)
def test_a_copy_is_on_the_same_weekday_of_a_coming_year(day: date, today: date):
    coming = rules.next_date(day, today)
    assert coming.weekday() == day.weekday()
    assert coming > today
    assert coming.year > day.year


@given(DATES)
def test_a_copy_of_this_years_meeting_is_about_a_year_later(day: date):
    assert rules.next_date(day, day) - day in (timedelta(days=364), timedelta(days=371))


@given(DATES, DATES)
def test_a_copy_is_not_put_off_longer_than_needed(day: date, today: date):
    coming = rules.next_date(day, today)
    assert coming.year == day.year + 1 or coming - today <= timedelta(days=371)


@pytest.mark.parametrize(
    ("title", "copied", "series"),
    [
        ("Dialogträff 2026", "Dialogträff 2027", "Dialogträff"),
        ("2026", "2027", "2026"),
        ("Dialogträff (2026)", "Dialogträff (2027)", "Dialogträff"),
        ("Mål 12026", "Mål 12026", "Mål 12026"),
        ("Frukost", "Frukost", "Frukost"),
    ],
)
def test_a_year_in_the_title_follows_along(title: str, copied: str, series: str):
    assert rules.next_title(title, date(2026, 3, 12), date(2027, 3, 11)) == copied
    assert rules.series_title(title, date(2026, 3, 12)) == series


@pytest.mark.parametrize(
    ("scene", "days", "checked_in", "state"),
    [
        ("waiting", 1, 0, "planned"),
        ("waiting", 0, 0, "planned"),
        ("waiting", 0, 3, "running"),
        ("voting", 0, 0, "running"),
        ("voting", 1, 0, "planned"),
        ("ended", 0, 48, "ended"),
        ("ended", -1, 48, "ended"),
        ("revealed", -1, 48, "unfinished"),
        ("waiting", -1, 0, "past"),
    ],
)
def test_a_meeting_stands_as_its_day_and_its_people_say(
    scene: str, days: int, checked_in: int, state: str
):
    today = date(2027, 3, 12)
    assert rules.state(scene, today + timedelta(days=days), today, checked_in) == state


@pytest.mark.parametrize(
    ("old", "new", "locked"),
    [
        (Terms("open", 7, 0), Terms("open", 7, 0), []),
        (Terms("open", 7, 0), Terms("checked_in", 7, 0), ["level"]),
        (Terms("open", 7, 0), Terms("open", 6, 0), ["threshold"]),
        (Terms("open", 7, 0), Terms("open", 9, 0), []),
        (Terms("roll", 7, 60), Terms("roll", 7, 59), ["roll_size"]),
        (Terms("roll", 7, 60), Terms("roll", 7, 90), []),
        (Terms("roll", 7, 60), Terms("open", 5, 0), ["level", "threshold"]),
    ],
)
def test_what_voters_were_told_is_kept(old: Terms, new: Terms, locked: list[str]):
    assert rules.locked_changes(old, new) == locked


def test_nothing_remains_of_a_meeting_that_is_filled_in():
    assert list(rules.remaining(READY)) == []


@pytest.mark.parametrize(
    ("fact", "code"),
    [
        ({"questions": 0}, ["no_questions"]),
        ({"place": ""}, ["no_place"]),
        ({"place": "", "remote_url": "https://mote.example"}, []),
        ({"without_english": 2}, []),
        ({"without_english": 2, "language": "en"}, ["no_english"]),
        ({"has_series": False}, ["no_series"]),
        ({"has_series": False, "kind": "other"}, []),
        ({"partner_differs": True}, ["partner_differs"]),
        ({"hour_comes_twice": True}, ["hour_comes_twice"]),
    ],
)
def test_what_remains_is_said(fact: dict[str, object], code: list[str]):
    known = {name: getattr(READY, name) for name in Facts.__slots__}
    assert list(rules.remaining(Facts(**(known | fact)))) == code
