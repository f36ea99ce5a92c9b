"""Read what has been decided about disposal, what would go by it, and what has gone."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import cast

from peewee import fn

from kiosk import clock
from kiosk.db import database
from kiosk.retention import rules, ways
from kiosk.retention.models import DisposalDecision, PreservedFile, PurgeProtocol
from kiosk.retention.words import WORDS, Words, say_months


@dataclass(frozen=True, slots=True)
class Standing:
    """One class of data: what has been decided about it, and what is older than that."""

    material: str
    words: Words
    decision: DisposalDecision | None = None
    day: date | None = None  # everything before this day is older than the period
    counts: ways.Counts = field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """Return what whoever purges should know first."""
        return ways.get_way(self.material).note(self.day) if self.day else []

    @property
    def may_purge(self) -> bool:
        """Tell whether a decision is in force: one with a reference."""
        return self.decision is not None and bool(self.decision.reference)

    @property
    def total(self) -> int:
        """Return how many things are older than the period."""
        return sum(self.counts.values())

    @property
    def period(self) -> str:
        """Return the period in words, or nothing."""
        return say_months(int(str(self.decision.months))) if self.decision else ""

    @property
    def seen(self) -> str:
        """Return what a form sends back, to ask whether things still are as they were shown."""
        return rules.seen(self.day, self.counts) if self.day else ""


@dataclass(frozen=True, slots=True)
class KeptFile:
    """One file that was kept, without its content."""

    id: int
    name: str
    created_at: datetime
    kilobytes: int


def today() -> date:
    """Return this day where the municipality is."""
    return clock.local(clock.now()).date()


def list_standings() -> list[Standing]:
    """Return every class of data, decided about or not."""
    return [get_standing(material) for material in rules.MATERIALS]


def find_standing(material: str) -> Standing | None:
    """Return one class of data, or None when there is no such class."""
    return get_standing(material) if material in rules.MATERIALS else None


def get_standing(material: str) -> Standing:
    """Return what has been decided about a class of data, and what is older than that."""
    decision = find_decision(material)
    if decision is None:
        return Standing(material, WORDS[material])
    day = rules.older_than(today(), int(str(decision.months)))
    counts = ways.get_way(material).count(day)
    return Standing(material, WORDS[material], decision, day, counts)


def find_decision(material: str, for_update: bool = False) -> DisposalDecision | None:
    """Return what has been decided about a class of data; inside a write it stays as read."""
    query = DisposalDecision.select().where(DisposalDecision.material == material)
    return (query.for_update() if for_update and database.for_update else query).first()  # type: ignore[no-any-return]


def list_decisions() -> list[DisposalDecision]:
    """Return the decisions in force: those with a reference."""
    found = {one.material: one for one in DisposalDecision.select() if one.reference}
    return [found[material] for material in rules.MATERIALS if material in found]


def describe_decisions() -> list[str]:
    """Return the decisions in force as lines for the information page."""
    return [
        f"{WORDS[one.material].title}: {say_months(one.months)}, "
        f"{WORDS[one.material].since} ({one.reference})"
        for one in list_decisions()
    ]


def list_protocols() -> list[PurgeProtocol]:
    """Return what has been purged, the latest first."""
    return list(PurgeProtocol.select().order_by(PurgeProtocol.id.desc()))


def list_purged(day: date) -> set[str]:
    """Return the classes of data that have been purged of what was held on this day."""
    later = PurgeProtocol.select(PurgeProtocol.material).where(PurgeProtocol.until > day)
    return {str(one.material) for one in later.distinct()}


def list_files() -> list[KeptFile]:
    """Return the files that were kept, the latest first."""
    rows = PreservedFile.select(
        PreservedFile.id,
        PreservedFile.name,
        PreservedFile.created_at,
        fn.LENGTH(PreservedFile.content),
    ).order_by(PreservedFile.id.desc())
    found = cast(Iterable[tuple[int, str, datetime, int]], rows.tuples())
    return [KeptFile(key, name, at, max(1, length // 1024)) for key, name, at, length in found]


def find_file(file_id: int) -> PreservedFile | None:
    """Return one file that was kept, or None."""
    return PreservedFile.get_or_none(PreservedFile.id == file_id)
