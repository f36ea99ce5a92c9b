"""Read the whole report as it may be shown: the one picture that page, files and publishing use."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import kiosk.actions.queries as actions
from kiosk.evaluations import queries_remarks, queries_report
from kiosk.evaluations.models_report import ReportNote
from kiosk.evaluations.queries_report import Turnout, years_of
from kiosk.evaluations.report_figures import Figures
from kiosk.evaluations.report_pictures import (
    ActionPicture,
    NotePicture,
    ReportPicture,
    TextsPicture,
    TurnoutPicture,
    draw_figures,
)
from kiosk.evaluations.report_trend import Marker, TrendPicture, draw_trend
from kiosk.evaluations.report_words import STATUS_WORDS, half_words, view_words
from kiosk.evaluations.rules_report import Group, percent, split_half, wordings
from kiosk.i18n import _, language


def get_report(view: str, group: Group | None = None) -> ReportPicture:
    """Return the report of a period, in the person's language.

    `view` is one of the periods that can be shown, or "" when there is none; the group one that
    may be shown.
    """
    figures = queries_report.get_figures()
    turnouts = queries_report.list_turnouts()
    years = years_of(figures.halves(view)) if view else range(0)
    here = [one for one in turnouts if split_half(one.half)[0] in years]
    shown = {year for one in figures.tally.periods for year in years_of(one.half_years)}
    notes = [one for one in queries_report.list_notes() if split_half(one.period)[0] in years]
    return ReportPicture(
        turnout=_total(here, view),
        turnouts=[_turnout(half_words(one.half), one) for one in here],
        later=[
            _turnout(half_words(one.half), one)
            for one in turnouts
            if split_half(one.half)[0] not in shown
        ],
        figures=draw_figures(figures, view, group) if view else None,
        texts=_texts(figures, view) if view and not group else [],
        notes=[_note(one) for one in notes],
        actions=_actions(),
        trend=_trend(figures),
    )


def latest_view() -> str:
    """Return the latest period that can be shown, or "" when there is none."""
    views = queries_report.get_figures().views
    return views[0] if views else ""


def _turnout(label: str, one: Turnout) -> TurnoutPicture:
    share = percent(one.answered, one.invited)
    return TurnoutPicture(label, one.invited, one.answered, share, one.waiting)


def _total(turnouts: Sequence[Turnout], view: str) -> TurnoutPicture:
    invited = sum(one.invited for one in turnouts)
    answered = sum(one.answered for one in turnouts)
    waiting = sum(one.waiting for one in turnouts)
    return _turnout(view_words(view), Turnout("", invited, answered, waiting))


def _texts(figures: Figures, view: str) -> list[TextsPicture]:
    periods = {one.key: one.half_years for one in figures.tally.periods}
    return [
        TextsPicture(one.item.id, one.item.spec.text(language()), one.few, one.unread, one.shown)
        for one in queries_remarks.list_texts(view, periods)
    ]


def _note(one: ReportNote) -> NotePicture:
    return NotePicture(
        int(one.id), half_words(str(one.period)), str(one.text), one.kind == "marker"
    )


def _actions() -> list[ActionPicture]:
    return [
        ActionPicture(one.title, str(STATUS_WORDS.get(one.status, "")))
        for one in actions.list_actions()
    ]


def _trend(figures: Figures) -> TrendPicture:
    versions = [(one.number, one.items) for one in queries_report.list_form_versions()]
    worded = wordings(versions)
    notes = [one for one in queries_report.list_notes() if one.kind == "marker"]
    happened = [Marker(str(one.period), str(one.text)) for one in notes]
    return draw_trend(figures.trend, worded, [*happened, *_new_versions(figures, worded)])


def _new_versions(figures: Figures, worded: dict[int, int]) -> Iterable[Marker]:
    """Return when each version after the first was first answered, and whether it breaks."""
    first: dict[int, str] = {}
    for chunk in figures.responses.chunks:
        if chunk.half in figures.tally.period_of:
            first[chunk.version] = min(chunk.half, first.get(chunk.version, chunk.half))
    numbers = sorted(worded)
    for before, number in pairwise(numbers):
        if number in first:
            breaks = worded[number] != worded[before]
            yield Marker(first[number], _version_words(number, breaks), breaks)


def _version_words(number: int, breaks: bool) -> str:
    if breaks:
        return _(
            "new words in the questions behind the index (version %(n)s of the form), so what "
            "comes before can't be compared with what comes after",
            n=number,
        )
    return _("version %(n)s of the form", n=number)
