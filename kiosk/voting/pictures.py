"""Prepare what the templates draw: labels in the person's language, widths; no queries."""

from dataclasses import dataclass

from kiosk.i18n import _, format_number, ngettext
from kiosk.questions.answers import Chosen, CorruptAnswer, Rated, Unknown, Written, decode
from kiosk.questions.fingerprint import short
from kiosk.questions.kinds import QuestionSpec
from kiosk.questions.tally import Row, Tally
from kiosk.voting.queries import Result

MOST_BARS = 10  # that can be read from the back row
LEADING = 8  # shown of more than that


@dataclass(frozen=True, slots=True)
class BarRow:
    """One bar: its words, its numbers, and last year's percent beside it."""

    label: str
    count: int
    percent: int
    previous_percent: int | None
    height: int  # 0–100 of the tallest, for the columns of a scale


@dataclass(frozen=True, slots=True)
class ResultPicture:
    """A result ready to be drawn on wall, phone, console or paper."""

    prompt: str
    kind: str
    voters: int
    withheld: bool
    rows: list[BarRow]
    columns: list[BarRow]  # the steps of a scale only: "don't know" stands nowhere along the axis
    unknown: int | None
    mean: str | None
    mean_position: int | None
    spread: str | None
    previous_mean: str | None
    previous_mean_position: int | None
    year: int | str | None
    previous_year: int | str | None  # or what another sitting of this meeting is called
    previous_voters: int | None
    fingerprint: str
    several: int
    low: str
    high: str
    beside: bool = False
    together: str = ""  # the sittings that are added up, in words

    @property
    def leading(self) -> list[BarRow]:
        """Return what the wall has room for: every row, or the most chosen of very many."""
        if len(self.rows) <= MOST_BARS:
            return self.rows
        return sorted(self.rows, key=lambda row: -row.count)[:LEADING]


def row_label(row: Row, language: str) -> str:
    """Return the words of one row of a result."""
    if row.option is not None:
        return row.option.text(language)
    return _("Don't know") if row.is_unknown else str(row.step)


def answer_words(spec: QuestionSpec, stored: str, language: str) -> str:
    """Return a stored answer in words, for the receipt on the voter's own phone."""
    try:
        answer = decode(spec, stored)
    except CorruptAnswer:
        return ""
    match answer:
        case Chosen(ids):
            return ", ".join(o.text(language) for o in spec.options if o.id in ids)
        case Rated(value):
            return _("%(value)s of %(most)s", value=value, most=spec.scale_max)
        case Unknown():
            return _("Don't know")
        case Written(text):
            return text
    return ""


def answer_values(spec: QuestionSpec, stored: str) -> str | list[str]:
    """Return a stored answer as the form's own values, so that it can be changed."""
    try:
        answer = decode(spec, stored)
    except CorruptAnswer:
        return ""
    match answer:
        case Chosen(ids):
            return list(ids) if spec.takes_several else ids[0]
        case Rated(value):
            return str(value)
        case Written(text):
            return text
    return "unknown"


def draw_result(result: Result, language: str, year: int | str | None) -> ResultPicture:
    """Prepare a result for drawing in a language; `year` is of the meeting, for the key."""
    now, before = result.tally, result.before
    spec = now.spec
    earlier = {row.id: row.percent for row in before.rows} if before else {}
    tallest = max((row.count for row in now.rows if not row.is_unknown), default=0) or 1
    rows = [
        BarRow(row_label(row, language), row.count, row.percent, earlier.get(row.id),
               round(100 * row.count / tallest))
        for row in now.rows
    ]  # fmt: skip
    return ResultPicture(
        prompt=spec.text(language),
        kind=spec.kind,
        voters=now.voters,
        withheld=now.withheld,
        rows=rows,
        columns=[bar for bar, row in zip(rows, now.rows, strict=True) if not row.is_unknown],
        unknown=next((row.count for row in now.rows if row.is_unknown), None),
        mean=_mean(now),
        mean_position=mean_position(now),
        spread=format_number(now.spread, 1) if now.spread is not None else None,
        previous_mean=_mean(before) if before else None,
        previous_mean_position=mean_position(before) if before else None,
        year=year,
        previous_year=_before(result),
        previous_voters=before.voters if before else None,
        fingerprint=short(result.question.fingerprint),
        several=spec.max_choices if spec.takes_several else 1,
        low=spec.low(language),
        high=spec.high(language),
        beside=bool(result.beside),
        together=_("%(sittings)s together", sittings=in_words(result.together))
        if result.together
        else "",
    )


def _before(result: Result) -> int | str | None:
    if result.before_meeting is None:
        return None
    return result.beside or result.before_meeting.starts_at.year


def in_words(labels: list[str]) -> str:
    """Say two or more names as one phrase."""
    if not labels:
        return ""
    if len(labels) == 1:
        return labels[0]
    return _("%(some)s and %(last)s", some=", ".join(labels[:-1]), last=labels[-1])


def _mean(tally: Tally) -> str | None:
    return format_number(tally.mean, 1) if tally.mean is not None else None


def mean_position(tally: Tally) -> int | None:
    """Return where the mean stands along an axis whose columns are equally wide, 0–100."""
    if tally.mean is None:
        return None
    return round(100 * (tally.mean - 0.5) / tally.spec.scale_max)


def choose_words(spec: QuestionSpec) -> str:
    """Say in words how many options may be chosen."""
    if not spec.takes_several:
        return _("Choose one answer.")
    return ngettext("Choose up to %(n)s.", "Choose up to %(n)s.", spec.max_choices)
