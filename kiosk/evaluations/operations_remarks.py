"""Decide about each written answer before anybody else sees it."""

from typing import Any

from kiosk import audit
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.evaluations import queries_remarks as queries
from kiosk.evaluations.queries_report import TOPIC
from kiosk.i18n import lazy
from kiosk.live.hub import hub


def show_remark(remark_id: str, who: int | None, shown_text: str = "") -> None:
    """Let a written answer be shown, as it is or as it reads with words taken out.

    The original is kept. Raises Refusal gone (404).
    """
    _review(remark_id, who, "show_remark", state="shown", shown_text=shown_text)


def withhold_remark(remark_id: str, who: int | None) -> None:
    """Keep a written answer from being shown; raises Refusal gone (404)."""
    _review(remark_id, who, "withhold_remark", state="withheld", shown_text="")


def reopen_remark(remark_id: str, who: int | None) -> None:
    """Put a written answer back among those to be read; raises Refusal gone (404)."""
    _review(remark_id, who, "reopen_remark", state="new", shown_text="")


def _review(remark_id: str, who: int | None, act: str, **decided: Any) -> None:
    def job() -> None:
        remark = queries.find_remark(remark_id)
        if remark is None:
            raise Refusal("gone", lazy("The text is not here any more."), 404)
        for name, value in decided.items():
            setattr(remark, name, value)
        remark.reviewed_by = who
        remark.save()
        # Neither the text nor which it was: the log lives longer than the answers.
        audit.record(who, act, "remarks")

    write(job)
    hub.announce(TOPIC)
