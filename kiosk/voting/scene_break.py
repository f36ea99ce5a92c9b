"""A break on the stage: when it is over, counted down on the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kiosk.i18n import _, format_time
from kiosk.voting import queries_scenes, scenes
from kiosk.voting.rules_scenes import BREAKS, milliseconds

if TYPE_CHECKING:
    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage


def picture(_meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return when we go on, as a time of day and as a moment to count down to."""
    until = queries_scenes.find_break_end(stage)
    if until is None:
        return {"headline": _("Break")}
    return {
        "headline": _("Break. We go on at %(time)s.", time=format_time(until)),
        "ends": format_time(until),
        "until": milliseconds(until),
        "over": queries_scenes.has_passed(until),
        "key": stage.version,  # another break is another picture, also on a phone
    }


def offer(meeting: Meeting, _stage: Stage) -> list[scenes.Button]:
    """Offer breaks of some lengths."""
    return [
        scenes.Button(
            _("Break, %(n)s minutes", n=minutes),
            f"/meetings/{meeting.id}/breaks",
            {"minutes": str(minutes)},
        )
        for minutes in BREAKS
    ]


scenes.PICTURES["break"] = picture
scenes.OFFERS.append(offer)
