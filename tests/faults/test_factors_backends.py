"""Factor votes are the same on either database."""

from kiosk.voting import queries_factors as lists
from kiosk.voting.models_factors import FactorBallot, FactorSuggestion, FactorVoter
from kiosk.voting.operations import take_back
from kiosk.voting.operations_factor_suggestions import approve_suggestion, withdraw_suggestion
from kiosk.voting.operations_factor_votes import open_list, reveal_list
from kiosk.voting.operations_factors import Words, drop_list, remove_factor, rerun_list
from tests.faults.houses import House
from tests.support import factors
from tests.support.meeting import make_hall


def voted(threshold: int = 5) -> int:
    """Let six people answer about two of three factors, each try sent twice; return the list."""
    hall = make_hall(threshold=threshold)
    made = factors.make_list(hall)
    open_list(made, None)
    take_back(hall.meeting.id, None)
    open_list(made, None)
    for number in range(6):
        said = {"Tydliga underlag": "keep", "Mindre delar": ("keep", "change")[number % 2]}
        for _again in range(2):
            factors.answer(made, said, f"voter {number}", f"try {number} \0")
    return made


def test_a_list_closes_alike_on_both(house: House):
    made = voted()
    remove_factor(factors.factor(made, "Tydliga underlag").id, None)
    closed = factors.close(made)
    reveal_list(made, None)
    found = lists.list_results(closed, 5)
    assert [one.factor.text_sv for one in found] == ["Mindre delar", "Kort svarstid"]
    assert found[0].agreement
    assert (found[0].agreement.percent, found[0].agreement.most) == (50, ("keep", "change"))
    assert (FactorBallot.select().count(), FactorVoter.select().count()) == (6, 6)
    again = rerun_list(made, None)
    drop_list(again.id, None)
    assert len(lists.list_lists(closed.meeting_id)) == 1


def test_suggestions_live_alike_on_both(house: House):
    made = voted()
    approve_suggestion(factors.suggest(made, "Nytt \0 =1+1", "Eva").id, None, Words("Nytt"))
    withdraw_suggestion(factors.suggest(made, "Hoppsan", "Eva").id, "Eva")
    assert [one.text_sv for one in lists.list_factors(made)][-1] == "Nytt"
    factors.close(made)
    assert [one.author for one in FactorSuggestion.select()] == [""]
