"""The host's picture of the pitches: who has signed up, the running order, who has spoken."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.forms import Form
from kiosk.live import hub
from kiosk.live.stream import Channel
from kiosk.voting import queries, queries_pitch
from kiosk.voting import rules_pitch as rules
from kiosk.voting.channels import ABOUT_FOUR_A_SECOND
from kiosk.voting.scene_pitch import draw_pitch, draw_turns
from kiosk.web import render_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from kiosk.meetings.models import Meeting


def pitches_channel(meeting: Meeting, may_see: Callable[[], bool] | None = None) -> Channel:
    """Return what the page of the list follows."""
    return Channel(
        topic=hub.tally_topic(meeting.id),
        audience="pitches",
        render=lambda: render_text("voting/_pitches.html", **pitches_context(meeting)),
        least_seconds=ABOUT_FOUR_A_SECOND,
        may_see=may_see,
    )


def pitches_context(meeting: Meeting, notice: str = "") -> dict[str, Any]:
    """Return what the fragment of the list is drawn from."""
    stage = queries.get_stage(meeting.id)
    running = queries_pitch.get_running(stage)
    lists = {
        "new": [draw_pitch(one) for one in running.waiting],
        "hidden": [draw_pitch(one) for one in running.everybody if one.state == "hidden"],
        "spoken": list_spoken(running),
        "coming": draw_turns(running.coming),
    }
    speaker = draw_pitch(running.speaker) if running.speaker else None
    facts = running.facts
    sign_up = facts.opened_at is not None and facts.closed_at is None
    return {
        "meeting": meeting,
        "lists": lists,
        "speaker": speaker,
        "sign_up": sign_up,
        "ended": stage.scene == "ended",
        "busy": queries.find_open_question(meeting.id) is not None,
        "version": stage.version,
        "notice": notice,
        "key": sha256(repr((lists, speaker, sign_up, stage.version)).encode()).hexdigest()[:12],
    }


def list_spoken(running: queries_pitch.Running) -> list[Any]:
    """Return those who have spoken and stand in the room's sight, for drawing."""
    speaker = running.speaker.id if running.speaker else ""
    return [
        draw_pitch(one)
        for one in running.everybody
        if one.spoken_at and one.state == "accepted" and one.id != speaker
    ]


def page_context(meeting: Meeting, notice: str = "", **forms: Form) -> dict[str, Any]:
    """Return what the whole page is drawn from; forms are those that were sent and refused."""
    seconds = queries_pitch.get_list(meeting.id).seconds
    return {
        **pitches_context(meeting, notice),
        "form": forms.get("form") or Form({}),
        "seconds_form": forms.get("seconds_form") or Form({"seconds": seconds}),
        "fewest": rules.FEWEST_SECONDS,
        "most": rules.MOST_SECONDS,
        "most_about": rules.MOST_ABOUT,
    }


def result_pitches(meeting: Meeting) -> list[Any]:
    """Return those who have pitched at a meeting, in running order, for its result."""
    spoken = [one for one in queries_pitch.list_pitches(meeting.id) if one.spoken_at]
    return [draw_pitch(one) for one in spoken]
