"""Vote on factors: open, answer, close for good, reveal, turn the wall's pages."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk import audit, clock
from kiosk.db import checkpoint, run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.questions.answers import InvalidAnswer, encode, parse_answer
from kiosk.questions.fingerprint import canonical, fingerprint_of
from kiosk.tokens import new_key
from kiosk.voting import operations, queries, rules, rules_factors
from kiosk.voting import queries_factors as factors
from kiosk.voting.models import Stage
from kiosk.voting.models_factors import FactorBallot, FactorList, FactorSuggestion, FactorVoter
from kiosk.voting.operations_ballots import AT_ONCE, NOT_AN_ANSWER
from kiosk.voting.operations_factors import locked
from kiosk.voting.operations_scenes import show_scene
from kiosk.voting.secrets import voter_key

TABLES = ("factor_list", "factor_ballot", "factor_voter", "factor_suggestion")
CLOSED = lazy(
    "The vote closed before your answers arrived, so these were not counted. "
    "Those that had come through before are."
)
WRONG_PHASE = lazy("The vote is already past that. This is how it stands now.")
ANSWER = (
    "INSERT INTO factor_ballot (id, factor_id, voter_key, answer, operation) VALUES"
    " (?, ?, ?, ?, ?) ON CONFLICT (factor_id, voter_key)"
    " DO UPDATE SET answer = excluded.answer, operation = excluded.operation"
    " WHERE factor_ballot.operation <> excluded.operation OR excluded.operation = ''"
)
TOOK_PART = (
    "INSERT INTO factor_voter (id, list_id, voter_key) VALUES (?, ?, ?)"
    " ON CONFLICT (list_id, voter_key) DO NOTHING"
)


@dataclass(frozen=True, slots=True)
class Counted:
    """What came of one sending: how many answers count, and those about factors taken away."""

    answers: int
    removed: tuple[int, ...] = ()


def open_list(list_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Let the room vote on a list; raises Refusal another_open, no_factors or stage_moved (409)."""
    meeting_id = locked(list_id).meeting_id

    def change(stage: Stage) -> dict[str, Any]:
        one = _fresh(list_id, "open")
        operations.refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        if factors.find_open_list(meeting_id) is not None:
            raise Refusal("another_open", lazy("Another list is voted on. Close it first."))
        if not factors.list_factors(list_id):
            raise Refusal("no_factors", lazy("The list has no factors yet."))
        one.opened_at, one.opened_by = clock.now(), who
        one.secret = secrets.token_hex(32)
        one.save()
        _put_on_stage(stage, list_id)
        return {"factors_opened": list_id}

    return operations.on_stage(meeting_id, who, expect, "open_factors", change)


def show_list(list_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Show a list again as it stands: open, closed or with its result."""
    one = locked(list_id)
    if one.opened_at is None:
        raise Refusal("wrong_phase", WRONG_PHASE)
    return show_scene(one.meeting_id, "factors", who, expect, {"list": list_id, "page": 0})


def close_list(list_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Close the vote for good: fix the result by its fingerprint and destroy the secret."""
    meeting_id = locked(list_id).meeting_id

    def change(stage: Stage) -> None:
        factors.wait_for_ballots(list_id)
        _close(_fresh(list_id, "close"), who)
        if queries.find_open_question(meeting_id) is None:
            _put_on_stage(stage, list_id)

    stage = operations.on_stage(meeting_id, who, expect, "close_factors", change)
    # The destroyed secret must not live on in the write-ahead log, nor in rows of the past.
    checkpoint(*TABLES)
    return stage


def close_lists(meeting_id: int, who: int | None) -> None:
    """Close an open list inside the running write that ends the meeting."""
    one = factors.find_open_list(meeting_id)
    if one is not None:
        factors.wait_for_ballots(one.id)
        _close(one, who)
        audit.record(who, "close_factors", f"meeting:{meeting_id}", list=one.id)


def reveal_list(list_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Show a closed list's result on wall and phones, the least agreed on first."""
    meeting_id = locked(list_id).meeting_id

    def change(stage: Stage) -> dict[str, Any]:
        operations.refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        one = _fresh(list_id, "reveal")
        one.revealed_at, one.revealed_by = clock.now(), who
        one.save()
        _put_on_stage(stage, list_id)
        return {"factors_revealed": list_id}

    return operations.on_stage(meeting_id, who, expect, "reveal_factors", change)


def turn_page(meeting_id: int, page: int, who: int | None, expect: int | None = None) -> Stage:
    """Show another page of the list on the wall; what could be taken back still can be."""

    def change(stage: Stage) -> dict[str, Any] | None:
        if stage.scene != "factors":
            raise Refusal("stage_moved", operations.JUST_BEFORE)
        stage.detail = {**(stage.detail or {}), "page": max(page, 0)}
        return dict(stage.undo) if stage.undo else None

    return operations.on_stage(meeting_id, who, expect, "turn_page", change)


def cast_factor_ballots(
    list_id: int, voter: str, values: Mapping[int, str], operation: str
) -> Counted:
    """Count a voter's answers by factor, each once and in place of an earlier one.

    `voter` is the attendance token or personal code, `operation` the id the phone made: a repeat
    of it changes nothing. An answer about a factor that was taken away is left out and named in
    what is returned. Raises Refusal: nothing_answered or invalid_answer (422), vote_closed (409).
    """
    if not values:
        raise Refusal("nothing_answered", lazy("Answer about at least one factor."), 422)
    answers = {factor: _parse(value) for factor, value in sorted(values.items())}

    def job() -> Counted:
        secret = factors.find_open_secret(list_id)
        if secret is None:
            raise Refusal("vote_closed", CLOSED)
        there = {factor.id for factor in factors.list_factors(list_id)}
        for factor, answer in answers.items():
            if factor in there:
                tried = voter_key(secret, f"{factor}:{operation}") if operation else ""
                key = factors.key_at(secret, factor, voter)
                run_sql(ANSWER, (new_key(), factor, key, answer, tried))
        if there.intersection(answers):
            run_sql(TOOK_PART, (new_key(), list_id, voter_key(secret, voter)))
        removed = tuple(factor for factor in answers if factor not in there)
        return Counted(len(answers) - len(removed), removed)

    counted = write(job)
    if one := factors.find_list(list_id):
        hub.announce_tally(one.meeting_id)
    return counted


def _parse(value: str) -> str:
    try:
        return encode(parse_answer(rules_factors.spec_for(0, "", ""), [value]))
    except InvalidAnswer:
        raise Refusal("invalid_answer", NOT_AN_ANSWER, 422) from None


def _fresh(list_id: int, act: rules.Act) -> FactorList:
    """Read the list inside the transaction and refuse an act that is not its next one."""
    one = locked(list_id)
    if not rules.may(act, one):
        raise Refusal("wrong_phase", WRONG_PHASE)
    return one


def _put_on_stage(stage: Stage, list_id: int) -> None:
    stage.scene, stage.question, stage.cover = "factors", None, ""
    stage.detail = {"list": list_id, "page": 0}


def _close(one: FactorList, who: int | None) -> None:
    one.closed_at, one.closed_by = clock.now(), who
    one.salt, one.secret = secrets.token_hex(16), None
    _mix(one.id)
    counts, code = factors.count_answers(one.id), queries.get_meeting(one.meeting_id).code
    texts = [
        canonical(code, f"factor-{factor.id}", factors.spec_of(factor),
                  counts.get(factor.id, {}), one.salt)
        for factor in factors.list_factors(one.id)
    ]  # fmt: skip
    one.fingerprint = fingerprint_of("".join(texts))
    one.save()


def _mix(list_id: int) -> None:
    """Make the answers anew and forget the people, inside the running write (see mix_ballots).

    What was answered about factors that were taken away is dropped.
    """
    every = [factor.id for factor in factors.list_factors(list_id, removed=True)]
    kept = {factor.id for factor in factors.list_factors(list_id)}
    rows = FactorBallot.select().where(FactorBallot.factor.in_(every))
    fresh = sorted(
        (new_key(), row.factor_id, new_key(), row.answer) for row in rows if row.factor_id in kept
    )
    FactorBallot.delete().where(FactorBallot.factor.in_(every)).execute()
    fields = [FactorBallot.id, FactorBallot.factor, FactorBallot.voter_key, FactorBallot.answer]
    for start in range(0, len(fresh), AT_ONCE):
        FactorBallot.insert_many(fresh[start : start + AT_ONCE], fields).execute()
    voters = sorted((new_key(), list_id, new_key()) for _ in range(factors.count_voters(list_id)))
    FactorVoter.delete().where(FactorVoter.list == list_id).execute()
    people = [FactorVoter.id, FactorVoter.list, FactorVoter.voter_key]
    for start in range(0, len(voters), AT_ONCE):
        FactorVoter.insert_many(voters[start : start + AT_ONCE], people).execute()
    own = FactorSuggestion.select(FactorSuggestion.id).where(FactorSuggestion.list == list_id)
    for one in list(own):
        FactorSuggestion.update(author="", operation=new_key()).where(
            FactorSuggestion.id == one.id
        ).execute()


def _undo(undo: Mapping[str, Any]) -> None:
    """Take back an opening that nobody has answered, or a revealing."""
    if (opened := undo.get("factors_opened")) is not None:
        factors.wait_for_ballots(opened)
        if factors.count_voters(opened) or factors.count_suggestions(opened):
            raise Refusal(
                "has_ballots", lazy("Somebody has already answered. Close the vote instead.")
            )
        FactorList.update(opened_at=None, opened_by=None, secret=None).where(
            FactorList.id == opened
        ).execute()
    if (revealed := undo.get("factors_revealed")) is not None:
        FactorList.update(revealed_at=None, revealed_by=None).where(
            FactorList.id == revealed
        ).execute()


operations.at_the_end(close_lists, *TABLES)
operations.at_undo(_undo)
