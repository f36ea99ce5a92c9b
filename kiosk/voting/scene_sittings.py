"""A result on the stage when the meeting has several sittings: the button that adds them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.i18n import _
from kiosk.voting import queries_sittings, scenes

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


def picture(meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return what tells the sum from the sitting's own result, and whether the host may choose."""
    if not meeting.whole or stage.question is None:
        return {}
    return {
        "key": "together" if is_together(stage) else "own",
        "waiting": queries_sittings.find_together(stage.question) is not None,  # consoles only
    }


def is_together(stage: Stage) -> bool:
    """Tell whether the host has asked for the sum."""
    return bool((stage.detail or {}).get("together"))


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Offer to add the sittings up, where the sum may be shown."""
    if not meeting.whole or stage.scene != "revealed" or stage.question is None:
        return []
    if queries_sittings.find_together(stage.question) is None:
        return []
    on = is_together(stage)
    action = f"/questions/{stage.question_id}/together"
    return [scenes.Button(_("Show together"), action, {"on": "" if on else "1"}, pressed=on)]


scenes.PICTURES["revealed"] = picture
scenes.OFFERS.insert(0, offer)
