"""Read what of the evaluations is so old that it may be purged; whole procurements and periods.

Each count is a dictionary: what is counted, and how many of it. Nothing of a procurement whose gate
is shut is counted.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any, cast

from peewee import Expression, fn

from kiosk import clock
from kiosk.evaluations import rules, rules_purge
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_answers import Contact, Remark, Response
from kiosk.evaluations.models_report import PublishedReport
from kiosk.evaluations.queries import decision_of, today
from kiosk.i18n import ngettext
from kiosk.mail.outbox import Mail
from kiosk.municipality.queries import get_municipality
from kiosk.questions.suppression import Period, periods

Counts = dict[str, int]


def list_ended_before(day: date) -> list[Procurement]:
    """Return the procurements whose evaluation ended before this day."""
    now = today()
    ended: list[Procurement] = []
    for one in Procurement.select().where(Procurement.decision_at.is_null(False)):
        found: Any = one
        last = rules_purge.ended_on(
            decision_of(one),
            now,
            opened=found.opened_at is not None,
            send_on=found.send_on,
            closes_on=found.closes_on,
        )
        if last is not None and last < day:
            ended.append(one)
    return ended


def count_drafts(day: date) -> Counts:
    """Count the drafts of evaluations that ended before this day."""
    return {"drafts": Draft.select().where(old_drafts(day)).count()}


def old_drafts(day: date) -> Expression:
    """Return the condition of drafts that are old, or whose invitation is no longer there."""
    ids = [one.id for one in list_ended_before(day)]
    links = Invitation.select(Invitation.token_hash)
    ended: Expression = Draft.token_hash.in_(links.where(Invitation.procurement.in_(ids)))
    return ended | Draft.token_hash.not_in(links)


def count_invitations(day: date) -> Counts:
    """Count the invitations of evaluations that ended before this day, and their mails."""
    ids = [one.id for one in list_ended_before(day)]
    return {
        "invitations": Invitation.select().where(Invitation.procurement.in_(ids)).count(),
        "mails": Mail.select().where(Mail.about.in_([about(one) for one in ids])).count(),
    }


def has_drafts(procurement_ids: list[int]) -> bool:
    """Tell whether a draft hangs on any invitation of these procurements."""
    theirs = Invitation.select(Invitation.token_hash)
    theirs = theirs.where(Invitation.procurement.in_(procurement_ids))
    return bool(Draft.select().where(Draft.token_hash.in_(theirs)).exists())


def count_used(procurement_id: int) -> tuple[int, int]:
    """Count a procurement's links, and how many of them were used; also those taken back."""
    theirs = Invitation.select().where(Invitation.procurement == procurement_id)
    return theirs.count(), theirs.where(Invitation.answered).count()


def about(procurement_id: int) -> str:
    """Return what the mails of a procurement are marked with."""
    return f"procurement:{procurement_id}"


def count_mails(day: date) -> Counts:
    """Count the outbox's rows that are old."""
    return {"mails": Mail.select().where(old_mails(day)).count()}


def old_mails(day: date) -> Expression:
    """Return the condition of old mails: of ended evaluations; others by their own day.

    While an evaluation goes on, its rows are what keeps anybody from getting a message twice.
    """
    ended = [about(one.id) for one in list_ended_before(day)]
    known = [about(one.id) for one in Procurement.select(Procurement.id)]
    others = Mail.about.not_in(known) & (Mail.created_at < _begins(day))
    old: Expression = Mail.about.in_(ended) | others
    return old & Mail.state.not_in(("queued", "sending"))


def list_half_years_to_purge(day: date) -> list[list[str]]:
    """Return the half-years whose responses are old, grouped as the report shows them.

    What has too few responses for any report is a group of its own, half-year by half-year.
    """
    shown = [list(one.half_years) for one in _shown_periods()]
    known = {half for group in shown for half in group}
    rest = [[half] for half in sorted(_half_years() - known)]
    return rules_purge.old_groups([*shown, *rest], day, _running_half_years())


def list_periods_to_purge(day: date) -> list[str]:
    """Return the periods of the report that go as a whole, by their keys in its address."""
    old = list_half_years_to_purge(day)
    return [one.key for one in _shown_periods() if list(one.half_years) in old]


def _shown_periods() -> list[Period]:
    return periods(_released_by_half_year(), get_municipality().threshold)


def note_responses(day: date) -> list[str]:
    """Say what of the old responses and remarks is in no report, and so in no file that is kept."""
    shown = {half for one in _shown_periods() for half in one.half_years}
    old = {half for group in list_half_years_to_purge(day) for half in group}
    unread = Remark.select().where(Remark.period.in_(old), Remark.state == "new").count()
    apart = (Response.period.not_in(shown)) | Response.waiting
    few = Response.select().where(Response.period.in_(old) & apart).count()
    notes = []
    if few:
        notes.append(
            ngettext(
                "%(n)s answered form is too few for any report, so it is in no file that is kept.",
                "%(n)s answered forms are too few for any report, so they are in no file that is "
                "kept.",
                few,
            )
        )
    if unread:
        notes.append(
            ngettext(
                "%(n)s written answer has not been read, so it is in no file that is kept.",
                "%(n)s written answers have not been read, so they are in no file that is kept.",
                unread,
            )
        )
    return notes


def count_responses(day: date) -> Counts:
    """Count the responses and remarks of half-years that are old."""
    old = [half for group in list_half_years_to_purge(day) for half in group]
    return {
        "responses": Response.select().where(Response.period.in_(old)).count(),
        "remarks": Remark.select().where(Remark.period.in_(old)).count(),
    }


def _released_by_half_year() -> Counter[str]:
    rows = Response.select(Response.period, fn.COUNT(Response.id)).where(~Response.waiting)
    counted = cast(Iterable[tuple[str, int]], rows.group_by(Response.period).tuples())
    return Counter(dict(counted))


def _half_years() -> set[str]:
    rows = [*Response.select(Response.period).distinct(), *Remark.select(Remark.period).distinct()]
    return {str(one.period) for one in rows}


def _running_half_years() -> set[str]:
    """Return the half-years that may still get responses."""
    opened = Procurement.select().where(Procurement.opened_at.is_null(False))
    going_on = [one for one in opened if one.closes_on is None or one.closes_on >= today()]
    days = [decision_of(one).decided_on for one in going_on]
    return {rules.half_year(one) for one in days if one is not None}


def count_contacts(day: date) -> Counts:
    """Count the contact details of half-years that ended before this day."""
    return {"contacts": Contact.select().where(old_contacts(day)).count()}


def old_contacts(day: date) -> Expression:
    """Return the condition of contact details that are old."""
    known = [str(one.period) for one in Contact.select(Contact.period).distinct()]
    old: Expression = Contact.period.in_([one for one in known if rules_purge.is_before(one, day)])
    return old


def count_reports(day: date) -> Counts:
    """Count the published reports that were withdrawn before this day."""
    return {"reports": PublishedReport.select().where(old_reports(day)).count()}


def old_reports(day: date) -> Expression:
    """Return the condition of published reports that were withdrawn before this day."""
    old: Expression = PublishedReport.withdrawn_at < _begins(day)
    return old


def _begins(day: date) -> datetime:
    return clock.from_local(datetime.combine(day, time()))
