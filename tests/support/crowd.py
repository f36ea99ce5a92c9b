"""A thousand bidders who answer in random order, each in a way that can be recognised."""

import json
import random
from dataclasses import dataclass, field

from kiosk.evaluations import operations_drafts, operations_responses, queries_versions
from kiosk.evaluations.models import Invitation
from kiosk.evaluations.models_answers import Response
from kiosk.evaluations.rules_drafts import Drawn
from kiosk.tokens import token_hash
from tests.support.procurements import invite, open_evaluation

SIGNS = ("inf1", "inf2", "til1", "kom1")  # ten steps each: ten thousand people can be told apart


@dataclass
class Crowd:
    """Who was invited, who answered in which order, and which response is whose."""

    tokens: list[str]
    answered: list[str] = field(default_factory=list)  # invitations, in the true order
    truth: dict[str, str] = field(default_factory=dict)  # response → invitation
    rank: dict[str, int] = field(default_factory=dict)  # invitation or response → when


def make_crowd(people: int, procurements: int, undecided: int = 0) -> Crowd:
    """Invite so many over some procurements; all answer but the undecided, who only begin."""
    tokens = [
        token
        for number in range(procurements)
        for token in invite(open_evaluation(), people // procurements, contact=f"Kontakt {number}")
    ]
    random.shuffle(tokens)
    crowd = Crowd(tokens)
    numbers = {token: number for number, token in enumerate(tokens)}
    late = tokens[: len(tokens) - undecided]
    for token in tokens[len(late) :]:
        save(token, numbers[token])
    for token in late:
        save(token, numbers[token])
        operations_responses.submit(token)
    _tell(crowd, late, numbers)
    return crowd


def save(token: str, number: int) -> None:
    """Answer so that the number can be read from the answers."""
    digits = {sign: f"{number // 10**place % 10 + 1}" for place, sign in enumerate(SIGNS)}
    operations_drafts.save_page(token, {"out": '["lost"]', **digits}, Drawn())


def number_in(answers: list[str | None]) -> int:
    """Return whose response it is: what an attacker does not know."""
    ids = [item.id for item in queries_versions.items_of(1) if item.spec.kind != "text"]
    digits = [answers[ids.index(sign)] or "1" for sign in SIGNS]
    return sum((int(digit) - 1) * 10**place for place, digit in enumerate(digits))


def _tell(crowd: Crowd, order: list[str], numbers: dict[str, int]) -> None:
    people = {row.token_hash: row.id for row in Invitation.select()}
    crowd.answered = [people[token_hash(token)] for token in order]
    by_number = {numbers[token]: people[token_hash(token)] for token in order}
    crowd.rank = {one: rank for rank, one in enumerate(crowd.answered)}
    for response in Response.select():
        owner = by_number[number_in(json.loads(response.answers))]
        crowd.truth[response.id] = owner
        crowd.rank[response.id] = crowd.rank[owner]
