"""Prepare the result page: every question in the person's language; no queries."""

from dataclasses import dataclass

from kiosk.questions.fingerprint import short
from kiosk.voting.pictures import ResultPicture, draw_result
from kiosk.voting.pictures_groups import NAMES, GroupsPicture, draw_groups
from kiosk.voting.queries_result import Asked, Report
from kiosk.voting.rules import phase
from kiosk.voting.specs import spec_of

ROLES, MODES = NAMES["role"], NAMES["mode"]


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """One closed question; `result` is None where too few have answered."""

    number: int
    prompt: str
    revealed: bool
    rerun_of: int | None
    fingerprint: str
    result: ResultPicture | None
    texts: list[str]
    groups: GroupsPicture | None = None


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """The whole page: closed questions in order, then what is open, then what was never asked."""

    checked_in: int
    by_role: list[tuple[str, int]]
    by_mode: list[tuple[str, int]]
    asked: list[QuestionPicture]
    open: list[tuple[int, str]]
    never: list[tuple[int, str]]


def draw_report(report: Report, language: str, year: int) -> ReportPicture:
    """Prepare the report for drawing in a language; `year` is of the meeting, for the key."""
    presence = report.presence
    return ReportPicture(
        checked_in=presence.total,
        by_role=[(str(words), presence.by_role[key]) for key, words in ROLES.items()],
        by_mode=[(str(words), presence.by_mode[key]) for key, words in MODES.items()],
        asked=[_draw(asked, language, year) for asked in report.asked],
        open=[(number, spec_of(question).text(language)) for number, question in report.open],
        never=[(number, spec_of(question).text(language)) for number, question in report.never],
    )


def _draw(asked: Asked, language: str, year: int) -> QuestionPicture:
    withheld = asked.result.tally.withheld
    drawn = None if withheld else draw_result(asked.result, language, year)
    return QuestionPicture(
        number=asked.number,
        prompt=asked.result.tally.spec.text(language),
        revealed=phase(asked.question) == "revealed",
        rerun_of=asked.rerun_of,
        fingerprint=short(asked.question.fingerprint),
        result=drawn,
        texts=[text for text, count in asked.texts for _ in range(count)],
        groups=draw_groups(asked.result, drawn, language) if drawn else None,
    )
