"""When the exit evaluation takes answers, when it closes by itself, and the share of its trend."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.questions.kinds import validate_spec
from kiosk.questions.tally import suppress, tally
from kiosk.questions.template_c import TEMPLATE_C, WORTH_IT
from kiosk.voting import rules_exit as rules
from kiosk.voting.models import SCENES

DAYS = st.dates(date(2020, 1, 1), date(2090, 1, 1))
X1 = TEMPLATE_C[0]
COUNTS = st.fixed_dictionaries({f'["{key}"]': st.integers(0, 60) for key in X1.option_ids})


def test_the_template_is_whole_in_both_languages():
    assert [spec.lineage for spec in TEMPLATE_C] == ["x1", "x2", "x3", "x4", "x5"]
    assert not [problem for spec in TEMPLATE_C for problem in validate_spec(spec)]
    assert all(spec.prompt_en and all(option.en for option in spec.options) for spec in TEMPLATE_C)
    assert set(WORTH_IT) <= set(X1.option_ids)


@given(st.sampled_from(SCENES), DAYS, st.integers(0, 3))
def test_answers_are_taken_while_shown_and_on_the_day_of_the_end(
    scene: str, ended: date, later: int
):
    taken = rules.takes_answers(scene, ended, ended + timedelta(days=later))
    assert taken == (scene == "exit" or (scene == "ended" and later == 0))


@given(DAYS, st.one_of(st.none(), st.integers(0, 3)), st.integers(0, 9))
def test_what_takes_answers_after_the_end_is_never_closed_by_the_day(
    opened: date, ended: int | None, later: int
):
    ended_on = None if ended is None else opened + timedelta(days=ended)
    today = opened + timedelta(days=later)
    if ended_on and rules.takes_answers("ended", ended_on, today):
        assert not rules.is_over(opened, ended_on, today)
    if later <= 1 and ended_on is None:
        assert not rules.is_over(opened, ended_on, today)


@given(COUNTS, st.integers(1, 20))
def test_the_share_is_near_the_truth_and_hidden_when_too_few(counts: dict[str, int], k: int):
    result = suppress(tally(X1, counts), k)
    share = rules.worth_it_share(result)
    assert (share is None) == result.withheld
    if share is not None:
        exact = 100 * (counts['["very"]'] + counts['["extremely"]']) / sum(counts.values())
        assert abs(share - exact) < 2
        assert 0 <= share <= 100
