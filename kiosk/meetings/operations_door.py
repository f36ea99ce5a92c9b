"""Pair a tablet at the door, hear how it is, try its PIN, change what it does, unpair it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from kiosk import audit, clock
from kiosk.db import database, write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries
from kiosk.meetings import queries_door as doors
from kiosk.meetings import rules_door as rules
from kiosk.meetings.models_door import Door
from kiosk.tokens import token_hash

MOST_DOORS = 20  # of one meeting, so that the console stays readable
WRONG_CODE = lazy("That code is not valid. It lives ten minutes and can be used once.")
# As for passwords: a PIN is short, but who steals the database must pay for each guess.
_hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
# The exit evaluation belongs to another feature: create_app tells how it is opened and answered.
Answers = Mapping[str, Sequence[str]]
_open_exit: Callable[[int, int | None], None] = lambda meeting_id, who: None  # noqa: E731
_send_exit: Callable[[int, str, Answers], None] = lambda meeting_id, voter, answers: None  # noqa: E731


def use_exit(
    opening: Callable[[int, int | None], None], sending: Callable[[int, str, Answers], None]
) -> None:
    """Tell the door how the exit evaluation of a meeting is opened, and answered."""
    global _open_exit, _send_exit
    _open_exit, _send_exit = opening, sending


def send_exit(meeting_id: int, visit: str, answers: Answers) -> None:
    """Count what one person pressed at the tablet; raises what the exit evaluation refuses."""
    _send_exit(meeting_id, f"door:{visit}", answers)


def make_door(who: int | None, meeting_id: int, name: str, pin: str, pairing: str) -> Door:
    """Make a tablet that waits for its pairing code; raises Refusal ended or too_many_doors."""
    stored = _hasher.hash(pin)  # before the write: others would wait

    def job() -> Door:
        if queries.has_ended(meeting_id):
            raise Refusal("meeting_ended", lazy("The meeting has ended."))
        if len([one for one in doors.list_doors(meeting_id) if one.life == "paired"]) >= MOST_DOORS:
            raise Refusal("too_many_doors", lazy("There are enough tablets. Unpair one first."))
        Door.delete().where(Door.meeting == meeting_id, Door.paired_at.is_null()).execute()
        made = Door.create(
            meeting=meeting_id,
            name=name,
            pin_hash=stored,
            pairing_hash=token_hash(pairing),
            pairing_until=clock.now() + rules.PAIRING_LIFE,
            made_by=who,
        )
        audit.record(who, "make_door", f"meeting:{meeting_id}", door=made.id)
        return made

    return _tell(write(job))


def _tell(door: Door) -> Door:
    hub.announce_tally(door.meeting_id)
    hub.hub.announce(doors.TOPIC)
    return door


def pair_door(pairing: str, token: str) -> Door:
    """Let this browser be the tablet the code was made for; raises Refusal wrong_code (422)."""

    def job() -> Door:
        door = _locked(Door.pairing_hash == token_hash(pairing))
        if door is None or door.pairing_until < clock.now():
            raise Refusal("wrong_code", WRONG_CODE, 422)
        door.pairing_hash, door.token_hash = None, token_hash(token)
        door.paired_at = door.seen_at = clock.now()
        door.save()
        return door

    return _tell(write(job))


def _locked(where: object) -> Door | None:
    query = Door.select().where(where)
    return (query.for_update() if database.for_update else query).first()  # type: ignore[no-any-return]


def unpair_door(door_id: int, who: int | None) -> None:
    """End a pairing, or a code that nobody has used; what the tablet holds is still taken."""

    def job() -> Door | None:
        door = _locked(Door.id == door_id)
        if door is None or door.unpaired_at is not None:
            return None
        door.unpaired_at, door.unpaired_by, door.pairing_hash = clock.now(), who, None
        door.save()
        audit.record(who, "unpair_door", f"meeting:{door.meeting_id}", door=door.id)
        return door

    changed = write(job)
    if changed is not None:
        _tell(changed)


def note_state(door_id: int, queue: int, battery: int | None) -> None:
    """Note that a tablet is there, and how it is; the console hears of what it can see."""

    def job() -> int | None:
        door = _locked(Door.id == door_id)
        if door is None:
            return None
        now = clock.now()
        before = (door.queue, door.battery, _minute(door), rules.is_silent(door.seen_at, now))
        door.queue, door.battery, door.seen_at = queue, battery, now
        door.save()
        after = (door.queue, door.battery, _minute(door), False)
        return door.meeting_id if before != after else None

    meeting_id = write(job)
    if meeting_id is not None:
        hub.announce_tally(meeting_id)


def _minute(door: Door) -> str:
    return f"{door.seen_at:%H%M}" if door.seen_at else ""


def set_mode(door_id: int, mode: str, who: int | None = None) -> None:
    """Let a tablet check people in, or ask them how the meeting was."""
    door = Door.get_by_id(door_id)
    if mode == "exit":
        _open_exit(door.meeting_id, who)

    def job() -> None:
        Door.update(mode=mode).where(Door.id == door_id).execute()
        audit.record(who, "set_door_mode", f"meeting:{door.meeting_id}", door=door_id, mode=mode)

    write(job)
    hub.announce_tally(door.meeting_id)


def try_pin(door_id: int, pin: str) -> None:
    """Let staff in at a tablet; raises Refusal wrong_pin (422) or pin_locked (429)."""
    stored = write(lambda: _count_try(door_id))  # before, for many may be on their way at once
    try:
        _hasher.verify(stored, pin[:8])
    except (VerificationError, InvalidHashError):
        raise Refusal("wrong_pin", lazy("Wrong PIN. Try again."), 422) from None
    write(lambda: Door.update(wrong_pins=0, locked_until=None).where(Door.id == door_id).execute())


def _count_try(door_id: int) -> str:
    door, now = _locked(Door.id == door_id), clock.now()
    if door is None:
        raise Refusal("wrong_pin", lazy("Wrong PIN. Try again."), 422)
    if door.locked_until is not None and door.locked_until > now:
        raise _wait(door.locked_until - now)
    door.wrong_pins += 1
    wait = rules.wait_after(door.wrong_pins)
    door.locked_until = now + wait if wait else None
    door.save()
    return str(door.pin_hash)


def _wait(left: timedelta) -> Refusal:
    minutes = max(1, -int(-left.total_seconds() // 60))
    sentence = lazy(
        "Too many wrong PINs. Wait %(n)s min, or let the host unpair the tablet on the console.",
        n=minutes,
    )
    return Refusal("pin_locked", sentence, 429)


def tell_of_silence() -> None:
    """Let consoles be drawn anew where a tablet may have gone silent; done each minute."""
    for meeting_id in doors.list_meetings_with_doors():
        if any(one.silent for one in doors.list_doors(meeting_id)):
            hub.announce_tally(meeting_id)
