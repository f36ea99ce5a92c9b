"""Prepare the common page of a meeting's sittings, and its file; no queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.i18n import _, format_number
from kiosk.meetings.queries_sittings import label_of
from kiosk.questions.fingerprint import short
from kiosk.voting.pictures import BarRow, in_words, mean_position, row_label
from kiosk.voting.pictures_exit import YearPicture, draw_trend
from kiosk.voting.queries_together import Box, Report, texts_of
from kiosk.voting.scene_wishes import title_of

if TYPE_CHECKING:
    from datetime import datetime

    from kiosk.questions.tally import Tally
    from kiosk.voting.queries_sittings import Column, Together


@dataclass(frozen=True, slots=True)
class Cell:
    """One sitting's count and share of one answer; both None where nothing is shown."""

    count: int | None
    percent: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """One column: a sitting, or the sum; `note` says why nothing is shown in it."""

    label: str
    answers: int | None
    note: str
    mean: str | None
    spread: str | None
    fingerprint: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One answer with its cell in each column, the sum last."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class AskedPicture:
    """One question: its columns, the sum's bars, and why there is no sum or whom it leaves out."""

    id: str
    prompt: str
    kind: str
    heads: list[Head]
    lines: list[Line]
    bars: list[BarRow]  # of the sum; of a scale only the steps along it
    mean_position: int | None
    of: str
    left_out: str
    texts: list[str]


@dataclass(frozen=True, slots=True)
class WishPicture:
    """One wish in the common list."""

    text: str
    support: int
    label: str
    answered: bool


@dataclass(frozen=True, slots=True)
class BoxPicture:
    """One heading with its wishes."""

    id: int
    title: str
    wishes: list[WishPicture]


@dataclass(frozen=True, slots=True)
class SittingPicture:
    """One sitting at the head of the page."""

    id: int
    label: str
    starts_at: datetime
    place: str
    checked_in: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole page."""

    sittings: list[SittingPicture]
    checked_in: int
    asked: list[AskedPicture]
    exits: list[AskedPicture]
    boxes: list[BoxPicture]
    trend: list[YearPicture]


def draw(report: Report, language: str) -> Picture:
    """Prepare the report for drawing in a language."""
    return Picture(
        sittings=[
            SittingPicture(one.id, label_of(one), one.starts_at, one.place, people)
            for one, people in report.sittings
        ],
        checked_in=sum(people for _meeting, people in report.sittings),
        asked=[_draw(one, f"q{n}", language) for n, one in enumerate(report.asked, 1)],
        exits=[_draw(one, one.spec.lineage, language) for one in report.exits],
        boxes=[_box(box) for box in report.boxes],
        trend=draw_trend(report.trend),
    )


def _draw(one: Together, key: str, language: str) -> AskedPicture:
    total = one.total.tally if one.total else None
    tallies = [column.tally for column in one.columns] + ([total] if total else [])
    heads = [_head(column) for column in one.columns]
    if total:
        heads.append(_head_of(_("Together"), total))
    shown = next((found for found in tallies if found and not found.withheld), None)
    return AskedPicture(
        id=key,
        prompt=one.spec.text(language),
        kind=one.spec.kind,
        heads=heads,
        lines=_lines(shown, tallies, language),
        bars=_bars(total, language),
        mean_position=mean_position(total) if total else None,
        of=in_words([label_of(meeting) for meeting in one.total.of]) if one.total else "",
        left_out=_left_out(one),
        texts=[text for text, count in texts_of(one) for _one in range(count)],
    )


def _head(column: Column) -> Head:
    label = label_of(column.meeting)
    if column.tally is None:
        return Head(label, None, _("Not revealed yet"), None, None)
    seal = short(column.question.fingerprint) if column.question else ""
    return _head_of(label, column.tally, seal)


def _head_of(label: str, tally: Tally, seal: str = "") -> Head:
    mean, spread = (
        format_number(number, 1) if number is not None else None
        for number in (tally.mean, tally.spread)
    )
    note = _("Too few answers") if tally.withheld else ""
    # How few they were is told no more here than on the sitting's own page.
    return Head(label, None if tally.withheld else tally.voters, note, mean, spread, seal)


def _lines(shown: Tally | None, tallies: list[Tally | None], language: str) -> list[Line]:
    if shown is None:
        return []
    known = [{row.id: row for row in found.rows} if found else {} for found in tallies]
    lines = []
    for row in shown.rows:
        cells = [rows.get(row.id) for rows in known]
        drawn = [Cell(cell.count, cell.percent) if cell else Cell(None, None) for cell in cells]
        lines.append(Line(row_label(row, language), drawn))
    return lines


def _bars(total: Tally | None, language: str) -> list[BarRow]:
    rows = list(total.rows) if total else []
    if total and total.spec.kind == "scale":
        rows = [row for row in rows if not row.is_unknown]
    tallest = max((row.count for row in rows), default=0) or 1
    return [
        BarRow(row_label(row, language), row.count, row.percent, None,
               round(100 * row.count / tallest))
        for row in rows
    ]  # fmt: skip


def _left_out(one: Together) -> str:
    """Say which sittings with an answer are in no sum, for it would tell what is not shown."""
    added = [meeting.id for meeting in one.total.of] if one.total else []
    withheld = [column for column in one.columns if column.tally and column.tally.withheld]
    return ", ".join(label_of(one.meeting) for one in withheld if one.meeting.id not in added)


def _box(box: Box) -> BoxPicture:
    wishes = [
        WishPicture(one.text, one.support, label_of(one.meeting), one.answered)
        for one in box.wishes
    ]
    return BoxPicture(int(str(box.box.id)), title_of(box.box), wishes)


def rows(picture: Picture) -> list[list[str]]:
    """Return the rows of the file: what is not shown on the page is not in it either."""
    found = [[_("Part"), _("Question"), _("Sitting"), _("Answer"), _("Count"), _("Percent")]]
    for part, asked in ((_("Result"), picture.asked), (_("Way out"), picture.exits)):
        for one in asked:
            found += [[part, one.prompt, *row] for row in _rows(one)]
    for box in picture.boxes:
        found += [
            [_("Wishes"), box.title, wish.label, wish.text, str(wish.support), ""]
            for wish in box.wishes
        ]
    return found


def _rows(one: AskedPicture) -> list[list[str]]:
    found = []
    for place, head in enumerate(one.heads):
        answers = "" if head.answers is None else str(head.answers)
        found.append([head.label, head.note or _("Have answered"), answers, ""])
        for line in one.lines:
            cell = line.cells[place]
            if cell.count is not None:
                found.append([head.label, line.label, str(cell.count), str(cell.percent)])
        if head.mean is not None:
            found.append([head.label, _("Mean"), head.mean, ""])
    return found + [[_("Together"), text, "", ""] for text in one.texts]
