"""Decide what pretended people do in a rehearsal, and how long after what the host did.

Everything follows from a seed and nothing is kept: after a restart the same people do the same,
and what they had done already is only done once.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kiosk.questions.kinds import UNKNOWN, QuestionSpec
from kiosk.questions.template_c import TEMPLATE_C
from kiosk.voting.rules_rehearsal_words import WISHES, sentences

FACTOR_ANSWERS = ("keep", "change", "remove")
ARRIVE = 60.0  # seconds until the last has come
FASTEST, SLOWEST = 3.0, 20.0  # seconds from the opening of a vote to somebody's answer
NEVER_VOTE = 0.08
CHANGE_MIND = 0.06
DO_NOT_KNOW = 0.04
FROM_AFAR = 0.12
SETTLED = 4.0  # seconds from the check-in until somebody does anything else
MOST_PITCHES = 6
MOST_SUGGESTIONS = 4
MOST_SUPPORT = 60  # of one wish: more says nothing more
PLACES = ("Ekdalen", "Ekdalen", "Ekdalen", "Lärkvik", "Norrby")  # invented municipalities
ROLES = ("company",) * 16 + ("association",) * 2 + ("municipality", "other")


@dataclass(frozen=True, slots=True)
class Act:
    """What one pretended person does, so many seconds after what it is an answer to."""

    after: float
    number: int
    values: tuple[str, ...] = ()
    operation: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """What one pretended person says at the door."""

    role: str
    company: str
    mode: str
    municipality: str


def person(seed: str, number: int, language: str, remote: bool) -> Person:
    """Return who somebody pretends to be: about three come from two companies."""
    chance = _chance(seed, number)
    role = chance.choice(ROLES)
    company = f"{WISHES[language]['company'][0]} {number * 2 // 3 + 1}"
    mode = "remote" if remote and chance.random() < FROM_AFAR else "room"
    place = chance.choice(PLACES)
    return Person(role, company if role == "company" else "", mode, place)


def arrivals(seed: str, people: int) -> list[Act]:
    """Return when each checks in: few at first, most within half a minute, the last late."""
    chance = _chance(seed, "arrive")
    return _sorted(Act(ARRIVE * chance.betavariate(2, 2.6), n) for n in range(people))


def votes(seed: str, spec: QuestionSpec, people: int, language: str) -> list[Act]:
    """Return the answers to a question: most within some seconds, some never, some change."""
    chance = _chance(seed, "votes")
    answer = _answers(chance, spec, language)
    found = []
    for number in range(people):
        if chance.random() < NEVER_VOTE:
            continue
        after = FASTEST + (SLOWEST - FASTEST) * chance.betavariate(1.7, 3.4)
        found.append(Act(after, number, answer(), f"{seed}:{number}:1"))
        if chance.random() < CHANGE_MIND:
            later = after + chance.uniform(3, 12)
            found.append(Act(later, number, answer(), f"{seed}:{number}:2"))
    return _sorted(found)


def _answers(
    chance: random.Random, spec: QuestionSpec, language: str
) -> Callable[[], tuple[str, ...]]:
    """Return what gives one answer after another, with a leaning that the question's seed gives."""
    middle = chance.uniform(0.35, 0.75) * spec.scale_max
    weights = [chance.uniform(0.2, 1) ** 2 for _ in spec.options]

    def answer() -> tuple[str, ...]:
        if spec.kind == "text":
            return (chance.choice(WISHES[language]["text"])[: spec.max_length],)
        if spec.allow_unknown and chance.random() < DO_NOT_KNOW:
            return (UNKNOWN,)
        if spec.kind == "scale":
            step = round(chance.gauss(middle, spec.scale_max / 5))
            return (str(min(max(step, 1), spec.scale_max)),)
        wanted = min(spec.max_choices, len(spec.options))
        several = chance.choices(spec.option_ids, weights, k=wanted)
        return tuple(dict.fromkeys(several))

    return answer


def wishes(seed: str, lineage: str, people: int, language: str) -> list[Act]:
    """Return what is written into a box, each sentence by another, over three quarters of a minute.

    About one person in two writes, for as long as there are sentences left.
    """
    texts = list(sentences(language, lineage))
    _chance(seed, "order").shuffle(texts)
    return _written(seed, "wishes", people, texts)


def supports(seed: str, people: int) -> list[Act]:
    """Return who supports a wish once it has been approved; some wishes are liked by many."""
    chance = _chance(seed, "supports")
    liked = chance.betavariate(1.2, 3)
    keen = [number for number in range(people) if chance.random() < liked]
    some = chance.sample(keen, min(len(keen), MOST_SUPPORT))
    return _sorted(Act(chance.uniform(2, 30), number) for number in some)


def factor_votes(seed: str, people: int) -> list[Act]:
    """Return who answers about a list of factors: it takes longer than one question."""
    chance = _chance(seed, "factors")
    voting = [number for number in range(people) if chance.random() >= NEVER_VOTE]
    return _sorted(Act(10 + 30 * chance.betavariate(2, 3), n, (), f"{seed}:{n}") for n in voting)


def factor_answers(seed: str, number: int, factors: Sequence[int]) -> dict[int, str]:
    """Return what somebody says of each factor; some are agreed on and some are not."""
    chance, answers = _chance(seed, f"factors:{number}"), {}
    for factor in factors:
        leaning = _chance(seed, f"factor:{factor}")
        weights = [leaning.uniform(0.1, 1) ** 2 for _ in FACTOR_ANSWERS]
        answers[factor] = chance.choices(FACTOR_ANSWERS, weights)[0]
    return answers


def suggestions(seed: str, people: int, language: str) -> list[Act]:
    """Return the factors that some suggest."""
    return _written(seed, "suggest", people, WISHES[language]["factor"][:MOST_SUGGESTIONS])


def pitches(seed: str, people: int, language: str) -> list[Act]:
    """Return who signs up for a pitch: company, name and what it is about."""
    acts = _written(seed, "pitch", people, WISHES[language]["pitch"][:MOST_PITCHES])
    who = WISHES[language]["company"][0]
    return [replace(act, values=(f"{who} {act.number + 1}", "", *act.values)) for act in acts]


def _written(seed: str, purpose: str, people: int, texts: Sequence[str]) -> list[Act]:
    """Return some texts, each by another, over three quarters of a minute."""
    chance = _chance(seed, purpose)
    writers = chance.sample(range(people), min(len(texts), (people + 1) // 2))
    return _sorted(
        Act(chance.uniform(4, 45), number, (text,), f"{seed}:{number}")
        for number, text in zip(writers, texts, strict=False)
    )


def leavings(seed: str, people: int) -> list[Act]:
    """Return when each of those who answer at the way out does so: seven of ten."""
    chance = _chance(seed, "leave")
    staying = [number for number in range(people) if chance.random() < 0.7]
    return _sorted(Act(chance.uniform(5, 50), n, (), f"{seed}:{n}") for n in staying)


def leaving_answers(seed: str, number: int, language: str) -> Mapping[str, Sequence[str]]:
    """Return what somebody answers at the way out; few write anything."""
    chance = _chance(seed, f"leave:{number}")
    answers: dict[str, Sequence[str]] = {}
    for spec in TEMPLATE_C:
        if spec.kind == "choice":
            weights = range(1, len(spec.options) + 1)  # the later ones are the kinder ones
            answers[spec.lineage] = tuple(chance.choices(spec.option_ids, weights))
        elif chance.random() < 0.15:
            answers[spec.lineage] = (chance.choice(WISHES[language]["text"]),)
    return answers


def _chance(seed: str, purpose: str | int) -> random.Random:
    return random.Random(f"{seed}/{purpose}")  # noqa: S311 - pretended answers, the same each time


def _sorted(acts: Iterable[Act]) -> list[Act]:
    return sorted(acts, key=lambda act: act.after)
