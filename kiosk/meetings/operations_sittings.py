"""Hold a meeting once more: another sitting of it, with the same questions."""

from typing import Any

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import operations_staff as staff
from kiosk.meetings import queries, queries_sittings
from kiosk.meetings import rules_sittings as rules
from kiosk.meetings.models import Meeting
from kiosk.tokens import new_key


def create_sitting(
    meeting_id: int, who: int | None, *, code: str = "", own: str, **facts: Any
) -> Meeting:
    """Make another sitting of the meeting; a repeated try gives the same.

    `own` is what the meeting itself is called among its sittings from now on; `facts` are the
    new one's sitting, starts_at and place. Raises Refusal same_label (422), too_many_sittings
    (409) or gone (404).
    """

    def job() -> Meeting:
        made = Meeting.get_or_none(Meeting.code == code)
        if made is not None and made.created_by == who:
            return made
        first = staff.existing(meeting_id)
        _join(first, own, str(facts["sitting"]))
        copied = {name: getattr(first, name) for name in (*staff.COPIED, "title", "whole")}
        codes = {"code": staff.free_code(code), "created_at": clock.now(), "created_by": who}
        sitting = Meeting.create(series=first.series_id, **copied | facts | codes)
        staff.copy_questions(first.id, sitting.id, who)
        audit.record(who, "create_sitting", f"meeting:{sitting.id}", of=first.id)
        return sitting

    sitting = write(job)
    hub.hub.announce(queries.TOPIC)
    for one in queries_sittings.list_sittings(sitting):
        hub.announce_stage(one.id)
    return sitting


def _join(first: Meeting, own: str, new: str) -> None:
    """Make the meeting a sitting too, called by its own name."""
    first.whole = first.whole or new_key()
    first.sitting = own
    others = queries_sittings.list_others(first)
    if len(others) + 1 >= rules.MOST_SITTINGS:
        sentence = lazy("A meeting has at most %(n)s sittings.", n=rules.MOST_SITTINGS)
        raise Refusal("too_many_sittings", sentence)
    taken = [queries_sittings.label_of(one) for one in others]
    for field, label, known in (("own", own, taken), ("sitting", new, [own, *taken])):
        if rules.is_taken(label, known):
            raise staff.same_label(field)
    first.save()
