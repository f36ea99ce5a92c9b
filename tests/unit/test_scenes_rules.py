"""When a break ends, what is worth counting down to, and how an agenda is read."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.meetings.rules_agenda import MOST_CHARACTERS, MOST_LINES, agenda_lines, agenda_problem
from kiosk.voting import rules_scenes as rules

START = datetime(2020, 1, 1, tzinfo=UTC)
MOMENTS = st.timedeltas(timedelta(), timedelta(days=25_000)).map(lambda after: START + after)


@given(MOMENTS, st.sampled_from(rules.BREAKS))
def test_a_break_is_never_shorter_than_promised_and_ends_on_a_whole_minute(
    now: datetime, minutes: int
):
    end = rules.break_end(now, minutes)
    assert timedelta(minutes=minutes) <= end - now < timedelta(minutes=minutes + 1)
    assert (end.second, end.microsecond) == (0, 0)


@given(MOMENTS, st.timedeltas(timedelta(days=-9), timedelta(days=9)))
def test_only_a_start_ahead_of_us_today_is_counted_down_to(now: datetime, away: timedelta):
    assert rules.is_soon(now + away, now) == (timedelta() < away <= rules.SOON)


@given(MOMENTS)
def test_a_browser_reads_back_the_same_moment(moment: datetime):
    seconds = rules.milliseconds(moment) / 1000
    assert abs(datetime.fromtimestamp(seconds, UTC) - moment) <= timedelta(milliseconds=1)


def test_an_agenda_is_read_with_and_without_times():
    lines = agenda_lines("08.30  Kaffe\n\n 9:00 Välkomna\nSamtal vid borden\n25.00 Fel\n10.15")
    assert [(one.time, one.words) for one in lines] == [
        ("08.30", "Kaffe"),
        ("9:00", "Välkomna"),
        ("", "Samtal vid borden"),
        ("", "25.00 Fel"),
        ("10.15", ""),
    ]


@given(st.text())
def test_an_agenda_loses_no_word_whatever_is_typed(typed: str):
    said = " ".join(f"{one.time} {one.words}" for one in agenda_lines(typed))
    assert said.split() == typed.split()


@given(st.lists(st.text("abc å", max_size=60), max_size=14))
def test_an_agenda_that_is_let_through_fits_on_the_wall(typed: list[str]):
    lines = agenda_lines("\n".join(typed))
    fits = len(lines) <= MOST_LINES and all(len(one.words) <= MOST_CHARACTERS for one in lines)
    assert (agenda_problem("\n".join(typed)) == "") == fits
