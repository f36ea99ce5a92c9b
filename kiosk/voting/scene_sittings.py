"""A result on the stage when the meeting has several sittings: the button that adds them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.i18n import _
from kiosk.voting import queries_sittings, scenes

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


def picture(_meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return what tells the sum from the sitting's own result, also on a phone."""
    return {"key": "together"} if (stage.detail or {}).get("together") else {}


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Offer to add the sittings up, where the sum may be shown."""
    if not meeting.whole or stage.scene != "revealed" or stage.question is None:
        return []
    if queries_sittings.find_together(stage.question) is None:
        return []
    on = bool((stage.detail or {}).get("together"))
    action = f"/questions/{stage.question_id}/together"
    return [scenes.Button(_("Show together"), action, {"on": "" if on else "1"}, pressed=on)]


scenes.PICTURES["revealed"] = picture
scenes.OFFERS.insert(0, offer)
