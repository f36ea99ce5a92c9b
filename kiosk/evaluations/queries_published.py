"""Read the reports that are published."""

from kiosk.evaluations.models_report import PublishedReport


def list_published() -> list[PublishedReport]:
    """Return the reports that are public, the latest first."""
    public = PublishedReport.select().where(PublishedReport.withdrawn_at.is_null())
    return list(public.order_by(PublishedReport.published_at.desc(), PublishedReport.id.desc()))


def find_published(key: str) -> PublishedReport | None:
    """Return the public report with this key, or None."""
    return PublishedReport.get_or_none(
        (PublishedReport.key == key) & PublishedReport.withdrawn_at.is_null()
    )
