"""Take a break: the stage holds its end, so that it survives reloads, restarts and sleep."""

from kiosk import clock
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.voting.models import Stage
from kiosk.voting.operations_scenes import show_scene
from kiosk.voting.rules_scenes import BREAKS, break_end


def take_break(meeting_id: int, minutes: int, who: int | None, expect: int | None = None) -> Stage:
    """Let everybody take a break of so many minutes; raises Refusal unknown_break (422)."""
    if minutes not in BREAKS:
        raise Refusal("unknown_break", lazy("A break is 5, 10, 15 or 20 minutes."), 422)
    until = break_end(clock.now(), minutes)
    return show_scene(meeting_id, "break", who, expect, {"until": until.isoformat()})
