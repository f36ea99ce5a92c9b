"""Read what the host has tried in a rehearsal: the log knows, for everything else can be undone."""

from kiosk.db import run_sql


def list_acts(meeting_id: int) -> set[str]:
    """Return what has been done at a meeting since it was made, by the log's own words."""
    rows = run_sql(
        'SELECT DISTINCT what FROM audit_entry WHERE "on" = ?'
        " AND at >= (SELECT created_at FROM meeting WHERE id = ?)",
        (f"meeting:{meeting_id}", meeting_id),
    ).fetchall()
    return {str(row[0]) for row in rows}
