"""Pitches on the stage: call the next one up, start and pause the time, thank them all.

The stage holds the moment at which the time is up, or what is left of it: right after a reload,
a restart and a projector's sleep.
"""

from typing import Any

from kiosk import clock
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.voting import queries
from kiosk.voting import queries_pitch as pitches
from kiosk.voting import rules_pitch as rules
from kiosk.voting.models import Stage
from kiosk.voting.models_pitch import Pitch
from kiosk.voting.operations import on_stage, refuse_if_ended
from kiosk.voting.operations_scenes import show_scene

GONE = lazy("Whoever was next is not on the list any more. This is how it stands now.")
NOBODY = lazy("Nobody is on the stage. This is how it stands now.")


def show_pitches(meeting_id: int, who: int | None, expect: int | None = None) -> Stage:
    """Show the running order, and how to sign up; also the thanks when all have spoken."""
    return show_scene(meeting_id, "pitch", who, expect, {})


def call_pitch(meeting_id: int, pitch_id: str, who: int | None, expect: int | None = None) -> Stage:
    """Call somebody up; the time stands still until it is started.

    `pitch_id` is the one the host saw. Raises Refusal pitch_gone, another_open, meeting_ended or
    stage_moved (409).
    """

    def change(stage: Stage) -> dict[str, Any]:
        refuse_if_ended(stage)
        if queries.find_open_question(meeting_id) is not None:
            raise Refusal("another_open", lazy("A question is open. Close it first."))
        facts = pitches.get_list(meeting_id, for_update=True)  # who takes it back now must wait
        found = pitches.find_pitch(pitch_id)
        if found is None or found.meeting_id != meeting_id or found.state != "accepted":
            raise Refusal("pitch_gone", GONE)
        seconds = facts.seconds
        stage.scene, stage.question, stage.cover = "pitch", None, ""
        stage.detail = rules.write_timer(found.id, rules.Timer(seconds, seconds))
        return {}

    return on_stage(meeting_id, who, expect, "call_pitch", change)


def time_pitch(meeting_id: int, act: str, who: int | None, expect: int | None = None) -> Stage:
    """Start the time, pause it, or start it again from the whole; none of it is taken back.

    Raises Refusal unknown_act (422), nobody_speaks or stage_moved (409).
    """

    def change(stage: Stage) -> None:
        pitches.get_list(meeting_id, for_update=True)
        running, now = pitches.get_running(stage), clock.now()
        speaker, timer = running.speaker, running.timer
        if speaker is None or timer is None:
            raise Refusal("nobody_speaks", NOBODY)
        if act == "pause":
            timer = rules.paused(timer, now)
        elif act == "again":
            timer = rules.started(rules.Timer(timer.seconds, timer.seconds), now)
        elif timer.ends is None:
            timer = rules.started(timer, now)
        if act != "pause" and speaker.spoken_at is None:
            Pitch.update(spoken_at=now).where(Pitch.id == speaker.id).execute()
        stage.detail = rules.write_timer(speaker.id, timer)

    if act not in ("start", "pause", "again"):
        raise Refusal("unknown_act", lazy("The time can be started, paused or started again."), 422)
    return on_stage(meeting_id, who, expect, "time_pitch", change)
