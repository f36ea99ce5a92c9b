"""Draw the index over time: points, lines between those that compare, markers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kiosk.evaluations.report_figures import Point
from kiosk.evaluations.report_words import half_short, half_words, view_words
from kiosk.evaluations.rules_report import breaks_before, split_half
from kiosk.i18n import _

MOST_POINTS = 8  # that can be read on a phone; the table has all


@dataclass(frozen=True, slots=True)
class Marker:
    """One thing that happened: at which half-year, its number on the drawing, and what."""

    half: str
    words: str
    breaks: bool = False
    number: int = 0


@dataclass(frozen=True, slots=True)
class PointPicture:
    """One point: where it stands in the drawing (percent), and in words for the table."""

    year: str
    part: str
    words: str
    state: str
    number: int
    n: int
    x: str
    y: str
    y_label: str
    markers: str  # the numbers of what happened then, like "1, 2"


@dataclass(frozen=True, slots=True)
class TrendPicture:
    """The whole trend; lines join neighbours that compare, and nothing else."""

    points: list[PointPicture] = field(default_factory=list)  # all, for the table
    drawn: list[PointPicture] = field(default_factory=list)  # the latest, for the drawing
    lines: list[tuple[str, str, str, str]] = field(default_factory=list)
    breaks: list[str] = field(default_factory=list)  # where the line is cut, percent
    markers: list[Marker] = field(default_factory=list)
    gaps: str = ""


def draw_trend(
    points: Sequence[Point], wordings: Mapping[int, int], happened: Iterable[Marker]
) -> TrendPicture:
    """Draw the trend; `wordings` says which versions ask the index in the same words."""
    broken = _broken(points, wordings)
    halves = [half for point in points for half in point.halves]
    known = [one for one in sorted(happened, key=lambda m: m.half) if _within(one.half, halves)]
    markers = [
        Marker(one.half, f"{half_words(one.half)}: {one.words}", one.breaks, number)
        for number, one in enumerate(known, 1)
    ]
    first = max(0, len(points) - MOST_POINTS)
    drawn = [
        _draw(point, place - first, len(points) - first, _numbers(points, place, markers))
        for place, point in enumerate(points)
    ]
    return TrendPicture(
        points=drawn,
        drawn=drawn[first:],
        lines=_lines(drawn[first:], {place - first for place in broken}),
        breaks=[_percent(place - first, len(points) - first) for place in broken if place > first],
        markers=markers,
        gaps=_gaps(points),
    )


def _broken(points: Sequence[Point], wordings: Mapping[int, int]) -> list[int]:
    """Return the places that the line does not reach from the point before."""
    asked = [{wordings.get(version, -1) for version in point.versions} for point in points]
    return [
        place
        for place in range(1, len(points))
        if breaks_before(asked[place - 1], asked[place])
        or _years_between(points[place - 1], points[place])
    ]


def _years_between(one: Point, other: Point) -> list[int]:
    last, first = split_half(one.halves[-1])[0], split_half(other.halves[0])[0]
    return list(range(last + 1, first))


def _gaps(points: Sequence[Point]) -> str:
    pairs = pairwise(points)
    years = [str(year) for one, other in pairs for year in _years_between(one, other)]
    return _("No answers: %(years)s.", years=", ".join(years)) if years else ""


def _within(half: str, halves: Sequence[str]) -> bool:
    return bool(halves) and halves[0] <= half <= halves[-1]


def _numbers(points: Sequence[Point], place: int, markers: Sequence[Marker]) -> str:
    """Return the numbers of the markers that belong to a point: from its start to the next's."""
    start = points[place].halves[0]
    end = points[place + 1].halves[0] if place + 1 < len(points) else "9999"
    return ", ".join(str(one.number) for one in markers if start <= one.half < end)


def _draw(point: Point, place: int, number: int, markers: str) -> PointPicture:
    alone = len(point.halves) == 1 and point.name == point.halves[0]
    value = point.index.value
    return PointPicture(
        year=str(split_half(point.halves[0])[0]) if alone else view_words(point.name),
        part=half_short(point.name) if alone else "",
        words=half_words(point.name) if alone else view_words(point.name),
        state=point.index.state,
        number=point.index.whole,
        n=point.index.n,
        x=_percent(place + 0.5, number),
        y=f"{100 - value:.1f}%",
        # Above the dot, but under it where there is no room.
        y_label=f"{100 - value + (14 if value > 85 else -7):.1f}%",
        markers=markers,
    )


def _lines(drawn: Sequence[PointPicture], broken: set[int]) -> list[tuple[str, str, str, str]]:
    return [
        (one.x, one.y, other.x, other.y)
        for place, (one, other) in enumerate(pairwise(drawn), 1)
        if place not in broken and one.state == other.state == "shown"
    ]


def _percent(place: float, number: int) -> str:
    return f"{100 * place / max(number, 1):.2f}%"
