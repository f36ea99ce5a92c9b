"""Prepare the report for page, paper, files and publishing: words and numbers, nothing hidden.

What a picture does not hold, nobody can see: page, CSV, XLSX and the published page are all made
from it. It is plain data, so that a published report can be kept as it was.
"""

from dataclasses import dataclass, field

from kiosk.evaluations.report_figures import Distribution, Figure, Figures
from kiosk.evaluations.report_trend import TrendPicture
from kiosk.evaluations.report_words import (
    AREA_WORDS,
    ATTRIBUTE_WORDS,
    areas_in_order,
    group_words,
    index_label,
    view_words,
)
from kiosk.evaluations.rules_report import (
    ATTRIBUTES,
    BANDS,
    FOLLOW_UPS,
    INDEX_ITEMS,
    Group,
    percent,
)
from kiosk.i18n import _, format_number, language
from kiosk.questions.form import OUTCOME, Item
from kiosk.questions.kinds import UNKNOWN

BACKGROUND = (OUTCOME, "size", "prev")  # filtered on, and shown by index only


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer and how many gave it; shown is False where that is hidden."""

    label: str
    shown: bool
    count: int = 0
    percent: int = 0


@dataclass(frozen=True, slots=True)
class MeanPicture:
    """One index or mean with its words; number and n are 0 unless the state is "shown"."""

    id: str
    label: str
    state: str
    number: int = 0  # of an index, 0 to 100
    mean: str = ""  # of one question, on its own scale
    n: int = 0
    whole: str = ""  # the same of everybody, where a group is looked at
    bands: list[Bar] = field(default_factory=list)
    questions: list["MeanPicture"] = field(default_factory=list)
    ends: str = ""


@dataclass(frozen=True, slots=True)
class QuestionPicture:
    """One question with options: how many gave each answer."""

    id: str
    label: str
    asked: str  # of whom, if not of everybody
    several: int
    state: str
    n: int = 0
    bars: list[Bar] = field(default_factory=list)
    scattered: bool = False  # no bar can be shown


@dataclass(frozen=True, slots=True)
class Comparison:
    """The index of each group of one attribute; `few` names those that are not shown."""

    label: str
    groups: list[MeanPicture]
    few: str


@dataclass(frozen=True, slots=True)
class TurnoutPicture:
    """How many were invited and have answered."""

    label: str
    invited: int
    answered: int
    percent: int
    waiting: int


@dataclass(frozen=True, slots=True)
class TextsPicture:
    """The written answers to one question that may be shown."""

    id: str
    label: str
    few: bool
    unread: bool
    texts: list[str]


@dataclass(frozen=True, slots=True)
class NotePicture:
    """What the municipality itself says; the id is for taking it away again."""

    id: int
    when: str
    text: str
    is_marker: bool


@dataclass(frozen=True, slots=True)
class ActionPicture:
    """What the municipality does about what it heard."""

    title: str
    status: str


@dataclass(frozen=True, slots=True)
class Figured:
    """The part of the report that comes from the responses."""

    period: str
    group: str
    k: int
    label: str
    responses: int
    index: MeanPicture
    index_questions: list[MeanPicture]
    comparisons: list[Comparison]
    areas: list[MeanPicture]
    follow_ups: list[QuestionPicture]
    own: list[QuestionPicture]
    own_means: list[MeanPicture]


@dataclass(frozen=True, slots=True)
class ReportPicture:
    """The whole report, in the order it is read; figures is None where there are too few."""

    turnout: TurnoutPicture
    turnouts: list[TurnoutPicture]
    later: list[TurnoutPicture]
    figures: Figured | None
    texts: list[TextsPicture]
    notes: list[NotePicture]
    actions: list[ActionPicture]
    trend: TrendPicture


def draw_figures(figures: Figures, view: str, group: Group | None) -> Figured:
    """Prepare what comes from the responses, in the person's language."""
    known = figures.responses
    whole = _index("", figures.index(view))
    choices = [one for one in known.items.values() if one.spec.kind == "choice"]
    own = [one for one in choices if one.id not in (*FOLLOW_UPS, *BACKGROUND)]
    scales = [one for one in known.items.values() if one.spec.kind == "scale"]
    return Figured(
        period=view_words(view),
        group=f"{ATTRIBUTE_WORDS[group.attribute]}: {group_words(known, group)}" if group else "",
        k=figures.k,
        label=index_label(),
        responses=figures.responses_in(view),
        index=_index("", figures.index(view, group), whole if group else None),
        index_questions=[] if group else [_rated(figures, known.items[one], view)
                                          for one in INDEX_ITEMS if one in known.items],
        comparisons=[] if group else draw_comparisons(figures, view),
        areas=[_area(figures, area, view, group) for area in areas_in_order(figures.areas)],
        follow_ups=[] if group else [_question(figures, known.items[one], view)
                                     for one in FOLLOW_UPS if one in known.items],
        own=[] if group else [_question(figures, one, view) for one in own],
        own_means=[] if group else [_rated(figures, one, view) for one in scales
                                    if not one.area and one.id not in INDEX_ITEMS],
    )  # fmt: skip


def draw_comparisons(figures: Figures, view: str) -> list[Comparison]:
    """Prepare the index of every group, by attribute; those hidden are only named."""
    found = []
    for attribute in ATTRIBUTES:
        groups = [Group(attribute, value) for value in figures.values(attribute)]
        drawn = [
            _index(group_words(figures.responses, one), figures.index(view, one)) for one in groups
        ]
        shown = [one for one in drawn if one.state == "shown"]
        few = "; ".join(one.label for one in drawn if one.state != "shown")
        if drawn:
            found.append(Comparison(str(ATTRIBUTE_WORDS[attribute]), shown, few))
    return found


def _index(label: str, figure: Figure, whole: MeanPicture | None = None) -> MeanPicture:
    return MeanPicture(
        id="index",
        label=label,
        state=figure.state,
        number=figure.whole,
        n=figure.n,
        whole=str(whole.number) if whole and whole.state == "shown" else "",
    )


def _area(figures: Figures, area: str, view: str, group: Group | None) -> MeanPicture:
    figure, whole = figures.area(area, view, group), figures.area(area, view)
    questions = [figures.responses.items[one] for one in figures.areas[area]]
    return MeanPicture(
        id=area,
        label=str(AREA_WORDS[area]),
        state=figure.state,
        number=figure.whole,
        n=figure.n,
        whole=str(whole.whole) if group and whole.state == "shown" else "",
        questions=[] if group else [_rated(figures, one, view) for one in questions],
    )


def _rated(figures: Figures, item: Item, view: str) -> MeanPicture:
    figure, spec = figures.item(item.id, view), item.spec
    shown = figure.state == "shown"
    spread = figures.bands(item.id, view) if spec.scale_max == BANDS[-1][1] else None
    bands = _bars(spread, [f"{low}–{high}" for low, high in BANDS]) if spread else []
    return MeanPicture(
        id=item.id,
        label=spec.text(language()),
        state=figure.state,
        mean=format_number(figure.value, 1) if shown else "",
        n=figure.n,
        # All three or none: one of them alone says little.
        bands=bands if shown and all(bar.shown for bar in bands) else [],
        ends=f"1 = {spec.low(language())}, {spec.scale_max} = {spec.high(language())}",
    )


def _question(figures: Figures, item: Item, view: str) -> QuestionPicture:
    spec, found = item.spec, figures.distribution(item.id, view)
    words = {one.id: one.text(language()) for one in spec.options} | {UNKNOWN: _("Don't know")}
    bars = _bars(found, [words[name] for name, _n in found.rows])
    return QuestionPicture(
        id=item.id,
        label=spec.text(language()),
        asked=_asked(figures, item),
        several=spec.max_choices,
        state=found.state,
        n=found.n,
        bars=bars,
        scattered=not any(bar.shown and bar.count for bar in bars),
    )


def _bars(found: Distribution, labels: list[str]) -> list[Bar]:
    return [
        Bar(label, False) if count is None else Bar(label, True, count, percent(count, found.n))
        for label, (_name, count) in zip(labels, found.rows, strict=False)
    ]


def _asked(figures: Figures, item: Item) -> str:
    """Say of whom a question is asked, by how it ended for them."""
    out = figures.responses.items.get(OUTCOME)
    options = out.spec.options if out else ()
    if not item.outcomes or len(item.outcomes) > len(options) / 2:
        return ""
    return "; ".join(one.text(language()) for one in options if one.id in item.outcomes)
