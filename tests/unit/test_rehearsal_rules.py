"""What pretended people decide, and how long a rehearsal lives."""

from datetime import UTC, date, datetime, timedelta
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.meetings import rules_rehearsal as lives
from kiosk.questions.answers import parse_answer
from kiosk.questions.kinds import Option, QuestionSpec
from kiosk.questions.template_c import TEMPLATE_C
from kiosk.questions.templates import template_b
from kiosk.questions.text import clean_text
from kiosk.voting import rules_rehearsal as rules
from kiosk.voting.rules_rehearsal_words import WISHES, sentences
from kiosk.voting.rules_wishes import MOST_CHARACTERS, folded

NOW = datetime(2026, 11, 27, 14, tzinfo=UTC)
CHOICE = QuestionSpec("q", "choice", "Färg?", options=(Option("a", "Röd"), Option("b", "Blå")))
TEXT = QuestionSpec("t", "text", "Vad?", max_length=20)


@pytest.mark.parametrize("spec", [*template_b("Grannköping"), TEXT], ids=lambda spec: spec.lineage)
def test_every_pretended_vote_is_an_answer_that_the_question_takes(spec: QuestionSpec) -> None:
    for act in rules.votes("seed", spec, 200, "sv"):
        assert parse_answer(spec, act.values)


def test_most_vote_within_seconds_of_the_opening_and_some_never() -> None:
    acts = rules.votes("seed", CHOICE, 1000, "sv")
    first = {act.number: act.after for act in reversed(acts)}
    assert 880 < len(first) < 960
    assert min(first.values()) >= rules.FASTEST
    assert max(first.values()) <= rules.SLOWEST
    assert 7 < median(first.values()) < 11


def test_some_change_their_mind_and_then_later_than_they_voted() -> None:
    acts = rules.votes("seed", CHOICE, 1000, "sv")
    again = [act for act in acts if act.operation.endswith(":2")]
    first = {act.number: act.after for act in acts if act.operation.endswith(":1")}
    assert 30 < len(again) < 90
    assert all(act.after > first[act.number] for act in again)


def test_everybody_has_come_after_a_minute_and_half_of_them_after_half() -> None:
    acts = rules.arrivals("seed", 1000)
    assert sorted(act.number for act in acts) == list(range(1000))
    assert acts[-1].after <= 60
    assert 20 < median(act.after for act in acts) < 35


def test_the_same_seed_gives_the_same_people_and_another_seed_others() -> None:
    assert rules.votes("one", CHOICE, 50, "sv") == rules.votes("one", CHOICE, 50, "sv")
    assert rules.votes("one", CHOICE, 50, "sv") != rules.votes("two", CHOICE, 50, "sv")


@pytest.mark.parametrize("language", ["sv", "en"])
def test_each_wish_is_written_once_by_its_own_author_and_fits(language: str) -> None:
    acts = rules.wishes("seed", "w1", 200, language)
    texts = [act.values[0] for act in acts]
    assert len(set(texts)) == len(texts) == len(sentences(language, "w1"))
    assert len({act.number for act in acts}) == len(acts)


@given(st.sampled_from([10, 50]), st.text(max_size=9))
def test_few_people_write_fewer_wishes(people: int, seed: str) -> None:
    assert len(rules.wishes(seed, "w2", people, "sv")) <= (people + 1) // 2


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_sentence_fits_where_it_is_written(language: str) -> None:
    for texts in WISHES[language].values():
        assert all(clean_text(text, MOST_CHARACTERS) == text for text in texts)
        assert len({folded(text) for text in texts}) == len(texts)


def test_a_wish_is_supported_by_sixty_people_at_most() -> None:
    most = max(len(rules.supports(str(seed), 1000)) for seed in range(20))
    assert most == rules.MOST_SUPPORT


def test_what_is_answered_at_the_way_out_fits_its_form() -> None:
    acts = rules.leavings("seed", 200)
    assert 110 < len(acts) < 170
    for act in acts:
        answers = rules.leaving_answers("seed", act.number, "sv")
        assert set(answers) <= {spec.lineage for spec in TEMPLATE_C}
        assert {"x1", "x2", "x3", "x4"} <= set(answers)


def test_about_three_people_come_from_two_companies() -> None:
    people = [rules.person("seed", number, "sv", remote=False) for number in range(300)]
    companies = {one.company for one in people if one.company}
    assert 100 < len(companies) <= 200
    assert {one.mode for one in people} == {"room"}


@pytest.mark.parametrize("typed", ["", "0", "51", "-10", "1e3", "1000000", "٥٠"])
def test_only_the_numbers_offered_are_taken(typed: str) -> None:
    assert lives.size_of(typed) is None


def test_the_title_of_a_copy_says_what_it_is_and_fits() -> None:
    assert lives.title_of("Dialogträff", "sv") == "ÖVNING: Dialogträff"
    assert len(lives.title_of("x" * 120, "en")) == 120


def test_pretended_people_rest_after_two_hours_alone() -> None:
    assert not lives.rests(NOW - timedelta(hours=2), NOW)
    assert lives.rests(NOW - timedelta(hours=2, seconds=1), NOW)


@pytest.mark.parametrize(
    ("days", "hours", "gone"), [(0, 9, False), (1, 1, False), (1, 3, True), (9, 200, True)]
)
def test_a_rehearsal_of_another_day_is_left_behind_once_nobody_is_in_it(
    days: int, hours: int, gone: bool
) -> None:
    today = date(2026, 11, 27)
    last = NOW - timedelta(hours=hours)
    assert lives.is_left_behind(today - timedelta(days=days), today, last, NOW) is gone
