"""Read a question's extra count: the group somebody votes in, and the result that was kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import kiosk.meetings.queries_groups as checked_in
from kiosk.db import run_sql
from kiosk.meetings.rules import MODES, ROLES
from kiosk.questions.tally import Tally, tally
from kiosk.tokens import derived_token
from kiosk.voting import rules_groups as rules
from kiosk.voting.models_groups import GroupResult
from kiosk.voting.specs import spec_of

if TYPE_CHECKING:
    from kiosk.voting.models import Question

BY_MARK = (
    "SELECT COALESCE(group_mark.mark, ''), ballot.answer, COUNT(*) FROM ballot"
    " LEFT JOIN group_mark ON group_mark.question_id = ballot.question_id"
    " AND group_mark.voter_key = ballot.voter_key"
    " WHERE ballot.question_id = ? GROUP BY 1, 2"
)
COUNT_MARKS = "SELECT COUNT(DISTINCT mark) FROM group_mark WHERE question_id = ? AND mark <> ''"


@dataclass(frozen=True, slots=True)
class Part:
    """The companies' count, or one group's; `key` is its name in exports."""

    name: str
    key: str
    tally: Tally
    counts: dict[str, int]
    salt: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Groups:
    """A closed question's extra count as it may be shown."""

    also: str
    outcome: str
    persons: int | None = None  # who voted, where only the companies' voices are kept
    parts: list[Part] = field(default_factory=list)

    @property
    def is_alone(self) -> bool:
        """Tell whether the question's own result is the companies' voices."""
        return self.outcome == "alone"


@dataclass(frozen=True, slots=True)
class Extra:
    """How a question is counted once more; `companies` have voted, as far as that is known."""

    also: str
    by_company: bool
    companies: int | None
    outcome: str | None


def group_of(also: str, question_id: int, attendance_id: str, pepper: str) -> str:
    """Return what the person's ballot is counted under, or "" for none.

    A company's name is turned into a token that nobody without the installation's secret (not in
    the database) can make.
    """
    said = checked_in.find_said(attendance_id) if also else None
    if said is None or said.vote_only:
        return ""
    who = rules.Belonging(said.role, said.mode, said.company, said.municipality)
    group = rules.group_of(also, who)
    if group and also in rules.BY_COMPANY:
        return derived_token(pepper, "company", str(question_id), group)
    return group


def count_by_mark(question_id: int) -> dict[str, dict[str, int]]:
    """Count the ballots that hold each answer, by the mark of their group."""
    found: dict[str, dict[str, int]] = {}
    for mark, answer, count in run_sql(BY_MARK, (question_id,)).fetchall():
        found.setdefault(str(mark), {})[str(answer)] = int(count)
    return found


def get_extra(question: Question) -> Extra | None:
    """Return how the question on stage is counted once more, as the host sees it."""
    if not question.also:
        return None
    companies = count_companies(question)
    by_company = question.also in rules.BY_COMPANY
    return Extra(question.also, by_company, companies, question.also_outcome)


def count_companies(question: Question) -> int | None:
    """Count the companies that have voted; None where they aren't counted, or are too few."""
    if question.also not in rules.BY_COMPANY:
        return None
    if question.also_outcome == "shown":
        return sum(sum(row.counts.values()) for row in _list_results(question.id))
    if question.also_outcome == "alone":  # their voices are what is left
        return _count("SELECT COUNT(*) FROM ballot WHERE question_id = ?", question.id)
    if question.closed_at is not None:
        return None
    return _count(COUNT_MARKS, question.id)


def _count(sql: str, question_id: int) -> int:
    return int(run_sql(sql, (question_id,)).fetchone()[0])


def result_key(question: Question) -> str:
    """Return the name under which the question's own result is fingerprinted."""
    if question.also_outcome == "alone":
        return rules.part_key(question.id, "deciding", rules.COMPANIES)
    return str(question.id)


def get_groups(question: Question, voters: int, threshold: int) -> Groups | None:
    """Return the extra count of a closed question, or None where there is none."""
    if not question.also or question.also_outcome is None:
        return None
    also, outcome, persons = question.also, question.also_outcome, question.also_persons
    rows = {row.part: row for row in _list_results(question.id)}
    sizes = {part: sum(row.counts.values()) for part, row in rows.items()}
    shown = rules.visible(also, voters, sizes, threshold)
    if outcome == "shown" and not shown:
        outcome = "few"
    order = rules.in_order(also, shown, ROLES, MODES)
    return Groups(also, outcome, persons, [_part(question, rows[part]) for part in order])


def _list_results(question_id: int) -> list[GroupResult]:
    return list(GroupResult.select().where(GroupResult.question == question_id))


def _part(question: Question, row: GroupResult) -> Part:
    return Part(
        name=row.part,
        key=rules.part_key(question.id, question.also or "", row.part),
        tally=tally(spec_of(question), row.counts),
        counts=row.counts,
        salt=row.salt,
        fingerprint=row.fingerprint,
    )
