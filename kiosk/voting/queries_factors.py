"""Read factor lists, what is answered and what is suggested; every number is counted from rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from kiosk.db import database, run_sql
from kiosk.questions.answers import Chosen, CorruptAnswer, decode
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.tally import Tally, suppress, tally
from kiosk.voting import rules_factors as rules
from kiosk.voting.models_factors import Factor, FactorList, FactorSuggestion
from kiosk.voting.secrets import voter_key

# PostgreSQL: as with ballots, a closing waits for answers on their way, and they for it.
FACTORS = 12  # our kind of advisory lock, by list
ONE_MORE = f"SELECT pg_advisory_xact_lock_shared({FACTORS}, ?)"
NO_MORE = f"SELECT pg_advisory_xact_lock({FACTORS}, ?)"
FIND_OPEN = (
    "SELECT secret FROM factor_list WHERE id = ? AND opened_at IS NOT NULL AND closed_at IS NULL"
)


@dataclass(frozen=True, slots=True)
class FactorResult:
    """One factor's result as it may be shown; without agreement where too few answered."""

    factor: Factor
    tally: Tally
    agreement: rules.Agreement | None


def find_list(list_id: int, for_update: bool = False) -> FactorList | None:
    """Return the list, or None; inside a write others that change it may have to wait."""
    query = FactorList.select().where(FactorList.id == list_id)
    if for_update and database.for_update and database.in_transaction():
        query = query.for_update()
    return cast(FactorList | None, query.first())


def list_lists(meeting_id: int) -> list[FactorList]:
    """Return a meeting's factor lists in their order."""
    found = FactorList.select().where(FactorList.meeting == meeting_id)
    return list(found.order_by(FactorList.position, FactorList.id))


def find_open_list(meeting_id: int) -> FactorList | None:
    """Return the list that is voted on just now, if any."""
    found = FactorList.select().where(
        FactorList.meeting == meeting_id,
        FactorList.opened_at.is_null(False),
        FactorList.closed_at.is_null(),
    )
    return cast(FactorList | None, found.first())


def has_opened_list(meeting_id: int) -> bool:
    """Tell whether any factor vote of the meeting has been opened."""
    found = FactorList.select().where(
        FactorList.meeting == meeting_id, FactorList.opened_at.is_null(False)
    )
    return bool(found.exists())


def find_factor(factor_id: int) -> Factor | None:
    """Return the factor, or None."""
    return Factor.get_or_none(Factor.id == factor_id)


def list_factors(list_id: int, removed: bool = False) -> list[Factor]:
    """Return the factors of a list in their order; `removed`: also those taken away meanwhile."""
    query = Factor.select().where(Factor.list == list_id)
    if not removed:
        query = query.where(Factor.removed_at.is_null())
    return list(query.order_by(Factor.position, Factor.id))


def spec_of(factor: Factor) -> QuestionSpec:
    """Return a factor as the question it is."""
    return rules.spec_for(factor.id, factor.text_sv, factor.text_en)


def find_open_secret(list_id: int) -> str | None:
    """Return the secret of a list that is voted on, which goes on being so meanwhile, or None."""
    if database.for_update and database.in_transaction():
        run_sql(ONE_MORE, (list_id,))
    row = run_sql(FIND_OPEN, (list_id,)).fetchone()
    # A restored backup holds an open list without its secret: it takes no more votes.
    return str(row[0]) if row and row[0] else None


def wait_for_ballots(list_id: int) -> None:
    """Wait until answers on their way are in; more must wait until the running write is over."""
    if database.for_update:
        run_sql(NO_MORE, (list_id,))


def count_voters(list_id: int) -> int:
    """Count those who have answered about at least one factor, from the rows."""
    row = run_sql("SELECT COUNT(*) FROM factor_voter WHERE list_id = ?", (list_id,)).fetchone()
    return int(row[0])


def count_answers(list_id: int) -> dict[int, dict[str, int]]:
    """Count how many gave each answer about each factor, from the rows."""
    rows = run_sql(
        "SELECT b.factor_id, b.answer, COUNT(*) FROM factor_ballot b"
        " JOIN factor f ON f.id = b.factor_id WHERE f.list_id = ? GROUP BY b.factor_id, b.answer",
        (list_id,),
    ).fetchall()
    found: dict[int, dict[str, int]] = {}
    for factor, answer, count in rows:
        found.setdefault(int(factor), {})[str(answer)] = int(count)
    return found


def find_mine(one: FactorList, voter: str) -> dict[int, str]:
    """Return this voter's own answers by factor, while the vote is open."""
    if not one.secret or one.closed_at is not None:
        return {}
    keys = {key_at(one.secret, f.id, voter): f for f in list_factors(one.id)}
    if not keys:
        return {}
    marks = ", ".join("?" * len(keys))
    rows = run_sql(
        f"SELECT voter_key, answer FROM factor_ballot WHERE voter_key IN ({marks})",  # noqa: S608
        tuple(keys),
    ).fetchall()
    found = {keys[key].id: _chosen(keys[key], str(answer)) for key, answer in rows}
    return {factor: answer for factor, answer in found.items() if answer}


def key_at(secret: str, factor_id: int, voter: str) -> str:
    """Return a voter's key at one factor; it has nothing in common with that at another."""
    return voter_key(secret, f"{factor_id}:{voter}")


def _chosen(factor: Factor, stored: str) -> str:
    try:
        answer = decode(spec_of(factor), stored)
    except CorruptAnswer:
        return ""
    return answer.ids[0] if isinstance(answer, Chosen) else ""


def list_results(one: FactorList, threshold: int) -> list[FactorResult]:
    """Return a closed list's results, the least agreed on first; nothing that is withheld."""
    counts, found = count_answers(one.id), []
    for factor in list_factors(one.id):
        shown = suppress(tally(spec_of(factor), counts.get(factor.id, {})), threshold)
        found.append(FactorResult(factor, shown, rules.agreement(shown)))
    order = rules.by_disagreement([result.agreement for result in found])
    return [found[place] for place in order]


def find_suggestion(suggestion_id: str) -> FactorSuggestion | None:
    """Return the suggestion, or None."""
    return FactorSuggestion.get_or_none(FactorSuggestion.id == suggestion_id)


def list_suggestions(list_id: int, state: str) -> list[FactorSuggestion]:
    """Return a list's suggestions in a state, by their keys, which tell nothing."""
    found = FactorSuggestion.select().where(
        FactorSuggestion.list == list_id, FactorSuggestion.state == state
    )
    return list(found.order_by(FactorSuggestion.id))


def list_of_author(list_id: int, author: str) -> list[FactorSuggestion]:
    """Return what one person has suggested for a list."""
    found = FactorSuggestion.select().where(
        FactorSuggestion.list == list_id, FactorSuggestion.author == author
    )
    return list(found.order_by(FactorSuggestion.id))


def list_own(one: FactorList, voter: str) -> list[FactorSuggestion]:
    """Return what this voter has suggested for a list that is open."""
    return list_of_author(one.id, voter_key(one.secret, voter)) if one.secret else []


def count_suggestions(list_id: int) -> int:
    """Count the suggestions for a list, whatever has become of them."""
    return int(FactorSuggestion.select().where(FactorSuggestion.list == list_id).count())
