"""Show a scene that belongs to no question: waiting, wishes, a pitch, a break."""

from typing import Any

from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.voting import queries
from kiosk.voting.models import Stage
from kiosk.voting.operations import on_stage, refuse_if_ended

FREE = ("waiting", "wishes", "factors", "pitch", "break")


def show_scene(
    meeting_id: int,
    scene: str,
    who: int | None,
    expect: int | None = None,
    detail: dict[str, Any] | None = None,
) -> Stage:
    """Let the room do this; `detail` is what the scene needs to know, as plain data.

    Raises Refusal unknown_scene (422), another_open, meeting_ended, or stage_moved (409).
    """
    if scene not in FREE:
        raise Refusal("unknown_scene", lazy("The room can't do that."), 422)

    def change(stage: Stage) -> dict[str, Any]:
        refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        stage.scene, stage.question, stage.cover = scene, None, ""
        stage.detail = detail
        return {}

    act = "show_waiting" if scene == "waiting" else "show_scene"
    return on_stage(meeting_id, who, expect, act, change)
