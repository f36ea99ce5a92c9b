"""Questions and answers in words, in the language of the person who reads them."""

from dataclasses import dataclass

from kiosk.i18n import _, language
from kiosk.questions.answers import Chosen, CorruptAnswer, Rated, Written, decode
from kiosk.questions.form import Item, Section
from kiosk.questions.kinds import UNKNOWN, QuestionSpec


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as a page asks it."""

    id: str
    kind: str
    words: str
    options: list[tuple[str, str]]  # of a choice, "Vet inte" included
    several: bool
    most: int  # options that may be chosen, or characters that may be written
    steps: list[int]  # of a scale
    low: str
    high: str
    unknown: tuple[str, str] | None  # "Vet inte" of a scale


def asked(item: Item) -> Asked:
    """Return the question in words."""
    spec, tongue = item.spec, language()
    unknown = (UNKNOWN, not_known(spec)) if spec.allow_unknown else None
    options = [(option.id, option.text(tongue)) for option in spec.options]
    return Asked(
        id=item.id,
        kind=spec.kind,
        words=spec.text(tongue),
        options=[*options, unknown] if unknown and spec.kind == "choice" else options,
        several=spec.takes_several,
        most=spec.max_length if spec.kind == "text" else spec.max_choices,
        steps=list(range(1, spec.scale_max + 1)),
        low=spec.low(tongue),
        high=spec.high(tongue),
        unknown=unknown,
    )


def heading(section: Section) -> str:
    """Return the heading of one page of the form."""
    headings: dict[Section, str] = {
        "part": _("Your part"),
        "overall": _("Overall"),
        "parts": _("The parts"),
        "follow": _("Follow-up"),
        "own": _("More questions"),
        "ahead": _("Ahead"),
    }
    return headings[section]


def not_known(spec: QuestionSpec) -> str:
    """Return the words of the answer "Vet inte" to this question."""
    return _("Don't know / not relevant") if spec.kind == "scale" else _("Don't know")


def words_of(spec: QuestionSpec, stored: str | None) -> list[str]:
    """Return the answer in the person's language, one text for each thing chosen."""
    try:
        answer = decode(spec, stored) if stored is not None else None
    except CorruptAnswer:
        answer = None
    match answer:
        case None:
            return []
        case Chosen(ids):
            return [one.text(language()) for one in spec.options if one.id in ids]
        case Rated(value):
            return [_("%(value)s of %(top)s", value=value, top=spec.scale_max)]
        case Written(text):
            return text.split("\n")
    return [not_known(spec)]
