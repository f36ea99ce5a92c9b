"""Purge what of the evaluations is old. Call inside a running write; each returns what it purged.

What counts something keeps its count: how many were invited and answered stands on the procurement
when the invitations are gone, and the report of the responses is kept as a file before they go.
"""

from datetime import date

from peewee import Expression

from kiosk.db import BaseModel
from kiosk.errors import Refusal
from kiosk.evaluations import codebook, exports
from kiosk.evaluations import queries_purge as queries
from kiosk.evaluations.models import Draft, Invitation, Procurement
from kiosk.evaluations.models_answers import Contact, Remark, Response
from kiosk.evaluations.models_report import PublishedReport
from kiosk.evaluations.queries import today
from kiosk.i18n import in_language, lazy
from kiosk.mail.outbox import Mail


def purge_drafts(day: date) -> queries.Counts:
    """Purge the drafts of evaluations that ended before this day."""
    return {"drafts": _delete(Draft, queries.old_drafts(day))}


def purge_invitations(day: date) -> queries.Counts:
    """Purge the invitations of evaluations that ended before this day, and their mails.

    Raises Refusal drafts_first (409): a draft is found by its invitation, and has a decision of
    its own.
    """
    ended = [one.id for one in queries.list_ended_before(day)]
    if queries.has_drafts(ended):
        raise Refusal(
            "drafts_first",
            lazy("Drafts hang on these invitations. Purge the drafts first."),
        )
    purged = mails = 0
    for one in ended:
        invited, answered = queries.count_used(one)
        _keep_count(one, invited, answered)
        purged += _delete(Invitation, Invitation.procurement == one)
        mails += _delete(Mail, Mail.about == queries.about(one))
    return {"invitations": purged, "mails": mails}


def _keep_count(procurement_id: int, invited: int, answered: int) -> None:
    Procurement.update(
        purged_invited=Procurement.purged_invited + invited,
        purged_answered=Procurement.purged_answered + answered,
    ).where(Procurement.id == procurement_id).execute()


def purge_mails(day: date) -> queries.Counts:
    """Purge the outbox's rows that are old."""
    return {"mails": _delete(Mail, queries.old_mails(day))}


def purge_responses(day: date) -> queries.Counts:
    """Purge the responses and remarks of half-years that are old; keep the report first."""
    old = [half for group in queries.list_half_years_to_purge(day) for half in group]
    return {
        "responses": _delete(Response, Response.period.in_(old)),
        "remarks": _delete(Remark, Remark.period.in_(old)),
    }


def make_files(day: date) -> list[tuple[str, str, bytes]]:
    """Return the report of each period that goes, and the codebook: name, media type, content.

    In Swedish, whoever purges: they are for the municipality's archive.
    """
    keys = queries.list_periods_to_purge(day)
    made = f"{today()}.csv"
    with in_language("sv"):
        files = [(f"report-{key}-kept-{made}", exports.report_csv(key)) for key in keys]
        if files:
            files.append((f"codebook-kept-{made}", codebook.codebook_csv()))
    return [(name, "text/csv; charset=utf-8", content) for name, content in files]


def purge_contacts(day: date) -> queries.Counts:
    """Purge the contact details of half-years that ended before this day."""
    return {"contacts": _delete(Contact, queries.old_contacts(day))}


def purge_reports(day: date) -> queries.Counts:
    """Purge the published reports that were withdrawn before this day."""
    return {"reports": _delete(PublishedReport, queries.old_reports(day))}


def _delete(model: type[BaseModel], condition: Expression) -> int:
    return int(model.delete().where(condition).execute())
