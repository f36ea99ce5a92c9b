"""Send invitations and reminders, now or on their day; each asks the gate inside its write."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Busy, Refusal
from kiosk.evaluations import queries, queries_sending, rules, rules_sending
from kiosk.evaluations import queries_invitations as reading
from kiosk.evaluations.models import Invitation, Procurement
from kiosk.evaluations.operations_gate import refuse_if_held
from kiosk.evaluations.operations_invitations import find_invitation, find_open_gate
from kiosk.evaluations.operations_versions import version_row_in_use
from kiosk.evaluations.queries_purge import about
from kiosk.i18n import LazyText, lazy
from kiosk.mail import operations as mail

NO_REMINDER: dict[rules_sending.NoReminder, LazyText] = {
    "not_open": lazy("Nothing has been sent yet, so there is nothing to remind of."),
    "closed": lazy("The last day to answer has passed."),
    "all_sent": lazy("Two reminders have been sent. More are never sent."),
    "too_soon": lazy("There are at least seven days between messages. Wait a few days."),
}


def plan_sending(
    procurement_id: int, who: int | None, send_on: date, closes_on: date, reminds_itself: bool
) -> None:
    """Let the invitations go by themselves on a day; raises Refusal gate_shut, open or nobody."""

    def job() -> None:
        row = find_open_gate(procurement_id)
        _refuse_if_opened(row)
        _refuse_nobody(row)
        row.send_on, row.closes_on, row.reminds_itself = send_on, closes_on, reminds_itself
        _save(row, "send_on", "closes_on", "reminds_itself")
        audit.record(who, "plan_sending", about(row.id), day=send_on, last_day=closes_on)

    write(job)


def cancel_plan(procurement_id: int, who: int | None) -> None:
    """Let nothing go by itself after all; raises Refusal gate_shut or open."""

    def job() -> None:
        row = find_open_gate(procurement_id)
        _refuse_if_opened(row)
        row.send_on = None
        _save(row, "send_on")
        audit.record(who, "cancel_sending", about(row.id))

    write(job)


def open_evaluation(
    procurement_id: int, who: int | None, closes_on: date, reminds_itself: bool
) -> int:
    """Open the evaluation and send every invitation now; return how many messages go.

    Done twice it sends nothing twice: an evaluation that is open stays as it was opened. Raises
    Refusal gate_shut, under_review or nobody (409).
    """

    def job() -> int:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        if row.opened_at is None:
            _open(row, who, closes_on, reminds_itself)
        return _queue_invitations(row)

    return write(job)


def send_rest(procurement_id: int, who: int | None) -> int:
    """Send to those who were added after the sending; return how many messages go."""

    def job() -> int:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        _refuse_unless_open(row)
        number = _queue_invitations(row)
        audit.record(who, "send_rest", about(row.id), number=number)
        return number

    return write(job)


def resend(procurement_id: int, invitation_id: str, who: int | None) -> bool:
    """Try a message again that failed or may not have arrived; tell whether there was one."""

    def job() -> bool:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        _refuse_unless_open(row)
        found = reading.find_mail(find_invitation(row.id, invitation_id).id)
        audit.record(who, "resend", about(row.id))
        return found is not None and mail.retry(found.id)

    return write(job)


def resume(procurement_id: int, who: int | None) -> int:
    """Let messages go that were stopped when a copy was put back; return how many.

    Each is asked about anew: whoever has answered meanwhile gets none.
    """

    def job() -> int:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        _refuse_unless_open(row)
        number = mail.resume(about(row.id))
        audit.record(who, "resume_sending", about(row.id), number=number)
        return number

    return write(job)


def remind(procurement_id: int, who: int | None, round_number: int) -> int:
    """Remind those who have not answered; return how many messages go.

    Who they are is worked out here and told to nobody. The number of the round is the one that
    was on the page, so that pressing twice reminds once. Raises Refusal gate_shut, under_review,
    or no_reminder (409).
    """

    def job() -> int:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        if row.reminders >= round_number:
            return len(reading.list_queued(row.id, f"reminder_{round_number}"))
        reason = rules_sending.why_no_reminder(queries_sending.rounds_of(row), queries.today())
        if reason:
            raise Refusal("no_reminder", NO_REMINDER[reason], 409, reason=reason)
        row.reminders += 1
        row.reminded_on = queries.today()
        _save(row, "reminders", "reminded_on")
        kind = f"reminder_{row.reminders}"
        number = mail.queue_all(kind, reading.list_to_remind(row.id), about(row.id))
        audit.record(who, "remind", about(row.id), round=row.reminders, number=number)
        return number

    return write(job)


def move_last_day(procurement_id: int, who: int | None, closes_on: date) -> None:
    """Give bidders more time, or less; raises Refusal gate_shut or not_open (409)."""

    def job() -> None:
        row = find_open_gate(procurement_id)
        _refuse_unless_opened(row)
        row.closes_on = closes_on
        _save(row, "closes_on")
        audit.record(who, "move_last_day", about(row.id), last_day=closes_on)

    write(job)


def mark_printed(procurement_id: int, who: int | None) -> int:
    """Remember that the letters are printed; return how many were not before."""

    def job() -> int:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        _refuse_unless_open(row)
        keys = [one.id for one in reading.list_letters(row.id, False) if one.printed_at is None]
        for key in keys:
            Invitation.update(printed_at=clock.now()).where(Invitation.id == key).execute()
        audit.record(who, "mark_printed", about(row.id), number=len(keys))
        return len(keys)

    return write(job)


def send_what_is_due() -> None:
    """Send what was planned for today, and the reminders that go by themselves; once a minute."""
    now = queries_sending.now_here()
    for one in queries_sending.list_planned():
        _when_due(one, one.send_on, now, _open_planned)
    for one in queries_sending.list_reminding():
        day = rules_sending.planned_round(queries_sending.rounds_of(one))
        _when_due(one, day, now, partial(remind, who=None, round_number=one.reminders + 1))


def _when_due(
    row: Procurement, day: date | None, now: datetime, act: Callable[[int], object]
) -> None:
    """Do it when its day has come and nothing holds it, and let the others have their turn."""
    may = rules.may_send(queries.decision_of(row), now.date())
    if may and day is not None and rules_sending.is_due(day, now):
        with suppress(Refusal, Busy):  # asked again inside the write; next minute is soon enough
            act(row.id)


def _open_planned(procurement_id: int) -> int:
    """Open on the planned day; what has been changed meanwhile is seen inside the write."""

    def job() -> int:
        row = find_open_gate(procurement_id)
        refuse_if_held(row)
        if row.opened_at is not None or row.send_on is None:
            return 0
        today = queries.today()
        closes_on = row.closes_on or today
        _open(row, None, rules_sending.last_day(row.send_on, closes_on, today), row.reminds_itself)
        return _queue_invitations(row)

    return write(job)


def _open(row: Procurement, who: int | None, closes_on: date, reminds_itself: bool) -> None:
    _refuse_nobody(row)
    row.opened_at, row.opened_by = clock.now(), who
    row.closes_on, row.reminds_itself = closes_on, reminds_itself
    row.form_version = version_row_in_use()
    _save(row, "opened_at", "opened_by", "closes_on", "reminds_itself", "form_version")
    audit.record(who, "open_evaluation", about(row.id), last_day=closes_on)


def _queue_invitations(row: Procurement) -> int:
    return mail.queue_all("invitation", reading.list_to_invite(row.id), about(row.id))


def _save(row: Procurement, *names: str) -> None:
    row.save(only=[getattr(Procurement, name) for name in names])


def _refuse_nobody(row: Procurement) -> None:
    if not any(one.revoked_at is None for one in reading.list_invitations(row.id)):
        raise Refusal("nobody", lazy("Nobody is invited yet. Add those who are to answer first."))


def _refuse_if_opened(row: Procurement) -> None:
    if row.opened_at is not None:
        raise Refusal("open", lazy("The invitations have been sent already."))


def _refuse_unless_opened(row: Procurement) -> None:
    if row.opened_at is None:
        raise Refusal(
            "not_open", lazy("The evaluation is not open yet. Send the invitations first.")
        )


def _refuse_unless_open(row: Procurement) -> None:
    _refuse_unless_opened(row)
    if rules_sending.is_closed(row.closes_on, queries.today()):
        raise Refusal("closed", lazy("The last day to answer has passed. Give more time first."))
