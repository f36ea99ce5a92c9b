"""Read the tablets at the door: which one asks, how each is, and which check-in a code opens."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast

from kiosk import clock
from kiosk.live.hub import hub
from kiosk.meetings.models import Attendance
from kiosk.meetings.models_door import Door, DoorCheckIn
from kiosk.meetings.rules_door import is_silent, is_still_taken
from kiosk.tokens import token_hash

TOPIC = "doors"  # moves when a tablet is paired or unpaired
_known: dict[int, tuple[int, bool]] = {}


@dataclass(frozen=True, slots=True)
class DoorState:
    """One tablet as the host sees it; `life` is waiting, expired, paired or unpaired."""

    id: int
    name: str
    mode: str
    life: str
    silent: bool
    seen_at: datetime | None
    queue: int
    battery: int | None

    @property
    def key(self) -> str:
        """Return what tells this state from the next."""
        seen = f"{self.seen_at:%H%M}" if self.seen_at else ""
        facts = (self.id, self.mode, self.life, self.silent, seen, self.queue, self.battery)
        return "_".join(str(fact) for fact in facts)


@dataclass(frozen=True, slots=True)
class Claim:
    """The check-in that a code from a tablet opens; `open` is False when it does no more."""

    attendance_id: str
    operation: str
    taken_by: str
    open: bool


def find_door(token: str) -> Door | None:
    """Return the tablet with this token, paired, or unpaired so lately that it may still send."""
    door = Door.get_or_none(Door.token_hash == token_hash(token))
    return door if door is not None and is_still_taken(door.unpaired_at, clock.now()) else None


def is_paired(token: str) -> bool:
    """Tell whether the token is a paired tablet's."""
    door = find_door(token)
    return door is not None and door.unpaired_at is None


def find_door_by_id(door_id: int) -> Door | None:
    """Return the tablet, or None."""
    return Door.get_or_none(Door.id == door_id)


def list_doors(meeting_id: int) -> list[DoorState]:
    """Return the tablets of a meeting as they are now, the earliest first."""
    now = clock.now()
    doors = Door.select().where(Door.meeting == meeting_id).order_by(Door.id)
    return [_state(door, now) for door in doors]


def _state(door: Door, now: datetime) -> DoorState:
    if door.unpaired_at is not None:
        life = "unpaired"
    elif door.paired_at is not None:
        life = "paired"
    else:
        life = "waiting" if door.pairing_until and door.pairing_until > now else "expired"
    silent = life == "paired" and is_silent(door.seen_at, now)
    return DoorState(
        door.id, door.name, door.mode, life, silent, door.seen_at, door.queue, door.battery
    )


def list_meetings_with_doors() -> list[int]:
    """Return the meetings that have a paired tablet."""
    found = Door.select(Door.meeting).where(
        Door.paired_at.is_null(False), Door.unpaired_at.is_null()
    )
    return sorted({door.meeting_id for door in found})


def has_door(meeting_id: int) -> bool:
    """Tell whether the meeting has had a tablet at the door; remembered until one is paired."""
    revision = hub.revision(TOPIC)
    cached = _known.get(meeting_id)
    if cached and cached[0] == revision:
        return cached[1]
    paired = Door.select().where(Door.meeting == meeting_id, Door.paired_at.is_null(False))
    if len(_known) > 100:
        _known.clear()
    _known[meeting_id] = (revision, bool(paired.exists()))
    return _known[meeting_id][1]


def find_check_in(operation: str) -> DoorCheckIn | None:
    """Return the check-in that a tablet has sent under this operation, or None."""
    return DoorCheckIn.get_or_none(DoorCheckIn.operation == token_hash(operation))


def find_claim(meeting_id: int, token: str) -> Claim | None:
    """Return what a code opens, by the token that belongs to it, or None when it is unknown."""
    found = (
        DoorCheckIn.select(DoorCheckIn, Attendance)
        .join(Attendance)
        .where(DoorCheckIn.claim_hash == token_hash(token), Attendance.meeting == meeting_id)
        .first()
    )
    if found is None:
        return None
    one = cast(DoorCheckIn, found)
    opens = one.attendance.token_hash == one.claim_hash
    return Claim(one.attendance_id, one.operation, one.taken_by, opens)
