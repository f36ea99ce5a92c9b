"""Prepare factor lists: make, fill, put in order, take away, ask again as a new vote."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.voting import queries_factors as factors
from kiosk.voting import rules, rules_factors
from kiosk.voting.models_factors import Factor, FactorList

Copy = Callable[[int, int, int | None], None]  # from a meeting to another, by whom

OPENED = lazy("The vote has been opened, so its words stay as they are.")
CLOSED = lazy("The vote is closed, so its factors stay as they are.")
GONE = lazy("Somebody has just taken the list away.")
FACTOR_GONE = lazy("Somebody has just taken the factor away.")


@dataclass(frozen=True, slots=True)
class Words:
    """A title, or a factor, in both languages; English may be missing."""

    sv: str
    en: str = ""


def create_list(
    meeting_id: int, who: int | None, title: Words, texts: Sequence[Words]
) -> FactorList:
    """Make a list with its factors; raises Refusal too_many_lists or too_many_factors (409)."""

    def job() -> FactorList:
        lists = factors.list_lists(meeting_id)
        if len(lists) >= rules_factors.MOST_LISTS:
            sentence = lazy("A meeting has at most %(n)s lists.", n=rules_factors.MOST_LISTS)
            raise Refusal("too_many_lists", sentence)
        last = lists[-1].position if lists else 0
        made = FactorList.create(
            meeting=meeting_id, position=last + 1, title_sv=title.sv, title_en=title.en
        )
        append(made, texts)
        audit.record(who, "create_factor_list", f"meeting:{meeting_id}", list=made.id)
        return made

    made = write(job)
    hub.announce_tally(meeting_id)
    return made


def update_list(list_id: int, who: int | None, title: Words) -> None:
    """Change a list's title before it is voted on; raises Refusal opened (409)."""

    def change(one: FactorList) -> None:
        one.title_sv, one.title_en = title.sv, title.en
        one.save(only=[FactorList.title_sv, FactorList.title_en])

    _prepare(list_id, who, "update_factor_list", change)


def drop_list(list_id: int, who: int | None) -> None:
    """Take away a list that nobody has voted on; raises Refusal opened (409)."""
    _prepare(list_id, who, "drop_factor_list", lambda one: one.delete_instance())


def add_factors(list_id: int, who: int | None, texts: Sequence[Words]) -> int:
    """Add those that are not there yet, last; return how many. They can be voted on at once.

    Raises Refusal closed or too_many_factors (409).
    """

    def job() -> tuple[int, int]:
        one = locked(list_id)
        if one.closed_at is not None:
            raise Refusal("closed", CLOSED)
        added = append(one, texts)
        audit.record(who, "add_factors", f"meeting:{one.meeting_id}", list=one.id, added=added)
        return one.meeting_id, added

    meeting_id, added = write(job)
    hub.announce_stage(meeting_id)
    return added


def append(one: FactorList, texts: Sequence[Words]) -> int:
    """Add the factors that a list lacks, inside the running write; return how many."""
    there = factors.list_factors(one.id, removed=True)
    known = [factor.text_sv for factor in there if factor.removed_at is None]
    fresh = rules_factors.without_repeats([(text.sv, text.en) for text in texts], known)
    if len(there) + len(fresh) > rules_factors.MOST_FACTORS:
        sentence = lazy("A list has at most %(n)s factors.", n=rules_factors.MOST_FACTORS)
        raise Refusal("too_many_factors", sentence)
    last = there[-1].position if there else 0
    for step, place in enumerate(fresh, 1):
        words = texts[place]
        Factor.create(list=one, position=last + step, text_sv=words.sv, text_en=words.en)
    return len(fresh)


def update_factor(factor_id: int, who: int | None, text: Words) -> None:
    """Change a factor's words before it is voted on; raises Refusal opened (409)."""
    factor = _factor(factor_id)

    def change(one: FactorList) -> None:
        Factor.update(text_sv=text.sv, text_en=text.en).where(Factor.id == factor_id).execute()

    _prepare(factor.list_id, who, "update_factor", change)


def move_factor(factor_id: int, who: int | None, direction: rules_factors.Direction) -> None:
    """Let a factor change places with its neighbour; raises Refusal opened (409)."""
    factor = _factor(factor_id)

    def change(one: FactorList) -> None:
        order = [each.id for each in factors.list_factors(one.id)]
        for place, row_id in enumerate(rules_factors.moved(order, factor_id, direction), 1):
            Factor.update(position=place).where(Factor.id == row_id).execute()

    _prepare(factor.list_id, who, "move_factor", change)


def remove_factor(factor_id: int, who: int | None) -> None:
    """Take a factor away; while it is voted on it stays in sight as taken away.

    What has been answered about it is dropped when the vote closes; until then the factor can be
    put back with it. Raises Refusal closed (409).
    """

    def change(one: FactorList) -> None:
        if one.opened_at is None:
            Factor.delete().where(Factor.id == factor_id).execute()
        else:
            Factor.update(removed_at=clock.now(), removed_by=who).where(
                Factor.id == factor_id, Factor.removed_at.is_null()
            ).execute()

    _change_factor(factor_id, who, "remove_factor", change)


def restore_factor(factor_id: int, who: int | None) -> None:
    """Put back a factor that was taken away during the vote; raises Refusal closed (409)."""

    def change(one: FactorList) -> None:
        Factor.update(removed_at=None, removed_by=None).where(Factor.id == factor_id).execute()

    _change_factor(factor_id, who, "restore_factor", change)


def rerun_list(list_id: int, who: int | None) -> FactorList:
    """Make a new vote about the same factors; the old result stays as it is."""

    def job() -> FactorList:
        old = locked(list_id)
        if old.closed_at is None:
            raise Refusal("not_closed", lazy("Close the vote before you ask again."))
        audit.record(who, "rerun_factor_list", f"meeting:{old.meeting_id}", list=old.id)
        return _copied(old, old.meeting_id, rerun=True)

    made = write(job)
    hub.announce_tally(made.meeting_id)
    return made


def copy_lists(old_meeting_id: int, meeting_id: int, who: int | None) -> None:
    """Copy the lists, each once, to next year's meeting, inside the running write."""
    for one in factors.list_lists(old_meeting_id):
        if one.rerun_of_id is None:
            _copied(one, meeting_id)
    audit.record(who, "copy_factor_lists", f"meeting:{meeting_id}", of=old_meeting_id)


def with_lists(copy_questions: Copy) -> Copy:
    """Return what copies a meeting's questions and its factor lists."""

    def copy(old_meeting_id: int, meeting_id: int, who: int | None) -> None:
        copy_questions(old_meeting_id, meeting_id, who)
        copy_lists(old_meeting_id, meeting_id, who)

    return copy


def _copied(old: FactorList, meeting_id: int, rerun: bool = False) -> FactorList:
    made = FactorList.create(
        meeting=meeting_id,
        position=len(factors.list_lists(meeting_id)) + 1,
        title_sv=old.title_sv,
        title_en=old.title_en,
        rerun_of=old if rerun else None,
    )
    append(made, [Words(one.text_sv, one.text_en) for one in factors.list_factors(old.id)])
    return made


def locked(list_id: int) -> FactorList:
    """Read a list once nobody else can change it; raises Refusal gone (404)."""
    one = factors.find_list(list_id, for_update=True)
    if one is None:
        raise Refusal("gone", GONE, 404)
    return one


def _factor(factor_id: int) -> Factor:
    factor = factors.find_factor(factor_id)
    if factor is None:
        raise Refusal("gone", FACTOR_GONE, 404)
    return factor


def _prepare(
    list_id: int, who: int | None, act: str, change: Callable[[FactorList], object]
) -> None:
    """Change a list that has not been opened; what was asked stays as it was asked."""

    def job() -> int:
        one = locked(list_id)
        if rules.phase(one) != "planned":
            raise Refusal("opened", OPENED)
        audit.record(who, act, f"meeting:{one.meeting_id}", list=list_id)
        change(one)
        return one.meeting_id

    hub.announce_tally(write(job))


def _change_factor(
    factor_id: int, who: int | None, act: str, change: Callable[[FactorList], None]
) -> None:
    """Change a factor of a list that is not closed, then tell the phones."""

    def job() -> int:
        one = locked(_factor(factor_id).list_id)
        if one.closed_at is not None:
            raise Refusal("closed", CLOSED)
        audit.record(who, act, f"meeting:{one.meeting_id}", factor=factor_id)
        change(one)
        return one.meeting_id

    hub.announce_stage(write(job))
