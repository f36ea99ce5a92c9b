"""Enter decisions on disposal, and purge by them; `who` is a user's id, None the command line."""

from dataclasses import dataclass
from datetime import date

import kiosk.voting.queries_questions as voting
from kiosk import audit, clock
from kiosk.db import vacuum, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.retention import queries, rules, ways
from kiosk.retention.models import DisposalDecision, PreservedFile, PurgeProtocol


@dataclass(frozen=True, slots=True)
class Purged:
    """What a purge took, and whether nothing of it is left on the disk."""

    day: date
    counts: ways.Counts
    files: int = 0
    wiped: bool = True


def decide(who: int | None, material: str, *, months: int, reference: str, role: str) -> None:
    """Enter what has been decided about a class of data; without a reference nothing goes."""

    def job() -> None:
        values = {"months": months, "reference": reference, "role": role}
        values |= {"decided_at": clock.now(), "decided_by": who}
        if queries.find_decision(material, for_update=True) is None:
            DisposalDecision.create(material=material, **values)
        else:
            own = DisposalDecision.material == material
            DisposalDecision.update(**values).where(own).execute()
        told = {"months": months, "reference": reference, "role": role}
        audit.record(who, "disposal_decided", f"disposal:{material}", **told)

    write(job)


def purge(who: int | None, material: str, seen: str | None = None) -> Purged:
    """Purge all of a class that is older than its period: files first, then a protocol with it.

    `seen` is what whoever asks was shown (Standing.seen). Raises Refusal (409): undecided, voting,
    changed (since it was shown), nothing, or what the class of data itself refuses.
    """
    way = ways.get_way(material)

    def job() -> Purged:
        decision = _decision_in_force(material)
        _refuse_while_voting()
        day = rules.older_than(queries.today(), decision.months)
        _refuse_if_changed(seen, day, way.count(day))
        files = way.make_files(day)
        for name, media_type, content in files:
            kept = {"name": name, "media_type": media_type, "content": content}
            PreservedFile.create(created_at=clock.now(), **kept)
        counts = way.purge(day)
        _write_protocol(who, decision, day, counts)
        told = {"until": day, "reference": decision.reference, "files": len(files)}
        audit.record(who, "purged", f"disposal:{material}", counts=counts, **told)
        return Purged(day, counts, len(files))

    purged = write(job)
    way.after()
    return Purged(purged.day, purged.counts, purged.files, vacuum(*way.tables))


def _decision_in_force(material: str) -> DisposalDecision:
    decision = queries.find_decision(material, for_update=True)
    if decision is None or not decision.reference:
        raise Refusal(
            "undecided",
            lazy("No decision has been entered for this, so nothing of it is purged."),
        )
    return decision


def _refuse_while_voting() -> None:
    """Refuse: after a purge the database is written anew, and votes would have to wait."""
    meetings = voting.list_meetings_that_vote()
    if meetings:
        raise Refusal(
            "voting",
            lazy(
                "A question is open at the meeting %(title)s, and votes must not have to wait. "
                "Close the question first.",
                title=meetings[0],
            ),
        )


def _refuse_if_changed(seen: str | None, day: date, counts: ways.Counts) -> None:
    if not any(counts.values()):
        raise Refusal("nothing", lazy("There is nothing to purge: nothing is older than that."))
    if seen is not None and seen != rules.seen(day, counts):
        raise Refusal(
            "changed",
            lazy("What would be purged has changed since the page was shown. Look again."),
        )


def _write_protocol(
    who: int | None, decision: DisposalDecision, day: date, counts: ways.Counts
) -> None:
    for material, count in counts.items():
        if count:
            PurgeProtocol.create(
                at=clock.now(),
                material=material,
                count=count,
                until=day,
                reference=decision.reference,
                role=decision.role,
                who=who,
            )
