"""Read everything the sittings of one meeting have answered, for their common page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import kiosk.meetings.queries_attendance as attendance
import kiosk.meetings.queries_sittings as held
from kiosk.questions.tally import suppress, tally
from kiosk.questions.template_c import TEMPLATE_C
from kiosk.voting import queries_exit, queries_sittings, queries_wishes
from kiosk.voting.queries_result import shuffled_texts
from kiosk.voting.queries_sittings import Answers, Column, Together

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.questions.kinds import QuestionSpec
    from kiosk.voting.models_exit import ExitForm
    from kiosk.voting.models_wishes import WishBox


@dataclass(frozen=True, slots=True)
class Written:
    """One approved wish, its support, and the sitting it was written at."""

    text: str
    support: int
    meeting: Meeting
    answered: bool


@dataclass(frozen=True, slots=True)
class Box:
    """One heading, and everything approved under it, the most supported first."""

    box: WishBox
    wishes: list[Written]


@dataclass(frozen=True, slots=True)
class Report:
    """The sittings beside each other: who came, what they answered, wished and left with."""

    sittings: list[tuple[Meeting, int]]
    asked: list[Together]
    exits: list[Together]
    boxes: list[Box]
    trend: list[queries_exit.Year]


def get_report(meeting: Meeting) -> Report:
    """Return what the sittings of the meeting have made public, apart and added up."""
    everyone = held.list_sittings(meeting)
    return Report(
        sittings=[(one, attendance.count_presence(one.id).total) for one in everyone],
        asked=queries_sittings.list_together(meeting),
        exits=_exits(everyone),
        boxes=_boxes(everyone),
        trend=queries_exit.list_trend(everyone[-1]),
    )


def texts_of(one: Together) -> list[tuple[str, int]]:
    """Return the texts of what may be shown: of the sum, else of the only sitting that is shown."""
    if one.total is not None:
        return shuffled_texts(one.spec, one.total.counts, one.total.salt)
    return []


def _exits(everyone: list[Meeting]) -> list[Together]:
    """Return each question at the way out, for the sittings whose answers are closed."""
    closed = [
        (one, form)
        for one in everyone
        if (form := queries_exit.find_form(one.id)) and queries_exit.is_readable(one)
    ]
    return [_exit(spec, everyone, closed) for spec in TEMPLATE_C] if closed else []


def _exit(
    spec: QuestionSpec, everyone: list[Meeting], closed: list[tuple[Meeting, ExitForm]]
) -> Together:
    found = [
        Answers(one, queries_exit.count_answers(one.id, spec.lineage), form.closed_at, form.salt)
        for one, form in closed
    ]
    shown = {part.meeting.id: suppress(tally(spec, part.counts), part.meeting.threshold)
             for part in found}  # fmt: skip
    columns = [Column(one, shown.get(one.id)) for one in everyone]
    return Together(spec, columns, queries_sittings.add(spec, found))


def _boxes(everyone: list[Meeting]) -> list[Box]:
    found: dict[str, Box] = {}
    for meeting in everyone:
        for board in queries_wishes.list_boards(queries_wishes.list_boxes(meeting.id)):
            box = found.setdefault(board.box.lineage or str(board.box.id), Box(board.box, []))
            box.wishes.extend(
                Written(line.wish.text, line.support, meeting, line.wish.answered_at is not None)
                for line in board.approved
            )
    for box in found.values():
        box.wishes.sort(key=lambda one: -one.support)
    return list(found.values())
