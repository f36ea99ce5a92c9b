"""Everything that is done to the versions of the bidder's form."""

from kiosk import clock
from kiosk.evaluations import queries_versions as queries
from kiosk.evaluations.models import FormVersion
from kiosk.questions.form import in_order, to_plain
from kiosk.questions.template_a import TEMPLATE_A


def version_row_in_use() -> FormVersion:
    """Return the row of the version in use, made of template A if there is none; inside a write."""
    row = queries.find_version_in_use()
    if row is not None:
        return row
    now = clock.now()
    first = {"number": queries.FIRST, "items": to_plain(in_order(TEMPLATE_A))}
    # Ignored where another process has just made it: both then use that one.
    FormVersion.insert(created_at=now, used_from=now, **first).on_conflict_ignore().execute()
    return FormVersion.get(FormVersion.number == queries.FIRST)
