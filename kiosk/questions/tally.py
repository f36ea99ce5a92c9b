"""Count answers into rows, percents, mean and spread, and withhold what is too small to show."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import sqrt

from kiosk.questions.answers import Answer, Chosen, CorruptAnswer, Rated, Unknown, decode
from kiosk.questions.kinds import UNKNOWN, Option, QuestionSpec
from kiosk.questions.thresholds import effective_threshold


@dataclass(frozen=True, slots=True)
class Row:
    """Be one line of a result: an option, a step of a scale, or "Vet inte".

    `id` is the option's id, the step as digits, or "unknown"; `percent` is a whole number.
    """

    id: str
    count: int
    percent: int
    option: Option | None = None
    step: int | None = None

    @property
    def is_unknown(self) -> bool:
        """Tell whether this is the row of those who answered "Vet inte"."""
        return self.option is None and self.step is None


@dataclass(frozen=True, slots=True)
class Tally:
    """Be the whole result of one question.

    `voters` is the number of ballots handed in. `counted` is the number of ballots that the rows
    were built from, reached another way: the two differ only if a stored ballot is damaged.
    Percents are of `counted`. Where each voter gives one answer they sum to exactly 100; where a
    voter may choose several they are shares of voters, rounded one by one, and have no sum.
    `rated`, `mean` and `spread` (population standard deviation) leave "Vet inte" out.
    """

    spec: QuestionSpec
    voters: int
    counted: int
    rows: tuple[Row, ...]
    rated: int | None = None
    mean: float | None = None
    spread: float | None = None
    withheld: bool = False


def tally(spec: QuestionSpec, counts: Mapping[str, int]) -> Tally:
    """Return the result of the stored answers, given how many ballots hold each of them.

    A text question has no rows, only how many answered. Raise ValueError for a negative count.
    """
    if any(count < 0 for count in counts.values()):
        raise ValueError("a count is negative")
    answers = [(answer, n) for stored, n in counts.items() if (answer := _read(spec, stored))]
    rows = _rows(spec, answers)
    counted = _counted(spec, answers, rows)
    steps = {row.step: row.count for row in rows if row.step is not None}
    return Tally(
        spec=spec,
        voters=sum(counts.values()),
        counted=counted,
        rows=_with_percents(rows, counted, several=spec.takes_several),
        rated=sum(steps.values()) if spec.kind == "scale" else None,
        mean=_mean(steps),
        spread=_spread(steps),
    )


def suppress(result: Tally, threshold: int) -> Tally:
    """Return the result as it may be shown: without anything built on too few answers.

    Below the threshold (never under the hard floor) only the number of ballots is left. A mean
    rests on those who rated, so it can be too small to show when the rows are not.
    """
    limit = effective_threshold(threshold)
    if result.voters < limit:
        return replace(result, rows=(), rated=None, mean=None, spread=None, withheld=True)
    if result.rated is not None and result.rated < limit:
        return replace(result, mean=None, spread=None)
    return result


def largest_remainder(counts: Sequence[int]) -> list[int]:
    """Return whole percents that sum to 100 (to 0 when nothing is counted).

    Each is the exact percent rounded down, or that plus one for those with the largest remainder;
    between equal remainders the larger count goes first, then the earlier row.
    """
    total = sum(counts)
    if total == 0:
        return [0] * len(counts)
    percents = [count * 100 // total for count in counts]
    by_need = sorted(range(len(counts)), key=lambda i: (-(counts[i] * 100 % total), -counts[i], i))
    for position in by_need[: 100 - sum(percents)]:
        percents[position] += 1
    return percents


def _read(spec: QuestionSpec, stored: str) -> Answer | None:
    try:
        return decode(spec, stored)
    except CorruptAnswer:
        # One damaged ballot must not take the result down; `counted` then falls short of `voters`.
        return None


def _rows(spec: QuestionSpec, answers: Sequence[tuple[Answer, int]]) -> list[Row]:
    found: Counter[str] = Counter()
    for answer, count in answers:
        for key in _row_ids(answer):
            found[key] += count
    rows: list[Row] = []
    if spec.kind == "choice":
        rows = [Row(option.id, found[option.id], 0, option=option) for option in spec.options]
    elif spec.kind == "scale":
        steps = range(1, spec.scale_max + 1)
        rows = [Row(str(step), found[str(step)], 0, step=step) for step in steps]
    if spec.allow_unknown and spec.kind != "text":
        rows.append(Row(UNKNOWN, found[UNKNOWN], 0))
    return rows


def _row_ids(answer: Answer) -> tuple[str, ...]:
    match answer:
        case Chosen(ids):
            return ids
        case Rated(value):
            return (str(value),)
        case Unknown():
            return (UNKNOWN,)
    return ()


def _counted(spec: QuestionSpec, answers: Sequence[tuple[Answer, int]], rows: Sequence[Row]) -> int:
    # Where a ballot is in one row only, the rows themselves say how many ballots were counted.
    if spec.takes_several or spec.kind == "text":
        return sum(count for _, count in answers)
    return sum(row.count for row in rows)


def _with_percents(rows: Sequence[Row], counted: int, several: bool) -> tuple[Row, ...]:
    counts = [row.count for row in rows]
    percents = [_share(n, counted) for n in counts] if several else largest_remainder(counts)
    return tuple(replace(row, percent=p) for row, p in zip(rows, percents, strict=True))


def _share(count: int, total: int) -> int:
    """Return the whole percent, halves rounded up."""
    return (200 * count + total) // (2 * total) if total else 0


def _mean(steps: Mapping[int, int]) -> float | None:
    total = sum(steps.values())
    return float(Fraction(sum(s * n for s, n in steps.items()), total)) if total else None


def _spread(steps: Mapping[int, int]) -> float | None:
    total = sum(steps.values())
    if not total:
        return None
    # In whole numbers, so that a unanimous vote has a spread of exactly 0.
    squares = total * sum(s * s * n for s, n in steps.items())
    return sqrt(Fraction(squares - sum(s * n for s, n in steps.items()) ** 2, total * total))
