"""The scene of a factor vote: what phones, wall, console, result page and file are drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.i18n import _, language
from kiosk.questions.fingerprint import short
from kiosk.questions.thresholds import effective_threshold
from kiosk.voting import queries_factors as queries
from kiosk.voting import rules, scenes
from kiosk.voting import rules_factors as factor_rules
from kiosk.voting.pictures import BarRow, row_label
from kiosk.voting.scene_wishes import reason_words

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage
    from kiosk.voting.models_factors import Factor, FactorList


@dataclass(frozen=True, slots=True)
class Segment:
    """One answer's piece of a factor's bar: where it begins and how wide it is, in percent."""

    answer: str
    start: int
    width: int


@dataclass(frozen=True, slots=True)
class FactorPicture:
    """One factor as everybody may see it; without numbers until the result is shown."""

    id: int
    text: str
    removed: bool = False
    answers: int = 0
    withheld: bool = False
    rows: tuple[BarRow, ...] = ()
    segments: tuple[Segment, ...] = ()
    most: str = ""  # in words: what most answered
    short: str = ""  # the same where there is little room
    percent: int = 0  # of those who answered, who answered as most did


@dataclass(frozen=True, slots=True)
class ListPicture:
    """One list on the result page."""

    id: int
    title: str
    phase: rules.Phase
    voted: int
    rerun: bool
    fingerprint: str
    factors: list[FactorPicture]
    removed: list[str]
    left: list[tuple[str, str]]  # suggested, and not on the list: the text, and why


def option_words() -> list[str]:
    """Return the three answers in the reader's language."""
    return [option.text(language()) for option in factor_rules.OPTIONS]


def title_of(one: FactorList) -> str:
    """Return the title of a list in the reader's language."""
    return one.title_en if language() == "en" and one.title_en else one.title_sv


def text_of(factor: Factor) -> str:
    """Return the words of a factor in the reader's language."""
    return queries.spec_of(factor).text(language())


def draw_factor(factor: Factor) -> FactorPicture:
    """Return a factor that people vote on."""
    return FactorPicture(factor.id, text_of(factor), removed=factor.removed_at is not None)


def draw_result(result: queries.FactorResult) -> FactorPicture:
    """Return a factor with its result, or only how it stands where too few have answered."""
    agreed, words, at = result.agreement, language(), 0
    if agreed is None:
        return FactorPicture(result.factor.id, text_of(result.factor), withheld=True)
    segments = []
    for row in result.tally.rows:
        segments.append(Segment(row.id, at, row.percent))
        at += row.percent
    rows = tuple(
        BarRow(row_label(row, words), row.count, row.percent, None, row.percent)
        for row in result.tally.rows
    )
    most = [row_label(row, words) for row in result.tally.rows if row.id in agreed.most]
    return FactorPicture(
        result.factor.id, text_of(result.factor), answers=result.tally.voters, rows=rows,
        segments=tuple(segments), most=most_words(most),
        short=" = ".join(most) if len(most) < 3 else most_words(most), percent=agreed.percent,
    )  # fmt: skip


def most_words(most: list[str]) -> str:
    """Say what most answered; a tie is told as one."""
    if len(most) == 1:
        return most[0]
    if len(most) == 2:
        return _("%(one)s and %(two)s alike", one=most[0], two=most[1])
    return _("All alike")


def list_on(stage: Stage) -> FactorList | None:
    """Return the list that the stage shows."""
    shown = (stage.detail or {}).get("list") if stage.scene == "factors" else None
    return queries.find_list(shown) if shown else None


def picture(meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return what the fragments of the scene are drawn from; nothing of how votes fall too soon."""
    one = list_on(stage)
    if one is None:
        return {"headline": _("Factors"), "phase": "", "key": "", "factors": []}
    phase = rules.phase(one)
    drawn = _drawn(one, phase, meeting.threshold)
    voted = queries.count_voters(one.id)
    waiting = queries.list_suggestions(one.id, "new")
    told = [(each.id, each.text, each.removed) for each in drawn]
    return {
        "list_id": one.id,
        "headline": title_of(one),
        "phase": phase,
        "factors": drawn,
        "standing": sum(not each.removed for each in drawn),
        "factor_step": phase in ("open", "closed"),
        "options": [(each.id, each.text(language())) for each in factor_rules.OPTIONS],
        "voted": voted,
        "few": voted < effective_threshold(meeting.threshold),
        "fingerprint": short(one.fingerprint) if one.fingerprint else "",
        "suggested": [(each.id, each.text) for each in waiting],
        "most_characters": factor_rules.MOST_CHARACTERS,
        "key": _digest((one.id, phase, told)),
        "tally": voted,  # moves wall and console, never a phone
        "waiting": _digest([each.id for each in waiting]),
        **_page(drawn, stage, phase),
    }


def _drawn(one: FactorList, phase: rules.Phase, threshold: int) -> list[FactorPicture]:
    if phase == "revealed":
        return [draw_result(each) for each in queries.list_results(one, threshold)]
    return [draw_factor(each) for each in queries.list_factors(one.id, removed=phase == "open")]


def _page(drawn: list[FactorPicture], stage: Stage, phase: str) -> dict[str, Any]:
    """Return the page that the wall shows: the host turns it, nothing moves by itself."""
    line = factor_rules.LINE if phase == "revealed" else factor_rules.LINE_ALONE
    pages = factor_rules.wall_pages([each.text for each in drawn], line)
    asked = (stage.detail or {}).get("page", 0)
    page = min(asked if isinstance(asked, int) else 0, len(pages) - 1)
    start, end = pages[page]
    return {
        "wall": drawn[start:end],
        "pages": len(pages),
        "several_pages": len(pages) > 1,
        "page_number": page + 1,
        "page_before": page - 1 if page else None,
        "page_after": page + 1 if page + 1 < len(pages) else None,
    }


def _digest(what: object) -> str:
    return sha256(repr(what).encode()).hexdigest()[:12]


def personal(meeting: Meeting, stage: Stage, voter: str) -> dict[str, Any]:
    """Return what only this voter sees: what she has answered, and what she has suggested."""
    one = list_on(stage)
    return own_of(one, voter) if one else {}


def own_of(one: FactorList, voter: str) -> dict[str, Any]:
    """Return this voter's own answers and suggestions of a list that is open."""
    answers = queries.find_mine(one, voter)
    suggested = [
        {"id": each.id, "text": each.text, "state": each.state,
         "reason": reason_words(each.reason)}
        for each in queries.list_own(one, voter)
    ]  # fmt: skip
    return {"answers": answers, "counted": len(answers), "suggested": suggested}


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Return the buttons that let the room vote on a list, or show one again."""
    shown = list_on(stage)
    return [
        scenes.Button(
            _("Factors: %(title)s", title=title_of(one)),
            f"/factor-lists/{one.id}/{'opening' if one.opened_at is None else 'showing'}",
            pressed=shown is not None and shown.id == one.id,
        )
        for one in queries.list_lists(meeting.id)
    ]


def result_lists(meeting: Meeting) -> list[ListPicture]:
    """Return the lists that have been voted on, for the result page; an open one only by name."""
    return [
        _result(one, meeting.threshold)
        for one in queries.list_lists(meeting.id)
        if one.opened_at is not None
    ]


def _result(one: FactorList, threshold: int) -> ListPicture:
    closed = one.closed_at is not None
    everything = queries.list_factors(one.id, removed=True)
    left = [(each.text, reason_words(each.reason))
            for each in queries.list_suggestions(one.id, "parked")]  # fmt: skip
    late = _("not read before the vote closed")
    left += [(each.text, late) for each in queries.list_suggestions(one.id, "new") if closed]
    return ListPicture(
        id=one.id,
        title=title_of(one),
        phase=rules.phase(one),
        voted=queries.count_voters(one.id),
        rerun=one.rerun_of_id is not None,
        fingerprint=short(one.fingerprint) if one.fingerprint else "",
        factors=[draw_result(each) for each in queries.list_results(one, threshold)]
        if closed
        else [],
        removed=[text_of(each) for each in everything if each.removed_at is not None],
        left=left,
    )


def result_rows(meeting: Meeting) -> list[list[str]]:
    """Return the rows of the file: of a factor that too few answered about, nothing but that."""
    answers = option_words()
    share = _("Answered as most did, percent")
    rows = [[_("List"), _("Factor"), *answers, share, _("Most answered"), _("Have answered")]]
    for one in result_lists(meeting):
        for each in one.factors:
            if each.withheld:
                rows.append([one.title, each.text, _("Too few answers")])
                continue
            counts = [str(row.count) for row in each.rows]
            told = [str(each.percent), each.most, str(each.answers)]
            rows.append([one.title, each.text, *counts, *told])
        if one.fingerprint:
            rows.append([one.title, _("Control number"), one.fingerprint])
    return rows


scenes.PICTURES["factors"] = picture
scenes.PERSONAL["factors"] = personal
scenes.OFFERS.append(offer)
