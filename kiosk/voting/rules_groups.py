"""Decide how a question is counted once more: by company, or split into groups; pure.

A question has one of these at the most. Two at once could be laid over one another until a cell
of a few people shows (docs/decisions/0012-one-extra-count.md).
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from kiosk.questions.answers import Chosen, CorruptAnswer, Rated, decode, encode
from kiosk.questions.kinds import UNKNOWN, QuestionSpec
from kiosk.questions.suppression import protect_row
from kiosk.questions.thresholds import effective_threshold

# companies: persons decide; deciding: companies do. The rest are splits.
BY_COMPANY = ("companies", "deciding")
SPLITS = ("role", "municipality", "mode")
ALSO = ("", *BY_COMPANY, *SPLITS)

# shown: both counts; few: too few companies or groups; near: the difference between the counts
# would tell how a few persons voted, so only the persons are shown; alone: so only the companies
# are; lost: the database was put back from a copy meanwhile.
Outcome = Literal["shown", "few", "near", "alone", "lost"]

COMPANIES, REST = "companies", ""
LEGAL_FORMS = {
    "ab", "aktiebolag", "aktiebolaget", "hb", "handelsbolag", "handelsbolaget", "kb",
    "kommanditbolag", "kommanditbolaget", "publ", "ekför", "ef",
}  # fmt: skip

Counts = Mapping[str, int]  # how many gave each stored answer
Draw = Callable[[Sequence[str]], str]  # by lot, one of at least one


@dataclass(frozen=True, slots=True)
class Belonging:
    """What somebody said when checking in; nothing of it from who only votes."""

    role: str = ""
    mode: str = ""
    company: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """What may be kept when a vote closes: `parts` has the stored answers of each part.

    `persons` is how many voted. With the outcome alone the persons' own answers may not be kept.
    """

    outcome: Outcome
    persons: int
    parts: Mapping[str, Counts]


def company_key(name: str) -> str:
    """Return what is the same however a company's name is written.

    Case, spaces, hyphens, dots and legal forms (AB, HB, KB, ek. för.) make no difference; letters,
    digits and their order do.
    """
    words = unicodedata.normalize("NFKC", name).casefold().replace("&", " och ")
    words = re.sub(r"\bek(?:onomisk|\.)?\s+för(?:ening|\.)?(?=\W|$)", " ekför ", words)
    words = re.sub(r"[.'’´`]", "", words)
    parts = re.findall(r"\w+", words.replace("_", " "))
    kept = [part for part in parts if part not in LEGAL_FORMS]
    return "".join(kept or parts)


def group_of(also: str, who: Belonging) -> str:
    """Return the group that somebody's answer counts in, or "" for none.

    Only who comes from a company, and has said which, has part in a company's voice.
    """
    if also in BY_COMPANY:
        return company_key(who.company) if who.role == "company" else ""
    return {"role": who.role, "mode": who.mode, "municipality": who.municipality}.get(also, "")


def voice(spec: QuestionSpec, answers: Counts, draw: Draw) -> str | None:
    """Return a company's one answer as stored, of those its people gave; None if there is none.

    What most of them answered, and where several may be chosen as many as one person may; on a
    scale the middle answer. Equals are drawn by lot. "Don't know" only if nobody says anything
    else.
    """
    chosen: Counter[str] = Counter()
    steps: list[str] = []
    unknown = False
    for stored, count in answers.items():
        try:
            answer = decode(spec, stored)
        except CorruptAnswer:
            continue
        if isinstance(answer, Chosen):
            chosen.update(dict.fromkeys(answer.ids, count))
        elif isinstance(answer, Rated):
            steps += [str(answer.value)] * count
        else:
            unknown = True
    if steps:
        return _middle(steps, draw)
    if chosen:
        ids = _most_chosen(chosen, spec.max_choices, draw)
        return encode(Chosen(tuple(one for one in spec.option_ids if one in ids)))
    return f'"{UNKNOWN}"' if unknown else None


def _middle(steps: list[str], draw: Draw) -> str:
    steps.sort(key=int)
    middle = steps[(len(steps) - 1) // 2 : len(steps) // 2 + 1]
    return draw(middle)


def _most_chosen(chosen: Mapping[str, int], most: int, draw: Draw) -> set[str]:
    left, taken = dict(chosen), set[str]()
    while left and len(taken) < most:
        top = max(left.values())
        taken.add(one := draw([key for key, count in left.items() if count == top]))
        del left[one]
    return taken


def settle(
    also: str, spec: QuestionSpec, ballots: Mapping[str, Counts], k: int, draw: Draw
) -> Settled:
    """Return what may be kept of a vote, given how many ballots of each group hold each answer.

    The group "" is those who belong to none.
    """
    least = effective_threshold(k)
    persons = sum(sum(answers.values()) for answers in ballots.values())
    if also in BY_COMPANY:
        return _settle_companies(also, spec, ballots, least, persons, draw)
    parts = _split(ballots, least)
    return Settled("shown" if parts else "few", persons, parts)


def _settle_companies(
    also: str,
    spec: QuestionSpec,
    ballots: Mapping[str, Counts],
    least: int,
    persons: int,
    draw: Draw,
) -> Settled:
    found = [voice(spec, answers, draw) for group, answers in ballots.items() if group]
    voices = Counter(one for one in found if one is not None)
    outcome = company_outcome(also, persons, voices.total(), least)
    return Settled(outcome, persons, {COMPANIES: voices} if outcome in ("shown", "alone") else {})


def company_outcome(also: str, persons: int, companies: int, k: int) -> Outcome:
    """Return whether the two counts may stand side by side.

    Their difference is the answers of who speaks for no company, and of those whose colleague's
    answer became the company's. It has to be of k answers, or of none.
    """
    least = effective_threshold(k)
    if companies < least:
        return "few"
    if persons == companies or persons - companies >= least:
        return "shown"
    return "alone" if also == "deciding" else "near"


def _split(ballots: Mapping[str, Counts], least: int) -> dict[str, dict[str, int]]:
    """Return the answers of each group that may be shown, and of all the others as one."""
    sizes = {group: sum(answers.values()) for group, answers in ballots.items()}
    large = {group: size for group, size in sizes.items() if group and size >= least}
    rest = sum(sizes.values()) - sum(large.values())
    shown = protect_row({**large, REST: rest}, least) - {REST}
    parts: dict[str, Counter[str]] = {}
    for group, answers in ballots.items():
        parts.setdefault(group if group in shown else REST, Counter()).update(answers)
    kept = {group: dict(counts) for group, counts in parts.items() if counts.total()}
    return kept if shown and len(kept) > 1 else {}


def visible(also: str, persons: int, sizes: Mapping[str, int], k: int) -> set[str]:
    """Return which of the kept parts may be shown, also when the threshold was raised since."""
    if also in BY_COMPANY:
        outcome = company_outcome(also, persons, sizes.get(COMPANIES, 0), k)
        return {COMPANIES} if outcome == "shown" else set()
    least = effective_threshold(k)
    return {part for part in protect_row(sizes, least) if sizes[part] >= least}


def part_key(question_id: int, also: str, part: str) -> str:
    """Return the name of a part in exports, which its fingerprint covers: 7/role:company."""
    if also in BY_COMPANY:
        return f"{question_id}/companies" + ("-decide" if also == "deciding" else "")
    return f"{question_id}/{also}:{part or '*'}"


def in_order(
    also: str, parts: Iterable[str], roles: Sequence[str], modes: Sequence[str]
) -> list[str]:
    """Return the parts as they are shown: roles and modes as at check-in, the rest last."""
    known = {"role": roles, "mode": modes}.get(also, ())
    places = {name: place for place, name in enumerate(known)}

    def place(part: str) -> tuple[bool, int, str]:
        return part == REST, places.get(part, len(places)), part.casefold()

    return sorted(parts, key=place)
