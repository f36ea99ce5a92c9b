"""Everything a host does to a meeting before it: make, change, copy, delete, new link to the wall.

A meeting comes with questions, which are voting's: create_app tells this module who makes them
(use_questions), so that one submit gives a meeting with its questions, in one transaction.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries, queries_sittings, queries_staff
from kiosk.meetings import rules_staff as rules
from kiosk.meetings.models import Meeting, Series
from kiosk.meetings.rules_sittings import is_taken
from kiosk.tokens import new_code, new_key

# (meeting id, partner, who) and (meeting id copied from, meeting id, who); inside the write.
TakeTemplate = Callable[[int, str, int | None], None]
CopyQuestions = Callable[[int, int, int | None], None]
_take_template: TakeTemplate
_copy_questions: CopyQuestions

COPIED = (
    "kind", "place", "remote_url", "cohosts", "partner", "language", "wifi_name", "level",
    "roll_size", "threshold", "agenda", "next_steps", "municipalities", "sitting",
)  # fmt: skip
LOCKED = {
    "level": lazy("A question has been opened, so who may vote can't be changed any more."),
    "threshold": lazy("A question has been opened, so the number can only be made larger."),
    "roll_size": lazy("A question has been opened, so the codes can't become fewer."),
}


def use_questions(take_template: TakeTemplate, copy_questions: CopyQuestions) -> None:
    """Tell the program who makes a new meeting's questions."""
    global _take_template, _copy_questions
    _take_template, _copy_questions = take_template, copy_questions


def create_meeting(
    who: int | None,
    *,
    code: str = "",
    new_series: str = "",
    template: bool = False,
    **facts: Any,
) -> Meeting:
    """Make a meeting, with the template's questions if asked for; a repeated try gives the same.

    `code` is a join code made from the try's own id; `facts` are the columns a form has checked.
    """

    def job() -> Meeting:
        made = Meeting.get_or_none(Meeting.code == code)
        if made is not None and made.created_by == who:
            return made
        meeting = _insert(who, free_code(code), new_series, facts)
        if template:
            _take_template(meeting.id, meeting.partner, who)
        audit.record(who, "create_meeting", f"meeting:{meeting.id}", title=meeting.title)
        return meeting

    return _announced(write(job))


def update_meeting(meeting_id: int, who: int | None, *, new_series: str = "", **facts: Any) -> None:
    """Change a meeting's facts; raises Refusal locked (422, facts: field) for a broken promise."""

    def job() -> Meeting:
        meeting = existing(meeting_id)
        _refuse_same_label(meeting, facts.get("sitting"))
        old = rules.Terms(meeting.level, meeting.threshold, meeting.roll_size)
        facts["series"] = _series(new_series, facts.pop("series_id", None))
        changed = sorted(n for n, value in facts.items() if getattr(meeting, n) != value)
        for name, value in facts.items():
            setattr(meeting, name, value)
        new = rules.Terms(meeting.level, meeting.threshold, meeting.roll_size)
        locked = rules.locked_changes(old, new)
        if locked and queries_staff.is_opened(meeting_id):
            raise Refusal("locked", LOCKED[locked[0]], 422, field=locked[0])
        meeting.save()
        audit.record(who, "update_meeting", f"meeting:{meeting_id}", changed=changed)
        return meeting

    _announced(write(job))


def copy_meeting(meeting_id: int, who: int | None, code: str = "") -> Meeting:
    """Make next year's meeting: same facts, series and questions, no check-ins or votes.

    Its other sittings come along, each as a sitting of the new one.
    """

    def job() -> Meeting:
        made = Meeting.get_or_none(Meeting.code == code)
        if made is not None and made.created_by == who:
            return made
        old = existing(meeting_id)
        others = queries_sittings.list_others(old)
        whole = {"whole": new_key()} if others else {"sitting": None}
        meeting = _copy(old, who, code, whole)
        for other in others:
            _copy(other, who, "", whole | {"series_id": meeting.series_id})
        return meeting

    return _announced(write(job))


def _copy(old: Meeting, who: int | None, code: str, more: dict[str, Any]) -> Meeting:
    meeting = _insert(who, free_code(code), "", _next_facts(old) | more)
    copy_questions(old.id, meeting.id, who)
    audit.record(who, "copy_meeting", f"meeting:{meeting.id}", of=old.id)
    return meeting


def delete_meeting(meeting_id: int, who: int | None) -> None:
    """Delete a meeting that nobody has been to; raises Refusal in_use (409)."""

    def job() -> None:
        meeting = existing(meeting_id)
        if not queries_staff.is_untouched(meeting_id):
            raise Refusal(
                "in_use",
                lazy(
                    "Somebody has checked in or a question has been opened, so the meeting stays."
                ),
            )
        audit.record(who, "delete_meeting", f"meeting:{meeting_id}", title=meeting.title)
        Meeting.delete().where(Meeting.rehearsal_of == meeting_id).execute()
        meeting.delete_instance()

    write(job)
    hub.hub.announce(queries.TOPIC)


def renew_screen_link(meeting_id: int, who: int | None) -> None:
    """Let every old link to the wall die."""

    def job() -> Meeting:
        meeting = existing(meeting_id)
        meeting.screen_generation += 1
        meeting.save()
        audit.record(who, "renew_screen_link", f"meeting:{meeting_id}")
        return meeting

    _announced(write(job))


def same_label(field: str) -> Refusal:
    """Return what is said when two sittings of one meeting would be called the same."""
    sentence = lazy("Another sitting is called the same. Choose another name.")
    return Refusal("same_label", sentence, 422, field=field)


def _refuse_same_label(meeting: Meeting, label: str | None) -> None:
    others = [queries_sittings.label_of(one) for one in queries_sittings.list_others(meeting)]
    if label and is_taken(label, others):
        raise same_label("sitting")


def _announced(meeting: Meeting) -> Meeting:
    hub.hub.announce(queries.TOPIC)
    hub.announce_stage(meeting.id)
    return meeting


def copy_questions(old_id: int, meeting_id: int, who: int | None) -> None:
    """Copy what was prepared for a meeting into a new one, inside the running write."""
    _copy_questions(old_id, meeting_id, who)


def existing(meeting_id: int) -> Meeting:
    """Return the meeting for a change inside the running write; raises Refusal gone (404)."""
    found = queries_staff.find_for_change(meeting_id)
    if found is None:
        raise Refusal("gone", lazy("Somebody has just deleted the meeting."), 404)
    return found


def _insert(who: int | None, code: str, new_series: str, facts: dict[str, Any]) -> Meeting:
    columns = {name: value for name, value in facts.items() if name != "series_id"}
    return Meeting.create(
        **columns,
        code=code,
        series=_series(new_series, facts.get("series_id")),
        created_at=clock.now(),
        created_by=who,
    )


def free_code(code: str) -> str:
    """Return the code if nobody has it, else another."""
    while not code or Meeting.select().where(Meeting.code == code).exists():
        code = new_code()
    return code


def _series(title: str, series_id: int | None) -> Series | None:
    """Return the series of this title, made if it is new, else the one chosen, if any."""
    if not title:
        return Series.get_or_none(Series.id == series_id)
    same = [one for one in queries.list_series() if one.title.casefold() == title.casefold()]
    return same[0] if same else Series.create(title=title)


def _next_facts(old: Meeting) -> dict[str, Any]:
    """Return the facts of next year's meeting; a meeting without a series gets one first."""
    start = clock.local(old.starts_at)
    coming = rules.next_date(start.date(), clock.local(clock.now()).date())
    if old.series_id is None:
        old.series = _series(rules.series_title(old.title, start.date()), None)
        old.save()
    facts: dict[str, Any] = {name: getattr(old, name) for name in COPIED}
    return facts | {
        "title": rules.next_title(old.title, start.date(), coming),
        "starts_at": clock.from_local(datetime.combine(coming, start.time())),
        "series_id": old.series_id,
    }
