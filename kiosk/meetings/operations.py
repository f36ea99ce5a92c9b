"""Check people in; every write of the meetings feature that attendees make."""

from kiosk.db import run_sql, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries
from kiosk.tokens import new_key, token_hash


def check_in(
    meeting_id: int,
    token: str,
    *,
    role: str,
    company: str = "",
    name: str = "",
    mode: str = "room",
    vote_only: bool = False,
    municipality: str = "",
) -> None:
    """Check a person in once, however often the phone sends it: the token is made from the try.

    Raises Refusal meeting_ended (409).
    """

    def job() -> None:
        if queries.has_ended(meeting_id):
            raise Refusal("meeting_ended", lazy("The meeting has ended. Thank you for coming."))
        who = (role, company, name, mode, vote_only, municipality)
        run_sql(
            "INSERT INTO attendance"
            " (id, meeting_id, token_hash, role, company, name, mode, vote_only, municipality)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (token_hash) DO UPDATE SET"
            " role = excluded.role, company = excluded.company, name = excluded.name,"
            " mode = excluded.mode, vote_only = excluded.vote_only,"
            " municipality = excluded.municipality",
            (new_key(), meeting_id, token_hash(token), *who),
        )

    write(job)
    hub.announce_tally(meeting_id)
