"""Read what the report is made of: released responses, how many were invited, notes.

Nothing here is about one procurement; only about half-years, and all of them together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from peewee import fn

from kiosk.db import database, run_sql
from kiosk.evaluations import queries, queries_versions, rules
from kiosk.evaluations.models import Procurement
from kiosk.evaluations.models_answers import Response
from kiosk.evaluations.models_report import ReportNote
from kiosk.evaluations.report_columns import BETWEEN, Responses, read_responses
from kiosk.evaluations.report_figures import Figures
from kiosk.evaluations.rules_report import split_half
from kiosk.live.hub import hub
from kiosk.municipality.queries import get_municipality
from kiosk.questions.form import Item
from kiosk.questions.thresholds import effective_threshold

TOPIC = "responses"  # moves when responses are released and when a written answer has been read
# All of a version in one row: three times as fast as one by one. The plus keeps SQLite from taking
# an index and then looking each response up.
RELEASED = (
    "SELECT {1}(period, ?), {1}(category, ?), {1}(unit, ?), {1}(answers, ',') FROM response "
    "WHERE {0}waiting = ? AND {0}version = ?"
)
RELEASED_IN_SQLITE = RELEASED.format("+", "group_concat")
RELEASED_IN_POSTGRES = RELEASED.format("", "string_agg")
INVITED = (
    "SELECT +procurement_id, COUNT(*), SUM(CASE WHEN answered THEN 1 ELSE 0 END) FROM invitation "
    "GROUP BY +procurement_id"
)
COUNTED = "SELECT COUNT(*), MIN(id), MAX(id) FROM response WHERE waiting = ?"

_known: dict[str, tuple[object, Any]] = {}


@dataclass(frozen=True, slots=True)
class Turnout:
    """How many were invited about a half-year's procurements, and how many have answered."""

    half: str
    invited: int = 0
    answered: int = 0
    waiting: int = 0  # responses that wait for others, and are in no figure


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the form, as the trend needs it."""

    number: int
    items: list[Item] = field(default_factory=list)


def threshold() -> int:
    """Return the fewest answers that anything is shown for."""
    return effective_threshold(get_municipality().threshold)


def get_figures() -> Figures:
    """Return what can be shown of the released responses, remembered until there are others."""
    k = threshold()
    # The count too, and two of the random keys: a program that tells nobody may have put some in,
    # or taken some out.
    counted = tuple(run_sql(COUNTED, (False,)).fetchone())
    stamp = (hub.revision(TOPIC), counted, k, _form_stamp())
    known = _known.get("figures")
    if known is None or known[0] != stamp:
        known = _known["figures"] = (stamp, Figures(_read_all(), k))
    figures: Figures = known[1]
    return figures


def forget() -> None:
    """Forget what was remembered; the bench measures what the first page takes."""
    _known.clear()


def list_form_versions() -> list[Version]:
    """Return the versions of the form that responses may answer, the oldest first."""
    lines = [line for line in queries_versions.list_versions()[::-1] if line.finished]
    return [Version(line.number, line.items) for line in lines]


def list_turnouts() -> list[Turnout]:
    """Return how many were invited and have answered, by the half-year of the decision."""
    counts = _counts_by_procurement()
    found: dict[str, tuple[int, int]] = {}
    for one in _opened():
        decided = queries.decision_of(one).decided_on
        if decided is None or queries.why_shut(one):
            continue  # while the gate is shut nothing tells how many there are
        invited, answered = counts.get(one.id, (0, 0))
        half = rules.half_year(decided)
        before = found.get(half, (0, 0))
        more = (invited + one.purged_invited, answered + one.purged_answered)
        found[half] = (before[0] + more[0], before[1] + more[1])
    waiting = _count_waiting()
    return [
        Turnout(half, *found.get(half, (0, 0)), waiting.get(half, 0))
        for half in sorted({*found, *waiting})
    ]


def list_notes(halves: Iterable[str] | None = None) -> list[ReportNote]:
    """Return the notes about these half-years, or all, the latest first."""
    query = ReportNote.select().order_by(ReportNote.period.desc(), ReportNote.id.desc())
    return list(query if halves is None else query.where(ReportNote.period.in_(list(halves))))


def find_note(note_id: int) -> ReportNote | None:
    """Return the note, or None."""
    return ReportNote.get_or_none(ReportNote.id == note_id)


def years_of(halves: Iterable[str]) -> range:
    """Return the years from the first half-year to the last."""
    years = [split_half(half)[0] for half in halves]
    return range(min(years), max(years) + 1) if years else range(0)


def _read_all() -> Responses:
    versions = {one.number: one.items for one in list_form_versions()}
    sql = RELEASED_IN_POSTGRES if database.for_update else RELEASED_IN_SQLITE
    between = (BETWEEN, BETWEEN, BETWEEN)
    found = ((one, run_sql(sql, (*between, False, one)).fetchone()) for one in versions)
    # Without any response the texts are NULL.
    return read_responses([(one, *texts) for one, texts in found if texts[3]], versions)


def _form_stamp() -> tuple[int, ...]:
    return tuple(one.number for one in list_form_versions())


def _opened() -> Iterable[Any]:
    """Return of the procurements whose evaluation was opened what the gate goes by, and counts."""
    it = Procurement
    columns = (
        it.id, it.state, it.awarded_on, it.cancelled_on, it.decision_at, it.withdrawn_at,
        it.review_since, it.purged_invited, it.purged_answered,
    )  # fmt: skip
    opened = it.select(*columns).where(it.opened_at.is_null(False))
    return opened.namedtuples()


def _counts_by_procurement() -> dict[int, tuple[int, int]]:
    """Count links by procurement, those taken back too.

    Else taking one back would tell, by what the number does, whether it had been used.
    """
    return {key: (n, int(answered or 0)) for key, n, answered in run_sql(INVITED).fetchall()}


def _count_waiting() -> dict[str, int]:
    query = (
        Response.select(Response.period, fn.COUNT(Response.id))
        .where(Response.waiting)
        .group_by(Response.period)
    )
    rows: Iterable[tuple[str, int]] = query.tuples()  # type: ignore[assignment]
    return dict(rows)
