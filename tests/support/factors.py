"""Factor lists with answers, made with the program's own operations."""

from collections.abc import Mapping, Sequence

from kiosk.tokens import new_token
from kiosk.voting import operations_factor_votes as votes
from kiosk.voting import queries_factors as queries
from kiosk.voting.models_factors import Factor, FactorList, FactorSuggestion
from kiosk.voting.operations_factor_suggestions import create_suggestion
from kiosk.voting.operations_factors import Words, create_list
from tests.support.meeting import Hall

TEXTS = ("Tydliga underlag", "Mindre delar", "Kort svarstid")


def make_list(hall: Hall, texts: Sequence[str] = TEXTS, title: str = "Så här ser det ut") -> int:
    """Make a list; return its id."""
    words = [Words(text) for text in texts]
    return int(create_list(hall.meeting.id, None, Words(title, "How it looks"), words).id)


def open_list(hall: Hall, texts: Sequence[str] = TEXTS) -> int:
    """Make a list and let the room vote on it; return its id."""
    list_id = make_list(hall, texts)
    votes.open_list(list_id, None)
    return list_id


def factor(list_id: int, text: str) -> Factor:
    """Return the factor with these words."""
    [found] = [one for one in queries.list_factors(list_id, removed=True) if one.text_sv == text]
    return found


def answer(list_id: int, said: Mapping[str, str], voter: str = "", operation: str = "") -> None:
    """Let somebody, new unless said who, answer about factors by their words."""
    values = {factor(list_id, text).id: value for text, value in said.items()}
    tried = operation or new_token()
    votes.cast_factor_ballots(list_id, voter or new_token(), values, tried)


def crowd(list_id: int, text: str, keep: int, change: int = 0, remove: int = 0) -> None:
    """Let so many new people give each answer about one factor."""
    for value, count in (("keep", keep), ("change", change), ("remove", remove)):
        for _ in range(count):
            answer(list_id, {text: value})


def close(list_id: int) -> FactorList:
    """Close the vote; return the list as it is then."""
    votes.close_list(list_id, None)
    found = queries.find_list(list_id)
    assert found
    return found


def suggest(list_id: int, text: str, voter: str = "") -> FactorSuggestion:
    """Suggest a factor, by somebody new unless said who; return the suggestion."""
    known = {one.id for one in FactorSuggestion.select()}
    create_suggestion(list_id, voter or new_token(), text, new_token())
    [made] = [one for one in FactorSuggestion.select() if one.id not in known]
    return made


def counts(list_id: int, text: str) -> dict[str, int]:
    """Return how many gave each answer about a factor."""
    return queries.count_answers(list_id).get(factor(list_id, text).id, {})
