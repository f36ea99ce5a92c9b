"""Prepare a question's extra count for drawing, in the person's language; no queries."""

from dataclasses import dataclass, replace

from kiosk.i18n import _, lazy
from kiosk.questions.fingerprint import short
from kiosk.voting.pictures import BarRow, ResultPicture, draw_result
from kiosk.voting.queries import Result
from kiosk.voting.queries_groups import Groups, Part
from kiosk.voting.rules_groups import BY_COMPANY, COMPANIES

NAMES = {
    "role": {
        "company": lazy("Company"),
        "association": lazy("Association"),
        "municipality": lazy("Municipality or its company"),
        "other": lazy("Other"),
    },
    "mode": {"room": lazy("In the room"), "remote": lazy("Remotely")},
}
MOST_LINES = 8  # answers that the wall has room for
MOST_BESIDE = 5  # groups that can be told apart from the back row


@dataclass(frozen=True, slots=True)
class PartPicture:
    """The companies' count or one group's, drawn as a result of its own."""

    label: str
    result: ResultPicture


@dataclass(frozen=True, slots=True)
class Line:
    """One answer on the wall: its words, and its bar in each of the counts beside each other."""

    label: str
    bars: list[BarRow]


@dataclass(frozen=True, slots=True)
class GroupsPicture:
    """An extra count ready to be drawn; `parts` is empty where it may not be shown."""

    also: str
    outcome: str
    by_company: bool
    deciding: bool  # the companies are
    alone: bool  # the question's own result is the companies' count
    persons: int | None
    parts: list[PartPicture]
    lines: list[Line]  # of choices: everybody's answers first where companies are beside them

    @property
    def fits(self) -> bool:
        """Tell whether the wall has room for every part beside the others."""
        return len(self.parts) <= MOST_BESIDE


def draw_groups(result: Result, everybody: ResultPicture, language: str) -> GroupsPicture | None:
    """Prepare the extra count of a result; `everybody` is the result itself as it is drawn."""
    groups = result.groups
    if groups is None or result.together:  # of one sitting, and not of all that are added up
        return None
    parts = [_draw_part(result, groups, part, language) for part in groups.parts]
    return GroupsPicture(
        also=groups.also,
        outcome=groups.outcome,
        by_company=groups.also in BY_COMPANY,
        deciding=groups.also == "deciding",
        alone=groups.is_alone,
        persons=groups.persons,
        parts=parts,
        lines=_lines(everybody, parts, groups.also in BY_COMPANY),
    )


def _draw_part(result: Result, groups: Groups, part: Part, language: str) -> PartPicture:
    own = Result(result.question, part.tally)
    drawn = replace(draw_result(own, language, None), fingerprint=short(part.fingerprint))
    return PartPicture(part_label(groups.also, part.name), drawn)


def part_label(also: str, name: str) -> str:
    """Return what a part is called."""
    if name == COMPANIES and also in BY_COMPANY:
        return _("Companies")
    if not name:
        return _("The rest together")
    return str(NAMES.get(also, {}).get(name, name))


def _lines(everybody: ResultPicture, parts: list[PartPicture], beside: bool) -> list[Line]:
    if everybody.kind != "choice" or not parts or len(parts) > MOST_BESIDE:
        return []
    counts = [everybody] if beside else []
    counts += [part.result for part in parts]
    places: list[int] = list(range(len(everybody.rows)))
    if len(places) > MOST_LINES:
        places = sorted(places, key=lambda place: -everybody.rows[place].count)[:MOST_LINES]
    return [
        Line(everybody.rows[place].label, [one.rows[place] for one in counts]) for place in places
    ]
