"""Sign up for a pitch, take that back; and what the host does with the list."""

from collections.abc import Callable, Mapping
from datetime import date

from kiosk import audit, clock
from kiosk.db import write
from kiosk.errors import Refusal
from kiosk.i18n import lazy
from kiosk.live import hub
from kiosk.meetings import queries_purge as held
from kiosk.tokens import new_key
from kiosk.voting import queries
from kiosk.voting import queries_pitch as pitches
from kiosk.voting import rules_pitch as rules
from kiosk.voting.models_pitch import Pitch, PitchList

CLOSED = lazy("The sign-up is closed, so this was not sent. Talk to the host.")
GONE = lazy("It is not on the list any more. This is how it stands now.")
ENDED = lazy("The meeting has ended, so this was not sent.")

Change = Callable[[Pitch], None]


def sign_up(meeting_id: int, attendance_id: str, words: Mapping[str, str]) -> None:
    """Put a person on the list once; the host sees it at once, the room not before the host says.

    `words` are company, name and about. The same words again are the same sign-up. Raises Refusal
    sign_up_closed, meeting_ended, already_signed or list_full (409).
    """

    def job() -> None:
        known = pitches.get_list(meeting_id, for_update=True)
        if queries.get_scene(meeting_id).scene == "ended":
            raise Refusal("meeting_ended", ENDED)
        if known.opened_at is None or known.closed_at is not None:
            raise Refusal("sign_up_closed", CLOSED)
        own = pitches.find_own(meeting_id, attendance_id)
        if own is None:
            _insert(meeting_id, words, attendance_id, "new")
        elif any(getattr(own, name) != words[name] for name in words):
            raise Refusal(
                "already_signed",
                lazy("You are already on the list. Take that back first, then sign up again."),
            )

    write(job)
    hub.announce_tally(meeting_id)


def withdraw(meeting_id: int, attendance_id: str) -> None:
    """Take one's own sign-up back, wherever it stands; raises Refusal has_spoken (409)."""

    def job() -> bool:
        pitches.get_list(meeting_id, for_update=True)
        own = pitches.find_own(meeting_id, attendance_id)
        if own is None:
            return False
        if own.spoken_at is not None:
            raise Refusal("has_spoken", lazy("You have already pitched. Thank you."))
        own.delete_instance()
        return own.state == "accepted"

    _announce(meeting_id, write(job))


def add_pitch(meeting_id: int, words: Mapping[str, str], who: int | None) -> None:
    """Put somebody last in the running order, as the host; raises Refusal list_full (409)."""

    def job() -> None:
        _lock(meeting_id)
        made = _insert(meeting_id, words, None, "accepted")
        audit.record(who, "add_pitch", f"meeting:{meeting_id}", pitch=made.id)

    write(job)
    hub.announce_stage(meeting_id)


def accept_pitch(pitch_id: str, who: int | None) -> None:
    """Take a sign-up into the running order, last; the room sees it from now on."""

    def change(pitch: Pitch) -> None:
        if pitch.state != "accepted":
            pitch.state, pitch.position = "accepted", _last(pitch.meeting_id)

    _change(pitch_id, who, "accept_pitch", change)


def hide_pitch(pitch_id: str, who: int | None) -> None:
    """Take it out of the room's sight; who signed up is told to talk to the host."""

    def change(pitch: Pitch) -> None:
        pitch.state = "hidden"

    _change(pitch_id, who, "hide_pitch", change)


def return_pitch(pitch_id: str, who: int | None) -> None:
    """Let somebody who counts as having spoken come again, in the same place."""

    def change(pitch: Pitch) -> None:
        pitch.spoken_at = None

    _change(pitch_id, who, "return_pitch", change)


def move_pitch(pitch_id: str, earlier: bool, who: int | None) -> None:
    """Let a pitch change places with the one before or after it of those still to speak."""

    def change(pitch: Pitch) -> None:
        queue = [
            one
            for one in pitches.list_pitches(pitch.meeting_id)
            if one.state == "accepted" and one.spoken_at is None
        ]
        at = next((n for n, one in enumerate(queue) if one.id == pitch.id), None)
        to = None if at is None else at + (-1 if earlier else 1)
        if to is None or not 0 <= to < len(queue):
            return
        other = queue[to]
        pitch.position, other.position = other.position, pitch.position
        other.save()

    _change(pitch_id, who, "move_pitch", change)


def remove_pitch(pitch_id: str, who: int | None) -> None:
    """Take a pitch off the list for good; who signed up may do so again."""

    def change(pitch: Pitch) -> None:
        pitch.delete_instance()

    _change(pitch_id, who, "remove_pitch", change)


def set_sign_up(meeting_id: int, on: bool, who: int | None) -> None:
    """Let phones sign up, or no more; raises Refusal meeting_ended (409)."""

    def change(known: PitchList) -> None:
        if on and queries.get_scene(meeting_id).scene == "ended":
            raise Refusal("meeting_ended", ENDED)
        if on:
            known.opened_at, known.opened_by = clock.now(), who
            known.closed_at = known.closed_by = None
        else:
            known.closed_at, known.closed_by = clock.now(), who

    _set(meeting_id, who, "open_sign_up" if on else "close_sign_up", change)


def set_seconds(meeting_id: int, seconds: int, who: int | None) -> None:
    """Decide how long a pitch is, from the next one on."""

    def change(known: PitchList) -> None:
        known.seconds = seconds

    _set(meeting_id, who, "set_pitch_seconds", change)


def set_sound(meeting_id: int, on: bool, who: int | None) -> None:
    """Let the wall sound softly when the time is up, or be silent."""

    def change(known: PitchList) -> None:
        known.sound = on

    _set(meeting_id, who, "set_pitch_sound", change)


def purge_before(day: date) -> dict[str, int]:
    """Purge the pitches of meetings held before this day; call inside a running write."""
    meetings = held.list_held_before(day)
    number = Pitch.delete().where(Pitch.meeting.in_(meetings)).execute()
    return {"pitches": number} if number else {}


def _set(meeting_id: int, who: int | None, act: str, change: Callable[[PitchList], None]) -> None:
    def job() -> None:
        known = _lock(meeting_id)
        change(known)
        known.save()
        audit.record(who, act, f"meeting:{meeting_id}")

    write(job)
    hub.announce_stage(meeting_id)


def _change(pitch_id: str, who: int | None, act: str, change: Change) -> None:
    """Change one pitch; who comes second with one that is gone is told so."""

    def job() -> tuple[int, bool]:
        found = pitches.find_pitch(pitch_id)
        if found is not None:
            _lock(found.meeting_id)
            found = pitches.find_pitch(pitch_id)  # again, now that nobody else can write
        if found is None:
            raise Refusal("pitch_gone", GONE)
        before = found.state
        change(found)
        found.save()  # of a row that was removed: changes nothing
        audit.record(who, act, f"meeting:{found.meeting_id}", pitch=pitch_id)
        return found.meeting_id, "accepted" in (before, found.state)

    _announce(*write(job))


def _announce(meeting_id: int, in_the_room: bool) -> None:
    if in_the_room:
        hub.announce_stage(meeting_id)
    else:
        hub.announce_tally(meeting_id)


def _lock(meeting_id: int) -> PitchList:
    """Return the list's own row, which others that write to the list must wait for."""
    PitchList.insert(meeting=meeting_id).on_conflict_ignore().execute()
    return pitches.get_list(meeting_id, for_update=True)


def _insert(meeting_id: int, words: Mapping[str, str], signer: str | None, state: str) -> Pitch:
    if Pitch.select().where(Pitch.meeting == meeting_id).count() >= rules.MOST_PITCHES:
        raise Refusal("list_full", lazy("The list is full. Talk to the host."))
    return Pitch.create(
        id=new_key(),
        meeting=meeting_id,
        signer=signer,
        state=state,
        position=_last(meeting_id),
        **words,
    )


def _last(meeting_id: int) -> int:
    """Return the position after all that there are."""
    known = [one.position for one in pitches.list_pitches(meeting_id)]
    return max(known, default=0) + 1
