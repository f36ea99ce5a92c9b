"""How many were invited: a number that tells nothing of any single link."""

import pytest

from kiosk import clock
from kiosk.evaluations.queries_report import list_turnouts
from tests.support.procurements import invite, open_evaluation

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize("answered", [True, False])
def test_a_link_taken_back_counts_alike_whether_it_was_used_or_not(answered: bool):
    procurement = open_evaluation()
    invite(procurement, 3)
    invite(procurement, 1, revoked_at=clock.now(), answered=answered)
    [turnout] = list_turnouts()
    assert (turnout.invited, turnout.answered) == (4, int(answered))
