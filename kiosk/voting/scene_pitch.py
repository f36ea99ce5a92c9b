"""The scene of pitches: who speaks, how much time is left, who comes next."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kiosk.i18n import _, format_clock
from kiosk.voting import queries_pitch, scenes
from kiosk.voting import rules_pitch as rules
from kiosk.voting.rules_scenes import milliseconds

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kiosk.meetings.models import Meeting
    from kiosk.voting.models import Stage
    from kiosk.voting.models_pitch import Pitch

ON_THE_WALL = 8  # of those who wait their turn: more can't be read from the back row


@dataclass(frozen=True, slots=True)
class PitchPicture:
    """One accepted pitch as everybody may see it; `title` is the company, `name` who speaks."""

    id: str
    title: str
    name: str
    about: str
    number: int  # in turn: 1 is next


@dataclass(frozen=True, slots=True)
class TimerPicture:
    """The time of who speaks: a moment to count down to, or what is left of it."""

    seconds: int
    running: bool
    begun: bool
    until: int | None
    ends: str
    face: str
    left: float
    over: bool


def draw_pitch(pitch: Pitch, number: int = 0) -> PitchPicture:
    """Return a pitch for drawing: without a company, the name is the title."""
    title, name = pitch.company or pitch.name, pitch.name if pitch.company else ""
    return PitchPicture(pitch.id, title, name, pitch.about, number)


def draw_timer(timer: rules.Timer) -> TimerPicture:
    """Return the timer for drawing."""
    left = queries_pitch.get_left(timer)
    return TimerPicture(
        seconds=timer.seconds,
        running=timer.ends is not None,
        begun=timer.begun,
        until=milliseconds(timer.ends) if timer.ends else None,
        ends=format_clock(timer.ends) if timer.ends else "",
        face=rules.clock_face(left),
        left=round(left, 1),
        over=left <= 0,
    )


def picture(_meeting: Meeting, stage: Stage) -> dict[str, Any]:
    """Return what the fragments of the scene are drawn from."""
    running = queries_pitch.get_running(stage)
    speaker = draw_pitch(running.speaker) if running.speaker else None
    coming = draw_turns(running.coming)
    spoken = [one for one in running.everybody if one.spoken_at and one.state == "accepted"]
    sign_up = running.facts.opened_at is not None and running.facts.closed_at is None
    timer, thanked = running.timer, bool(spoken) and speaker is None
    return {
        "headline": _("Pitch: %(who)s", who=speaker.title) if speaker else _("Pitches"),
        "speaker": speaker,
        "timer": draw_timer(timer) if timer else None,
        "coming": coming,
        "wall": coming[:ON_THE_WALL],
        "more": max(0, len(coming) - ON_THE_WALL),
        "pitch_step": rules.next_step(speaker is not None, timer, len(coming)),
        "thanked": [draw_pitch(one) for one in spoken],
        "sign_up": sign_up,
        "sound": running.facts.sound,
        "nearly": rules.NEARLY_OVER,
        "waiting": len(running.waiting),
        # The time is no part of it: to start and to pause it is no new picture for a phone.
        "key": sha256(repr((speaker, coming, thanked, sign_up)).encode()).hexdigest()[:12],
        "tally": f"{running.facts.sound:d}{running.facts.seconds}",
    }


def draw_turns(coming: Sequence[Pitch]) -> list[PitchPicture]:
    """Return those who wait their turn, with their numbers."""
    return [draw_pitch(one, number) for number, one in enumerate(coming, 1)]


def offer(meeting: Meeting, stage: Stage) -> list[scenes.Button]:
    """Offer to show the running order."""
    pressed = stage.scene == "pitch"
    return [scenes.Button(_("Pitches"), f"/meetings/{meeting.id}/pitches/showing", pressed=pressed)]


scenes.PICTURES["pitch"] = picture
scenes.OFFERS.append(offer)
