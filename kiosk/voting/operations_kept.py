"""Purge wishes and answers at the way out; what was read of them is kept as files first.

Call inside a running write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import kiosk.meetings.queries_purge as held
from kiosk import clock
from kiosk.i18n import in_language
from kiosk.voting import pictures_kept, queries_exit, queries_kept
from kiosk.voting.models_exit import ExitAnswer
from kiosk.voting.models_factors import FactorList, FactorSuggestion
from kiosk.voting.models_wishes import Wish, WishBox

if TYPE_CHECKING:
    from datetime import date

    from kiosk.meetings.models import Meeting

File = tuple[str, str, bytes]  # name, media type, content
CSV = "text/csv; charset=utf-8"


def purge_wishes(day: date) -> dict[str, int]:
    """Purge wishes with their support, and suggested factors, of meetings held before this day."""
    counts = queries_kept.count_wishes(day)
    old = [one.id for one in queries_kept.list_with_wishes(day)]
    boxes = [box.id for box in WishBox.select(WishBox.id).where(WishBox.meeting.in_(old))]
    Wish.delete().where(Wish.box.in_(boxes)).execute()
    WishBox.update(shown=[], highlighted="").where(WishBox.id.in_(boxes)).execute()
    everything = held.list_held_before(day)
    lists = FactorList.select(FactorList.id).where(FactorList.meeting.in_(everything))
    FactorSuggestion.delete().where(FactorSuggestion.list.in_(lists)).execute()
    return counts


def keep_wishes(day: date) -> list[File]:
    """Return a file for each meeting with approved wishes: what stood on its result page."""
    found = queries_kept.list_with_wishes(day)
    with in_language("sv"):
        files = [(one, pictures_kept.wishes_csv(one.id)) for one in found]
    return [(_name("wishes", one), CSV, content) for one, content in files if content]


def purge_exits(day: date) -> dict[str, int]:
    """Purge the answers at the way out of meetings held before this day."""
    counts = queries_kept.count_exits(day)
    old = [one.id for one in queries_kept.list_with_exits(day)]
    ExitAnswer.delete().where(ExitAnswer.meeting.in_(old)).execute()
    return counts


def keep_exits(day: date) -> list[File]:
    """Return a file for each meeting: its result and the trend, without what was too small."""
    with in_language("sv"):
        files = []
        for one in queries_kept.list_with_exits(day):
            report = queries_exit.get_report(one)
            if report is not None:
                files.append((_name("exit", one), CSV, pictures_kept.exit_csv(report)))
    return files


def _name(what: str, meeting: Meeting) -> str:
    day, made = clock.local(meeting.starts_at), clock.local(clock.now())
    return f"{what}-{day:%Y-%m-%d}-{meeting.code}-kept-{made:%Y-%m-%d}.csv"
