"""Decide who speaks next, and how much of a pitch's time is left; time is passed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar

MOST_ABOUT = 140
FEWEST_SECONDS, MOST_SECONDS = 15, 600
MOST_PITCHES = 200  # of one meeting
NEARLY_OVER = 10  # seconds before the end at which the wall says so


class Turn(Protocol):
    """What deciding an order needs to know of a pitch."""

    id: Any
    position: Any
    spoken_at: Any


T = TypeVar("T", bound=Turn)


@dataclass(frozen=True, slots=True)
class Timer:
    """The time of the one who speaks: until when it runs, or how many seconds are left of it."""

    seconds: int
    left: float
    ends: datetime | None = None

    @property
    def begun(self) -> bool:
        """Tell whether it has ever been started."""
        return self.ends is not None or self.left < self.seconds


def read_timer(detail: Mapping[str, Any]) -> Timer:
    """Return the timer that the stage's detail holds."""
    ends = detail.get("ends")
    seconds = int(detail.get("seconds", 60))
    left = float(detail.get("left", seconds))
    return Timer(seconds, left, datetime.fromisoformat(ends) if ends else None)


def write_timer(pitch: str, timer: Timer) -> dict[str, Any]:
    """Return the stage's detail for who speaks and the timer."""
    ends = timer.ends.isoformat() if timer.ends else None
    return {"pitch": pitch, "seconds": timer.seconds, "left": timer.left, "ends": ends}


def started(timer: Timer, now: datetime) -> Timer:
    """Let the time run: on from where it was paused, or anew when nothing was left."""
    left = timer.left if timer.left > 0 else timer.seconds
    return Timer(timer.seconds, left, now + timedelta(seconds=left))


def paused(timer: Timer, now: datetime) -> Timer:
    """Stop the time and keep what is left of it."""
    return Timer(timer.seconds, remaining(timer, now))


def remaining(timer: Timer, now: datetime) -> float:
    """Return how many seconds are left, never less than none."""
    if timer.ends is None:
        return timer.left
    return max(0.0, (timer.ends - now).total_seconds())


def in_turn(accepted: Sequence[T], speaker: T | None) -> list[T]:
    """Return who is still to speak, the next one first.

    Who was called but not there comes again when all the others have spoken.
    """
    waiting = [one for one in accepted if one.spoken_at is None]
    if speaker is None:
        return waiting
    others = [one for one in waiting if one.id != speaker.id]
    after = [one for one in others if one.position > speaker.position]
    return after + [one for one in others if one not in after]


def next_step(speaking: bool, timer: Timer | None, coming: int) -> str:
    """Return the one big step: start the time, call the next, thank all, or none."""
    if speaking and timer and not timer.begun:
        return "start"
    if coming:
        return "call"
    return "thank" if speaking else ""


def clock_face(seconds: float) -> str:
    """Return a time that is left as minutes and seconds, like 1:00."""
    whole = -int(-seconds // 1)
    return f"{whole // 60}:{whole % 60:02}"


def fits_seconds(seconds: int) -> bool:
    """Tell whether a pitch may be so long."""
    return FEWEST_SECONDS <= seconds <= MOST_SECONDS
