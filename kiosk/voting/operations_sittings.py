"""Show what the sittings of a meeting answered, added up, on the wall of one of them."""

from typing import Any

from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.voting import queries, queries_sittings
from kiosk.voting.models import Stage
from kiosk.voting.operations import JUST_BEFORE, on_stage, refuse_if_ended


def show_together(question_id: int, on: bool, who: int | None, expect: int | None = None) -> Stage:
    """Show the revealed question on stage added up, or as this sitting's own again.

    Raises Refusal stage_moved, meeting_ended or not_together (409).
    """
    question = queries.get_question(question_id)

    def change(stage: Stage) -> dict[str, Any]:
        refuse_if_ended(stage)
        if stage.scene != "revealed" or stage.question_id != question_id:
            raise Refusal("stage_moved", JUST_BEFORE)
        fresh = queries.get_question(question_id)
        if on and queries_sittings.find_together(fresh) is None:
            raise Refusal("not_together", lazy("There is nothing that may be added up yet."))
        chosen = [one.id for one in queries_sittings.list_revealed(fresh)]
        stage.detail = {"together": chosen} if on else None
        return {}

    return on_stage(question.meeting_id, who, expect, "show_scene", change)
